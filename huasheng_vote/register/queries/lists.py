"""Units as staff look for them: by building, use, state, or a word in the door or the owners' names; a page at a time."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, or_, select

from huasheng_vote.extensions import db
from huasheng_vote.register.models import Building, Enrolment, LineDispute, Ownership, Party, Unit
from huasheng_vote.register.queries.roll import in_force

PAGE = 50


@dataclass(frozen=True)
class Wanted:
    """What is looked for; empty means all."""

    building: int | None = None
    use: str = ""
    status: str = ""
    words: str = ""
    off_registry: bool = False
    """Only units whose owner stands on another ground than the registry."""


@dataclass(frozen=True)
class Listed:
    """A unit in the list (`unit`: id, building, entrance, number, use, status, area), with its owners' names."""

    unit: Any
    owners: tuple[str, ...]
    off_registry: bool
    enrolled: bool
    disputed: bool


@dataclass(frozen=True)
class Found:
    """One page of the list."""

    items: list[Listed]
    count: int
    page: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.count // PAGE))


def find_units(estate_id: int, wanted: Wanted, page: int, at: datetime) -> Found:
    """The units that fit, in the order of the street. Four statements, whatever the size."""
    fitting = _fitting(estate_id, wanted, at)
    count = db.session.scalar(select(func.count()).select_from(fitting.subquery())) or 0
    page = min(max(1, page), max(1, -(-count // PAGE)))
    rows = db.session.execute(fitting.limit(PAGE).offset((page - 1) * PAGE)).all()
    return Found(list(_listed(estate_id, rows, at)), count, page)


def _fitting(estate_id: int, wanted: Wanted, at: datetime) -> Any:
    query = (
        select(Unit.id, Building.name.label("building"), Unit.entrance, Unit.number, Unit.use, Unit.status, Unit.area)
        .join(Building, (Building.estate_id == Unit.estate_id) & (Building.id == Unit.building_id))
        .where(Unit.estate_id == estate_id, Unit.retired_at.is_(None))
        .order_by(Building.ordinal, Building.id, Unit.id)
    )
    if wanted.building:
        query = query.where(Unit.building_id == wanted.building)
    if wanted.use:
        query = query.where(Unit.use == wanted.use)
    if wanted.status:
        query = query.where(Unit.status == wanted.status)
    owned = select(Ownership.unit_id).where(Ownership.estate_id == estate_id, in_force(Ownership, at))
    if wanted.off_registry:
        query = query.where(Unit.id.in_(owned.where(Ownership.ground != "registered")))
    if wanted.words:
        named = owned.join(Party, (Party.estate_id == Ownership.estate_id) & (Party.id == Ownership.party_id))
        query = query.where(
            or_(
                Unit.number.contains(wanted.words, autoescape=True),
                Unit.id.in_(named.where(Party.name.contains(wanted.words, autoescape=True))),
            )
        )
    return query


def _listed(estate_id: int, rows: Iterable[Any], at: datetime) -> Iterable[Listed]:
    rows = list(rows)
    ids = [row.id for row in rows]
    owners: dict[int, list[str]] = defaultdict(list)
    grounds: dict[int, set[str]] = defaultdict(set)
    enrolled: set[int] = set()
    for unit, name, ground, speaks in _owners(estate_id, ids, at):
        owners[unit].append(name)
        grounds[unit].add(ground)
        if speaks:
            enrolled.add(unit)
    disputed = set(
        db.session.scalars(
            select(LineDispute.unit_id).where(
                LineDispute.estate_id == estate_id, LineDispute.unit_id.in_(ids), LineDispute.answered_at.is_(None)
            )
        )
    )
    for row in rows:
        yield Listed(row, tuple(owners[row.id]), bool(grounds[row.id] - {"registered"}), row.id in enrolled, row.id in disputed)


def _owners(estate_id: int, units: list[int], at: datetime) -> Iterable[Any]:
    speaks = select(Enrolment.id).where(Enrolment.estate_id == estate_id, Enrolment.party_id == Ownership.party_id, in_force(Enrolment, at))
    yield from db.session.execute(
        select(Ownership.unit_id, Party.name, Ownership.ground, speaks.exists())
        .join(Party, (Party.estate_id == Ownership.estate_id) & (Party.id == Ownership.party_id))
        .where(Ownership.estate_id == estate_id, Ownership.unit_id.in_(units), in_force(Ownership, at))
        .order_by(Ownership.id)
    )
