"""Days are counted from the next day, and a last day on a holiday moves on."""

from datetime import date, timedelta

import pytest

from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.rules.timetable import check_notice, check_window, earliest, first_day_after, last_day

NO_HOLIDAYS: frozenset[date] = frozenset()
NEW_YEAR = frozenset({date(2027, 1, 1), date(2027, 1, 2), date(2027, 1, 3)})


def test_a_period_is_counted_from_the_next_day():
    assert last_day(date(2026, 12, 9), 7, NO_HOLIDAYS) == date(2026, 12, 16)


@pytest.mark.parametrize(
    ("event", "ends"),
    [
        (date(2026, 12, 24), date(2026, 12, 31)),  # the day before the holiday
        (date(2026, 12, 25), date(2027, 1, 4)),
        (date(2026, 12, 27), date(2027, 1, 4)),
        (date(2026, 12, 28), date(2027, 1, 4)),  # the day after needs no moving
    ],
)
def test_a_last_day_on_a_holiday_moves_to_the_day_after_the_holiday(event, ends):
    assert last_day(event, 7, NEW_YEAR) == ends


def test_a_holiday_within_a_period_does_not_lengthen_it():
    assert last_day(date(2026, 12, 30), 7, NEW_YEAR) == date(2027, 1, 6)


def test_what_must_wait_for_a_period_waits_for_all_of_its_last_day():
    assert first_day_after(date(2026, 11, 24), 15, NO_HOLIDAYS) == date(2026, 12, 10)


def test_voting_may_open_after_fifteen_full_days_of_notice_and_not_a_day_before():
    check_notice(date(2026, 11, 24), date(2026, 12, 10), NO_HOLIDAYS)
    with pytest.raises(Refused) as refused:
        check_notice(date(2026, 11, 24), date(2026, 12, 9), NO_HOLIDAYS)
    assert refused.value.why is Why.NOTICE_TOO_SHORT
    assert refused.value.facts["earliest"] == "2026-12-10"


@pytest.mark.parametrize("days", [5, 30, 60])
def test_a_window_of_five_to_sixty_days_is_lawful(days):
    check_window(date(2026, 12, 1), date(2026, 12, 1) + timedelta(days=days))


@pytest.mark.parametrize("days", [-1, 0, 4, 61])
def test_a_shorter_or_longer_window_is_refused(days):
    with pytest.raises(Refused) as refused:
        check_window(date(2026, 12, 1), date(2026, 12, 1) + timedelta(days=days))
    assert refused.value.why is Why.WINDOW_OUT_OF_RANGE


def test_the_earliest_dates_follow_from_the_first_day_of_the_roll_review():
    dates = earliest(date(2026, 11, 24), NO_HOLIDAYS)
    assert dates.notice == date(2026, 12, 2)
    assert dates.opens == date(2026, 12, 18)
    assert dates.closes == date(2027, 1, 17)
    assert dates.objections_until == date(2027, 1, 25)
    assert dates.announced_by == date(2027, 1, 28)


def test_a_longer_objection_period_may_be_chosen():
    assert earliest(date(2026, 11, 24), NO_HOLIDAYS, objection=15).objections_until == date(2027, 2, 2)


def test_a_holiday_moves_every_later_date():
    day = earliest(date(2026, 11, 24), NO_HOLIDAYS).notice + timedelta(days=15)
    assert earliest(date(2026, 11, 24), frozenset({day})).opens == day + timedelta(days=2)
