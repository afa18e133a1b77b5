"""Closing, counting twice, objections, review, announcement."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from huasheng_vote.assemblies.actions.announcing import announce, ask_for_review, resolve_review
from huasheng_vote.assemblies.actions.casting import Offer, cast_ballot
from huasheng_vote.assemblies.actions.closing import close_voting, open_voting
from huasheng_vote.assemblies.actions.objections import answer_objection, object_to
from huasheng_vote.assemblies.models.ballots import Ballot, BallotChoice
from huasheng_vote.assemblies.models.meetings import Assembly
from huasheng_vote.assemblies.models.motions import Motion
from huasheng_vote.assemblies.models.results import Finding, Resolution, Result
from huasheng_vote.assemblies.models.rolls import RollHead
from huasheng_vote.assemblies.queries.figures import read
from huasheng_vote.assemblies.queries.frozen import frozen
from huasheng_vote.assemblies.queries.standing import standing
from huasheng_vote.database import writing
from huasheng_vote.extensions import db
from huasheng_vote.journal.models import JournalLeaf
from huasheng_vote.people.actions import approvals
from huasheng_vote.rules.access import SYSTEM
from huasheng_vote.rules.counts import Amount
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.rules.tally import Outcome
from tests.voting import CLOSES, LAMPS, OPENS, Asked, noticed

EVERYBODY = ("王大山", "陈一", "陈二", "陈三", "陈四", "刘甲", "赵一", "赵二", "赵三", "赵四", "赵五")


def cast(meeting, name, *choices):
    estate, head = meeting.estate, next(head for names, head in meeting.heads.items() if name in names)
    pseudonym = db.session.scalar(select(RollHead.pseudonym).filter_by(id=head))
    offer = Offer(meeting.id, head, pseudonym, dict(zip(meeting.motions, choices, strict=True)), 0)
    return estate.site.act(estate.ref, estate.actor(name), cast_ballot, offer)


def close(meeting):
    meeting.estate.site.at = CLOSES
    meeting.estate.site.act(meeting.estate.ref, SYSTEM, close_voting, meeting.id)


def outcomes(meeting):
    return [db.session.scalar(select(Finding.outcome).filter_by(motion_id=motion)) for motion in meeting.motions]


def refused(why, fn, *args, **kwargs):
    with pytest.raises(Refused) as caught:
        fn(*args, **kwargs)
    assert caught.value.why is why
    return caught.value.facts


def test_the_window_opens_at_its_moment_and_not_before(estate):
    meeting, site = noticed(estate, state="noticed"), estate.site
    site.at = OPENS - timedelta(milliseconds=1)
    refused(Why.VOTING_NOT_OPEN, site.act, estate.ref, SYSTEM, open_voting, meeting.id)
    site.at = OPENS
    site.act(estate.ref, SYSTEM, open_voting, meeting.id)
    assert db.session.scalar(select(Assembly.state)) == "open"


def test_the_window_closes_at_its_moment_and_not_before(estate):
    meeting, site = noticed(estate), estate.site
    site.at = CLOSES - timedelta(milliseconds=1)
    refused(Why.NOT_POSSIBLE_NOW, site.act, estate.ref, SYSTEM, close_voting, meeting.id)
    close(meeting)
    assert db.session.scalar(select(Assembly.state)) == "published"


def test_each_motion_gets_its_outcome_with_every_inequality(estate):
    """Eleven of twelve heads take part; ordinary needs half of both measures, special three quarters."""
    meeting = noticed(estate)
    for name in EVERYBODY:
        cast(meeting, name, "agree", "agree" if name in EVERYBODY[:7] else "oppose")
    close(meeting)
    assert outcomes(meeting) == ["passed", "not_passed"]
    figures = read(db.session.scalar(select(Finding.figures).filter_by(motion_id=meeting.motions[1])))
    assert figures.roll == Amount(12, 13_362_500)
    assert figures.of("agree") == Amount(7, 8_090_000)
    assert [test.bar.holds(test.left, test.right) for test in figures.tests] == [True, True, False, False]


def test_too_few_taking_part_is_no_quorum_whatever_they_chose(estate):
    meeting = noticed(estate)
    for name in EVERYBODY[:7]:
        cast(meeting, name, "agree", "oppose")
    close(meeting)
    assert outcomes(meeting) == ["no_quorum", "no_quorum"]


def test_nobody_voting_is_no_quorum(estate):
    meeting = noticed(estate)
    close(meeting)
    assert outcomes(meeting) == ["no_quorum", "no_quorum"]


def test_a_changed_row_without_a_line_in_the_log_stops_the_result(estate):
    meeting = noticed(estate)
    cast(meeting, "陈一", "oppose", "oppose")
    with estate.site.unguarded(), writing(0):
        db.session.execute(update(BallotChoice).values(choice="agree"))
    estate.site.at = CLOSES
    refused(Why.COUNTS_DIFFER, estate.site.act, estate.ref, SYSTEM, close_voting, meeting.id)
    assert db.session.scalar(select(Finding.id)) is None


def test_a_ballot_that_was_made_uncounted_by_hand_stops_the_result(estate):
    meeting = noticed(estate)
    cast(meeting, "陈一", "oppose", "oppose")
    with estate.site.unguarded(), writing(0):
        db.session.execute(update(Ballot).values(counts=False))
    estate.site.at = CLOSES
    refused(Why.COUNTS_DIFFER, estate.site.act, estate.ref, SYSTEM, close_voting, meeting.id)


def test_a_class_that_is_doubtful_needs_review_where_the_bars_part(estate):
    meeting = noticed(estate, [Asked(other_class="special")])
    for name in EVERYBODY:
        cast(meeting, name, "agree" if name in EVERYBODY[:7] else "oppose")
    close(meeting)
    assert outcomes(meeting) == ["needs_review"]
    assert read(db.session.scalar(select(Finding.figures))).doubts == ("class",)


def test_a_contested_head_counts_both_ways(estate):
    """Ten heads part six to four on a measure that the contested one decides."""
    meeting = noticed(estate, [LAMPS])
    with estate.site.unguarded(), writing(0):
        db.session.execute(update(RollHead).filter_by(id=meeting.heads["刘甲、刘乙"]).values(contested=True))
    for name in EVERYBODY:
        cast(meeting, name, "agree" if name in ("王大山", "陈二", "陈三", "赵二", "赵三") else "oppose")
    close(meeting)
    assert "contested" in read(db.session.scalar(select(Finding.figures))).doubts or outcomes(meeting) == ["not_passed"]


def test_an_alternative_passes_by_the_bars_of_any_question(estate):
    meeting = noticed(estate, [Asked("选一家物业公司", "property_company", options=(("a", "甲公司"), ("b", "乙公司")))])
    for name in EVERYBODY:
        cast(meeting, name, "a" if name in EVERYBODY[:7] else "b")
    close(meeting)
    assert outcomes(meeting) == ["passed"]
    assert read(db.session.scalar(select(Finding.figures))).winner == "a"


def test_the_most_votes_alone_do_not_pass_an_alternative(estate):
    meeting = noticed(estate, [Asked("选一家物业公司", "property_company", options=(("a", "甲公司"), ("b", "乙公司")))])
    for number, name in enumerate(EVERYBODY):
        cast(meeting, name, ("a", "b", "none_of_these")[number % 3])
    close(meeting)
    assert outcomes(meeting) == ["not_passed"]


# Objections


def test_objections_run_to_the_end_of_their_last_day(estate):
    """Closed on 8 December; seven days on is the fifteenth, a Tuesday."""
    meeting, site = noticed(estate), estate.site
    close(meeting)
    site.at = CLOSES.replace(day=15, hour=15, minute=59)
    site.act(estate.ref, estate.actor("陈一"), object_to, meeting.id, None, "计票有误")
    site.at = CLOSES.replace(day=15, hour=16, minute=0)
    refused(Why.OBJECTIONS_OVER, site.act, estate.ref, estate.actor("陈一"), object_to, meeting.id, None, "计票有误")


def test_an_objection_is_answered_once(estate):
    meeting, site = noticed(estate), estate.site
    close(meeting)
    filed = site.act(estate.ref, estate.actor("陈一"), object_to, meeting.id, meeting.motions[0], "计票有误")
    site.act(estate.ref, estate.actor("周主任"), answer_objection, filed, "已复核，无误")
    refused(Why.ALREADY_DONE, site.act, estate.ref, estate.actor("周主任"), answer_objection, filed, "再答")


# Announcement


def decided(meeting):
    for name in EVERYBODY:
        cast(meeting, name, "agree", "oppose")
    close(meeting)


def after_objections(estate):
    estate.site.at = CLOSES.replace(day=15, hour=16, minute=0)


def test_the_announcement_waits_for_the_objection_period(estate):
    meeting, site = noticed(estate), estate.site
    decided(meeting)
    site.at = CLOSES.replace(day=15, hour=15, minute=59)
    refused(Why.OBJECTIONS_RUNNING, site.act, estate.ref, estate.actor("周主任"), announce, meeting.id)
    after_objections(estate)
    assert site.act(estate.ref, estate.actor("周主任"), announce, meeting.id) == [1]
    assert [(each.year, each.ordinal, each.motion_id) for each in db.session.scalars(select(Resolution))] == [(2026, 1, meeting.motions[0])]
    assert db.session.scalar(select(Assembly.state)) == "announced"


def test_the_announcement_waits_for_the_answer_to_every_objection(estate):
    meeting, site = noticed(estate), estate.site
    decided(meeting)
    filed = site.act(estate.ref, estate.actor("陈一"), object_to, meeting.id, None, "计票有误")
    after_objections(estate)
    assert refused(Why.UNANSWERED_OBJECTIONS, site.act, estate.ref, estate.actor("周主任"), announce, meeting.id)["count"] == 1
    site.act(estate.ref, estate.actor("周主任"), answer_objection, filed, "已复核，无误")
    site.act(estate.ref, estate.actor("周主任"), announce, meeting.id)


def test_announcing_twice_is_refused(estate):
    meeting, site = noticed(estate), estate.site
    decided(meeting)
    after_objections(estate)
    site.act(estate.ref, estate.actor("周主任"), announce, meeting.id)
    refused(Why.NOT_POSSIBLE_NOW, site.act, estate.ref, estate.actor("周主任"), announce, meeting.id)


def test_numbers_of_resolutions_run_on_within_the_year(estate):
    first, second, site = noticed(estate), noticed(estate), estate.site
    for meeting in (first, second):
        estate.site.at = OPENS
        decided(meeting)
    after_objections(estate)
    assert [site.act(estate.ref, estate.actor("周主任"), announce, meeting.id) for meeting in (first, second)] == [[1], [2]]


def doubtful(estate):
    meeting = noticed(estate, [Asked(other_class="special")])
    for name in EVERYBODY:
        cast(meeting, name, "agree" if name in EVERYBODY[:7] else "oppose")
    close(meeting)
    return meeting


def test_a_doubtful_motion_stands_in_the_way_until_three_people_resolved_it(estate):
    meeting, site = doubtful(estate), estate.site
    motion, wanted = meeting.motions[0], (Outcome.NOT_PASSED, "按特别事项处理")
    after_objections(estate)
    refused(Why.UNRESOLVED_REVIEW, site.act, estate.ref, estate.actor("周主任"), announce, meeting.id)
    refused(Why.NEEDS_APPROVAL, site.act, estate.ref, estate.actor("周主任"), resolve_review, motion, *wanted)
    request = site.act(estate.ref, estate.actor("周主任"), ask_for_review, motion, *wanted)
    digest = approvals.digest_of("motion.resolve_review", f"motion/{motion}", {"outcome": "not_passed", "reason": wanted[1]})
    site.act(estate.ref, estate.actor("吴委员"), approvals.approve, request, digest)
    refused(Why.NEEDS_APPROVAL, site.act, estate.ref, estate.actor("周主任"), resolve_review, motion, *wanted)
    site.act(estate.ref, estate.actor("郑社区"), approvals.approve, request, digest)
    refused(Why.NEEDS_APPROVAL, site.act, estate.ref, estate.actor("周主任"), resolve_review, motion, Outcome.PASSED, wanted[1])
    site.act(estate.ref, estate.actor("周主任"), resolve_review, motion, *wanted)
    assert db.session.scalar(select(Motion.state)) == "not_passed"
    assert site.act(estate.ref, estate.actor("周主任"), announce, meeting.id) == []


def test_a_clear_motion_cannot_be_resolved_otherwise(estate):
    meeting = noticed(estate)
    decided(meeting)
    refused(
        Why.NOT_POSSIBLE_NOW,
        estate.site.act,
        estate.ref,
        estate.actor("周主任"),
        ask_for_review,
        meeting.motions[0],
        Outcome.NOT_PASSED,
        "不喜欢",
    )


def test_closing_and_result_are_lines_in_the_log(estate):
    meeting = noticed(estate)
    decided(meeting)
    types = list(db.session.scalars(select(JournalLeaf.type).order_by(JournalLeaf.index)))
    assert types[-4:] == ["voting.closed", "result.found", "result.found", "result.published"]
    assert db.session.scalar(select(Result.objections_until)).isoformat() == "2026-12-15"


@pytest.mark.parametrize(("adopted", "shown"), [({}, 10), ({"step": 20}, 0)])
def test_an_adopted_step_holds_in_a_small_scope_too(estate, adopted, shown):
    meeting = noticed(estate, **adopted)
    for name in EVERYBODY[:10]:
        cast(meeting, name, "agree", "agree")
    now = standing(frozen(estate.ref.id, meeting.id), closed=False)
    assert (now.taking_part, now.shown(meeting.motions[0]).taking_part.heads) == (10, shown)
