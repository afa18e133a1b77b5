"""Where a unit's window stands, read from its number as it is painted on the door: 1201 is the twelfth floor, first door.

Numbers with a floor put a building up as a tower; numbers without (villas, shops, parking places) lay it out as a row.
Doors of several entrances stand side by side, in the order of entrance and door.
"""

import re
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from huasheng_vote.rules.roll import Use
from huasheng_vote.web.building import Building, Kind, Place

PARKING = frozenset({Use.PARKING, Use.STORAGE})
MOST_FLOORS = 120  # a higher "floor" is a number of another kind

_WITH_FLOOR = re.compile(r"0*(\d{1,3})(\d\d)(\D*)")


@dataclass(frozen=True, slots=True)
class Door:
    """A unit as the register knows it; `key` is whatever the caller uses to say who took part."""

    key: Hashable
    entrance: str
    number: str
    use: str = Use.DWELLING


@dataclass(frozen=True, slots=True)
class Plan:
    """A building without light: its outline, and the place of every unit."""

    building: Building
    places: dict[Any, Place]

    def lit(self, keys: Iterable[Any], own: Iterable[Any] = (), **shown: Any) -> Building:
        """The building with the windows of `keys` lit and those of `own` framed; `shown` sets caption, mine or share."""
        light = frozenset(self.places[key] for key in keys if key in self.places)
        frames = frozenset(self.places[key] for key in own if key in self.places)
        return replace(self.building, lit=light, own=frames, **shown)


def plan(name: str, doors: Iterable[Door]) -> Plan:
    """The plan of one building, from its units."""
    units = list(doors)
    floors = {unit.key: _floor(unit.number) for unit in units}
    rising = [unit for unit in units if floors[unit.key] is not None]
    if not rising:
        return _row(name, units, _kind(units))
    columns = {column: rank for rank, column in enumerate(sorted({_column(unit) for unit in rising}, key=_order), 1)}
    places = {unit.key: (floors[unit.key] or 1, columns[_column(unit)]) for unit in rising}
    width = len(columns)
    for unit in units:  # a unit without a floor stands at the ground, beside the others
        if unit.key not in places:
            width += 1
            places[unit.key] = (1, width)
    tallest = max(floor for floor, _ in places.values())
    return Plan(Building(name, tallest, width, places=frozenset(places.values())), places)


def _row(name: str, units: list[Door], kind: Kind) -> Plan:
    order = sorted(units, key=lambda unit: _order((unit.entrance, unit.number)))
    places: dict[Any, Place] = {unit.key: (1, column) for column, unit in enumerate(order, 1)}
    return Plan(Building(name, 1, len(order), kind=kind), places)


def _kind(units: list[Door]) -> Kind:
    uses = {unit.use for unit in units}
    if uses and uses <= PARKING:
        return "garage"
    return "shop" if uses == {Use.COMMERCIAL} else "house"


def _floor(number: str) -> int | None:
    found = _WITH_FLOOR.fullmatch(number)
    floor = int(found[1]) if found else 0
    return floor if 1 <= floor <= MOST_FLOORS else None


def _column(unit: Door) -> tuple[str, str]:
    found = _WITH_FLOOR.fullmatch(unit.number)
    return (unit.entrance, found[2] + found[3]) if found else (unit.entrance, unit.number)


def _order(column: tuple[str, str]) -> tuple[list[tuple[int, str]], ...]:
    """Entrances and doors in the order a person counts: 2 before 10, A before B."""
    return tuple([(int(digits or 0), letters) for digits, letters in re.findall(r"(\d*)(\D*)", part)] for part in column)
