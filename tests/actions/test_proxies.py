"""A written authority makes an agent, within the adopted rules, until it is taken back or used."""

from datetime import timedelta
from io import BytesIO

import pytest
from sqlalchemy import select

from huasheng_vote.assemblies.actions.casting import Offer, cast_ballot
from huasheng_vote.assemblies.actions.proxies import Authority, record_proxy, revoke_proxy
from huasheng_vote.assemblies.models.notices import Proxy
from huasheng_vote.assemblies.queries.frozen import frozen
from huasheng_vote.database import writing
from huasheng_vote.extensions import db
from huasheng_vote.journal.models import JournalLeaf
from huasheng_vote.notices.models import Notice
from huasheng_vote.people.models import Account, RoleGrant
from huasheng_vote.rules.access import Role
from huasheng_vote.rules.calendar import local_day
from huasheng_vote.rules.papers import Signature
from huasheng_vote.rules.procedure import Agents
from huasheng_vote.rules.refusal import Why
from tests.actions.test_closing import cast, refused
from tests.actions.test_papers import ballots, unit
from tests.papers import CLERKS, clerks, do, enter, entry, issue, paper, receive
from tests.voting import CLOSES, noticed


@pytest.fixture
def meeting(estate):
    return noticed(clerks(estate))


def phone_of(meeting, name):
    account = {**meeting.estate.owners, **meeting.estate.staff}[name]
    return db.session.scalar(select(Account.phone).filter_by(id=account))


def authority(meeting, building, number, agent="赵一", **changes):
    today = local_day(meeting.estate.site.at)
    given = {
        "unit": unit(building, number), "agent": agent, "phone": phone_of(meeting, agent), "matter": "本次会议的全部议题", "powers": "由代理人决定",
        "valid_from": today, "valid_until": today + timedelta(days=30), "signed_on": today,
    }  # fmt: skip
    return Authority(**{**given, **changes})


def record(meeting, *where, who="周主任", **changes):
    return do(meeting, who, record_proxy, authority(meeting, *where, **changes))


def agent_votes(meeting, agent, name, *choices):
    estate, head = meeting.estate, next(head for names, head in meeting.heads.items() if name in names)
    offer = Offer(
        meeting.id, head, frozen(estate.ref.id, meeting.id).heads[head].pseudonym, dict(zip(meeting.motions, choices, strict=True)), 0
    )
    return estate.site.act(estate.ref, estate.actor(agent), cast_ballot, offer)


def test_an_agent_with_an_authority_on_record_votes_online_for_the_household(meeting, estate):
    record(meeting, "1", "201")
    assert Role.PROXY in estate.actor("赵一").roles
    answer = meeting.vote(estate.client("赵一"), "陈二", "agree", "agree")
    assert answer.status_code == 303
    assert [each.account_id for each in ballots(meeting, "陈二")] == [estate.owners["赵一"]]
    meeting_url = meeting.url("/vote")
    assert "1栋201室" in estate.client("赵一").get(meeting_url).get_data(as_text=True)


def test_an_agent_signs_a_paper_only_with_an_authority_on_record(meeting):
    issue(meeting)
    record(meeting, "1", "201")
    for name in ("陈二", "陈三"):
        receive(meeting, name)
        for clerk in CLERKS:
            enter(meeting, name, entry(meeting, "agree", "agree", signature=Signature.AGENT), clerk)
    assert [paper(meeting, name).state for name in ("陈二", "陈三")] == ["counted", "look"]


def test_outside_its_days_an_authority_is_none(meeting, estate):
    tomorrow = local_day(estate.site.at) + timedelta(days=1)
    record(meeting, "1", "201", valid_from=tomorrow)
    assert Role.PROXY not in estate.actor("赵一").roles
    estate.site.later(days=1)
    assert Role.PROXY in estate.actor("赵一").roles
    estate.site.later(days=40)
    assert Role.PROXY not in estate.actor("赵一").roles


def test_one_agent_holds_no_more_than_the_rules_allow(estate):
    meeting = noticed(estate, proxy_cap=2)
    record(meeting, "1", "201")
    second = record(meeting, "1", "202")
    assert refused(Why.PROXY_CAP, record, meeting, "1", "301") == {"field": "phone", "most": 2}
    do(meeting, "周主任", revoke_proxy, second)
    record(meeting, "1", "301")


def test_nobody_of_the_property_company_is_an_agent_unless_the_rules_say_so(estate):
    with estate.site.unguarded(), writing(0):
        since = estate.site.at - timedelta(days=1)
        db.session.add(RoleGrant(estate_id=estate.ref.id, account_id=estate.owners["赵二"], role=Role.PROPERTY_COMPANY, since=since))
    meeting = noticed(estate)
    assert refused(Why.AGENT_BARRED, record, meeting, "1", "201", agent="赵二")["field"] == "phone"
    record(noticed(estate, agents=Agents.ANYONE), "1", "201", agent="赵二")


def test_one_household_has_one_agent_at_a_time(meeting):
    first = record(meeting, "1", "201")
    assert refused(Why.PROXY_STANDS, record, meeting, "1", "201", agent="赵二")["field"] == "units"
    do(meeting, "周主任", revoke_proxy, first)
    record(meeting, "1", "201", agent="赵二")
    assert db.session.query(Proxy).count() == 2


def test_an_authority_is_revoked_before_it_is_used_and_not_after(meeting, estate):
    first = record(meeting, "1", "201")
    do(meeting, "周主任", revoke_proxy, first)
    assert Role.PROXY not in estate.actor("赵一").roles
    refused(Why.ALREADY_DONE, do, meeting, "周主任", revoke_proxy, first)
    second = record(meeting, "1", "201")
    agent_votes(meeting, "赵一", "陈二", "agree", "agree")
    refused(Why.PROXY_USED, do, meeting, "周主任", revoke_proxy, second)


def test_an_owner_who_votes_themself_can_still_take_it_back(meeting):
    given = record(meeting, "1", "201")
    cast(meeting, "陈二", "agree", "agree")
    do(meeting, "周主任", revoke_proxy, given)


def test_dates_that_cannot_be_are_named(meeting, estate):
    today = local_day(estate.site.at)
    assert refused(Why.ENDS_BEFORE_START, record, meeting, "1", "201", valid_until=today - timedelta(days=1))["field"] == "valid_until"
    assert refused(Why.NOT_YET, record, meeting, "1", "201", signed_on=today + timedelta(days=1))["field"] == "signed_on"


def test_after_closing_nothing_is_recorded(meeting, estate):
    estate.site.at = CLOSES
    refused(Why.VOTING_CLOSED, record, meeting, "1", "201")


def test_the_log_names_neither_household_nor_agent_and_the_owner_is_told(meeting):
    record(meeting, "1", "201")
    leaf = bytes(db.session.scalars(select(JournalLeaf.body).filter_by(type="proxy.recorded")).one()).decode()
    assert '"facts":{"proxies":1}' in leaf
    told = db.session.scalars(select(Notice).filter_by(code="proxy.recorded")).one()
    assert "赵一" in told.facts


def test_the_page_records_lists_and_takes_back(meeting, estate):
    chair, where = estate.client("周主任"), meeting.url("/proxies")
    data = {
        "units": "1栋201", "agent": "赵一", "phone": phone_of(meeting, "赵一"), "matter": "全部议题", "powers": "代为表决",
        "valid_from": "2026-11-24", "valid_until": "2026-12-08", "signed_on": "2026-11-23",
    }  # fmt: skip
    assert chair.post(where, data=data).status_code == 422, "the signature has to be seen"
    assert chair.post(where, data=data | {"seen": "y"}).status_code == 303
    page = chair.get(where).get_data(as_text=True)
    assert "1栋201室" in page
    assert "赵一" not in page
    given = db.session.scalars(select(Proxy.id)).one()
    assert chair.post(f"{where}/{given}/revoke").status_code == 303
    assert "已撤销" in chair.get(where).get_data(as_text=True)
    assert chair.post(f"{where}/{given}/revoke").status_code == 409
    for name in ("陈一", "录入甲", "李邻长"):
        assert estate.client(name).get(where).status_code == 403


def test_a_scan_is_for_those_who_record_alone(meeting, estate):
    chair, where = estate.client("周主任"), meeting.url("/proxies")
    data = {
        "units": "1栋201", "agent": "赵一", "phone": phone_of(meeting, "赵一"), "matter": "全部议题", "powers": "代为表决", "seen": "y",
        "valid_from": "2026-11-24", "valid_until": "2026-12-08", "signed_on": "2026-11-23", "scan": (BytesIO(b"%PDF-1.7 invented"), "委托书.pdf"),
    }  # fmt: skip
    assert chair.post(where, data=data, content_type="multipart/form-data").status_code == 303
    given = db.session.scalars(select(Proxy)).one()
    assert chair.get(f"{where}/{given.id}/scan").status_code == 200
    assert estate.client("陈一").get(f"{where}/{given.id}/scan").status_code == 403
    assert estate.site.client().get(f"/{estate.ref.slug}/papers/{given.document_id}").status_code == 404
