"""How long a tender is open, how late it may change, what moves its deadline, and what is late."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from huasheng_vote.rules.calendar import SHANGHAI, days_off
from huasheng_vote.rules.methods import DEFAULTS, Method, Span
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.rules.tendering import (
    DOWN,
    SILENCE,
    Moved,
    Outage,
    after_change,
    check_clock,
    check_deadline,
    check_due,
    check_enquiry,
    check_in_time,
    check_invited,
    check_rehearsal,
    down_before,
    earliest_deadline,
    fails,
    free_after,
    latest_change,
    least_bids,
    moved,
    outages,
)

OFF = days_off([], [], date(2026, 1, 1), date(2027, 12, 31))
NONE: frozenset[date] = frozenset()
DIRECT, QUOTATION, NEGOTIATION, OPEN = (DEFAULTS[method] for method in Method)
MS = timedelta(milliseconds=1)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
DEADLINE = datetime(2026, 12, 16, 9, 0, tzinfo=SHANGHAI)  # a Wednesday


def at(day, hour=9):
    return datetime(2026, 12, day, hour, 0, tzinfo=SHANGHAI)


def why(act, *values, **named):
    with pytest.raises(Refused) as refused:
        act(*values, **named)
    return refused.value.why


# How long it is open


@pytest.mark.parametrize(
    ("terms", "published", "earliest"),
    [
        (DIRECT, date(2026, 11, 25), date(2026, 11, 25)),
        (QUOTATION, date(2026, 11, 23), date(2026, 11, 27)),  # Monday: Tuesday to Thursday, then Friday
        (QUOTATION, date(2026, 11, 25), date(2026, 12, 1)),  # Wednesday: Thursday, Friday, Monday, then Tuesday
        (QUOTATION, date(2026, 11, 28), date(2026, 12, 3)),  # a Saturday counts nothing
        (NEGOTIATION, date(2026, 11, 25), date(2026, 12, 3)),
        (NEGOTIATION, date(2026, 11, 28), date(2026, 12, 8)),  # its last day is a Saturday and moves to Monday
        (OPEN, date(2026, 11, 25), date(2026, 12, 16)),
    ],
)
def test_the_earliest_deadline_lies_behind_the_full_period(terms, published, earliest):
    assert earliest_deadline(terms, published, OFF) == earliest


def test_a_deadline_on_the_earliest_day_is_allowed_and_a_day_sooner_is_not():
    published = datetime(2026, 11, 25, 18, 0, tzinfo=SHANGHAI)
    check_deadline(NEGOTIATION, published, at(3), OFF)
    assert why(check_deadline, NEGOTIATION, published, at(2, 23), OFF) is Why.DEADLINE_TOO_SOON


def test_even_a_direct_purchase_closes_after_it_was_published():
    check_deadline(DIRECT, at(3), at(3) + MS, OFF)
    assert why(check_deadline, DIRECT, at(3), at(3), OFF) is Why.DEADLINE_TOO_SOON


def test_days_are_those_of_shanghai():
    late = datetime(2026, 11, 24, 16, 0, tzinfo=UTC)  # already the 25th there
    assert why(check_deadline, NEGOTIATION, late, at(2, 23), OFF) is Why.DEADLINE_TOO_SOON
    check_deadline(NEGOTIATION, late - MS, at(2), OFF)


# How late it may change


@pytest.mark.parametrize(
    ("terms", "latest"),
    [(DIRECT, date(2026, 12, 16)), (QUOTATION, date(2026, 12, 14)), (NEGOTIATION, date(2026, 12, 12)), (OPEN, date(2026, 11, 30))],
)
def test_the_last_day_for_a_change_leaves_the_full_period_before_the_deadline(terms, latest):
    assert latest_change(terms, DEADLINE, OFF) == latest


def test_a_change_in_time_leaves_the_deadline_and_a_day_later_moves_it():
    assert after_change(NEGOTIATION, at(12, 23), DEADLINE, OFF) == DEADLINE
    assert after_change(NEGOTIATION, at(13, 0), DEADLINE, OFF) == DEADLINE + DAY
    assert after_change(OPEN, datetime(2026, 11, 30, 23, 59, tzinfo=SHANGHAI), DEADLINE, OFF) == DEADLINE
    assert after_change(OPEN, at(1, 0), DEADLINE, OFF) == DEADLINE + DAY


def test_a_moved_deadline_keeps_its_hour():
    assert after_change(QUOTATION, at(15), DEADLINE, OFF) == DEADLINE + DAY


def test_nothing_changes_at_the_deadline_or_after_it():
    after_change(QUOTATION, DEADLINE - MS, DEADLINE, OFF)
    assert why(after_change, QUOTATION, DEADLINE, DEADLINE, OFF) is Why.DEADLINE_PASSED


def test_questions_end_with_the_last_day_for_changes():
    check_enquiry(QUOTATION, at(14, 23), DEADLINE, OFF)
    assert why(check_enquiry, QUOTATION, at(15, 0), DEADLINE, OFF) is Why.ENQUIRIES_OVER
    assert why(check_enquiry, DIRECT, DEADLINE, DEADLINE, OFF) is Why.ENQUIRIES_OVER


@settings(deadline=None)
@given(st.sampled_from([DIRECT, QUOTATION, NEGOTIATION, OPEN]), st.integers(0, 300))
def test_the_last_day_for_a_change_is_the_last_one_that_moves_nothing(terms, days):
    deadline = datetime(2026, 2, 1, 10, 0, tzinfo=SHANGHAI) + days * DAY
    last = latest_change(terms, deadline, OFF)
    noon = datetime(last.year, last.month, last.day, 0, 0, tzinfo=SHANGHAI)
    assert after_change(terms, noon, deadline, OFF) == deadline
    if terms.last_change.days:
        assert after_change(terms, noon + DAY, deadline, OFF) > deadline


@settings(deadline=None)
@given(st.integers(1, 20), st.integers(0, 300))
def test_so_many_working_days_lie_between_an_event_and_what_waits_for_them(days, offset):
    event = date(2026, 1, 5) + offset * DAY
    free = free_after(Span(days, working=True), event, OFF)
    between = [event + n * DAY for n in range(1, (free - event).days)]
    assert sum(day not in OFF for day in between) == days
    assert between[-1] not in OFF


# What moves the deadline


def outage(start, minutes, end=None):
    begins = DEADLINE - start
    return Outage(begins, end or begins + minutes * MINUTE)


@pytest.mark.parametrize(
    ("reported", "down"),
    [
        ([], 0),
        ([outage(4 * HOUR, 30)], 30),
        ([outage(4 * HOUR + 10 * MINUTE, 30)], 20),
        ([outage(10 * MINUTE, 30)], 10),
        ([outage(3 * HOUR, 20), outage(2 * HOUR, 10)], 30),
        ([outage(3 * HOUR, 20), outage(3 * HOUR - 10 * MINUTE, 20)], 30),
        ([outage(3 * HOUR, 60), outage(3 * HOUR - 10 * MINUTE, 20)], 60),
        ([outage(5 * HOUR, 60)], 0),
        ([Outage(DEADLINE - 30 * MINUTE)], 30),
        ([Outage(DEADLINE + MINUTE, DEADLINE + HOUR)], 0),
    ],
)
def test_only_the_last_four_hours_count_and_overlapping_reports_count_once(reported, down):
    assert down_before(DEADLINE, reported) == down * MINUTE
    assert down_before(DEADLINE, reversed(reported)) == down * MINUTE


@pytest.mark.parametrize(
    ("answered", "silent"),
    [
        ([], []),
        ([(0, 60)], []),
        ([(0, 58)], []),
        ([(0, 57)], [(57, None)]),
        ([(0, 20), (22, 60)], []),
        ([(0, 20), (23, 60)], [(20, 23)]),
        ([(23, 60), (0, 20)], [(20, 23)]),
        ([(0, 40), (10, 20), (43, 60)], [(40, 43)]),
        ([(50, 50)], [(50, None)]),
    ],
)
def test_more_than_two_minutes_between_signs_of_life_are_an_outage_and_before_the_first_nothing_is_known(answered, silent):
    minutes = [(DEADLINE + since * MINUTE, DEADLINE + until * MINUTE) for since, until in answered]
    expected = [Outage(DEADLINE + down * MINUTE, up and DEADLINE + up * MINUTE) for down, up in silent]
    assert outages(minutes, DEADLINE + 60 * MINUTE) == expected


def test_two_minutes_to_the_millisecond_are_none():
    up = [(DEADLINE, DEADLINE)]
    assert outages(up, DEADLINE + SILENCE) == []
    assert outages(up, DEADLINE + SILENCE + MS) == [Outage(DEADLINE)]


def test_half_an_hour_out_of_reach_gives_everybody_a_day_and_a_millisecond_less_does_not():
    exactly = [Outage(DEADLINE - HOUR, DEADLINE - HOUR + DOWN)]
    less = [Outage(DEADLINE - HOUR, DEADLINE - HOUR + DOWN - MS)]
    assert moved(DEADLINE, DEADLINE, exactly, 0) == (DEADLINE + DAY, Moved.OUTAGE)
    assert moved(DEADLINE, DEADLINE, less, 0) is None


def test_an_outage_moves_the_deadline_as_soon_as_it_is_long_enough():
    still_down = [Outage(DEADLINE - HOUR)]
    assert moved(DEADLINE, DEADLINE - 30 * MINUTE - MS, still_down, 0) is None
    assert moved(DEADLINE, DEADLINE - 30 * MINUTE, still_down, 0) == (DEADLINE + DAY, Moved.OUTAGE)


def test_an_outage_is_not_counted_again_at_the_moved_deadline():
    assert moved(DEADLINE + DAY, DEADLINE + DAY, [outage(HOUR, 30)], 0) is None


def test_a_tender_with_an_unanswered_question_does_not_close():
    assert moved(DEADLINE, DEADLINE - MS, [], 1) is None
    assert moved(DEADLINE, DEADLINE, [], 1) == (DEADLINE + DAY, Moved.ENQUIRY)
    assert moved(DEADLINE, DEADLINE, [], 0) is None


# What is late


def test_a_millisecond_before_the_deadline_is_in_time_and_the_deadline_is_late():
    check_in_time(DEADLINE - MS, DEADLINE)
    assert why(check_in_time, DEADLINE, DEADLINE) is Why.DEADLINE_PASSED
    assert why(check_in_time, DEADLINE + MS, DEADLINE) is Why.DEADLINE_PASSED


def test_nothing_is_closed_or_opened_a_millisecond_early():
    check_due(DEADLINE, DEADLINE)
    assert why(check_due, DEADLINE - MS, DEADLINE) is Why.DEADLINE_AHEAD


def test_a_clock_that_went_back_a_millisecond_stops_everything():
    check_clock(DEADLINE, None)
    check_clock(DEADLINE, DEADLINE)
    assert why(check_clock, DEADLINE - MS, DEADLINE) is Why.CLOCK_WENT_BACK


@pytest.mark.parametrize("before", [48 * HOUR, 24 * HOUR])
def test_the_opening_is_rehearsed_a_day_or_two_before(before):
    check_rehearsal(DEADLINE - before, DEADLINE)


@pytest.mark.parametrize("before", [48 * HOUR + MS, 24 * HOUR - MS])
def test_a_rehearsal_outside_its_hours_is_refused(before):
    assert why(check_rehearsal, DEADLINE - before, DEADLINE) is Why.NOT_THE_HOURS


# How many bids


def test_too_few_are_invited_only_where_somebody_is():
    check_invited(NEGOTIATION, 3)
    check_invited(OPEN, 0)
    assert why(check_invited, NEGOTIATION, 2) is Why.INVITE_MORE


def test_a_tender_fails_below_its_least_number_of_bids():
    assert [fails(bids, least_bids(QUOTATION)) for bids in (2, 3, 4)] == [True, False, False]
    assert [fails(bids, least_bids(DIRECT)) for bids in (0, 1)] == [True, False]


@pytest.mark.parametrize("decided", [1, 2])
def test_in_a_second_round_two_bids_or_one_do_by_decision(decided):
    assert least_bids(OPEN, failed_before=True, decided=decided) == decided
    assert least_bids(OPEN, failed_before=True) == 3
    assert least_bids(DIRECT, failed_before=True, decided=decided) == 1


def test_fewer_bids_never_do_in_a_first_round():
    assert why(least_bids, OPEN, decided=2) is Why.NO_FIRST_ROUND


@pytest.mark.parametrize("decided", [0, 3])
def test_a_decision_lets_two_or_one_do_and_nothing_else(decided):
    assert why(least_bids, OPEN, failed_before=True, decided=decided) is Why.OUT_OF_RANGE
