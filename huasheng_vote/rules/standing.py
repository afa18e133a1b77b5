"""The gate: what may be shown of an open vote, and when, so that nobody's choice can be read off a moving figure.

Exact live figures give single choices away: one window lights and agreement moves by 106.72 m². So only the head count of
those taking part moves at once; everything else moves together, in steps of at least `step` heads whose ballot is new or
different, and stays as it was in between. Whoever changes a ballot back and forth completes no step, for a step counts
heads that now differ from what is shown. Under `turnout` no choice is shown at all.

Under `standing` numbers alone do not protect: trying all combinations of the known areas finds one choice in ten in balanced
steps of ten, and most choices where nearly all agree. So a step takes in only ballots that have a double, another ballot of
the step with the same area and a different choice: the two could change places and no figure, of this step or any later
one, would tell. The others (a villa among flats, a step in which all chose alike) wait for a later step, at the latest for
closing. What remains: whoever knows other ballots of a step, having cast or seen them, can subtract those, and a ballot
struck out is taken off with the others of its step without having a double.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from huasheng_vote.rules.ballot import Choice
from huasheng_vote.rules.counts import Amount, Counts
from huasheng_vote.rules.exact import SQUARE_METRE, half_up

STEP = 20
SMALL_STEP = 10
SMALL_SCOPE = 100  # scopes under so many heads move in small steps
ROUNDING = 10 * SQUARE_METRE  # areas of a choice are shown to 10 m²
SMALLEST_BUILDING = 10  # heads; the share of a smaller one stays unpublished
SMALLEST_GROUP = 20  # heads; for and against are never split into smaller groups, nor after closing


class Visibility(StrEnum):
    """What an open vote shows: that people take part, or also how the choices stand."""

    TURNOUT = "turnout"
    STANDING = "standing"


@dataclass(frozen=True, slots=True)
class Cast:
    """One ballot as it counts now: its head, the head's area in each building (1/10000 m²), and its choice."""

    head: str
    areas: Mapping[str, int]
    choice: Choice | None

    @property
    def area(self) -> int:
        """Its area in all buildings."""
        return sum(self.areas.values())


@dataclass(frozen=True, slots=True)
class Shown:
    """Everything that may be shown between two steps. `choices` is None where the vote shows turnout only."""

    number: int
    taking_part: Amount
    buildings: Mapping[str, Amount]
    choices: Counts | None


def step_for(heads_in_scope: int, adopted: int | None = None) -> int:
    """How many heads a step gathers at least: as adopted, in a small scope too; else by the size of the scope."""
    least = SMALL_STEP if heads_in_scope < SMALL_SCOPE else STEP
    return max(least, adopted or 0)


def publishable(heads_by_building: Mapping[str, int]) -> frozenset[str]:
    """The buildings whose share the public may see."""
    return frozenset(building for building, heads in heads_by_building.items() if heads >= SMALLEST_BUILDING)


def may_split(group_sizes: Iterable[int]) -> bool:
    """Whether for and against may be shown by these groups: one that is too small betrays itself, shown or left out."""
    return all(size >= SMALLEST_GROUP for size in group_sizes)


class Gate:
    """The fold over the counted ballots of one motion in log order; what it holds back is not to be had from it.

    `taking_part` is live. `shown` and `lit` change only when a step is complete, and at closing.
    """

    def __init__(self, step: int, visibility: Visibility) -> None:
        self._step = step
        self._standing = visibility is Visibility.STANDING
        self._counting: dict[str, Cast] = {}
        self._as_shown: dict[str, Cast | None] = {}  # the heads that differ from what is shown
        self._look_at = step  # so many of them
        self._sums = Sums()
        self._lit: set[str] = set()
        self.shown = self._snapshot(number=0)

    @property
    def taking_part(self) -> int:
        """The heads taking part at this moment: the one live figure."""
        return len(self._counting)

    def lit(self, head: str) -> bool:
        """Whether the windows of this head are shown as having taken part."""
        return head in self._lit

    def take(self, cast: Cast) -> None:
        """Fold in a ballot that is new or changed; show the next step if it is complete."""
        self._now(cast.head, cast if self._standing else replace(cast, choice=None))

    def strike_out(self, head: str) -> None:
        """Fold in that a head's ballot counts no more; show the next step if it is complete."""
        self._now(head, None)

    def close(self) -> None:
        """Show the rest: the vote is closed and its result is public."""
        if self._as_shown:
            self._show(list(self._as_shown))

    def _now(self, head: str, cast: Cast | None) -> None:
        as_shown = self._as_shown.pop(head, self._counting.pop(head, None))
        if cast:
            self._counting[head] = cast
        if cast != as_shown:
            self._as_shown[head] = as_shown
        if len(self._as_shown) >= self._look_at:
            heads = self._showable()
            if len(heads) >= self._step:
                self._show(heads)
            self._look_at = len(self._as_shown) + self._step

    def _showable(self) -> list[str]:
        """The heads that differ and may be shown together: each with a double, except where no choice is shown anyway."""
        casts = {head: self._counting.get(head) for head in self._as_shown}
        choices: defaultdict[int, set[Choice | None]] = defaultdict(set)
        for cast in casts.values():
            if cast:
                choices[cast.area].add(cast.choice)
        return [head for head, cast in casts.items() if not (self._standing and cast) or len(choices[cast.area]) > 1]

    def _show(self, heads: Iterable[str]) -> None:
        for head in heads:
            before, now = self._as_shown.pop(head), self._counting.get(head)
            if before:
                self._sums.add(before, sign=-1)
            if now:
                self._sums.add(now, sign=1)
            (self._lit.add if now else self._lit.discard)(head)
        self.shown = self._snapshot(self.shown.number + 1)

    def _snapshot(self, number: int) -> Shown:
        return self._sums.shown(number, len(self._lit), choices=self._standing)


class Sums:
    """The exact sums behind what is shown: by building, and by choice."""

    def __init__(self) -> None:
        self.buildings: dict[str, tuple[int, int]] = {}
        self._counts = Counts()

    def add(self, cast: Cast, sign: int) -> None:
        """Put a ballot in, or take it off."""
        for building, area in cast.areas.items():
            heads, areas = self.buildings.get(building, (0, 0))
            self.buildings[building] = (heads + sign, areas + sign * area)
        if cast.choice:
            self._counts = self._counts.plus(cast.choice, Amount(sign, sign * cast.area))

    def shown(self, number: int, heads: int, *, choices: bool) -> Shown:
        """What may be shown of these sums, with so many heads in them."""
        return Shown(
            number,
            Amount(heads, sum(area for _, area in self.buildings.values())),
            {building: Amount(count, area) for building, (count, area) in self.buildings.items()},
            self.rounded() if choices else None,
        )

    def rounded(self) -> Counts:
        """The choices, their areas to 10 m²."""
        counts = Counts()
        for choice in Choice:
            exact = self._counts.of(choice)
            counts = counts.plus(choice, Amount(exact.heads, half_up(Fraction(exact.area or 0, ROUNDING)) * ROUNDING))
        return counts
