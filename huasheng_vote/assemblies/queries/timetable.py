"""The lawful dates of one meeting: the earliest of each step, and what a plan must keep to (CC 201, 203, 278; PMR 13–14)."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from huasheng_vote.assemblies.queries import conveners
from huasheng_vote.assemblies.queries.adopted import rules_in_force
from huasheng_vote.assemblies.queries.calendar import announced_years, holidays
from huasheng_vote.rules.calendar import local_day
from huasheng_vote.rules.convening import Convener, procedure_for
from huasheng_vote.rules.procedure import Procedure
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.rules.timetable import (
    ROLL_REVIEW,
    Earliest,
    check_notice,
    check_window,
    earliest,
    earliest_after,
    first_day_after,
    last_day,
)


def earliest_dates(estate_id: int, at: datetime, review_from: date | None, procedure: Procedure) -> Earliest:
    """The earliest lawful dates if every step is taken as soon as it may be, from today on."""
    today, off = local_day(at), holidays(estate_id, at)
    planned = earliest(review_from or today, off, procedure.window_days, procedure.objection_days)
    if planned.notice >= today:
        return planned
    return earliest_after(today, off, procedure.window_days, procedure.objection_days)


def unannounced_years(estate_id: int, dates: Earliest) -> list[int]:
    """Years the dates reach into whose holidays nobody has entered: a date in them may still move."""
    known = announced_years(estate_id)
    return [year for year in range(dates.notice.year, dates.announced_by.year + 1) if year not in known]


def check_plan(
    estate_id: int,
    at: datetime,
    review_from: date | None,
    opens_at: datetime | None,
    closes_at: datetime | None,
    counting_at: datetime | None,
    group_id: int,
) -> None:
    """Refuse dates that no notice given from now on could make lawful, or that the adopted rules do not allow."""
    if counting_at is not None and closes_at is not None and counting_at < closes_at:
        raise Refused(Why.COUNTING_TOO_EARLY, field="counting_at")
    if opens_at is None or closes_at is None:
        return
    procedure = procedure_for(Convener(conveners.group(estate_id, group_id).kind), rules_in_force(estate_id).procedure)
    notice = earliest_dates(estate_id, at, review_from, procedure).notice
    check_dates(estate_id, at, notice, opens_at, closes_at, procedure)


def check_dates(estate_id: int, at: datetime, notice: date, opens_at: datetime, closes_at: datetime, procedure: Procedure) -> None:
    """The fifteen days of notice, the length of the window, and the length the owners adopted, if they did."""
    off, opens, closes = holidays(estate_id, at), local_day(opens_at), local_day(closes_at)
    _on_field("opens_at", check_notice, notice, opens, off)
    _on_field("closes_at", check_window, opens, closes)
    if "window_days" in procedure.adopted and not _is_adopted_window(opens, closes, procedure.window_days, off):
        raise Refused(Why.WINDOW_NOT_ADOPTED, field="closes_at", days=procedure.window_days)


def check_review(estate_id: int, at: datetime, review_from: date) -> None:
    """Refuse a notice before the roll has been open to review for its full days."""
    allowed = first_day_after(review_from, ROLL_REVIEW.days, holidays(estate_id, at))
    if local_day(at) < allowed:
        raise Refused(Why.REVIEW_RUNNING, days=ROLL_REVIEW.days, earliest=allowed.isoformat())


def _is_adopted_window(opens: date, closes: date, days: int, off: frozenset[date]) -> bool:
    """Exactly the days adopted, or moved past days off."""
    return closes in (opens + timedelta(days=days), last_day(opens, days, off))


def _on_field(field: str, check: Callable[..., None], *dates: Any) -> None:
    """A refusal of the rules, said at the field it concerns."""
    try:
        check(*dates)
    except Refused as refused:
        raise Refused(refused.why, **refused.facts, field=field) from None
