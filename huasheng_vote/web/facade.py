"""The window street: every building a façade, every unit a window, lit when its household has taken part, never how.

Pure geometry: buildings go in, path strings come out, and `_macros/street.html` puts them into SVG. A building is three
paths — its wall, one dashed line per floor of dark panes, one run per stretch of lit windows — so that two thousand
windows stay a few kilobytes. Units are those of the drawings: a window is 10 wide with 4 between, 18 units make one em.
Visitors who may not see households get `share` instead of windows: the light rises from the ground floor to that share.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from huasheng_vote.web.building import HOUSE, PANE, STEP, Building, Place, Rows, needs_fine, placed, risen, rows

POST_ROOM = 26  # beside a tower, for its lamp post
PER_EM = 18
SKYLINE_LEAST, SKYLINE_TALL = 1450, 360


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


def street(buildings: Iterable[Building], glow: bool = False) -> list[Drawing]:
    """Every building as its own façade, the reader's own first. `glow` warms own windows that have just been lit."""
    row = sorted(buildings, key=lambda building: not building.mine)
    fine = needs_fine(row)
    return [_draw(building, place, fine, glow) for place, building in enumerate(row)]


def skyline(buildings: Iterable[Building]) -> Skyline:
    """The home page's horizon: the same façades, side by side on one ground."""
    row = sorted(buildings, key=lambda building: not building.mine)
    fine = needs_fine(row)
    tallest = max((rows(building, fine).wall_height for building in row), default=0)
    height = max(SKYLINE_TALL, tallest + 35)
    ground, x, drawn = height - 6, 30, []
    for place, building in enumerate(row):
        drawn.append(_draw(building, place, fine, False, (x, ground), post=Fraction(4, 5)))
        x += rows(building, fine).width + POST_ROOM
    width = max(SKYLINE_LEAST, x)
    return Skyline(
        width,
        height,
        fine,
        f"translate(0 {ground - 150}) scale({_short(Fraction(width, 1000))} 1.5)",
        f"M0 {ground}h{width}v6H0z",
        tuple(drawn),
    )


def _draw(
    building: Building, place: int, fine: bool, glow: bool, at: tuple[int, int] = (0, 0), post: Fraction = Fraction(62, 100)
) -> Drawing:
    shape = rows(building, fine)
    left, ground = at
    wide, tall = shape.width + (0 if shape.gabled else POST_ROOM), shape.wall_height + (6 if shape.gabled else 13)
    cells = set(shape.cells)
    if building.share is None:
        lit, own = placed(building, building.lit) & cells, placed(building, building.own) & cells
    else:  # a share says nothing about any household, not even the reader's
        lit, own = risen(shape, building.share), set()
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
        own=_frames(shape, own, lit, at, fine, glow),
        post="" if shape.gabled else _post(left + shape.width, ground, post),
    )


def _runs(shape: Rows, cells: set[Place], at: tuple[int, int]) -> str:
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


def _tower(shape: Rows, at: tuple[int, int], place: int, lift: bool) -> str:
    (left, ground), width = at, shape.width
    top = ground - shape.wall_height
    roof = f"M{left + width * (place % 3 + 1) // 4 - 9} {top}v-8h18v8z" if lift else ""
    return f"M{left} {ground}V{top}h{width}V{ground}z{roof}"


def _gables(shape: Rows, at: tuple[int, int]) -> str:
    """A row of gabled houses; further rows stand higher up the hill."""
    return "".join(
        f"M{at[0] + HOUSE * (column - 1)} {at[1] - HOUSE * (row - 1)}v-13l11-9 11 9v13z"
        for row, columns in enumerate(shape.floors, 1)
        for column in columns
    )


def _frames(shape: Rows, own: set[Place], lit: set[Place], at: tuple[int, int], fine: bool, glow: bool) -> tuple[Own, ...]:
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
