"""A building as rows of windows: what stands where, before anything is drawn.

A tower has its storeys. Villas and shops are gabled houses in a row, garages low doors in a row; a row that grows too long
goes on above the first, like terraces up a hill. Towers up to 26 storeys keep the wide pitch, as in the design; a taller one
turns its whole street to the fine pitch.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

Kind = Literal["tower", "house", "shop", "garage"]
Place = tuple[int, int]  # floor from 1 at the ground, column from 1 at the left

WIDE, FINE = 12, 8  # height of a storey
FINE_ABOVE = 26
STEP, PANE = 14, 10  # a window with its gap, a window
HOUSE = 24  # a gabled house with its gap
HOUSES_IN_A_ROW, GARAGES_IN_A_ROW = 12, 20


@dataclass(frozen=True, slots=True)
class Building:
    """What is known of a building. `places` are its units where floors are uneven; without it every cell is one."""

    name: str
    floors: int
    columns: int
    kind: Kind = "tower"
    lit: frozenset[Place] = frozenset()
    own: frozenset[Place] = frozenset()
    places: frozenset[Place] | None = None
    share: Fraction | None = None
    caption: str = ""
    mine: bool = False


@dataclass(frozen=True, slots=True)
class Rows:
    """A building turned into storeys: the windows of each floor as columns, and where they stand."""

    floors: tuple[tuple[int, ...], ...]
    step: int
    pitch: int
    gabled: bool

    def x(self, column: int) -> int:
        return 6 + self.step * (column - 1)

    def y(self, floor: int) -> int:
        first = 7 if self.gabled else 12
        return -(first + (floor - 1) * self.pitch)

    @property
    def cells(self) -> list[Place]:
        """Every window, from the ground floor up and from the left."""
        return [(floor, column) for floor, columns in enumerate(self.floors, 1) for column in columns]

    @property
    def width(self) -> int:
        columns = max((max(row) for row in self.floors if row), default=1)
        return self.step * columns - 2 if self.gabled else self.step * columns + 8

    @property
    def wall_height(self) -> int:
        return 22 - self.pitch + self.pitch * len(self.floors) if self.gabled else 1 + self.pitch - self.y(len(self.floors))


def needs_fine(buildings: Iterable[Building]) -> bool:
    """Whether one of them is too tall for the wide pitch."""
    return any(building.kind == "tower" and building.floors > FINE_ABOVE for building in buildings)


def rows(building: Building, fine: bool) -> Rows:
    """How the building stands: its storeys, or the rows its houses or garages are laid out in."""
    gabled = building.kind in ("house", "shop")
    if building.kind == "tower":
        return Rows(_storeys(building), STEP, FINE if fine else WIDE, gabled)
    per_row = HOUSES_IN_A_ROW if gabled else GARAGES_IN_A_ROW
    units = building.floors * building.columns if building.places is None else len(building.places)
    terraces = tuple(tuple(range(1, min(per_row, units - start) + 1)) for start in range(0, units, per_row))
    return Rows(terraces or ((),), HOUSE if gabled else STEP, HOUSE if gabled else WIDE, gabled)


def _storeys(building: Building) -> tuple[tuple[int, ...], ...]:
    if building.places is None:
        return (tuple(range(1, building.columns + 1)),) * building.floors
    floors = range(1, building.floors + 1)
    return tuple(tuple(sorted(column for at, column in building.places if at == floor)) for floor in floors)


def placed(building: Building, places: Iterable[Place]) -> set[Place]:
    """Units of a row of houses or garages, moved to the row they are drawn in."""
    if building.kind == "tower":
        return set(places)
    per_row = GARAGES_IN_A_ROW if building.kind == "garage" else HOUSES_IN_A_ROW
    order = _numbers(building)
    return {(order[place] // per_row + 1, order[place] % per_row + 1) for place in places if place in order}


def _numbers(building: Building) -> dict[Place, int]:
    if building.places is not None:
        return {place: number for number, place in enumerate(sorted(building.places))}
    cells = [(floor, column) for floor in range(1, building.floors + 1) for column in range(1, building.columns + 1)]
    return {place: number for number, place in enumerate(cells)}


def risen(shape: Rows, share: Fraction) -> set[Place]:
    """The light of a share: from the ground floor up, never more windows than the share allows."""
    return set(shape.cells[: int(min(max(share, Fraction(0)), Fraction(1)) * len(shape.cells))])
