"""The frozen roll: heads by owner sets, untouched by the register, corrected only as a new version by two people; service; extension."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from huasheng_vote.assemblies.actions import correcting, extending, serving
from huasheng_vote.assemblies.models.notices import Delivered, Service
from huasheng_vote.assemblies.models.rolls import RollHead, RollUnit
from huasheng_vote.assemblies.queries import rolls
from huasheng_vote.assemblies.queries.frozen import frozen
from huasheng_vote.assemblies.queries.speakers import heads_of
from huasheng_vote.database import writing
from huasheng_vote.extensions import db
from huasheng_vote.people.actions import approvals
from huasheng_vote.people.models import Approval
from huasheng_vote.register.models import Building, Ownership, Party, Unit
from huasheng_vote.rules.access import Act, Role, why_not
from huasheng_vote.rules.refusal import Refused, Why
from tests.meetings import RULES, Convening, day

COUNTED = 12760000 + 602500  # all flats and the developer's shop; the parking place is listed and not counted


@pytest.fixture
def convening(estate):
    return Convening(estate).set_up()


@pytest.fixture
def meeting(convening):
    return convening.noticed()


def why(act, *args, **kwargs):
    with pytest.raises(Refused) as refused:
        act(*args, **kwargs)
    return refused.value.why


def unit(building, number):
    here = select(Building.id).filter_by(name=building).scalar_subquery()
    return db.session.scalar(select(Unit.id).filter_by(building_id=here, number=number))


def change_register(convening, unit_id, area=None, owner=None):
    """The register area's own act stands behind this; here only its effect matters."""
    with convening.estate.site.unguarded(), writing(0):
        row = db.session.get(Unit, unit_id)
        row.area = area or row.area
        if owner:
            old = db.session.scalar(select(Ownership).filter_by(unit_id=unit_id))
            old.until = convening.estate.site.at
            party = db.session.scalar(select(Party.id).filter_by(name=owner))
            estate = convening.estate.ref.id
            db.session.add(Ownership(estate_id=estate, unit_id=unit_id, party_id=party, since=convening.estate.site.at))


def line_of(convening, meeting, name):
    account = convening.estate.owners[name]
    return rolls.own_lines(convening.estate.ref.id, meeting, account, convening.estate.site.at)


def test_heads_are_owner_sets_and_only_the_adopted_base_counts(convening, meeting):
    version = rolls.versions(convening.estate.ref.id, meeting)[0]
    assert (version.number, version.heads, version.area) == (1, 12, COUNTED)
    everything = rolls.lines(convening.estate.ref.id, meeting)
    assert sum(len(each.units) for each in everything) == 14
    (own,) = line_of(convening, meeting, "王大山")
    assert (len(own.units), own.area) == (2, 1610000)
    (couple,) = line_of(convening, meeting, "刘甲")
    assert couple.head.id == line_of(convening, meeting, "刘乙")[0].head.id
    assert "+" in couple.head.owners


def test_parking_counts_where_the_rules_say_so(estate):
    convening = Convening(estate).set_up(rules={**RULES, "base": ["dwelling", "commercial", "parking"]})
    meeting = convening.noticed()
    assert rolls.versions(estate.ref.id, meeting)[0].area == COUNTED + 125000


def test_the_developer_is_one_head(convening, meeting):
    developer = [each for each in rolls.lines(convening.estate.ref.id, meeting) if each.head.owners == ""]
    assert len(developer) == 1
    assert {each.number for each in developer[0].units} == {"S1", "P1"}


def test_the_register_changes_and_the_roll_does_not(convening, meeting):
    before = convening.row(meeting).roll_hash
    change_register(convening, unit("1", "102"), area=1, owner="赵一")
    assert rolls.digest(convening.estate.ref.id, meeting, 1) == before
    assert line_of(convening, meeting, "陈一")[0].area == 905000


def test_a_correction_needs_two_people_and_a_difference(convening, meeting):
    place = unit("1", "102")
    assert why(convening.do, correcting.propose_correction, meeting, [place], "面积更正") is Why.NOTHING_DIFFERS
    change_register(convening, place, area=915000)
    request = convening.do(correcting.propose_correction, meeting, [place], "面积更正")
    assert why(convening.do, correcting.correct_roll, meeting, [place], "面积更正") is Why.NEEDS_APPROVAL
    sign(convening, request)
    assert why(convening.do, correcting.correct_roll, meeting, [place], "别的理由") is Why.NEEDS_APPROVAL
    assert convening.do(correcting.correct_roll, meeting, [place], "面积更正") == 2
    first, second = reversed(rolls.versions(convening.estate.ref.id, meeting))
    assert (second.area - first.area, second.reason) == (10000, "面积更正")
    assert convening.row(meeting).roll_hash == second.hash != first.hash
    assert rolls.digest(convening.estate.ref.id, meeting, 1) == first.hash  # the earlier version can still be recounted


def test_an_approval_is_for_exactly_these_figures(convening, meeting):
    place = unit("1", "102")
    change_register(convening, place, area=915000)
    sign(convening, convening.do(correcting.propose_correction, meeting, [place], "面积更正"))
    change_register(convening, place, area=995000)
    assert why(convening.do, correcting.correct_roll, meeting, [place], "面积更正") is Why.NEEDS_APPROVAL


def test_a_new_owner_takes_over_the_line_and_an_empty_head_leaves(convening, meeting):
    place = unit("1", "102")
    change_register(convening, place, owner="赵一")
    corrected(convening, meeting, [place])
    assert line_of(convening, meeting, "陈一") == []
    assert {each.unit_id for each in line_of(convening, meeting, "赵一")[0].units} == {place, unit("2", "102")}
    assert rolls.versions(convening.estate.ref.id, meeting)[0].heads == 11


def test_an_owner_set_that_was_not_there_becomes_a_new_head(convening, meeting):
    place = unit("2", "101")
    change_register(convening, place, owner="刘甲")
    corrected(convening, meeting, [place])
    heads = db.session.scalars(select(RollHead).filter_by(assembly_id=meeting, since_version=2)).all()
    assert [each.number for each in heads] == [13]
    assert rolls.versions(convening.estate.ref.id, meeting)[0].heads == 13


def test_a_later_edit_of_another_line_does_not_slip_in(convening, meeting):
    change_register(convening, unit("1", "102"), area=915000)
    change_register(convening, unit("2", "302"), area=1)
    corrected(convening, meeting, [unit("1", "102")])
    assert line_of(convening, meeting, "赵五")[0].area == 1355000


def test_once_voting_opens_the_roll_is_fixed(convening, meeting):
    place = unit("1", "102")
    change_register(convening, place, area=915000)
    sign(
        convening,
        convening.do(
            correcting.propose_correction,
            meeting,
            [place],
            "面积更正",
        ),
    )
    convening.estate.site.at = day("2027-01-05")
    assert why(convening.do, correcting.correct_roll, meeting, [place], "面积更正") is Why.ROLL_FIXED


def test_service_is_recorded_once_per_way_and_never_for_a_foreign_head(convening, meeting):
    heads = [each.head.id for each in rolls.lines(convening.estate.ref.id, meeting, building="1")]
    now = convening.estate.site.later(hours=1)
    assert convening.do(serving.record_service, meeting, heads, Delivered.IN_PERSON, now, by="李邻长") == len(heads)
    assert why(convening.do, serving.record_service, meeting, heads, Delivered.IN_PERSON, now) is Why.ALREADY_DONE
    assert convening.do(serving.record_service, meeting, heads[:1], Delivered.SMS, now) == 1
    assert why(convening.do, serving.record_service, meeting, [10**6], Delivered.SMS, now) is Why.NOT_FOUND
    assert len(db.session.scalars(select(Service)).all()) == len(heads) + 1


def test_posting_on_the_board_says_why_nothing_could_be_delivered(convening, meeting):
    (line,) = line_of(convening, meeting, "陈一")
    now = convening.estate.site.at
    assert why(convening.do, serving.record_service, meeting, [line.head.id], Delivered.POSTED, now) is Why.MISSING_VALUE
    convening.do(serving.record_service, meeting, [line.head.id], Delivered.POSTED, now, "三次上门无人")


def test_service_before_the_notice_or_in_the_future_is_refused(convening, meeting):
    (line,) = line_of(convening, meeting, "陈一")
    second = timedelta(seconds=1)
    for moment in (convening.row(meeting).noticed_at - second, convening.estate.site.at + second):
        assert why(convening.do, serving.record_service, meeting, [line.head.id], Delivered.SMS, moment) is Why.BAD_VALUE


def sign(convening, request, by="吴委员"):
    convening.do(approvals.approve, request, db.session.get(Approval, request).digest, by=by)


def corrected(convening, meeting, units):
    sign(convening, convening.do(correcting.propose_correction, meeting, units, "更正"))
    convening.do(correcting.correct_roll, meeting, units, "更正")


def test_no_roll_row_belongs_to_another_estate(convening, meeting):
    estates = set(db.session.scalars(select(RollUnit.estate_id))) | set(db.session.scalars(select(RollHead.estate_id)))
    assert estates == {convening.estate.ref.id}


def test_an_extension_is_not_possible_before_voting_opens(convening, meeting):
    assert why(convening.do, extending.propose_extension, meeting, day("2027-02-10"), "参与不足") is Why.NOT_POSSIBLE_NOW


def test_who_has_sold_since_the_freeze_still_votes_and_the_buyer_does_not(convening, meeting):
    estate, sale = convening.estate, correcting.Cause.SALE
    place = unit("1", "102")
    estate.site.later(hours=1)
    change_register(convening, place, owner="赵一")
    assert why(convening.do, correcting.propose_correction, meeting, [place], "过户", sale) is Why.OWNER_ON_ROLL_VOTES
    assert estate.actor("陈一").roles == {Role.VOTER}
    assert why_not(Act.CAST_BALLOT, estate.actor("陈一")) is None
    assert why_not(Act.SUGGEST, estate.actor("陈一")) is Why.NOT_ALLOWED
    known = frozen(estate.ref.id, meeting)
    owns = {name: [len(head.doors) for head in heads_of(known, estate.actor(name), estate.site.at)] for name in ("陈一", "赵一")}
    assert owns == {"陈一": [1], "赵一": [1]}  # 赵一 votes for the flat of 2栋 alone


def test_where_the_rules_let_the_buyer_vote_the_roll_takes_a_proven_sale_over(estate):
    convening, sale = Convening(estate).set_up(rules={**RULES, "sale": "buyer_with_proof"}), correcting.Cause.SALE
    meeting, place = convening.noticed(), unit("1", "102")
    change_register(convening, place, area=915000)
    assert why(convening.do, correcting.propose_correction, meeting, [place], "过户", sale) is Why.NOTHING_DIFFERS  # nobody sold
    estate.site.later(hours=1)
    change_register(convening, place, owner="赵一")
    assert why(convening.do, correcting.propose_correction, meeting, [place], "过户", sale) is Why.NO_PROOF_OF_SALE
    with estate.site.unguarded(), writing(0):
        db.session.scalars(select(Ownership).filter_by(unit_id=place, until=None)).one().evidence = "不动产权证 0042 号"
    sign(convening, convening.do(correcting.propose_correction, meeting, [place], "过户", sale))
    assert why(convening.do, correcting.correct_roll, meeting, [place], "过户") is Why.NEEDS_APPROVAL  # signed as a sale, not as an error
    assert convening.do(correcting.correct_roll, meeting, [place], "过户", sale) == 2
    assert line_of(convening, meeting, "赵一")[0].area == 915000 + 905000
    assert estate.actor("陈一").roles == frozenset()
