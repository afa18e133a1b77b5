"""One head, one ballot: when it may be cast and changed, and which of two prevails."""

from datetime import UTC, datetime, timedelta

import pytest

from huasheng_vote.rules.ballot import (
    Arrival,
    Change,
    Channel,
    Counting,
    Duplicates,
    Fate,
    Policy,
    changes_after,
    check_answers,
    choices_for,
    decide,
)
from huasheng_vote.rules.refusal import Refused, Why

OPENS = datetime(2026, 11, 24, 1, tzinfo=UTC)
CLOSES = datetime(2026, 12, 8, 10, tzinfo=UTC)
SECOND = timedelta(seconds=1)
EARLY, LATE = OPENS + timedelta(days=1), OPENS + timedelta(days=2)


def policy(change=Change.NONE, duplicates=Duplicates.FIRST_VALID, channels=frozenset(Channel)):
    return Policy(OPENS, CLOSES, channels, duplicates, change)


def online(at=LATE):
    return Arrival(Channel.ONLINE, at)


def paper(at=LATE):
    return Arrival(Channel.PAPER, at)


def counting(arrival, changes=0):
    return Counting(arrival.channel, arrival.at, changes)


def refusal(*arguments):
    with pytest.raises(Refused) as refused:
        decide(*arguments)
    return refused.value.why


def test_a_first_ballot_counts():
    assert decide(policy(), online(), None) is Fate.COUNTS


@pytest.mark.parametrize("at", [OPENS, CLOSES - SECOND])
def test_a_ballot_at_the_edges_of_the_window_counts(at):
    assert decide(policy(), online(at), None) is Fate.COUNTS


def test_a_ballot_one_second_before_opening_is_refused():
    assert refusal(policy(), online(OPENS - SECOND), None) is Why.VOTING_NOT_OPEN


@pytest.mark.parametrize("at", [CLOSES, CLOSES + SECOND])
@pytest.mark.parametrize("make", [online, paper])
def test_a_late_ballot_is_refused_on_every_channel(at, make):
    assert refusal(policy(), make(at), None) is Why.VOTING_CLOSED


def test_a_channel_that_was_not_adopted_is_refused():
    on_paper_alone = policy(channels=frozenset({Channel.PAPER}))
    assert refusal(on_paper_alone, online(), None) is Why.CHANNEL_NOT_ADOPTED


def test_telephone_is_no_default_channel():
    assert refusal(Policy(OPENS, CLOSES), Arrival(Channel.TELEPHONE, LATE), None) is Why.CHANNEL_NOT_ADOPTED


def test_a_second_online_ballot_is_refused_where_nothing_may_be_changed():
    assert refusal(policy(), online(LATE), counting(online(EARLY))) is Why.ALREADY_VOTED


def test_a_ballot_may_be_changed_once_and_not_twice():
    once = policy(Change.ONCE)
    assert decide(once, online(LATE), counting(online(EARLY), changes=0)) is Fate.COUNTS
    assert refusal(once, online(LATE), counting(online(EARLY), changes=1)) is Why.CHANGE_USED


def test_a_ballot_may_be_changed_any_number_of_times_until_closing():
    assert decide(policy(Change.UNTIL_CLOSE), online(LATE), counting(online(EARLY), changes=99)) is Fate.COUNTS


def test_a_change_is_counted_and_a_new_channel_is_not_a_change():
    assert changes_after(online(), None) == 0
    assert changes_after(online(), counting(online(EARLY), changes=1)) == 2
    assert changes_after(paper(), counting(online(EARLY), changes=1)) == 1


def test_a_second_sheet_of_paper_is_kept_aside_where_nothing_may_be_changed():
    assert decide(policy(), paper(LATE), counting(paper(EARLY))) is Fate.SUPERSEDED


def test_the_sheet_received_first_counts_though_it_was_entered_last():
    assert decide(policy(), paper(EARLY), counting(paper(LATE))) is Fate.COUNTS
    assert decide(policy(Change.UNTIL_CLOSE), paper(EARLY), counting(paper(LATE))) is Fate.SUPERSEDED


@pytest.mark.parametrize(
    ("duplicates", "offered", "earlier", "fate"),
    [
        (Duplicates.FIRST_VALID, paper(LATE), online(EARLY), Fate.SUPERSEDED),
        (Duplicates.FIRST_VALID, paper(EARLY), online(LATE), Fate.COUNTS),
        (Duplicates.FIRST_VALID, paper(LATE), online(LATE), Fate.SUPERSEDED),
        (Duplicates.LAST_VALID, paper(LATE), online(EARLY), Fate.COUNTS),
        (Duplicates.LAST_VALID, paper(EARLY), online(LATE), Fate.SUPERSEDED),
        (Duplicates.LAST_VALID, online(LATE), paper(EARLY), Fate.COUNTS),
        (Duplicates.PAPER_PREVAILS, paper(LATE), online(EARLY), Fate.COUNTS),
        (Duplicates.ONLINE_PREVAILS, online(LATE), paper(EARLY), Fate.COUNTS),
        (Duplicates.ONLINE_PREVAILS, paper(EARLY), online(LATE), Fate.SUPERSEDED),
        (Duplicates.ONLINE_PREVAILS, paper(EARLY), Arrival(Channel.TELEPHONE, LATE), Fate.COUNTS),
        (Duplicates.ONLINE_PREVAILS, paper(LATE), Arrival(Channel.TELEPHONE, EARLY), Fate.SUPERSEDED),
    ],
)
def test_the_frozen_policy_says_which_channel_prevails(duplicates, offered, earlier, fate):
    assert decide(policy(duplicates=duplicates), offered, counting(earlier)) is fate


@pytest.mark.parametrize("duplicates", [Duplicates.FIRST_VALID, Duplicates.PAPER_PREVAILS])
def test_an_online_ballot_that_could_not_count_is_refused_before_it_exists(duplicates):
    assert refusal(policy(duplicates=duplicates), online(LATE), counting(paper(EARLY))) is Why.OTHER_CHANNEL_PREVAILS


MOTIONS = {"lamps": (), "company": ("甲公司", "乙公司")}


def test_a_ballot_that_answers_every_motion_is_valid():
    check_answers(MOTIONS, {"lamps": "agree", "company": "乙公司"}, Channel.ONLINE)
    check_answers(MOTIONS, {"lamps": "abstain", "company": "none_of_these"}, Channel.ONLINE)


@pytest.mark.parametrize(
    ("answers", "why"),
    [
        ({"lamps": "agree"}, Why.UNANSWERED),
        ({"lamps": "agree", "company": "丙公司"}, Why.UNKNOWN_CHOICE),
        ({"lamps": "甲公司", "company": "甲公司"}, Why.UNKNOWN_CHOICE),
        ({"lamps": "agree", "company": "agree"}, Why.UNKNOWN_CHOICE),
        ({"lamps": "void", "company": "甲公司"}, Why.UNKNOWN_CHOICE),
        ({"lamps": "agree", "company": "甲公司", "garage": "agree"}, Why.UNKNOWN_MOTION),
    ],
)
def test_a_ballot_with_a_wrong_answer_is_refused(answers, why):
    with pytest.raises(Refused) as refused:
        check_answers(MOTIONS, answers, Channel.ONLINE)
    assert refused.value.why is why


def test_alternatives_always_include_none_of_these():
    assert choices_for(("甲公司",), Channel.ONLINE) == {"甲公司", "none_of_these", "abstain"}


def test_only_a_ballot_that_somebody_reads_can_be_void():
    assert "void" in choices_for((), Channel.PAPER)
    assert "void" not in choices_for((), Channel.ONLINE)
