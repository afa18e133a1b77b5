"""What was frozen when notice was given: the roll with its heads, the motions with their scopes, the rules of the vote. It never changes again,
so each process reads it once. Areas are whole 1/10000 m².
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask import current_app
from sqlalchemy import Select, Subquery, and_, func, or_, select

from huasheng_vote.assemblies.models.meetings import Assembly
from huasheng_vote.assemblies.models.motions import Motion, MotionOption, MotionUnit
from huasheng_vote.assemblies.models.rolls import RollHead, RollUnit
from huasheng_vote.extensions import db
from huasheng_vote.rules.counts import Amount
from huasheng_vote.rules.lawbook import CIVIL_CODE, Law, Matter, MatterClass
from huasheng_vote.rules.procedure import Procedure
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.rules.roll import DEFAULT_BASE
from huasheng_vote.rules.standing import Visibility


@dataclass(frozen=True, slots=True)
class Door:
    """One unit on the frozen roll."""

    unit: int
    building: str
    entrance: str
    number: str
    use: str
    area: int
    counted: bool


@dataclass(frozen=True)
class FrozenHead:
    """One head on the frozen roll. `owners` are party ids as text, none for the developer's; `doors` its units of the base, `others` the rest."""

    id: int
    owners: frozenset[str]
    representative: str | None
    contested: bool
    pseudonym: str
    doors: tuple[Door, ...]
    others: tuple[Door, ...] = ()

    @cached_property
    def areas(self) -> Mapping[str, int]:
        """Its area in each building."""
        return areas_of(self.doors)

    @property
    def area(self) -> int:
        """Its whole area."""
        return sum(door.area for door in self.doors)


@dataclass(frozen=True)
class FrozenMotion:
    """One question and the heads that decide it, each with its area within the scope, by building. `other_base` weighs the heads by the roll base that
    was not adopted. `classes` begins with the one in force; `options` are the alternatives by key."""

    id: int
    ordinal: int
    title: str
    text: str
    matter: Matter
    classes: tuple[MatterClass, ...]
    options: Mapping[str, str]
    visibility: Visibility
    budget: int | None
    money_source: str
    units: frozenset[int]
    areas: Mapping[int, Mapping[str, int]]
    other_base: Mapping[int, int]

    @cached_property
    def weight(self) -> Mapping[int, int]:
        """The area of each head within the scope."""
        return {head: sum(by_building.values()) for head, by_building in self.areas.items()}

    @cached_property
    def roll(self) -> Amount:
        """What its quorum is measured against."""
        return Amount(len(self.weight), sum(self.weight.values()))

    @cached_property
    def buildings(self) -> Mapping[str, Amount]:
        """Heads and area of each building within the scope; a head with units in two buildings counts in both."""
        heads, areas = Counter[str](), Counter[str]()
        for by_building in self.areas.values():
            heads.update(by_building.keys())
            areas.update(by_building)
        return {building: Amount(count, areas[building]) for building, count in heads.items()}


@dataclass(frozen=True)
class Frozen:
    """One noticed assembly. `heads` are those with a unit in some motion's scope."""

    estate_id: int
    id: int
    law: Law
    procedure: Procedure
    roll_hash: str
    heads: Mapping[int, FrozenHead]
    motions: Mapping[int, FrozenMotion]

    def asked(self, head: int) -> list[FrozenMotion]:
        """The motions a head decides, in their order."""
        return [motion for motion in self.motions.values() if head in motion.areas]


def areas_of(doors: Iterable[Door]) -> Mapping[str, int]:
    """Area by building."""
    areas = Counter[str]()
    for door in doors:
        areas[door.building] += door.area
    return dict(areas)


def frozen(estate_id: int, assembly_id: int) -> Frozen:
    """The frozen assembly, for whoever has not read its row."""
    found = db.session.scalar(select(Assembly).filter_by(estate_id=estate_id, id=assembly_id))
    if found is None:
        raise Refused(Why.NOT_FOUND)
    return frozen_of(found)


def frozen_of(assembly: Any) -> Frozen:
    """The frozen assembly of a row with the columns below, from this process's memory. It is read anew where the notice, its rules or the roll are not those remembered: a roll can be
    corrected before opening, and another database may have been put in the place of this one."""
    if assembly.rules is None or assembly.roll_hash is None:
        raise Refused(Why.NOT_FOUND)
    memory: dict[Any, Any] = current_app.extensions["memory"]
    key, notice = (
        ("frozen", assembly.estate_id, assembly.id),
        (assembly.noticed_at, assembly.notice_leaf, assembly.rules, assembly.roll_hash),
    )
    if key not in memory or memory[key][0] != notice:
        memory[key] = notice, _read(assembly.estate_id, assembly.id, assembly.rules, assembly.roll_hash)
    found: Frozen = memory[key][1]
    return found


def _read(estate_id: int, assembly_id: int, rules: str, roll_hash: str) -> Frozen:
    heads = heads_of(estate_id, assembly_id)
    motions = motions_of(estate_id, assembly_id, heads)
    deciding = set().union(*(motion.areas for motion in motions.values()))
    asked = {id: head for id, head in heads.items() if id in deciding}
    return Frozen(estate_id, assembly_id, CIVIL_CODE, Procedure.thawed(json.loads(rules)), roll_hash, asked, motions)


def heads_of(estate_id: int, assembly_id: int) -> dict[int, FrozenHead]:
    """Every head of the roll in force, also those no motion asks."""
    doors: dict[int, list[Door]] = defaultdict(list)
    for unit in db.session.scalars(_in_force(RollUnit, estate_id, assembly_id)):
        door = Door(unit.unit_id, unit.building, unit.entrance, unit.number, unit.use, unit.area, unit.counted)
        doors[unit.head_id].append(door)
    return {head.id: _head(head, doors[head.id]) for head in db.session.scalars(_in_force(RollHead, estate_id, assembly_id))}


def _in_force(model: Any, estate_id: int, assembly_id: int) -> Select[Any]:
    return select(model).filter_by(estate_id=estate_id, assembly_id=assembly_id, until_version=None).order_by(model.id)


def _head(head: RollHead, doors: Iterable[Door]) -> FrozenHead:
    held = list(doors)
    return FrozenHead(
        head.id,
        frozenset(head.owners.split("+")) if head.owners else frozenset(),
        str(head.representative_id) if head.representative_id else None,
        head.contested,
        head.pseudonym,
        tuple(door for door in held if door.counted),
        tuple(door for door in held if not door.counted),
    )


def motions_of(estate_id: int, assembly_id: int, heads: Mapping[int, FrozenHead]) -> dict[int, FrozenMotion]:
    """The motions in their order, weighed by these heads."""
    everything = frozenset(door.unit for head in heads.values() for door in (*head.doors, *head.others))
    found = db.session.scalars(select(Motion).filter_by(estate_id=estate_id, assembly_id=assembly_id).order_by(Motion.ordinal)).all()
    return {motion.id: _motion(motion, heads, _scope(motion) or everything) for motion in found}


def _scope(motion: Motion) -> frozenset[int]:
    return frozenset(db.session.scalars(select(MotionUnit.unit_id).filter_by(estate_id=motion.estate_id, motion_id=motion.id)))


def options_of(motion: Motion) -> Mapping[str, str]:
    """Its alternatives by key."""
    rows = select(MotionOption.key, MotionOption.text).filter_by(estate_id=motion.estate_id, motion_id=motion.id).order_by(MotionOption.id)
    return {row.key: row.text for row in db.session.execute(rows)}


def _motion(motion: Motion, heads: Mapping[int, FrozenHead], units: frozenset[int]) -> FrozenMotion:
    inside = {id: areas_of(door for door in head.doors if door.unit in units) for id, head in heads.items()}
    classes = (motion.class_, motion.other_class) if motion.other_class else (motion.class_,)
    return FrozenMotion(
        motion.id,
        motion.ordinal,
        motion.title,
        motion.text,
        Matter(motion.matter),
        tuple(MatterClass(each) for each in classes),
        options_of(motion),
        Visibility(motion.visibility or Visibility.TURNOUT),
        motion.budget,
        motion.money_source,
        units,
        {id: areas for id, areas in inside.items() if areas},
        _by_other_base(heads, units),
    )


def _by_other_base(heads: Mapping[int, FrozenHead], units: frozenset[int]) -> Mapping[int, int]:
    """Courts disagree on parking and storage: where they are out, this counts them; where they are in, it leaves them out."""
    everybody_in = all(head.others == () for head in heads.values())
    weighed = {
        id: sum(door.area for door in (*head.doors, *head.others) if door.unit in units and (not everybody_in or door.use in DEFAULT_BASE))
        for id, head in heads.items()
    }
    return {id: area for id, area in weighed.items() if area}


def weights(frozen: Frozen) -> Subquery:
    """The area of each head within each motion's scope, added up by the database: the recount's own arithmetic."""
    narrow = select(MotionUnit.motion_id).where(MotionUnit.estate_id == frozen.estate_id)
    named = (MotionUnit.estate_id == Motion.estate_id) & (MotionUnit.motion_id == Motion.id) & (MotionUnit.unit_id == RollUnit.unit_id)
    return (
        select(Motion.id.label("motion_id"), RollUnit.head_id, func.sum(RollUnit.area).label("area"))
        .join(RollUnit, and_(RollUnit.estate_id == Motion.estate_id, RollUnit.assembly_id == Motion.assembly_id))
        .outerjoin(MotionUnit, named)
        .where(Motion.estate_id == frozen.estate_id, Motion.assembly_id == frozen.id, RollUnit.counted, RollUnit.until_version.is_(None))
        .where(or_(Motion.id.not_in(narrow), MotionUnit.id.is_not(None)))
        .group_by(Motion.id, RollUnit.head_id)
        .subquery()
    )
