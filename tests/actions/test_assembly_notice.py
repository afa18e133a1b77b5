"""The notice freezes texts, rules, answer, roll and dates; after it nothing can be added, changed or taken away."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from huasheng_vote.assemblies.actions import adopted, cancelling, conveners, drafting, noticing
from huasheng_vote.assemblies.models.motions import MotionUnit
from huasheng_vote.assemblies.queries import meetings
from huasheng_vote.database import writing
from huasheng_vote.extensions import db
from huasheng_vote.journal.models import JournalLeaf
from huasheng_vote.notices.models import Delivery, Notice
from huasheng_vote.register.models import Building, Unit
from huasheng_vote.rules.convening import Convener, Form, Occasion, Online, Scope
from huasheng_vote.rules.lawbook import Answer, Asked
from huasheng_vote.rules.procedure import Procedure
from huasheng_vote.rules.refusal import Refused, Why
from tests.meetings import GREEN, LAMPS, NO, PAPER, RULES, Convening, day


@pytest.fixture
def convening(estate):
    return Convening(estate).set_up()


def why(act, *args, **kwargs):
    with pytest.raises(Refused) as refused:
        act(*args, **kwargs)
    return refused.value.why


def questions(convening, meeting):
    db.session.rollback()
    return meetings.questions(convening.estate.ref.id, meeting)


def building(name):
    return db.session.scalar(select(Building.id).filter_by(name=name))


def unit(building_name, number):
    return db.session.scalar(select(Unit.id).filter_by(building_id=building(building_name), number=number))


def test_the_class_follows_the_answers_and_there_is_no_other_way_to_it(convening):
    meeting = convening.draft(LAMPS, GREEN)
    lamps, green = questions(convening, meeting)
    assert (lamps.motion.matter, lamps.motion.class_) == ("use_fund", "ordinary")
    assert (green.motion.matter, green.motion.class_) == ("change_use", "special")
    with pytest.raises(TypeError):
        replace(LAMPS, class_="special")
    convening.do(drafting.edit_motion, meeting, lamps.motion.id, replace(LAMPS, answers={**NO, Asked.REBUILD: Answer.YES}))
    assert questions(convening, meeting)[0].motion.class_ == "special"


def test_an_honest_doubt_keeps_both_classes(convening):
    meeting = convening.draft(replace(LAMPS, answers={**NO, Asked.BUSINESS: Answer.UNSURE}))
    motion = questions(convening, meeting)[0].motion
    assert (motion.class_, motion.other_class) == ("ordinary", "special")


def test_one_alternative_is_no_choice(convening):
    assert why(convening.draft, replace(LAMPS, options=("甲方案",))) is Why.TOO_FEW_OPTIONS
    meeting = convening.draft(replace(LAMPS, options=("甲方案", "乙方案")))
    assert [each.key for each in questions(convening, meeting)[0].options] == ["1", "2"]


def test_a_narrow_scope_names_its_buildings_or_units(convening):
    assert why(convening.draft, replace(LAMPS, scope=Scope.BUILDINGS)) is Why.MISSING_VALUE
    assert why(convening.draft, replace(LAMPS, scope=Scope.UNITS)) is Why.MISSING_VALUE


def test_motions_move_up_when_one_is_removed(convening):
    meeting = convening.draft(LAMPS, GREEN, replace(LAMPS, title="第三项"))
    convening.do(drafting.remove_motion, meeting, questions(convening, meeting)[0].motion.id)
    assert [(each.motion.ordinal, each.motion.title) for each in questions(convening, meeting)] == [(1, GREEN.title), (2, "第三项")]


def test_the_notice_freezes_rules_answer_roll_and_texts(convening):
    meeting = convening.noticed()
    row = convening.row(meeting)
    terms = meetings.terms(row)
    assert terms.procedure == Procedure.of(RULES)
    assert terms.online is Online.ACCEPTED
    assert row.rule_version_id is not None
    lamps, green = questions(convening, meeting)
    assert (lamps.motion.visibility, green.motion.visibility) == ("standing", "turnout")
    leaf = db.session.get(JournalLeaf, (convening.estate.ref.id, row.notice_leaf))
    assert lamps.motion.text_hash.encode() in leaf.body
    assert row.roll_hash.encode() in leaf.body


def test_rules_adopted_and_answers_filed_after_the_notice_change_nothing_of_it(convening):
    meeting = convening.noticed()
    adoption = adopted.Adoption("新议事规则", "2026年业主大会", day("2026-12-01").date(), PAPER)
    convening.do(adopted.adopt_rules, adoption, {"channels": ["paper"], "silence": "with_safeguard"})
    convening.do(adopted.file_answer, Online.OFFICIAL_ONLY, PAPER, PAPER)
    terms = meetings.terms(convening.row(meeting))
    assert terms.procedure == Procedure.of(RULES)
    assert terms.online is Online.ACCEPTED


PLAN_CHANGES = {
    "title": "另一个会",
    "occasion": Occasion.REGULAR,
    "form": Form.MEETING,
    "reason": "别的原因",
    "opens_at": day("2027-01-06"),
    "closes_at": day("2027-02-03"),
    "paper_place": "别处",
    "counting_place": "别处",
    "counting_at": day("2027-02-09"),
}


@pytest.mark.parametrize("field", PLAN_CHANGES)
def test_after_notice_no_field_of_the_meeting_can_be_changed(convening, field):
    meeting = convening.noticed()
    before = getattr(convening.row(meeting), field)
    assert why(convening.do, drafting.edit_assembly, meeting, convening.plan(**{field: PLAN_CHANGES[field]})) is Why.FROZEN
    assert getattr(convening.row(meeting), field) == before


MOTION_CHANGES = {
    "title": "换个题目",
    "text": "换个内容",
    "answers": {**NO, Asked.REBUILD: Answer.YES},
    "scope": Scope.BUILDINGS,
    "options": ("甲", "乙"),
    "budget": 1,
    "money_source": "别处",
}


@pytest.mark.parametrize("field", MOTION_CHANGES)
def test_after_notice_no_field_of_a_motion_can_be_changed(convening, field):
    meeting = convening.noticed(LAMPS)
    motion = questions(convening, meeting)[0].motion
    wording = replace(LAMPS, **{field: MOTION_CHANGES[field]}, buildings=(building("1"),))
    assert why(convening.do, drafting.edit_motion, meeting, motion.id, wording) is Why.FROZEN
    assert questions(convening, meeting)[0].motion.text_hash == motion.text_hash


def test_after_notice_no_motion_can_be_added_or_taken_away(convening):
    meeting = convening.noticed()
    first = questions(convening, meeting)[0].motion.id
    assert why(convening.do, drafting.add_motion, meeting, GREEN) is Why.FROZEN
    assert why(convening.do, drafting.remove_motion, meeting, first) is Why.FROZEN
    assert why(convening.do, noticing.give_notice, meeting) is Why.FROZEN
    assert len(questions(convening, meeting)) == 2


def test_the_same_text_has_the_same_hash_and_another_text_another(convening):
    first, second = (questions(convening, convening.draft(LAMPS))[0] for _ in range(2))
    assert noticing.text_hash(first, []) == noticing.text_hash(second, [])
    assert noticing.text_hash(first, []) != noticing.text_hash(first, [1])


def test_a_building_scope_becomes_a_list_of_units_at_notice(convening):
    meeting = convening.noticed(replace(LAMPS, scope=Scope.BUILDINGS, buildings=(building("1"),)))
    motion = questions(convening, meeting)[0].motion.id
    assert db.session.scalar(select(func.count(MotionUnit.id)).filter_by(motion_id=motion)) == 6


def test_a_listed_unit_that_left_the_register_stops_the_notice(convening):
    meeting = convening.draft(replace(LAMPS, scope=Scope.UNITS, units=(unit("1", "101"), unit("1", "102"))))
    convening.do(noticing.begin_review, meeting)
    convening.estate.site.later(days=8)
    with convening.estate.site.unguarded(), writing(0):
        db.session.get(Unit, unit("1", "102")).retired_at = convening.estate.site.at
    assert why(convening.do, noticing.give_notice, meeting) is Why.UNIT_GONE
    assert convening.row(meeting).roll_hash is None


def test_a_scope_in_which_nobody_counts_stops_the_notice(convening):
    meeting = convening.draft(replace(LAMPS, scope=Scope.UNITS, units=(unit("2", "P1"),)))
    convening.do(noticing.begin_review, meeting)
    convening.estate.site.later(days=8)
    assert why(convening.do, noticing.give_notice, meeting) is Why.EMPTY_SCOPE


@pytest.mark.parametrize("field", ["opens_at", "closes_at", "counting_at", "paper_place", "counting_place"])
def test_a_plan_with_a_gap_gets_no_notice(convening, field):
    meeting = convening.draft(**{field: "" if field.endswith("place") else None})
    convening.do(noticing.begin_review, meeting)
    convening.estate.site.later(days=8)
    assert why(convening.do, noticing.give_notice, meeting) is Why.PLAN_INCOMPLETE


def test_a_meeting_without_motions_gets_no_notice(convening):
    meeting = convening.do(drafting.draft_assembly, convening.plan())
    convening.do(noticing.begin_review, meeting)
    convening.estate.site.later(days=8)
    assert why(convening.do, noticing.give_notice, meeting) is Why.NO_MOTIONS


def test_every_owner_and_the_residents_committee_are_told_on_paper_too(convening):
    convening.noticed()
    told = db.session.scalars(select(Notice).filter_by(code="assembly.noticed")).all()
    assert sum(each.party_id is not None for each in told) == 12  # ten single owners and the couple
    assert sum(each.account_id is not None for each in told) == 1
    channels = set(db.session.scalars(select(Delivery.channel).where(Delivery.notice_id.in_([each.id for each in told]))))
    assert {"app", "sms", "print"} <= channels


def test_a_group_still_posted_or_objected_to_gives_no_notice(convening):
    other = convening.do(
        conveners.post_group,
        Convener.RE_ELECTION_GROUP,
        "换届小组",
        "街道批复",
        [conveners.Member("周主任", convening.phone("周主任"), "组长")],
        by="郑社区",
    )
    meeting = convening.draft(group_id=other)
    convening.do(noticing.begin_review, meeting)
    objection = convening.do(conveners.object_to_group, other, "有利害关系", by="陈一")
    convening.estate.site.later(days=8)
    assert why(convening.do, noticing.give_notice, meeting) is Why.OBJECTIONS_OPEN
    convening.do(conveners.answer_objection, objection, "已核查，没有利害关系。", by="郑社区")
    convening.do(noticing.give_notice, meeting)


def test_a_preparatory_group_convenes_without_adopted_rules(estate):
    convening = Convening(estate).set_up(Convener.PREPARATORY_GROUP, rules={**RULES, "silence": "with_safeguard"})
    row = convening.row(convening.noticed(occasion=Occasion.FIRST))
    assert meetings.terms(row).procedure == Procedure()
    assert row.rule_version_id is None
    assert meetings.terms(row).only_consults


def test_cancelling_needs_a_reason_and_withdraws_the_motions(convening):
    meeting = convening.noticed()
    convening.do(cancelling.cancel_assembly, meeting, "预算有误")
    row = convening.row(meeting)
    assert (row.state, row.cancel_reason) == ("cancelled", "预算有误")
    assert {each.motion.state for each in questions(convening, meeting)} == {"withdrawn"}
    assert why(convening.do, cancelling.cancel_assembly, meeting, "再来") is Why.NOT_POSSIBLE_NOW


def test_a_cancelled_meeting_is_noticed_anew_as_a_draft_with_the_same_questions(convening):
    meeting = convening.noticed(replace(LAMPS, options=("甲方案", "乙方案")), GREEN)
    assert why(convening.do, cancelling.notice_anew, meeting) is Why.NOT_POSSIBLE_NOW
    convening.do(cancelling.cancel_assembly, meeting, "预算有误")
    anew = convening.do(cancelling.notice_anew, meeting)
    row = convening.row(anew)
    assert (row.state, row.renotice_of, row.noticed_at) == ("draft", meeting, None)
    assert [each.motion.title for each in questions(convening, anew)] == [LAMPS.title, GREEN.title]
    assert [each.text for each in questions(convening, anew)[0].options] == ["甲方案", "乙方案"]
