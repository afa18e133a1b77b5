"""Days off: announced, worked in exchange, fixed by the regulation, weekends."""

from datetime import UTC, date, datetime

from huasheng_vote.rules.calendar import days_off, local_day

YEAR = (date(2026, 1, 1), date(2027, 12, 31))


def test_a_weekend_is_off_unless_it_is_worked_in_exchange():
    sunday, saturday = date(2026, 1, 4), date(2026, 1, 10)
    off = days_off([], [sunday], *YEAR)
    assert saturday in off
    assert sunday not in off


def test_an_announced_weekday_is_off():
    monday = date(2026, 2, 16)
    assert monday in days_off([monday], [], *YEAR)
    assert monday not in days_off([], [], *YEAR)


def test_a_year_nobody_announced_still_has_the_days_the_regulation_fixes():
    off = days_off([], [], *YEAR)
    assert date(2027, 1, 1) in off  # a Friday
    assert date(2027, 10, 1) in off  # a Friday
    assert date(2027, 2, 8) not in off  # the lunar new year is not guessed


def test_the_day_of_a_moment_is_that_of_shanghai():
    assert local_day(datetime(2026, 12, 31, 15, 59, tzinfo=UTC)) == date(2026, 12, 31)
    assert local_day(datetime(2026, 12, 31, 16, 0, tzinfo=UTC)) == date(2027, 1, 1)
