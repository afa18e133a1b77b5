"""The committee decides by more than half of all its members, on exactly the words that were seen, and seals nothing without a decision."""

from datetime import timedelta

import pytest

from huasheng_vote.committee.actions import decisions, meetings, minutes, seal
from huasheng_vote.committee.actions.basis import Basis
from huasheng_vote.committee.actions.decisions import Question
from huasheng_vote.committee.actions.meetings import Plan
from huasheng_vote.committee.models import Seal, Subject
from huasheng_vote.committee.queries import decision
from huasheng_vote.committee.queries import decisions as read
from huasheng_vote.committee.queries import meetings as held
from huasheng_vote.committee.queries import seal as register
from huasheng_vote.people.actions import approvals
from huasheng_vote.rules.flows.approvals import Stance
from huasheng_vote.rules.flows.committees import Choice, DecisionState, MeetingState
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.worker import committee_due
from tests.proposals_helpers import act, key, leaves

HEAD, OTHER = "周主任", "吴委员"
FIRST, SECOND = (Question("答复车棚占道的建议", text, Subject.REPLY) for text in ("本周划线，每天巡查两次。", "本周划线，每天巡查三次。"))


def why(estate, who, fn, *args):
    with pytest.raises(Refused) as refused:
        act(estate, who, fn, *args)
    return refused.value.why


def put(estate, question=FIRST):
    return act(estate, HEAD, decisions.put, key(), question, estate.site.at + timedelta(days=2))


def seen(estate, question):
    return read.row(estate.ref.id, question).digest


def answer(estate, who, question, choice=Choice.YES):
    act(estate, who, decisions.answer, question, seen(estate, question), choice, "理由写在这里")


def passed(estate):
    question = put(estate)
    answer(estate, HEAD, question)
    answer(estate, OTHER, question)
    return question


def state(estate, question):
    return read.row(estate.ref.id, question).state


# Deciding


def test_both_of_two_members_carry_it_and_it_is_numbered(estate):
    question = passed(estate)
    found = decision(estate.ref.id, 2026, 1)
    assert (state(estate, question), found.title, found.subject) == (DecisionState.PASSED, FIRST.title, Subject.REPLY)


def test_one_of_two_is_not_more_than_half(estate):
    question = put(estate)
    answer(estate, HEAD, question)
    answer(estate, OTHER, question, Choice.ABSTAIN)
    assert state(estate, question) == DecisionState.NOT_PASSED


def test_where_too_few_are_left_it_is_for_the_owners(estate):
    question = put(estate)
    answer(estate, OTHER, question, Choice.RECUSED)
    assert state(estate, question) == DecisionState.REFERRED


def test_silence_carries_nothing(estate):
    question = put(estate)
    answer(estate, HEAD, question)
    estate.site.later(days=3)
    assert committee_due(estate.site.at) == [question]
    assert state(estate, question) == DecisionState.NOT_PASSED


def test_a_second_answer_and_one_to_other_words_are_refused(estate):
    question = put(estate)
    answer(estate, HEAD, question)
    assert why(estate, HEAD, decisions.answer, question, seen(estate, question), Choice.NO, "改主意了") is Why.ALREADY_DONE
    assert why(estate, OTHER, decisions.answer, question, "0" * 64, Choice.NO, "没看清楚") is Why.CHANGED_MEANWHILE


def test_only_members_answer(estate):
    assert why(estate, "陈一", decisions.answer, put(estate), "0" * 64, Choice.YES, "路过") is Why.NOT_A_MEMBER


def test_an_edit_resets_the_answers_and_going_back_does_not_revive_them(estate):
    question = put(estate)
    answer(estate, OTHER, question)
    for wording in (SECOND, FIRST):
        act(estate, HEAD, decisions.reword, question, seen(estate, question), wording)
        assert [each.choice for each in read.answers(estate.ref.id, read.row(estate.ref.id, question))] == [None, None]
    assert read.earlier_answers(estate.ref.id, read.row(estate.ref.id, question)) == 1


def test_who_stands_aside_does_nothing_more_in_the_matter(estate):
    question = act(estate, OTHER, decisions.put, key(), FIRST, estate.site.at + timedelta(days=2))
    act(estate, OTHER, decisions.reword, question, seen(estate, question), SECOND)
    answer(estate, OTHER, question, Choice.RECUSED)
    for fn, args in ((decisions.post, ()), (decisions.withdraw, ("不办了",)), (decisions.reword, (seen(estate, question), FIRST))):
        assert why(estate, OTHER, fn, question, *args) is Why.STANDS_ASIDE


def test_money_stays_under_the_ceiling_the_owners_delegated(estate):
    dear = Question("换一台水泵", "地下室水泵坏了，换新的。", Subject.SPENDING, 10**9)
    assert why(estate, HEAD, decisions.put, key(), dear, estate.site.at + timedelta(days=2)) is Why.OVER_CEILING


def test_how_members_answered_stays_out_of_the_public_log_until_posted(estate):
    passed(estate)
    assert all(set(each) == {"digest"} for each in leaves(estate, "committee.voted"))


def test_a_decision_that_was_revoked_is_no_basis_any_more(estate):
    first = passed(estate)
    estate.site.later(days=1)
    passed(estate)
    act(estate, HEAD, decisions.revoke, first, Basis(False, 2026, 2))
    with pytest.raises(Refused) as refused:
        decision(estate.ref.id, 2026, 1)
    assert refused.value.why is Why.NOT_FOUND


# Meeting


def called(estate, days=8, who=HEAD, reason=""):
    meeting = act(estate, who, meetings.call, key(), Plan("工作会议", "社区三楼", "", estate.site.at + timedelta(days=days)))
    act(estate, who, meetings.write_item, meeting, "车棚", "怎样划线")
    act(estate, who, meetings.post_agenda, meeting, reason)
    return meeting


def gone_by(estate, came=(HEAD, OTHER)):
    meeting = called(estate)
    estate.site.later(days=8, hours=1)
    enough = act(estate, HEAD, minutes.hold, meeting, [estate.staff[each] for each in came])
    return meeting, enough


def test_an_agenda_posted_six_days_before_needs_an_emergency(estate):
    with pytest.raises(Refused) as refused:
        called(estate, days=6)
    assert refused.value.why is Why.AGENDA_LATE
    assert held.meeting(estate.ref.id, called(estate, days=6, reason="水管爆裂")).late_reason == "水管爆裂"
    assert held.meeting(estate.ref.id, called(estate, days=7)).late_reason == ""


def test_a_third_of_the_members_call_without_the_head(estate):
    assert held.meeting(estate.ref.id, called(estate, who=OTHER)).state == MeetingState.CALLED


def test_a_posted_agenda_is_fixed_and_only_head_or_author_cancel(estate):
    meeting = called(estate)
    assert why(estate, HEAD, meetings.write_item, meeting, "加一条", "临时的") is Why.AGENDA_FIXED
    assert why(estate, OTHER, meetings.cancel, meeting, "没有空") is Why.NOT_ALLOWED
    act(estate, HEAD, meetings.cancel, meeting, "改期")


def test_without_more_than_half_there_is_no_meeting(estate):
    meeting, enough = gone_by(estate, came=(HEAD,))
    assert not enough
    assert held.meeting(estate.ref.id, meeting).state == MeetingState.INQUORATE


def test_minutes_are_published_once_all_who_came_have_signed_these_words(estate):
    meeting, _enough = gone_by(estate)
    act(estate, HEAD, minutes.write_minutes, meeting, "议定本周划线。")
    assert why(estate, HEAD, minutes.publish_minutes, meeting) is Why.MINUTES_UNSIGNED
    for who in (HEAD, OTHER):
        act(estate, who, minutes.sign_minutes, meeting, held.meeting(estate.ref.id, meeting).minutes_digest)
    act(estate, HEAD, minutes.publish_minutes, meeting)
    assert held.meeting(estate.ref.id, meeting).published_at == estate.site.at


def test_minutes_worded_anew_are_signed_anew_even_where_the_old_words_come_back(estate):
    meeting, _enough = gone_by(estate)

    def wording(text):
        act(estate, HEAD, minutes.write_minutes, meeting, text)
        return held.meeting(estate.ref.id, meeting).minutes_digest

    first = wording("议定本周划线。")
    act(estate, OTHER, minutes.sign_minutes, meeting, first)
    assert why(estate, OTHER, minutes.sign_minutes, meeting, first) is Why.ALREADY_DONE
    wording("议定下周划线。")
    wording("议定本周划线。")
    assert [each.signed_at for each in held.attendants(estate.ref.id, held.meeting(estate.ref.id, meeting))] == [None, None]


def test_members_are_reminded_once_the_day_before(estate):
    meeting = called(estate)
    estate.site.later(days=7, hours=1)
    assert [committee_due(estate.site.at), committee_due(estate.site.at)] == [[meeting], []]


# The seal


def asked(estate, basis, who=HEAD):
    return act(estate, who, seal.ask, key(), seal.Asked(Seal.COMMITTEE, "致物业公司的函", 2, "催办", basis))


def test_no_decision_no_seal(estate):
    with pytest.raises(Refused) as refused:
        asked(estate, Basis(False, 2026, 1))
    assert refused.value.why is Why.NO_BASIS


def test_the_seal_is_put_on_after_another_member_signed(estate):
    passed(estate)
    use = asked(estate, Basis(False, 2026, 1))
    assert why(estate, HEAD, seal.use, use) is Why.NEEDS_APPROVAL
    request = register.entry(estate.ref.id, use).approval
    act(estate, OTHER, approvals.answer, request.id, request.digest, Stance.APPROVE)
    act(estate, HEAD, seal.use, use)
    assert why(estate, HEAD, seal.use, use) is Why.ALREADY_DONE
    assert register.listed(estate.ref.id, 1, everything=False)[1] == 1
