"""Doors still to be visited. Who took part comes from the gate in steps, like everything else; how anybody voted is nowhere here."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from huasheng_vote.assemblies.models.doors import Mark, Visit
from huasheng_vote.assemblies.queries.frozen import Door, Frozen
from huasheng_vote.assemblies.queries.standing import Standing
from huasheng_vote.extensions import db


@dataclass(frozen=True, slots=True)
class Visited:
    """What the visits to one door came to: the latest mark, when, and how often nobody was there."""

    mark: Mark
    at: datetime
    away: int


@dataclass(frozen=True, slots=True)
class DoorStatus:
    """One door of the roll: whether its head is shown as having taken part, and its visits."""

    door: Door
    voted: bool
    visited: Visited | None

    @property
    def state(self) -> str:
        """How the door is drawn: on, given, away, again, or dark. A refusal is a delivery that nobody repeats."""
        if self.voted:
            return "on"
        if self.visited is None:
            return ""
        return "given" if self.visited.mark is Mark.REFUSED else self.visited.mark.value


@dataclass(frozen=True, slots=True)
class BuildingDoors:
    """One building's doors, as one walks by them."""

    name: str
    doors: tuple[DoorStatus, ...]

    @property
    def voted(self) -> int:
        """Doors whose head is shown as having taken part."""
        return sum(each.voted for each in self.doors)

    @property
    def waiting(self) -> tuple[DoorStatus, ...]:
        """Doors still to be visited."""
        return tuple(each for each in self.doors if not each.voted)


def doors(frozen: Frozen, standing: Standing) -> Mapping[str, BuildingDoors]:
    """Every door of the roll by building."""
    visits = _visits(frozen)
    by_building: dict[str, list[DoorStatus]] = {}
    for head in frozen.heads.values():
        voted = standing.lit(head.id)
        for door in head.doors:
            by_building.setdefault(door.building, []).append(DoorStatus(door, voted, visits.get(door.unit)))
    return {name: BuildingDoors(name, tuple(sorted(inside, key=_place))) for name, inside in by_building.items()}


def _place(status: DoorStatus) -> tuple[int, str, int, str]:
    """As one walks: entrance by entrance, floor by floor."""
    door = status.door
    return len(door.entrance), door.entrance, len(door.number), door.number


def _visits(frozen: Frozen) -> Mapping[int, Visited]:
    rows = db.session.execute(
        select(Visit.unit_id, Visit.mark, Visit.at).filter_by(estate_id=frozen.estate_id, assembly_id=frozen.id).order_by(Visit.id)
    )
    away, latest = Counter[int](), dict[int, Visited]()
    for unit, mark, at in rows:
        away[unit] += mark == Mark.AWAY
        latest[unit] = Visited(Mark(mark), at, away[unit])
    return latest
