"""Positions for charts, as lengths an SVG attribute takes: whole numbers in, "45.00%" out, no floats and no inline style.

`Scale` places values between two ends (a strip chart of readings, a line of prices); `columns` stacks amounts by month.
The drawing itself belongs to `_macros/chart.html`; the words and figures beside it say everything the picture says.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from huasheng_vote.web.filters import percent

TOP, BOTTOM = 800, 8800  # the plot inside a column chart, in 1/100 %
LEFT, RIGHT = 900, 10000


@dataclass(frozen=True, slots=True)
class Scale:
    """A line from `low` to `high`, in any whole unit."""

    low: int
    high: int

    def at(self, value: int) -> str:
        """Where a value stands; one beyond an end stands at the end."""
        inside = min(max(value, self.low), self.high)
        return percent(inside - self.low, self.high - self.low, digits=2)


def around(values: Sequence[int], marks: Sequence[int]) -> Scale:
    """A scale that holds all values and marks (limits, nominal value) with a tenth of air on either side."""
    low, high = min([*values, *marks]), max([*values, *marks])
    air = max((high - low) // 10, 1)
    return Scale(low - air, high + air)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of two parts, `held` on top of `free`."""

    label: str
    x: str
    middle: str
    free_y: str
    free_height: str
    held_y: str
    held_height: str


@dataclass(frozen=True, slots=True)
class Columns:
    """A column chart: its grid as (place, amount), and its columns."""

    grid: tuple[tuple[str, int], ...]
    width: str
    columns: tuple[Column, ...]


def columns(amounts: Sequence[tuple[str, int, int]], lines: int = 4) -> Columns:
    """(label, free, held) for each column; the grid's step is 1, 2 or 5 times a power of ten."""
    top = max([free + held for _, free, held in amounts], default=0)
    step = _round_step(top, lines)
    ceiling = max(step * -(-top // step), step)
    slot = (RIGHT - LEFT) // max(len(amounts), 1)
    drawn = []
    for place, (label, free, held) in enumerate(amounts):
        x = LEFT + slot * place + slot // 5
        tall, more = _height(free, ceiling), _height(held, ceiling)
        drawn.append(
            Column(
                label, _length(x), _length(x + slot * 3 // 10),
                _length(BOTTOM - tall), _length(tall), _length(BOTTOM - tall - more), _length(more),
            )
        )  # fmt: skip
    grid = tuple((_length(BOTTOM - _height(mark, ceiling)), mark) for mark in range(0, ceiling + 1, step))
    return Columns(grid, _length(slot * 3 // 5), tuple(drawn))


def _height(amount: int, ceiling: int) -> int:
    return max(amount, 0) * (BOTTOM - TOP) // ceiling


def _round_step(top: int, lines: int) -> int:
    power = 1
    while True:
        for factor in (1, 2, 5):
            if factor * power * lines >= top:
                return factor * power
        power *= 10


def _length(hundredths: int) -> str:
    return percent(hundredths, 10000, digits=2)
