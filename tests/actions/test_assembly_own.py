"""What the owners' votes keep about a person is told to that person alone; what the law keeps is named with its last day."""

from datetime import date

import pytest
from sqlalchemy import select, update

from huasheng_vote.assemblies.actions.announcing import announce
from huasheng_vote.assemblies.actions.conveners import object_to_group
from huasheng_vote.assemblies.actions.objections import object_to
from huasheng_vote.assemblies.models.ballots import Ballot
from huasheng_vote.assemblies.models.notices import Service
from huasheng_vote.assemblies.models.rolls import RollHead, RollHeadParty
from huasheng_vote.assemblies.queries import kept_by_assemblies, kept_by_law
from huasheng_vote.database import writing
from huasheng_vote.extensions import db
from huasheng_vote.people.actions import own
from huasheng_vote.rules.timetable import keep_until
from tests.actions.test_closing import after_objections, cast, close
from tests.meetings import Convening
from tests.voting import LAMPS, PLAYGROUND, Asked, noticed


@pytest.fixture
def meeting(estate):
    return with_parties(noticed(estate, [LAMPS, PLAYGROUND]))


def with_parties(meeting):
    """The roll's index of parties, as freezing writes it."""
    with meeting.estate.site.unguarded(), writing(0):
        for head in db.session.scalars(select(RollHead).filter_by(assembly_id=meeting.id)).all():
            owners = [int(owner) for owner in head.owners.split("+") if owner]
            db.session.add_all(RollHeadParty(estate_id=head.estate_id, head_id=head.id, party_id=owner) for owner in owners)
    return meeting


def kept(estate, name):
    return kept_by_assemblies(estate.ref.id, {**estate.owners, **estate.staff}[name], estate.site.at)


def test_ones_own_ballot_is_told_question_by_question_with_its_receipt(meeting, estate):
    code = cast(meeting, "陈一", "agree", "oppose")
    told = kept(estate, "陈一")["ballots"]
    assert [(each["motion"], each["choice"]) for each in told] == [(LAMPS.title, "agree"), (PLAYGROUND.title, "oppose")]
    assert {(each["receipt"], each["channel"], each["counted"]) for each in told} == {(code, "online", "yes")}


def test_an_alternative_is_told_in_its_own_words(estate):
    meeting = noticed(estate, [Asked("路灯样式", options=(("a", "甲款"), ("b", "乙款")))])
    cast(meeting, "陈一", "b")
    assert [each["choice"] for each in kept(estate, "陈一")["ballots"]] == ["乙款"]


def test_nothing_of_a_neighbour_or_a_co_owners_ballot_is_told(meeting, estate):
    cast(meeting, "刘甲", "agree", "oppose")
    for name in ("刘乙", "陈一", "周主任"):
        assert kept(estate, name)["ballots"] == []


def test_who_entered_a_paper_ballot_does_not_get_it_and_its_household_does(meeting, estate):
    """The account on a paper ballot is the clerk's."""
    for name in ("陈一", "刘甲"):
        cast(meeting, name, "agree", "oppose")
    with estate.site.unguarded(), writing(0):
        db.session.execute(update(Ballot).values(channel="paper", account_id=estate.staff["吴委员"]))
    assert kept(estate, "吴委员")["ballots"] == []
    assert [each["choice"] for each in kept(estate, "陈一")["ballots"]] == ["agree", "oppose"]
    for name in ("刘甲", "刘乙"):
        assert kept(estate, name)["ballots"] == [], "one of two signed: the other is told only that it was handed in"
        assert [each["channel"] for each in kept(estate, name)["paper_ballots"]] == ["paper"]


def test_how_one_voted_is_in_the_copy_and_not_on_the_page(meeting, estate):
    cast(meeting, "陈一", "abstain", "oppose")
    client = estate.client("陈一")
    page = client.get(f"/{estate.ref.slug}/me/data").get_data(as_text=True)
    assert PLAYGROUND.title in page
    assert "abstain" not in page
    assert "弃权" not in page
    assert [each["choice"] for each in client.get(f"/{estate.ref.slug}/me/data.json").json["ballots"]] == ["abstain", "oppose"]


def test_lines_deliveries_objections_and_posts_are_told(meeting, estate):
    site, head = estate.site, meeting.heads["陈一"]
    with site.unguarded(), writing(0):
        row = {"estate_id": estate.ref.id, "assembly_id": meeting.id, "head_id": head, "how": "in_person", "proof": "当面签收"}
        db.session.add(Service(**row, served_at=site.at, recorded_by=estate.staff["李邻长"], recorded_at=site.at))
    close(meeting)
    site.act(estate.ref, estate.actor("陈一"), object_to, meeting.id, None, "计票有误")
    told = kept(estate, "陈一")
    assert [(each["number"], each["area"], each["counted"]) for each in told["roll_lines"]] == [("102", 905000, "yes")]
    assert [(each["delivered"], each["proof"]) for each in told["services"]] == [("in_person", "当面签收")]
    assert [each["text"] for each in told["objections"]] == ["计票有误"]
    assert all(kept(estate, "陈二")[section] == [] for section in ("services", "objections"))


def test_a_convener_is_told_of_the_post_and_who_objected_of_the_objection(estate):
    convening = Convening(estate).set_up()
    assert [(each["name"], each["duty"]) for each in kept(estate, "周主任")["convenings"]] == [("周主任", "召集人")]
    assert kept(estate, "陈一")["convenings"] == []
    estate.site.later(days=-8)  # while the group is posted
    convening.do(object_to_group, convening.group, "程序不当", by="陈一")
    assert [each["text"] for each in kept(estate, "陈一")["convener_objections"]] == ["程序不当"]


def test_what_the_law_keeps_is_named_with_its_last_day(meeting, estate):
    cast(meeting, "陈一", "agree", "agree")
    assert kept_by_law(estate.ref.id, estate.owners["陈一"]) == [("业主大会 2026 年第 1 次会议", None)]
    assert kept_by_law(estate.ref.id, estate.owners["陈二"]) == []
    close(meeting)
    after_objections(estate)
    estate.site.act(estate.ref, estate.actor("周主任"), announce, meeting.id)
    assert kept_by_law(estate.ref.id, estate.owners["陈一"]) == [("业主大会 2026 年第 1 次会议", date(2031, 12, 16))]
    page = estate.client("陈一").get(f"/{estate.ref.slug}/me/close").get_data(as_text=True)
    assert "业主大会 2026 年第 1 次会议" in page
    assert "到 2031年12月16日" in page


def test_a_closed_account_leaves_the_ballot_and_its_choices(meeting, estate):
    cast(meeting, "陈一", "agree", "oppose")
    before = kept(estate, "陈一")["ballots"]
    estate.site.act(estate.ref, estate.actor("陈一"), own.close)
    assert kept(estate, "陈一")["ballots"] == before != []


@pytest.mark.parametrize(("over", "last"), [(date(2026, 12, 8), date(2031, 12, 8)), (date(2028, 2, 29), date(2033, 2, 28))])
def test_material_is_kept_five_years_to_the_day(over, last):
    assert keep_until(over) == last
