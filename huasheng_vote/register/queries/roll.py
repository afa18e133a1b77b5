"""The register as the law sees it: units with their owner sets, and which of them an account speaks for (SPC 8–9).

The keys of an owner set are party ids as text, the key of a unit is its id. What nobody has bought or taken over is held by the developer.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Select, and_, bindparam, literal, or_, select

from huasheng_vote.extensions import db, run
from huasheng_vote.register.models import Building, Enrolment, Kind, Ownership, Party
from huasheng_vote.register.models import Unit as UnitRow
from huasheng_vote.rules.access import Role
from huasheng_vote.rules.roll import DEFAULT_BASE, DEVELOPER, Head, Roll, Unit, Use
from huasheng_vote.rules.sheet.rows import Status


def in_force(dated: Any, at: datetime | BindParameter[datetime]) -> ColumnElement[bool]:
    """Whether a dated fact (`since`, `until`) holds at the moment."""
    return and_(dated.since <= at, or_(dated.until.is_(None), dated.until > at))


def roll_units(estate_id: int, at: datetime) -> list[Unit]:
    """Every unit standing at the moment with its owners then, in the order of the street. One statement, whatever the size."""
    owned = (Ownership.estate_id == UnitRow.estate_id) & (Ownership.unit_id == UnitRow.id) & in_force(Ownership, at)
    rows = db.session.execute(
        select(UnitRow.id, Building.name, UnitRow.entrance, UnitRow.number, UnitRow.use, UnitRow.area, UnitRow.status, Ownership.party_id)
        .join(Building, (Building.estate_id == UnitRow.estate_id) & (Building.id == UnitRow.building_id))
        .outerjoin(Ownership, owned)
        .where(UnitRow.estate_id == estate_id, or_(UnitRow.retired_at.is_(None), UnitRow.retired_at > at))
        .order_by(Building.ordinal, Building.id, UnitRow.id)
    )
    return list(_gathered(rows))


def _gathered(rows: Iterable[Any]) -> Iterable[Unit]:
    """One unit from its consecutive rows, one row per owner."""
    last, owners = None, set[str]()
    for row in rows:
        if last is not None and last.id != row.id:
            yield _unit(last, owners)
            owners = set()
        if row.party_id is not None:
            owners.add(str(row.party_id))
        last = row
    if last is not None:
        yield _unit(last, owners)


def _unit(row: Any, owners: Iterable[str]) -> Unit:
    held = row.status != Status.SOLD
    return Unit(str(row.id), row.name, row.entrance, row.number, Use(row.use), row.area, frozenset(owners), held)


def parties_of_account(estate_id: int, account_id: int, at: datetime) -> frozenset[str]:
    """The parties an account is enrolled for, as keys of owner sets."""
    found = db.session.scalars(
        select(Enrolment.party_id).filter_by(estate_id=estate_id, account_id=account_id).where(in_force(Enrolment, at))
    )
    return frozenset(str(party) for party in found)


def units_of_account(estate_id: int, account_id: int, at: datetime) -> list[Unit]:
    """The units an account speaks for, its co-owners in their owner sets."""
    mine = claims(estate_id, account_id, at)
    return [unit for unit in roll_units(estate_id, at) if mine.speak_for(unit.owner_set)] if mine else []


def heads_of_account(estate_id: int, account_id: int, at: datetime, base: frozenset[Use] = DEFAULT_BASE) -> list[Head]:
    """The heads an account speaks for on the register as it stands, alone or with co-owners."""
    mine = claims(estate_id, account_id, at)
    return [head for head in Roll.of(roll_units(estate_id, at), base).heads if mine.speak_for(head.owners)] if mine else []


class Claims:
    """What an account may speak for: its own parties' sets, and the developer's units if it is enrolled for the developer."""

    def __init__(self, parties: frozenset[str], developer: bool) -> None:
        self.parties, self._developer = parties, developer

    @classmethod
    def of(cls, rows: Sequence[tuple[int, str]]) -> "Claims":
        """From the rows of `ENROLLED`."""
        return cls(frozenset(str(id) for id, _ in rows), any(kind == Kind.DEVELOPER for _, kind in rows))

    def __bool__(self) -> bool:
        return bool(self.parties) or self._developer

    def speak_for(self, owners: frozenset[str]) -> bool:
        return self._developer if owners == DEVELOPER else not self.parties.isdisjoint(owners)


def claims(estate_id: int, account_id: int, at: datetime) -> Claims:
    return Claims.of(run(ENROLLED, {"estate": estate_id, "account": account_id, "at": at}).all())


def _enrolled(*columns: Any) -> Select[*tuple[Any, ...]]:
    """About the parties an account is enrolled for at the moment."""
    return (
        select(*columns)
        .join_from(Party, Enrolment, (Enrolment.estate_id == Party.estate_id) & (Enrolment.party_id == Party.id))
        .where(Enrolment.estate_id == bindparam("estate"), Enrolment.account_id == bindparam("account"))
        .where(in_force(Enrolment, bindparam("at")))
    )


def _owned_unit() -> ColumnElement[bool]:
    """The unit behind an ownership is its owner's already, not the developer's still."""
    return (
        select(UnitRow.id)
        .where(UnitRow.estate_id == Ownership.estate_id, UnitRow.id == Ownership.unit_id, UnitRow.status == Status.SOLD)
        .where(UnitRow.retired_at.is_(None))
        .exists()
    )


def _owns() -> ColumnElement[bool]:
    mine = (Ownership.estate_id == Party.estate_id, Ownership.party_id == Party.id, in_force(Ownership, bindparam("at")))
    return select(Ownership.id).where(*mine, _owned_unit()).exists()


ENROLLED = _enrolled(Party.id, Party.kind)

# An account enrolled for a party that owns a unit today is an owner; so is the developer's.
OWNING = _enrolled(literal(Role.OWNER.value).label("role")).where(or_(Party.kind == Kind.DEVELOPER, _owns()))


def buildings(estate_id: int) -> list[Building]:
    """The buildings in the order of the street."""
    return list(db.session.scalars(select(Building).filter_by(estate_id=estate_id).order_by(Building.ordinal, Building.id)))
