"""The street of a vote as one reader may see it. Readers from the estate see windows, their own framed; everybody else sees the light rise to a
building's share, and only where the building has enough heads for a share to name nobody.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from huasheng_vote.assemblies.queries.frozen import Door, FrozenHead
from huasheng_vote.labels import register as words
from huasheng_vote.rules.counts import Amount
from huasheng_vote.rules.standing import publishable
from huasheng_vote.web import plan
from huasheng_vote.web.building import Building
from huasheng_vote.web.filters import percent


@dataclass(frozen=True, slots=True)
class Line:
    """One building in the table behind the street. The public sees no area: a single villa's would name it."""

    name: str
    lit: int
    units: int
    area: str
    mine: str
    keeper: str = ""


@dataclass(frozen=True, slots=True)
class House:
    """One building within a scope: its plan, and what its share is measured against."""

    name: str
    plan: plan.Plan
    whole: Amount


def houses(heads: Iterable[FrozenHead], whole: Mapping[str, Amount], units: frozenset[int]) -> list[House]:
    """Every building with units in the scope, in the order of the roll."""
    doors: dict[str, list[Door]] = defaultdict(list)
    for head in heads:
        for door in head.doors:
            if door.unit in units:
                doors[door.building].append(door)
    return [House(name, _plan(name, inside), whole[name]) for name, inside in doors.items()]


def _plan(name: str, doors: list[Door]) -> plan.Plan:
    return plan.plan(words.building(name), [plan.Door(door.unit, door.entrance, door.number, door.use) for door in doors])


def windows(house: House, lit: frozenset[int], own: frozenset[int], share: Amount) -> Building:
    """A building with every window that is lit, the reader's own framed."""
    mine = not own.isdisjoint(house.plan.places)
    return house.plan.lit(lit, own, caption=_caption(share, house.whole), mine=mine)


def risen(house: House, share: Amount) -> Building:
    """A building as a share: nobody's window."""
    return house.plan.lit((), share=Fraction(share.heads or 0, house.whole.heads or 1), caption=_caption(share, house.whole))


def line(house: House, share: Amount, *, mine: bool, inside: bool) -> Line:
    """The same as a row of the table."""
    area = percent(share.area or 0, house.whole.area or 0) if inside else ""
    return Line(words.building(house.name), share.heads or 0, house.whole.heads or 0, area, "mine" if mine else "")


def public(all_houses: list[House]) -> list[House]:
    """The buildings whose share the public may see."""
    shown = publishable({house.name: house.whole.heads or 0 for house in all_houses})
    return [house for house in all_houses if house.name in shown]


def _caption(share: Amount, whole: Amount) -> str:
    return percent(share.heads or 0, whole.heads or 0, digits=0)
