"""A tender's clock (采购的期限): how long it is open, how late it may be changed, what moves its deadline, and what is late.

Periods run in full days after their event (CC 201, 203), so the deadline lies on a later day than the last of them. Days are those of Shanghai, moments are
aware. At the instant of the deadline a bid is late. All periods are defaults of the method (`methods.Terms`) or named here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from huasheng_vote.rules.calendar import SHANGHAI, local_day
from huasheng_vote.rules.methods import Span, Terms
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.rules.timetable import Holidays, first_day_after

DAY = timedelta(days=1)
WATCHED = timedelta(hours=4)
"""So long before the deadline the site has to be reachable."""
DOWN = timedelta(minutes=30)
"""So much of that time out of reach, in one piece or several, moves the deadline."""
SILENCE = timedelta(minutes=2)
"""Two signs of life further apart than this: the site was out of reach in between."""
FOR_OUTAGE = timedelta(hours=24)
FOR_ENQUIRY = timedelta(hours=24)
"""A question still unanswered at the deadline moves it by so much, as often as it takes."""
REHEARSAL = (timedelta(hours=48), timedelta(hours=24))
"""The officers rehearse the opening between so long before the deadline."""
SECOND_ROUND = (1, 2)
"""So few bids may do in a second round, by a published decision of the committee."""


class Moved(StrEnum):
    """Why a deadline is later than it was."""

    OUTAGE = "outage"
    ENQUIRY = "enquiry"
    CHANGE = "change"


class Failed(StrEnum):
    """Why a tender ended without an award, published with it."""

    TOO_FEW = "too_few"  # bids at the deadline; all are given back unopened
    TOO_FEW_VALID = "too_few_valid"
    NO_CANDIDATE = "no_candidate"  # nobody is left to award to


@dataclass(frozen=True, slots=True)
class Outage:
    """The site was out of reach from `down` until `up`; None while it still is."""

    down: datetime
    up: datetime | None = None


def free_after(span: Span, event: date, holidays: Holidays) -> date:
    """The first day on which something may happen that must wait for a span in full; without a span the day itself."""
    if not span.days:
        return event
    if not span.working:
        return first_day_after(event, span.days, holidays)
    day, left = event, span.days
    while left:
        day += DAY
        left -= day not in holidays
    return day + DAY


def earliest_deadline(terms: Terms, published: date, holidays: Holidays) -> date:
    """The first day on which a tender published on a day may close."""
    return free_after(terms.open_for, published, holidays)


def check_deadline(terms: Terms, published: datetime, deadline: datetime, holidays: Holidays) -> None:
    """Refuses a deadline before the method's period has run, or not after publication."""
    allowed = earliest_deadline(terms, local_day(published), holidays)
    if local_day(deadline) < allowed or deadline <= published:
        raise Refused(Why.DEADLINE_TOO_SOON, earliest=allowed.isoformat())


def latest_change(terms: Terms, deadline: datetime, holidays: Holidays) -> date:
    """The last day on which the terms can be changed without moving the deadline; also the last day for questions."""
    day = local_day(deadline)
    while free_after(terms.last_change, day, holidays) > local_day(deadline):
        day -= DAY
    return day


def after_change(terms: Terms, changed: datetime, deadline: datetime, holidays: Holidays) -> datetime:
    """The deadline after the terms were changed: as it was where bidders keep the method's period, else the same hour of the first day that gives it to them."""
    check_in_time(changed, deadline)
    allowed = free_after(terms.last_change, local_day(changed), holidays)
    return max(deadline, datetime.combine(allowed, deadline.astimezone(SHANGHAI).time(), SHANGHAI))


def check_enquiry(terms: Terms, asked: datetime, deadline: datetime, holidays: Holidays) -> None:
    """Refuses a question after the last day for changes: an answer could change nothing any more without moving the deadline."""
    until = latest_change(terms, deadline, holidays)
    if local_day(asked) > until or asked >= deadline:
        raise Refused(Why.ENQUIRIES_OVER, until=until.isoformat())


def outages(answered: Iterable[tuple[datetime, datetime]], at: datetime) -> list[Outage]:
    """The gaps between stretches (from, until) in which the site was known to answer, the one up to `at` included. Before the first one nothing is known."""
    found: list[Outage] = []
    last: datetime | None = None
    for since, until in sorted(answered):
        if last is not None and since - last > SILENCE:
            found.append(Outage(last, since))
        last = until if last is None else max(last, until)
    if last is not None and at - last > SILENCE:
        found.append(Outage(last))
    return found


def down_before(deadline: datetime, outages: Iterable[Outage]) -> timedelta:
    """How long the site was out of reach within the watched hours before the deadline; overlapping reports count once."""
    total, covered = timedelta(0), deadline - WATCHED
    for outage in sorted(outages, key=lambda outage: outage.down):
        begins, ends = max(outage.down, covered), min(outage.up or deadline, deadline)
        if ends > begins:
            total, covered = total + (ends - begins), ends
    return total


def moved(deadline: datetime, at: datetime, outages: Iterable[Outage], unanswered: int) -> tuple[datetime, Moved] | None:
    """The next deadline and why, or None where it stands. An outage counts as soon as it is long enough, a question once the deadline is there."""
    known = (Outage(outage.down, min(outage.up or at, at)) for outage in outages if outage.down < at)
    if down_before(deadline, known) >= DOWN:
        return deadline + FOR_OUTAGE, Moved.OUTAGE
    if unanswered and at >= deadline:
        return deadline + FOR_ENQUIRY, Moved.ENQUIRY
    return None


def check_clock(at: datetime, last: datetime | None) -> None:
    """Refuses an act before the last fact: a clock that went back could let a late bid in."""
    if last is not None and at < last:
        raise Refused(Why.CLOCK_WENT_BACK)


def check_in_time(at: datetime, deadline: datetime) -> None:
    """Refuses what comes at the deadline or after it: a bid, its replacement, its withdrawal, a change of the terms."""
    if at >= deadline:
        raise Refused(Why.DEADLINE_PASSED)


def check_due(at: datetime, deadline: datetime) -> None:
    """Refuses to close or open before the deadline."""
    if at < deadline:
        raise Refused(Why.DEADLINE_AHEAD)


def check_rehearsal(at: datetime, deadline: datetime) -> None:
    """Refuses a rehearsal of the opening outside its hours."""
    first, last = REHEARSAL
    if not deadline - first <= at <= deadline - last:
        raise Refused(Why.NOT_THE_HOURS, first=int(first / timedelta(hours=1)), last=int(last / timedelta(hours=1)))


def check_invited(terms: Terms, invited: int) -> None:
    """Refuses to publish to fewer suppliers than the method asks; an open tender is for everybody."""
    if invited < terms.invited:
        raise Refused(Why.INVITE_MORE, least=terms.invited)


def least_bids(terms: Terms, *, failed_before: bool = False, decided: int | None = None) -> int:
    """How many bids there have to be. `decided`: after a first round failed, a published decision of the committee lets two or one do."""
    if decided is None:
        return terms.bids
    if not failed_before:
        raise Refused(Why.NO_FIRST_ROUND)
    if decided not in SECOND_ROUND:
        raise Refused(Why.OUT_OF_RANGE, low=SECOND_ROUND[0], high=SECOND_ROUND[1])
    return min(terms.bids, decided)


def fails(bids: int, least: int) -> bool:
    """Whether a tender fails: at the deadline by bids handed in, all given back unopened; after opening by valid ones."""
    return bids < least
