"""Authority to spend (决策依据): a resolution of the owners, the committee within a delegated ceiling, or a confirmed emergency. Nothing else opens a project.

An award may not exceed what was voted; a settlement may come to 110 % of it (`money.MOST_OF_BUDGET`), beyond that the owners decide.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from huasheng_vote.rules.exact import show_money
from huasheng_vote.rules.money import MOST_OF_BUDGET
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.rules.timetable import POSTING, Holidays, last_day


class AuthorityKind(StrEnum):
    """What somebody may spend money by."""

    RESOLUTION = "resolution"
    DELEGATED = "delegated"
    EMERGENCY = "emergency"


class Trigger(StrEnum):
    """What makes an emergency: danger to people or to the use of the buildings that cannot wait for a vote. A default, after the lists of fund offices."""

    LIFT = "lift"
    FIRE_PROTECTION = "fire_protection"
    LEAK = "leak"
    WATER_SUPPLY = "water_supply"
    DRAINAGE = "drainage"
    FACADE = "facade"
    OTHER_DANGER = "other_danger"


NEEDED: Mapping[AuthorityKind, tuple[str, ...]] = {
    AuthorityKind.RESOLUTION: (),
    AuthorityKind.DELEGATED: ("until",),
    AuthorityKind.EMERGENCY: ("trigger",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """One authority: up to `ceiling` fen, from `since` to `until`, both days included. An emergency counts from the day the subdistrict confirmed it."""

    kind: AuthorityKind
    ceiling: int
    since: date
    until: date | None = None
    trigger: Trigger | None = None
    confirmed: date | None = None

    def __post_init__(self) -> None:
        lacking = next((name for name in NEEDED[self.kind] if getattr(self, name) is None), None)
        if lacking:
            raise Refused(Why.MISSING_VALUE, field=lacking)
        if self.ceiling <= 0:
            raise Refused(Why.NOT_POSITIVE, field="ceiling")
        if self.until is not None and self.until < self.since:
            raise Refused(Why.ENDS_BEFORE_START, field="until")

    def check(self, amount: int, on: date) -> None:
        """Refuses an amount above the ceiling, a day outside, an emergency nobody confirmed. `amount` is all that belongs together (`purchases.added_up`)."""
        if self.kind is AuthorityKind.EMERGENCY and (self.confirmed is None or on < self.confirmed):
            raise Refused(Why.EMERGENCY_UNCONFIRMED)
        if on < self.since:
            raise Refused(Why.AUTHORITY_NOT_YET, since=self.since.isoformat())
        if self.until is not None and on > self.until:
            raise Refused(Why.AUTHORITY_EXPIRED, until=self.until.isoformat())
        if amount > self.ceiling:
            raise Refused(Why.AUTHORITY_EXCEEDED, amount=show_money(amount), ceiling=show_money(self.ceiling))


def publish_by(confirmed: date, holidays: Holidays) -> date:
    """The last day on which an emergency is made public after it was confirmed."""
    return last_day(confirmed, POSTING.days, holidays)


def check_award(price: int, budget: int, awarded: int = 0) -> None:
    """Refuses an award that with what was awarded before goes above the voted budget. All in fen."""
    if price + awarded > budget:
        raise Refused(Why.AWARD_OVER_BUDGET, price=show_money(price + awarded), budget=show_money(budget))


def most_settlement(budget: int) -> int:
    """What approved variations may take a settlement to, in fen."""
    return int(budget * MOST_OF_BUDGET)


class EmployerKind(StrEnum):
    """发包人: who signs the contract for the owners."""

    COMMITTEE = "committee"
    PROPERTY_COMPANY = "property_company"
    RESIDENTS_COMMITTEE = "residents_committee"


@dataclass(frozen=True, slots=True)
class Employer:
    """The named employer: who signs, what entitles them, and in which name invoices are made out."""

    kind: EmployerKind
    name: str
    signatory: str
    basis: str
    invoice_title: str


def check_employer(employer: Employer) -> None:
    """Refuses an employer of whom something is left blank."""
    blank = next((name for name in ("name", "signatory", "basis", "invoice_title") if not getattr(employer, name).strip()), None)
    if blank:
        raise Refused(Why.MISSING_VALUE, field=blank)
