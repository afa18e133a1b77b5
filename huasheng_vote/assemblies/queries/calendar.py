"""The estate's calendar: announced days, which years are announced, and every day off around a moment."""

from datetime import date, datetime

from sqlalchemy import select

from huasheng_vote.assemblies.models.adopted import CalendarDay, DayKind
from huasheng_vote.extensions import db
from huasheng_vote.rules.calendar import days_off, local_day

YEARS_BACK, YEARS_AHEAD = 2, 3  # no period of the law is longer


def calendar_days(estate_id: int) -> list[CalendarDay]:
    """What was announced, in order."""
    return list(db.session.scalars(select(CalendarDay).filter_by(estate_id=estate_id).order_by(CalendarDay.day)))


def announced_years(estate_id: int) -> frozenset[int]:
    """The years whose days are entered."""
    return frozenset(each.day.year for each in calendar_days(estate_id) if each.kind == DayKind.OFF)


def holidays(estate_id: int, at: datetime) -> frozenset[date]:
    """Every day off in the years around the moment."""
    rows = calendar_days(estate_id)
    year = local_day(at).year
    return days_off(
        (each.day for each in rows if each.kind == DayKind.OFF),
        (each.day for each in rows if each.kind == DayKind.WORK),
        date(year - YEARS_BACK, 1, 1),
        date(year + YEARS_AHEAD, 12, 31),
    )
