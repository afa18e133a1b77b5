"""Days off (法定休假日), past which a last day moves (CC 203).

The State Council announces each year's holidays and the weekend days worked in exchange late in the year before. Where a year is not yet
announced, weekends and the holidays whose date the regulation itself fixes are known, and nothing else: the lunar ones are not guessed.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
SATURDAY = 5
FIXED = frozenset({(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)})  # month and day, regulation as revised in 2024


def local_day(at: datetime) -> date:
    """The calendar day of a moment, everywhere in the country."""
    return at.astimezone(SHANGHAI).date()


def days_off(off: Iterable[date], worked: Iterable[date], first: date, last: date) -> frozenset[date]:
    """Every day off from `first` to `last`: announced ones, fixed ones, and weekends that are not worked."""
    announced, exchanged = frozenset(off), frozenset(worked)
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return frozenset(day for day in days if day in announced or (day not in exchanged and _off_by_itself(day)))


def _off_by_itself(day: date) -> bool:
    return day.weekday() >= SATURDAY or (day.month, day.day) in FIXED
