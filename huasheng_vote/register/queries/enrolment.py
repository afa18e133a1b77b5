"""Reads around enrolment: letters by building, open matters for staff, and everything of one's own."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from huasheng_vote.extensions import db
from huasheng_vote.register.models import Building, Enrolment, LineDispute, Ownership, Unit, UnitLetter
from huasheng_vote.register.queries.line import Line, Owner, disputes_of, line
from huasheng_vote.register.queries.roll import heads_of_account, in_force, parties_of_account, units_of_account
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.rules.roll import DEFAULT_BASE, Head
from huasheng_vote.rules.sheet.rows import Status


@dataclass(frozen=True)
class LetterCount:
    """A building's sold units, how many of them somebody speaks for, and how many letters are on their way."""

    id: int
    name: str
    units: int
    enrolled: int
    waiting: int


def letter_counts(estate_id: int, at: datetime) -> list[LetterCount]:
    """Every building with sold units, in the order of the street."""
    spoken_for = (
        select(Ownership.unit_id)
        .join(Enrolment, (Enrolment.estate_id == Ownership.estate_id) & (Enrolment.party_id == Ownership.party_id))
        .where(Ownership.estate_id == estate_id, in_force(Ownership, at), in_force(Enrolment, at))
    )
    letters = select(UnitLetter.unit_id).where(UnitLetter.estate_id == estate_id, _good(at))
    counts = [_per_building(estate_id), *(_per_building(estate_id, inside) for inside in (spoken_for, letters))]
    sold, enrolled, waiting = (dict(db.session.execute(query).all()) for query in counts)
    rows = db.session.execute(select(Building.id, Building.name).filter_by(estate_id=estate_id).order_by(Building.ordinal, Building.id))
    return [LetterCount(row.id, row.name, sold[row.id], enrolled.get(row.id, 0), waiting.get(row.id, 0)) for row in rows if row.id in sold]


def _per_building(estate_id: int, inside: Any = None) -> Any:
    query = select(Unit.building_id, func.count()).where(Unit.estate_id == estate_id, Unit.retired_at.is_(None), Unit.status == Status.SOLD)
    return (query if inside is None else query.where(Unit.id.in_(inside))).group_by(Unit.building_id)


def letter_list(estate_id: int, building_id: int, at: datetime) -> tuple[str, list[Any]]:
    """The building's name and the letters on their way: (entrance, number, issued_at), no codes."""
    name = db.session.scalar(select(Building.name).filter_by(estate_id=estate_id, id=building_id))
    if name is None:
        raise Refused(Why.NOT_FOUND)
    rows = db.session.execute(
        select(Unit.entrance, Unit.number, UnitLetter.issued_at)
        .join(Unit, (Unit.estate_id == UnitLetter.estate_id) & (Unit.id == UnitLetter.unit_id))
        .where(UnitLetter.estate_id == estate_id, Unit.building_id == building_id, _good(at))
        .order_by(Unit.id)
    )
    return str(name), [(name, row.entrance, row.number, row.issued_at) for row in rows]


def _good(at: datetime) -> Any:
    return UnitLetter.used_at.is_(None) & UnitLetter.void_at.is_(None) & (UnitLetter.expires_at > at)


@dataclass(frozen=True)
class OpenMatter:
    """What an owner said and nobody has answered yet; the unit it concerns."""

    unit_id: int
    building: str
    entrance: str
    number: str
    since: datetime


def open_matters(estate_id: int, at: datetime) -> list[OpenMatter]:
    """Disputes about lines and objections to enrolments that wait for staff, the oldest first."""
    place = (Building.name, Unit.entrance, Unit.number)
    disputes = (
        select(Unit.id, *place, LineDispute.opened_at)
        .join(Unit, (Unit.estate_id == LineDispute.estate_id) & (Unit.id == LineDispute.unit_id))
        .join(Building, (Building.estate_id == Unit.estate_id) & (Building.id == Unit.building_id))
        .where(LineDispute.estate_id == estate_id, LineDispute.answered_at.is_(None))
    )
    objections = (
        select(Unit.id, *place, Enrolment.objected_at)
        .join(Ownership, (Ownership.estate_id == Enrolment.estate_id) & (Ownership.party_id == Enrolment.party_id))
        .join(Unit, (Unit.estate_id == Ownership.estate_id) & (Unit.id == Ownership.unit_id))
        .join(Building, (Building.estate_id == Unit.estate_id) & (Building.id == Unit.building_id))
        .where(Enrolment.estate_id == estate_id, Enrolment.objected_at.is_not(None), in_force(Enrolment, at), in_force(Ownership, at))
    )
    found = [OpenMatter(*row) for query in (disputes, objections) for row in db.session.execute(query)]
    return sorted(found, key=lambda matter: matter.since)


def dispute(estate_id: int, dispute_id: int) -> LineDispute:
    """One dispute of the estate. Refuses what is not there."""
    found: LineDispute | None = db.session.scalar(select(LineDispute).filter_by(estate_id=estate_id, id=dispute_id))
    if found is None:
        raise Refused(Why.NOT_FOUND)
    return found


def enrolment_of(now: Line, enrolment_id: int) -> tuple[Owner, Enrolment]:
    """An enrolment that stands for an owner of the line."""
    for owner in now.owners:
        for each in owner.enrolments:
            if each.id == enrolment_id:
                return owner, each
    raise Refused(Why.NOT_FOUND)


@dataclass(frozen=True)
class Mine:
    """One of my units in full, with my disputes about it."""

    line: Line
    disputes: list[LineDispute]
    counted: bool
    """Whether its use counts on the roll by default."""


@dataclass(frozen=True)
class Own:
    """Everything of one's own: the parties I am, my units, the heads they make, and who took my place."""

    parties: frozenset[str]
    units: list[Mine]
    heads: list[Head]
    replaced: list[Enrolment]
    """Enrolments that took the place of mine: I may object."""


def own_part(estate_id: int, account_id: int, at: datetime) -> Own:
    """The account's own part of the register."""
    units = units_of_account(estate_id, account_id, at)
    mine = [
        Mine(
            line(estate_id, int(unit.key), at),
            [each for each in disputes_of(estate_id, int(unit.key)) if each.account_id == account_id],
            unit.use in DEFAULT_BASE,
        )
        for unit in units
    ]
    heads = heads_of_account(estate_id, account_id, at) if units else []
    return Own(parties_of_account(estate_id, account_id, at), mine, heads, _replaced(estate_id, account_id, at))


def _replaced(estate_id: int, account_id: int, at: datetime) -> list[Enrolment]:
    mine_once = select(Enrolment.party_id).where(
        Enrolment.estate_id == estate_id, Enrolment.account_id == account_id, Enrolment.until <= at
    )
    query = select(Enrolment).where(
        Enrolment.estate_id == estate_id, Enrolment.party_id.in_(mine_once), Enrolment.account_id != account_id, in_force(Enrolment, at)
    )
    return list(db.session.scalars(query))
