"""Entering announced days off: years the library knows as seed, later ones by hand from the State Council's announcement."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import chinese_calendar
from sqlalchemy import delete, insert

from huasheng_vote.assemblies.models.adopted import CalendarDay, DayKind
from huasheng_vote.assemblies.queries.calendar import YEARS_BACK, announced_years
from huasheng_vote.extensions import db
from huasheng_vote.journal.log import Context
from huasheng_vote.rules.calendar import local_day
from huasheng_vote.rules.refusal import Refused, Why

LIBRARY = "chinesecalendar"


def seed_calendar(on: Context) -> int:
    """Enter every recent year that the library knows and the estate does not yet; returns how many days."""
    since, known = local_day(on.at).year - YEARS_BACK, announced_years(on.estate.id)
    rows = [
        _row(on, day, kind, chinese_calendar.Holiday(name).chinese, LIBRARY)
        for kind, days in ((DayKind.OFF, chinese_calendar.holidays), (DayKind.WORK, chinese_calendar.workdays))
        for day, name in days.items()
        if day.year >= since and day.year not in known
    ]
    if not rows:
        raise Refused(Why.ALREADY_DONE)
    _enter(on, rows, LIBRARY)
    return len(rows)


def enter_year(on: Context, year: int, off: Mapping[date, str], worked: Mapping[date, str], source: str) -> None:
    """Enter a year as announced, in place of what stood there. Refuses days of another year, and a day both off and worked."""
    for field, days in (("off", off), ("worked", worked)):
        stray = next((day for day in days if day.year != year), None)
        if stray:
            raise Refused(Why.DAY_OF_ANOTHER_YEAR, field=field, day=stray.isoformat(), year=year)
    twice = next((day for day in off if day in worked), None)
    if twice:
        raise Refused(Why.DAY_TWICE, field="worked", day=twice.isoformat())
    first, last = date(year, 1, 1), date(year, 12, 31)
    db.session.execute(delete(CalendarDay).where(CalendarDay.estate_id == on.estate.id, CalendarDay.day.between(first, last)))
    rows = [_row(on, day, DayKind.OFF, name, source) for day, name in off.items()]
    _enter(on, rows + [_row(on, day, DayKind.WORK, name, source) for day, name in worked.items()], source)


def _row(on: Context, day: date, kind: DayKind, name: str, source: str) -> dict[str, Any]:
    return {"estate_id": on.estate.id, "day": day, "kind": kind, "name": name, "source": source}


def _enter(on: Context, rows: list[dict[str, Any]], source: str) -> None:
    db.session.execute(insert(CalendarDay), rows)
    days = [f"{row['day'].isoformat()} {row['kind'].value}" for row in rows]
    on.record("calendar.entered", "calendar", {"source": source, "days": days})
