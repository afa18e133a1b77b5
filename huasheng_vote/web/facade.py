"""The window street: every building a façade, every unit a window, lit when its household has taken part, never how.

Pure geometry: buildings go in, path strings come out, and `_macros/street.html` puts them into SVG. A building is three
paths — its wall, one dashed line per floor of dark panes, one run per stretch of lit windows — so that two thousand
windows stay a few kilobytes. Units are those of the drawings: a window is 10 wide with 4 between, 18 units make one em.
Towers up to 26 storeys are drawn at the wide pitch, as in the design; a taller one turns its whole street to the fine pitch.
Visitors who may not see households get `share` instead of windows: the light rises from the ground floor to that share.
"""

from collections.abc import Iterable, Sequence
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
PER_EM = 18
POST_ROOM = 26  # beside a tower, for its lamp post
SKYLINE_LEAST, SKYLINE_TALL = 1450, 360


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
class Own:
    """The white frame around a reader's own window."""

    x: int
    y: int
    height: int
    on: bool
    glow: bool

    @property
    def middle(self) -> int:
        return self.y + self.height // 2


@dataclass(frozen=True, slots=True)
class Drawing:
    """One façade as SVG attributes; width and height in em, so that the font size of the street is its zoom."""

    name: str
    caption: str
    mine: bool
    fine: bool
    width: str
    height: str
    view: str
    wall: str
    pane: str
    lit: str
    own: tuple[Own, ...]
    post: str


@dataclass(frozen=True, slots=True)
class Skyline:
    """All buildings on one horizon, own building first; cut from the right where the page is narrow."""

    width: int
    height: int
    fine: bool
    hills: str
    ground: str
    buildings: tuple[Drawing, ...]


@dataclass(frozen=True, slots=True)
class _Shape:
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
    def width(self) -> int:
        columns = max((max(row) for row in self.floors if row), default=1)
        return self.step * columns - 2 if self.gabled else self.step * columns + 8

    @property
    def wall_height(self) -> int:
        return 22 - self.pitch + self.pitch * len(self.floors) if self.gabled else 1 + self.pitch - self.y(len(self.floors))


def street(buildings: Iterable[Building], glow: bool = False) -> list[Drawing]:
    """Every building as its own façade, the reader's own first. `glow` warms own windows that have just been lit."""
    row = sorted(buildings, key=lambda building: not building.mine)
    fine = needs_fine(row)
    return [_draw(building, place, fine, glow) for place, building in enumerate(row)]


def skyline(buildings: Iterable[Building]) -> Skyline:
    """The home page's horizon: the same façades, side by side on one ground."""
    row = sorted(buildings, key=lambda building: not building.mine)
    fine = needs_fine(row)
    tallest = max((_shape(building, fine).wall_height for building in row), default=0)
    height = max(SKYLINE_TALL, tallest + 35)
    ground, x, drawn = height - 6, 30, []
    for place, building in enumerate(row):
        drawn.append(_draw(building, place, fine, False, (x, ground), post=Fraction(4, 5)))
        x += _shape(building, fine).width + POST_ROOM
    width = max(SKYLINE_LEAST, x)
    return Skyline(
        width,
        height,
        fine,
        f"translate(0 {ground - 150}) scale({_short(Fraction(width, 1000))} 1.5)",
        f"M0 {ground}h{width}v6H0z",
        tuple(drawn),
    )


def needs_fine(buildings: Sequence[Building]) -> bool:
    """Whether one of them is too tall for the wide pitch."""
    return any(building.kind == "tower" and building.floors > FINE_ABOVE for building in buildings)


def _draw(
    building: Building, place: int, fine: bool, glow: bool, at: tuple[int, int] = (0, 0), post: Fraction = Fraction(62, 100)
) -> Drawing:
    shape = _shape(building, fine)
    left, ground = at
    wide, tall = shape.width + (0 if shape.gabled else POST_ROOM), shape.wall_height + (6 if shape.gabled else 13)
    cells = {(floor, column) for floor, columns in enumerate(shape.floors, 1) for column in columns}
    lit = _risen(shape, building.share) if building.share is not None else _wrapped(building, building.lit) & cells
    return Drawing(
        name=building.name,
        caption=building.caption,
        mine=building.mine,
        fine=fine,
        width=_short(Fraction(wide, PER_EM)),
        height=_short(Fraction(tall, PER_EM)),
        view=f"0 {-tall} {wide} {tall}",
        wall=_gables(shape, at) if shape.gabled else _tower(shape, at, place, lift=building.kind == "tower"),
        pane=_runs(shape, cells, at),
        lit=_runs(shape, lit, at),
        own=_frames(shape, _wrapped(building, building.own) & cells, lit, at, fine, glow),
        post="" if shape.gabled else _post(left + shape.width, ground, post),
    )


def _shape(building: Building, fine: bool) -> _Shape:
    gabled = building.kind in ("house", "shop")
    if building.kind == "tower":
        return _Shape(_storeys(building), STEP, FINE if fine else WIDE, gabled)
    per_row = HOUSES_IN_A_ROW if gabled else GARAGES_IN_A_ROW
    units = building.floors * building.columns if building.places is None else len(building.places)
    rows = tuple(tuple(range(1, min(per_row, units - start) + 1)) for start in range(0, units, per_row))
    return _Shape(rows or ((),), HOUSE if gabled else STEP, HOUSE if gabled else WIDE, gabled)


def _storeys(building: Building) -> tuple[tuple[int, ...], ...]:
    if building.places is None:
        return (tuple(range(1, building.columns + 1)),) * building.floors
    floors = range(1, building.floors + 1)
    return tuple(tuple(sorted(column for at, column in building.places if at == floor)) for floor in floors)


def _wrapped(building: Building, places: Iterable[Place]) -> set[Place]:
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


def _risen(shape: _Shape, share: Fraction) -> set[Place]:
    """The light of a share: from the ground floor up, never more windows than the share allows."""
    cells = [(floor, column) for floor, columns in enumerate(shape.floors, 1) for column in columns]
    return set(cells[: int(min(max(share, Fraction(0)), Fraction(1)) * len(cells))])


def _runs(shape: _Shape, cells: set[Place], at: tuple[int, int]) -> str:
    """One dashed stroke per unbroken stretch of windows on a floor."""
    strokes = []
    for floor, column in sorted(cells):
        if (floor, column - 1) in cells and not shape.gabled:
            continue
        last = column
        while (floor, last + 1) in cells and not shape.gabled:
            last += 1
        strokes.append(f"M{at[0] + shape.x(column)} {at[1] + shape.y(floor)}h{STEP * (last - column) + PANE}")
    return "".join(strokes)


def _tower(shape: _Shape, at: tuple[int, int], place: int, lift: bool) -> str:
    (left, ground), width = at, shape.width
    top = ground - shape.wall_height
    roof = f"M{left + width * (place % 3 + 1) // 4 - 9} {top}v-8h18v8z" if lift else ""
    return f"M{left} {ground}V{top}h{width}V{ground}z{roof}"


def _gables(shape: _Shape, at: tuple[int, int]) -> str:
    """A row of gabled houses; further rows stand higher up the hill."""
    return "".join(
        f"M{at[0] + HOUSE * (column - 1)} {at[1] - HOUSE * (row - 1)}v-13l11-9 11 9v13z"
        for row, columns in enumerate(shape.floors, 1)
        for column in columns
    )


def _frames(shape: _Shape, own: set[Place], lit: set[Place], at: tuple[int, int], fine: bool, glow: bool) -> tuple[Own, ...]:
    tall = 7 if fine and not shape.gabled else 10
    return tuple(
        Own(
            x=at[0] + shape.x(column) - 1,
            y=at[1] + shape.y(floor) - (tall + 1) // 2,
            height=tall,
            on=(floor, column) in lit,
            glow=glow and (floor, column) in lit,
        )
        for floor, column in sorted(own)
    )


def _post(x: int, ground: int, scale: Fraction) -> str:
    """A lamp post, 40 units tall before scaling, standing beside the wall."""
    beside = x + (Fraction(34, 5) if scale < Fraction(4, 5) else 5)
    return f"translate({_short(Fraction(beside))} {_short(ground - 40 * scale)}) scale({_short(scale)})"


def _short(number: Fraction | int) -> str:
    """A number for an attribute: at most two decimals, no trailing zeros."""
    hundredths = round(Fraction(number) * 100)
    whole, rest = divmod(abs(hundredths), 100)
    text = f"{whole}.{rest:02d}".rstrip("0").rstrip(".")
    return f"-{text}" if hundredths < 0 else text
