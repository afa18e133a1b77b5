"""The frozen roll in any of its versions: who is on it, how much, its digest, and what an account speaks for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select

from huasheng_vote.assemblies.models.motions import MotionUnit
from huasheng_vote.assemblies.models.rolls import RollHead, RollHeadParty, RollUnit, RollVersion
from huasheng_vote.extensions import db
from huasheng_vote.journal.leaf import canonical
from huasheng_vote.register.queries import parties_of_account
from huasheng_vote.rules.counts import Amount
from huasheng_vote.rules.roll import BuildingTotal


def in_version(table: Any, number: int) -> ColumnElement[bool]:
    """Whether a row of a roll stands in one version."""
    return and_(table.since_version <= number, or_(table.until_version.is_(None), table.until_version > number))


def versions(estate_id: int, assembly_id: int) -> list[RollVersion]:
    """Every version, the latest first."""
    statement = select(RollVersion).filter_by(estate_id=estate_id, assembly_id=assembly_id)
    return list(db.session.scalars(statement.order_by(RollVersion.number.desc())))


def digest(estate_id: int, assembly_id: int, number: int) -> str:
    """SHA-256 over the units of a version in order, one canonical line each: head, owners, unit, address, use, area, counted or not,
    and of its head who votes for it (0: anybody of them) and whether it is contested."""
    rows = db.session.execute(
        select(
            RollHead.number,
            RollHead.owners,
            RollUnit.unit_id,
            RollUnit.building,
            RollUnit.entrance,
            RollUnit.number,
            RollUnit.use,
            RollUnit.area,
            RollUnit.counted,
            RollHead.representative_id,
            RollHead.contested,
        )
        .join(RollHead, and_(RollHead.estate_id == RollUnit.estate_id, RollHead.id == RollUnit.head_id))
        .where(RollUnit.estate_id == estate_id, RollUnit.assembly_id == assembly_id, in_version(RollUnit, number))
        .order_by(RollUnit.unit_id)
    )
    running = sha256()
    for *texts, counted, representative, contested in rows:
        running.update(canonical([*texts, int(counted), representative or 0, int(contested)]) + b"\n")
    return running.hexdigest()


def total(estate_id: int, assembly_id: int, number: int) -> Amount:
    """Heads and area of the counted units of a version."""
    counted = (RollUnit.estate_id == estate_id, RollUnit.assembly_id == assembly_id, RollUnit.counted, in_version(RollUnit, number))
    heads, area = db.session.execute(select(func.count(RollUnit.head_id.distinct()), func.sum(RollUnit.area)).where(*counted)).one()
    return Amount(heads, int(area or 0))


@dataclass(frozen=True)
class Line:
    """One head on the roll with its units."""

    head: RollHead
    units: tuple[RollUnit, ...]

    @property
    def area(self) -> int:
        """What of it is counted."""
        return sum(unit.area for unit in self.units if unit.counted)


def lines(estate_id: int, assembly_id: int, *, building: str | None = None, heads: Iterable[int] | None = None) -> list[Line]:
    """The heads of the roll in force in their order; those with a unit in a building, or exactly the ones named."""
    statement = (
        select(RollHead, RollUnit)
        .join(RollUnit, and_(RollUnit.estate_id == RollHead.estate_id, RollUnit.head_id == RollHead.id, RollUnit.until_version.is_(None)))
        .where(RollHead.estate_id == estate_id, RollHead.assembly_id == assembly_id, RollHead.until_version.is_(None))
        .order_by(RollHead.number, RollUnit.unit_id)
    )
    if building is not None:
        statement = statement.where(RollUnit.building == building)
    if heads is not None:
        statement = statement.where(RollHead.id.in_(list(heads)))
    gathered: dict[int, tuple[RollHead, list[RollUnit]]] = {}
    for head, unit in db.session.execute(statement):
        gathered.setdefault(head.id, (head, []))[1].append(unit)
    return [Line(head, tuple(units)) for head, units in gathered.values()]


def units_with_heads(estate_id: int, assembly_id: int) -> dict[int, tuple[RollUnit, RollHead]]:
    """Every unit of the roll in force with its head."""
    rows = db.session.execute(
        select(RollUnit, RollHead)
        .join(RollHead, and_(RollHead.estate_id == RollUnit.estate_id, RollHead.id == RollUnit.head_id))
        .where(RollUnit.estate_id == estate_id, RollUnit.assembly_id == assembly_id, RollUnit.until_version.is_(None))
    )
    return {unit.unit_id: (unit, head) for unit, head in rows}


def own_lines(estate_id: int, assembly_id: int, account_id: int, at: datetime) -> list[Line]:
    """The lines of the frozen roll that an account's parties are on."""
    mine = [int(party) for party in parties_of_account(estate_id, account_id, at)]
    heads = db.session.scalars(
        select(RollHeadParty.head_id)
        .join(RollHead, and_(RollHead.estate_id == RollHeadParty.estate_id, RollHead.id == RollHeadParty.head_id))
        .where(RollHead.estate_id == estate_id, RollHead.assembly_id == assembly_id, RollHead.until_version.is_(None))
        .where(RollHeadParty.party_id.in_(mine))
    ).all()
    return lines(estate_id, assembly_id, heads=heads) if heads else []


def parties_on(estate_id: int, assembly_id: int) -> list[int]:
    """Every party on the roll in force, once."""
    return list(
        db.session.scalars(
            select(RollHeadParty.party_id)
            .join(RollHead, and_(RollHead.estate_id == RollHeadParty.estate_id, RollHead.id == RollHeadParty.head_id))
            .where(RollHead.estate_id == estate_id, RollHead.assembly_id == assembly_id, RollHead.until_version.is_(None))
            .distinct()
            .order_by(RollHeadParty.party_id)
        )
    )


def scope_total(estate_id: int, assembly_id: int, motion_id: int) -> Amount:
    """Heads and area that decide one motion of the roll in force."""
    listed = select(MotionUnit.unit_id).where(MotionUnit.estate_id == estate_id, MotionUnit.motion_id == motion_id)
    narrow = db.session.scalar(select(listed.exists()))
    statement = select(func.count(RollUnit.head_id.distinct()), func.sum(RollUnit.area)).where(*_counted(estate_id, assembly_id))
    heads, area = db.session.execute(statement.where(RollUnit.unit_id.in_(listed)) if narrow else statement).one()
    return Amount(heads, int(area or 0))


def by_building(estate_id: int, assembly_id: int) -> dict[str, BuildingTotal]:
    """Units, heads and area of each building on the roll in force."""
    rows = db.session.execute(
        select(RollUnit.building, func.count(), func.count(RollUnit.head_id.distinct()), func.sum(RollUnit.area))
        .where(*_counted(estate_id, assembly_id))
        .group_by(RollUnit.building)
        .order_by(func.min(RollUnit.id))
    )
    return {building: BuildingTotal(units, heads, int(area)) for building, units, heads, area in rows}


def decided_by_reading(estate_id: int, assembly_id: int) -> int:
    """How many counted heads share an owner with another one, and so count apart only by the reading adopted here."""
    here = (RollHead.estate_id == estate_id, RollHead.assembly_id == assembly_id, RollHead.until_version.is_(None), RollHead.counted)
    of = and_(RollHead.estate_id == RollHeadParty.estate_id, RollHead.id == RollHeadParty.head_id)
    shared = select(RollHeadParty.party_id).join(RollHead, of).where(*here).group_by(RollHeadParty.party_id).having(func.count() > 1)
    statement = select(func.count(RollHeadParty.head_id.distinct())).join(RollHead, of).where(*here, RollHeadParty.party_id.in_(shared))
    return db.session.scalar(statement) or 0


def _counted(estate_id: int, assembly_id: int) -> tuple[Any, ...]:
    here = (RollUnit.estate_id == estate_id, RollUnit.assembly_id == assembly_id)
    return (*here, RollUnit.counted, RollUnit.until_version.is_(None))
