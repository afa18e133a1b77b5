"""Casting a ballot in a browser: one question a page, nothing stored before it is submitted, every refusal named."""

import json
import re
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import func, select

from huasheng_vote.assemblies.models.ballots import Ballot, BallotChoice
from huasheng_vote.extensions import db
from huasheng_vote.journal.models import JournalLeaf, JournalPrivate
from tests import builders
from tests.voting import CLOSES, LAMPS, Asked, noticed, slip_in


@pytest.fixture
def meeting(estate):
    return noticed(estate)


def ballots():
    return db.session.scalar(select(func.count()).select_from(Ballot))


def receipt_of(answer):
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return answer.location


def test_an_owner_answers_question_by_question_checks_and_gets_a_receipt(meeting, estate):
    client = estate.client("陈一")
    receipt = client.get(receipt_of(meeting.vote(client, "陈一", "agree", "abstain")))
    ballot = db.session.scalars(select(Ballot)).one()
    assert ballot.code in receipt.get_data(as_text=True)
    chosen = dict(db.session.execute(select(BallotChoice.motion_id, BallotChoice.choice)).all())
    assert chosen == dict(zip(meeting.motions, ["agree", "abstain"], strict=True))


def test_nothing_is_chosen_beforehand_and_nothing_stored_before_it_is_submitted(meeting, estate):
    client = estate.client("陈一")
    page = client.get(meeting.url(f"/ballot/{meeting.heads['陈一']}/1"))
    assert "checked" not in page.get_data(as_text=True)
    client.post(page.request.path, data={"slip": slip_in(page), "choice": "agree"})
    assert ballots() == 0


def test_the_way_back_shows_what_was_chosen_and_the_address_tells_nobody(meeting, estate):
    client = estate.client("陈一")
    page = client.get(meeting.url(f"/ballot/{meeting.heads['陈一']}/1"))
    second = client.get(client.post(page.request.path, data={"slip": slip_in(page), "choice": "oppose"}).location)
    assert "oppose" not in second.request.url
    back = client.get(page.request.path, query_string={"slip": slip_in(second)})
    assert 'checked id="choice-1"' in back.get_data(as_text=True)


def test_a_question_without_an_answer_is_shown_again(meeting, estate):
    client = estate.client("陈一")
    page = client.get(meeting.url(f"/ballot/{meeting.heads['陈一']}/1"))
    again = client.post(page.request.path, data={"slip": slip_in(page)})
    assert again.status_code == 422
    assert "请选一项" in again.get_data(as_text=True)


def test_one_ballot_covers_all_units_of_a_head(meeting, estate):
    client = estate.client("王大山")
    meeting.vote(client, "王大山", "agree", "agree")
    assert ballots() == 1
    assert "1栋101室、2栋101室" in client.get(meeting.url("/vote")).get_data(as_text=True)


def test_a_head_is_asked_only_the_motions_of_its_scope(estate):
    one = [unit for (unit,) in db.session.execute(select_units_of("1", estate))]
    meeting = noticed(estate, [LAMPS, Asked("更换 1 栋电梯", units=tuple(one))])
    client = estate.client("赵一")
    assert "共 1 题" in client.get(meeting.url(f"/ballot/{meeting.heads['赵一']}/1")).get_data(as_text=True)
    receipt_of(meeting.vote(client, "赵一", "agree"))
    receipt_of(meeting.vote(estate.client("陈一"), "陈一", "agree", "oppose"))


def select_units_of(building, estate):
    from huasheng_vote.register.models import Building, Unit

    return select(Unit.id).join(Building, Building.id == Unit.building_id).where(Building.name == building, Unit.estate_id == estate.ref.id)


# The log


def test_the_line_in_the_log_names_no_voter_and_no_choice(meeting, estate):
    site = estate.site
    site.later(minutes=17)
    meeting.vote(estate.client("陈一"), "陈一", "agree", "oppose")
    leaf = json.loads(bytes(db.session.scalars(select(JournalLeaf.body).filter_by(type="ballot.cast")).one()))
    assert leaf["at"] == "2026-11-24T02:00:00.000Z"
    assert leaf["facts"].keys() == {"head", "channel", "choices"}
    assert leaf["role"] == "owner"
    assert "agree" not in json.dumps(leaf)
    secret = json.loads(bytes(db.session.scalars(select(JournalPrivate.body).order_by(JournalPrivate.index.desc()).limit(1)).one()))
    assert secret["choices"] == {str(meeting.motions[0]): "agree", str(meeting.motions[1]): "oppose"}
    assert secret["at"] == "2026-11-24T02:17:00.000Z"


def test_a_ballots_pseudonym_is_not_the_one_its_voter_has_elsewhere(meeting, estate):
    from huasheng_vote.keys import keyring

    meeting.vote(estate.client("陈一"), "陈一", "agree", "oppose")
    leaf = json.loads(bytes(db.session.scalars(select(JournalLeaf.body).filter_by(type="ballot.cast")).one()))
    assert leaf["actor"] != keyring().pseudonym(estate.ref.slug, estate.owners["陈一"])


# Refusals


@pytest.mark.parametrize(("early", "status"), [(timedelta(milliseconds=1), 303), (timedelta(0), 409), (timedelta(milliseconds=-1), 409)])
def test_a_ballot_counts_until_the_last_millisecond_and_is_refused_at_closing_time(meeting, estate, early, status):
    estate.site.at = CLOSES - early - timedelta(minutes=1)
    client = estate.client("陈一")
    page = client.get(meeting.url(f"/ballot/{meeting.heads['陈一']}/1"))
    for choice in ("agree", "agree"):
        page = client.get(client.post(page.request.path, data={"slip": slip_in(page), "choice": choice}).location)
    estate.site.at = CLOSES - early
    answer = client.post(page.request.path, data={"slip": slip_in(page)})
    assert answer.status_code == status
    assert ballots() == (status == 303)
    if status == 409:
        assert "投票已经截止" in answer.get_data(as_text=True)
        assert "18:00:00" in answer.get_data(as_text=True)


def test_a_ballot_before_opening_is_refused(estate):
    meeting = noticed(estate, state="noticed")
    estate.site.at = meeting_opens() - timedelta(milliseconds=1)
    answer = estate.client("陈一").get(meeting.url(f"/ballot/{meeting.heads['陈一']}/1"))
    assert answer.status_code == 409
    assert "投票还没有开始" in answer.get_data(as_text=True)


def meeting_opens():
    from tests.voting import OPENS

    return OPENS


def last_page(meeting, client, head, *choices):
    page = client.get(meeting.url(f"/ballot/{meeting.heads[head]}/1"))
    for choice in choices:
        page = client.get(client.post(page.request.path, data={"slip": slip_in(page), "choice": choice}).location)
    return page


def test_submitting_twice_gives_the_same_receipt_and_one_ballot(meeting, estate):
    client = estate.client("陈一")
    page = last_page(meeting, client, "陈一", "agree", "agree")
    first, second = (client.post(page.request.path, data={"slip": slip_in(page)}) for _ in range(2))
    assert receipt_of(first) == receipt_of(second)
    assert ballots() == 1


def test_a_second_tab_with_other_answers_is_refused_and_led_to_the_receipt(meeting, estate):
    client = estate.client("陈一")
    one, other = last_page(meeting, client, "陈一", "agree", "agree"), last_page(meeting, client, "陈一", "oppose", "agree")
    receipt = receipt_of(client.post(one.request.path, data={"slip": slip_in(one)}))
    refused = client.post(other.request.path, data={"slip": slip_in(other)})
    assert refused.status_code == 409
    assert receipt in refused.get_data(as_text=True)
    assert ballots() == 1


def test_a_retry_after_signing_in_again_gets_the_same_receipt(meeting, estate):
    client = estate.client("陈一")
    page = last_page(meeting, client, "陈一", "agree", "agree")
    first = receipt_of(client.post(page.request.path, data={"slip": slip_in(page)}))
    assert receipt_of(estate.client("陈一").post(page.request.path, data={"slip": slip_in(page)})) == first


def test_a_lost_session_is_told_to_sign_in_and_loses_no_answer(meeting, estate):
    page = last_page(meeting, estate.client("陈一"), "陈一", "agree", "agree")
    refused = estate.site.client().post(page.request.path, data={"slip": slip_in(page)}, headers={"Referer": page.request.url})
    assert refused.status_code == 403
    assert "请先登录" in refused.get_data(as_text=True)
    way = parse_qs(urlsplit(re.search(r'href="(/sign-in[?]next=[^"]*)"', refused.get_data(as_text=True))[1]).query)["next"][0]
    back = estate.client("陈一").get(way)  # where signing in leads
    assert back.get_data(as_text=True).count("同意") == 2
    assert receipt_of(estate.client("陈一").post(back.request.path, data={"slip": slip_in(back)}))


def test_an_expired_form_is_refused_as_such(meeting, estate):
    client = estate.client("陈一")
    page = last_page(meeting, client, "陈一", "agree", "agree")
    estate.site.app.config["WTF_CSRF_ENABLED"] = True
    try:
        refused = client.post(page.request.path, data={"slip": slip_in(page)})
    finally:
        estate.site.app.config["WTF_CSRF_ENABLED"] = False
    assert refused.status_code == 409
    assert "页面放得太久" in refused.get_data(as_text=True)
    assert ballots() == 0


def test_the_meeting_of_another_estate_is_not_found(meeting, estate):
    other = builders.neighbourhood(estate.site, slug="other", name="另一小区")
    path = meeting.url(f"/ballot/{meeting.heads['陈一']}/1").replace(estate.ref.slug, other.ref.slug)
    assert other.client("陈一").get(path).status_code == 404


@pytest.mark.parametrize("name", ["陈二", "赵五"])
def test_the_head_of_somebody_else_is_refused(meeting, estate, name):
    answer = estate.client(name).get(meeting.url(f"/ballot/{meeting.heads['陈一']}/1"))
    assert answer.status_code == 403
    assert "不在这次会议冻结的名册上" in answer.get_data(as_text=True)


def test_another_heads_slip_does_not_open(meeting, estate):
    theirs = slip_in(last_page(meeting, estate.client("陈一"), "陈一", "agree", "agree"))
    mine = estate.client("陈二")
    answer = mine.post(meeting.url(f"/ballot/{meeting.heads['陈二']}/check"), data={"slip": theirs})
    assert answer.status_code == 303
    assert ballots() == 0


def test_a_tenant_has_no_ballot(meeting, estate):
    client = tenant(estate)
    assert client.get(meeting.url(f"/ballot/{meeting.heads['陈一']}/1")).status_code == 403


def tenant(estate):
    from huasheng_vote.database import writing
    from huasheng_vote.people.models import RoleGrant
    from huasheng_vote.rules.access import Role
    from tests.builders import account_of

    with estate.site.unguarded(), writing(0):
        account = account_of(estate.site, "租户")
        since = estate.site.at - timedelta(days=1)
        db.session.add(RoleGrant(estate_id=estate.ref.id, account_id=account.id, role=Role.OCCUPANT, since=since))
        estate.staff["租户"] = account.id
    return estate.client("租户")


def test_an_old_code_leads_back_to_the_check_page(meeting, estate):
    client = estate.client("陈一")
    page = last_page(meeting, client, "陈一", "agree", "agree")
    estate.site.later(minutes=6)
    answer = client.post(page.request.path, data={"slip": slip_in(page)})
    assert answer.status_code == 303
    assert "/check" in answer.location
    assert ballots() == 0


# Changing


def test_by_default_a_ballot_cannot_be_changed(meeting, estate):
    client = estate.client("陈一")
    meeting.vote(client, "陈一", "agree", "agree")
    again = client.get(meeting.url(f"/ballot/{meeting.heads['陈一']}/1"))
    assert again.status_code == 409
    assert "不能再改" in again.get_data(as_text=True)


def test_a_ballot_may_be_changed_once_where_the_rules_say_so_and_the_old_one_is_kept(estate):
    meeting = noticed(estate, change="once")
    client = estate.client("陈一")
    first, second = (receipt_of(meeting.vote(client, "陈一", choice, "agree")) for choice in ("agree", "oppose"))
    assert first != second
    assert [ballot.counts for ballot in db.session.scalars(select(Ballot).order_by(Ballot.number))] == [False, True]
    assert client.get(meeting.url(f"/ballot/{meeting.heads['陈一']}/1")).status_code == 409
    assert "已被后来的票取代" in client.get(first).get_data(as_text=True)
    leaf = json.loads(
        bytes(db.session.scalars(select(JournalLeaf.body).filter_by(type="ballot.cast").order_by(JournalLeaf.index.desc()).limit(1)).one())
    )
    assert "supersedes" in leaf["facts"]


def test_a_form_opened_before_a_change_elsewhere_does_not_overwrite_it(estate):
    meeting = noticed(estate, change="until_close")
    one, other = estate.client("刘甲"), estate.client("刘乙")
    page = last_page(meeting, other, "刘甲、刘乙", "oppose", "oppose")
    receipt_of(meeting.vote(one, "刘甲、刘乙", "agree", "agree"))
    assert other.post(page.request.path, data={"slip": slip_in(page)}).status_code == 409
    assert ballots() == 1


# Receipts


def test_a_receipt_opens_for_its_voter_alone_and_shows_the_choice_only_with_a_fresh_code(meeting, estate):
    client = estate.client("陈一")
    receipt = receipt_of(meeting.vote(client, "陈一", "agree", "oppose"))
    assert estate.client("陈二").get(receipt).status_code == 404
    assert estate.site.client().get(receipt).status_code in (302, 303, 403)
    assert "反对" not in client.get(receipt).get_data(as_text=True)
    assert "反对" in client.get(f"{receipt}/choices").get_data(as_text=True)
    assert "反对" not in estate.client("陈一", stepped_up=False).get(f"{receipt}/choices").get_data(as_text=True)
