"""The lawful dates of a meeting (CC 201, 203, 278–280; GR; PMR 13–14).

A period in days begins on the day after its event. When its last day is a statutory holiday it ends on the first day
after. Which days are holidays is announced year by year, so they are passed in.
"""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, timedelta

from huasheng_vote.rules.lawbook import Source
from huasheng_vote.rules.refusal import Refused, Why

Holidays = AbstractSet[date]


@dataclass(frozen=True, slots=True)
class Period:
    """So many days, and where the number comes from."""

    days: int
    source: Source
    article: str = ""


ROLL_REVIEW = Period(7, Source.DEFAULT)
NOTICE = Period(15, Source.LAW, "PMR 14")
WINDOW = Period(30, Source.DEFAULT)
SHORTEST_WINDOW = Period(5, Source.ELSEWHERE)
LONGEST_WINDOW = Period(60, Source.ELSEWHERE)
OBJECTION = Period(7, Source.DEFAULT)
LONG_OBJECTION = Period(15, Source.DEFAULT)
CONVENER_OBJECTION = Period(7, Source.DEFAULT)
POSTING = Period(3, Source.GUIDANCE)
ANSWER = Period(7, Source.DEFAULT)  # to an objection

KEEP_YEARS = 5  # voting material: the default
LEAST_YEARS, MOST_YEARS = 3, 30  # what an estate may adopt instead


def keep_until(over: date, years: int = KEEP_YEARS) -> date:
    """The last day on which the material of a meeting that was over on a day has to be kept."""
    return years_after(over, years)


def years_after(day: date, years: int) -> date:
    """The last day of so many years that begin after a day (CC 202): the same day of that year, for the 29th of February else the 28th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def last_day(event: date, days: int, holidays: Holidays) -> date:
    """The last day of a period of `days` after `event` (CC 201), moved past holidays (CC 203)."""
    day = event + timedelta(days=days)
    while day in holidays:
        day += timedelta(days=1)
    return day


def first_day_after(event: date, days: int, holidays: Holidays) -> date:
    """The day on which something may happen that must wait for a full period to run out."""
    return last_day(event, days, holidays) + timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Earliest:
    """The earliest lawful dates of a meeting whose roll review begins on a given day."""

    notice: date
    opens: date
    closes: date
    objections_until: date
    announced_by: date


def earliest(review_begins: date, holidays: Holidays, window: int = WINDOW.days, objection: int = OBJECTION.days) -> Earliest:
    """Each step on the first day the one before allows; the result is made known on the day after closing."""
    return earliest_after(first_day_after(review_begins, ROLL_REVIEW.days, holidays), holidays, window, objection)


def earliest_after(notice: date, holidays: Holidays, window: int = WINDOW.days, objection: int = OBJECTION.days) -> Earliest:
    """The same for a meeting whose notice is given on a day."""
    opens = first_day_after(notice, NOTICE.days, holidays)
    closes = last_day(opens, window, holidays)
    objections = last_day(closes + timedelta(days=1), objection, holidays)
    return Earliest(notice, opens, closes, objections, last_day(objections, POSTING.days, holidays))


def check_notice(notice: date, opens: date, holidays: Holidays) -> None:
    """Refuse an opening before the fifteen full days of notice have run."""
    allowed = first_day_after(notice, NOTICE.days, holidays)
    if opens < allowed:
        raise Refused(Why.NOTICE_TOO_SHORT, days=NOTICE.days, earliest=allowed.isoformat())


def check_window(opens: date, closes: date) -> None:
    """Refuse a voting window shorter or longer than the rules allow."""
    days = (closes - opens).days
    if not SHORTEST_WINDOW.days <= days <= LONGEST_WINDOW.days:
        raise Refused(Why.WINDOW_OUT_OF_RANGE, days=days, shortest=SHORTEST_WINDOW.days, longest=LONGEST_WINDOW.days)
