"""The roll: which units count, who their heads are, and how much each weighs (SPC 8–9, GR 25).

A head is the *set* of owners of a unit with everything that very set owns: one ballot, the full area. SPC 9 is silent on
sets that differ, so this is the estate's adopted reading, and the roll says how many heads hang on it. What the developer
has not sold or not handed over is one head together. Arrears never remove anyone.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from huasheng_vote.rules.counts import Amount
from huasheng_vote.rules.refusal import Refused, Why


class Use(StrEnum):
    """What a unit is for (用途)."""

    DWELLING = "dwelling"
    COMMERCIAL = "commercial"
    PARKING = "parking"
    STORAGE = "storage"


# Courts disagree on parking and storage: the base comes from the adopted rules, and by default leaves them out.
DEFAULT_BASE = frozenset({Use.DWELLING, Use.COMMERCIAL})

DEVELOPER: frozenset[str] = frozenset()  # the owner set of everything not yet sold or handed over


@dataclass(frozen=True, slots=True)
class Unit:
    """One separately registrable unit: area in 1/10000 m², owners by whatever key tells persons apart."""

    key: str
    building: str
    entrance: str
    number: str
    use: Use
    area: int
    owners: frozenset[str]
    developer_held: bool = False

    @property
    def owner_set(self) -> frozenset[str]:
        """The set that decides which head the unit belongs to."""
        return DEVELOPER if self.developer_held else self.owners


@dataclass(frozen=True, slots=True)
class Head:
    """One owner set with all its units on the roll: one vote by number, their whole area by area."""

    owners: frozenset[str]
    units: tuple[Unit, ...]

    @property
    def area(self) -> int:
        """The area of all its units."""
        return sum(unit.area for unit in self.units)

    @property
    def weight(self) -> Amount:
        """What its ballot adds to a tally."""
        return Amount(1, self.area)

    @property
    def by_building(self) -> dict[str, int]:
        """Its area in each building it has a unit in."""
        areas: Counter[str] = Counter()
        for unit in self.units:
            areas[unit.building] += unit.area
        return dict(areas)


@dataclass(frozen=True, slots=True)
class BuildingTotal:
    """One building on the roll. A head with units in two buildings counts in both, so these heads need not add up."""

    units: int
    heads: int
    area: int


@dataclass(frozen=True, slots=True)
class Roll:
    """Heads in the order of their first unit. Frozen for an assembly; a narrower scope is a roll of its own."""

    heads: tuple[Head, ...]

    @classmethod
    def of(cls, units: Iterable[Unit], base: frozenset[Use] = DEFAULT_BASE) -> "Roll":
        """Gather the units of the base into heads. Refuses a unit listed twice, or one that belongs to nobody."""
        seen: set[str] = set()
        gathered: dict[frozenset[str], list[Unit]] = {}
        for unit in units:
            if unit.key in seen:
                raise Refused(Why.DUPLICATE_UNIT, unit=unit.key)
            if not unit.owners and not unit.developer_held:
                raise Refused(Why.NOBODY_OWNS, unit=unit.key)
            seen.add(unit.key)
            if unit.use in base:
                gathered.setdefault(unit.owner_set, []).append(unit)
        return cls(tuple(Head(owners, tuple(held)) for owners, held in gathered.items()))

    @property
    def units(self) -> tuple[Unit, ...]:
        """Every unit on the roll, head by head."""
        return tuple(unit for head in self.heads for unit in head.units)

    @property
    def total(self) -> Amount:
        """All heads and their area: what the quorum is measured against."""
        return Amount(len(self.heads), sum(head.area for head in self.heads))

    @property
    def by_building(self) -> dict[str, BuildingTotal]:
        """Units, heads and area of each building."""
        units: Counter[str] = Counter(unit.building for unit in self.units)
        heads: Counter[str] = Counter(building for head in self.heads for building in head.by_building)
        areas: Counter[str] = Counter()
        for unit in self.units:
            areas[unit.building] += unit.area
        return {building: BuildingTotal(count, heads[building], areas[building]) for building, count in units.items()}

    def within(self, keys: frozenset[str]) -> "Roll":
        """The roll of a motion that only some units share: their owners decide, by the same bars within this scope."""
        kept = ((head.owners, tuple(unit for unit in head.units if unit.key in keys)) for head in self.heads)
        return Roll(tuple(Head(owners, units) for owners, units in kept if units))

    @property
    def decided_by_reading(self) -> int:
        """How many heads share an owner with another head, and so count apart only by the reading adopted here."""
        appearances = Counter(owner for head in self.heads for owner in head.owners)
        return sum(any(appearances[owner] > 1 for owner in head.owners) for head in self.heads)
