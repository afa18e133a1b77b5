"""What the register records about co-owners goes onto the frozen roll: whom they named to vote for them, and whether they are in conflict. And from the
freeze to the end of the meeting the register changes only as two people signed it."""

import pytest
from sqlalchemy import func, select, update

from huasheng_vote.assemblies.actions import announcing, cancelling, closing, correcting, serving
from huasheng_vote.assemblies.models.meetings import Assembly
from huasheng_vote.assemblies.models.notices import Delivered, Service
from huasheng_vote.assemblies.models.results import Finding
from huasheng_vote.assemblies.models.rolls import RollHead
from huasheng_vote.assemblies.queries import figures, rolls
from huasheng_vote.assemblies.queries.frozen import frozen
from huasheng_vote.assemblies.queries.speakers import voice
from huasheng_vote.assemblies.queries.standing import standing
from huasheng_vote.database import writing
from huasheng_vote.extensions import db
from huasheng_vote.journal.models import JournalLeaf, JournalPrivate
from huasheng_vote.people.actions import approvals
from huasheng_vote.people.models import Approval
from huasheng_vote.register.actions import edits, holds
from huasheng_vote.register.models import HeadNote, Party, Unit
from huasheng_vote.rules.access import SYSTEM
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.rules.tally import Outcome
from tests.actions.test_closing import EVERYBODY, cast, close, outcomes
from tests.meetings import Convening
from tests.voting import LAMPS, PLAYGROUND, Asked, noticed

COUPLE = ("刘甲", "刘乙")


@pytest.fixture
def convening(estate):
    return Convening(estate).set_up()


def why(act, *args, **kwargs):
    with pytest.raises(Refused) as refused:
        act(*args, **kwargs)
    return refused.value.why


def party(name):
    return db.session.scalar(select(Party.id).filter_by(name=name))


def flat(number, owner_area):
    return db.session.scalar(select(Unit.id).filter_by(number=number, area=owner_area).order_by(Unit.id))


COUPLES_FLAT = ("302", 1355000)


def note(convening, **note):
    """What the staff record about the couple's flat."""
    said = {"representative": 0, "conflict": "", **note}
    convening.do(edits.do, "register.head", flat(*COUPLES_FLAT), said)


def note_directly(estate, **values):
    """The same behind the back of the four eyes."""
    owners = " ".join(sorted((str(party(name)) for name in COUPLE), key=int))
    with estate.site.unguarded(), writing(0):
        db.session.add(HeadNote(estate_id=estate.ref.id, owners=owners, conflict="", **values))


def couple(meeting):
    """The couple's head as it stands on the roll."""
    here = select(RollHead).filter_by(assembly_id=meeting, until_version=None)
    return db.session.scalars(here.where(RollHead.owners.contains("+"))).one()


# Named and contested


def test_only_the_named_co_owner_may_cast(convening):
    note(convening, representative=party("刘乙"))
    meeting = convening.noticed()
    estate, head = convening.estate, couple(meeting)
    assert (head.representative_id, head.contested) == (party("刘乙"), False)
    known = frozen(estate.ref.id, meeting)
    asked = {name: voice(known, estate.actor(name).account, estate.site.at).why_not(known.heads[head.id]) for name in COUPLE}
    assert asked == {"刘甲": Why.NOT_REPRESENTATIVE, "刘乙": None}


def test_where_nobody_is_named_any_co_owner_may_cast(convening):
    meeting = convening.noticed()
    estate, head = convening.estate, couple(meeting)
    known = frozen(estate.ref.id, meeting)
    assert [voice(known, estate.actor(name).account, estate.site.at).why_not(known.heads[head.id]) for name in COUPLE] == [None, None]
    assert voice(known, estate.actor("陈一").account, estate.site.at).why_not(known.heads[head.id]) is Why.NOT_ON_ROLL


def test_a_conflict_in_the_register_makes_a_contested_head(convening):
    note(convening, conflict="夫妻对投票意见不一")
    meeting = convening.noticed()
    assert couple(meeting).contested
    contested = select(func.count()).select_from(RollHead).filter_by(assembly_id=meeting, contested=True)
    assert db.session.scalar(contested) == 1


def test_what_co_owners_settle_after_the_notice_comes_by_correction_with_all_their_units(convening):
    meeting, estate = convening.noticed(), convening.estate
    first = rolls.versions(estate.ref.id, meeting)[0].hash
    was, unit = couple(meeting), flat(*COUPLES_FLAT)
    convening.do(serving.record_service, meeting, [was.id], Delivered.IN_PERSON, estate.site.later(hours=1), by="李邻长")
    note_directly(estate, representative_id=party("刘甲"))
    request = convening.do(correcting.propose_correction, meeting, [unit], "共有人推选代表")
    convening.do(approvals.approve, request, db.session.get(Approval, request).digest, by="吴委员")
    assert convening.do(correcting.correct_roll, meeting, [unit], "共有人推选代表") == 2
    now = couple(meeting)
    assert (now.representative_id, now.since_version) == (party("刘甲"), 2)
    assert rolls.digest(estate.ref.id, meeting, 1) == first, "the first version can still be recounted"
    assert rolls.versions(estate.ref.id, meeting)[0].hash != first
    assert db.session.scalar(select(Service.head_id)) == now.id, "what was delivered stays delivered"
    assert why(convening.do, correcting.propose_correction, meeting, [unit], "再来") is Why.NOTHING_DIFFERS


# The tally


def contested(meeting):
    with meeting.estate.site.unguarded(), writing(0):
        db.session.execute(update(RollHead).filter_by(id=meeting.heads["刘甲、刘乙"]).values(contested=True))
    return meeting


def found(meeting):
    return figures.read(db.session.scalar(select(Finding.figures).filter_by(motion_id=meeting.motions[0])))


def parted(estate, last):
    """Ten heads: five for the lamps, `last` for or against; the couple's ballot turns it or does not."""
    meeting = contested(noticed(estate, [LAMPS]))
    choices = ["agree"] * 5 + ["oppose"] * 5 if last else ["agree"] * 10
    others = [name for name in EVERYBODY if name != "刘甲"]
    for name, choice in zip(others, choices, strict=True):
        cast(meeting, name, choice)
    cast(meeting, "刘甲", "agree")
    close(meeting)
    return meeting


def test_where_the_contested_head_turns_the_outcome_nobody_says_passed(estate, client):
    meeting = parted(estate, last=True)
    assert outcomes(meeting) == ["needs_review"]
    contest = found(meeting).contested
    assert (contest.heads, contest.harshest) == (1, Outcome.NOT_PASSED)
    assert found(meeting).doubts == ("contested",)
    page = client.get(meeting.url("/result/")).get_data(as_text=True)
    assert "有 1 户的共有人意见不一，没有计入上面的数字：都算同意，结论是" in page
    assert "共有人意见不一的户按哪一方计，结论不同" in page


def test_where_it_turns_nothing_the_outcome_stands_and_both_tallies_are_kept(estate):
    meeting = parted(estate, last=False)
    assert outcomes(meeting) == ["passed"]
    contest = found(meeting).contested
    assert (contest.heads, contest.kindest, contest.harshest) == (1, Outcome.PASSED, Outcome.PASSED)
    line = db.session.scalar(select(JournalLeaf.index).filter_by(type="result.found"))
    kept = db.session.scalar(select(JournalPrivate.body).filter_by(estate_id=estate.ref.id, index=line))
    assert b'"harshest":[' in bytes(kept)
    assert b"kindest" in bytes(kept)


def test_after_closing_the_difference_of_two_figures_does_not_tell_its_choice(estate):
    """The lamps show for and against; the result leaves the contested head out, so the closed standing has to as well."""
    meeting = contested(noticed(estate, [LAMPS, PLAYGROUND], standing_for=["use_fund"]))
    for name in EVERYBODY:
        cast(meeting, name, "agree", "oppose")
    close(meeting)
    known = frozen(estate.ref.id, meeting.id)
    shown = standing(known, closed=True).shown(meeting.motions[0])
    assert shown.taking_part.heads == len(EVERYBODY)
    assert shown.choices.agree.heads == found(meeting).of("agree").heads == len(EVERYBODY) - 1


@pytest.mark.parametrize(("for_a", "outcome"), [(6, "passed"), (5, "needs_review")])
def test_among_alternatives_a_contested_head_can_make_a_doubt_too(estate, for_a, outcome):
    """Six of ten carry the first style whatever the couple wants; five of ten need them."""
    meeting = contested(noticed(estate, [Asked("路灯样式", options=(("a", "甲款"), ("b", "乙款")))]))
    others = [name for name in EVERYBODY if name != "刘甲"]
    for name, choice in zip(others, ["a"] * for_a + ["b"] * (10 - for_a), strict=True):
        cast(meeting, name, choice)
    cast(meeting, "刘甲", "a")
    close(meeting)
    assert outcomes(meeting) == [outcome]
    assert found(meeting).contested.heads == 1
    assert found(meeting).doubts == (("contested",) if outcome == "needs_review" else ())
    assert found(meeting).winner == ("a" if outcome == "passed" else None)


# Four eyes


def held(convening):
    db.session.rollback()
    return holds.held(convening.estate.ref.id, convening.estate.site.at)


def test_from_the_notice_on_the_register_needs_four_eyes(convening):
    assert not held(convening)
    convening.noticed()
    assert held(convening)
    assert why(note, convening, conflict="意见不一") is Why.NEEDS_APPROVAL


def test_a_cancelled_meeting_lets_the_register_go(convening):
    meeting = convening.noticed()
    convening.do(cancelling.cancel_assembly, meeting, "议题有误")
    convening.estate.site.later(seconds=1)
    assert not held(convening)
    note(convening, conflict="意见不一")


def test_the_announcement_lets_the_register_go_and_closing_does_not(convening):
    meeting = convening.noticed()
    site, estate = convening.estate.site, convening.estate
    assembly = db.session.get(Assembly, meeting)
    site.at = assembly.opens_at
    site.act(estate.ref, SYSTEM, closing.open_voting, meeting)
    site.at = db.session.get(Assembly, meeting).closes_at
    site.act(estate.ref, SYSTEM, closing.close_voting, meeting)
    assert held(convening)
    site.later(days=20)
    convening.do(announcing.announce, meeting)
    site.later(seconds=1)
    assert not held(convening)


def test_two_meetings_hold_the_register_until_both_are_over(convening):
    first, second = convening.noticed(), convening.noticed(title="第二次会议")
    convening.do(cancelling.cancel_assembly, first, "议题有误")
    convening.estate.site.later(seconds=1)
    assert held(convening)
    convening.do(cancelling.cancel_assembly, second, "议题有误")
    convening.estate.site.later(seconds=1)
    assert not held(convening)
