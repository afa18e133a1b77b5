"""The register in numbers: by building and in all, with and without parking and storage, and how many heads hang on the reading of SPC 9.

A large register takes a second to gather into heads, so a process keeps the sums until the next log line about the register.
"""

from dataclasses import dataclass
from datetime import datetime

from flask import current_app

from huasheng_vote.register.queries.present import version
from huasheng_vote.register.queries.roll import buildings, roll_units
from huasheng_vote.rules.roll import DEFAULT_BASE, DEVELOPER, BuildingTotal, Roll, Unit, Use

NOTHING = BuildingTotal(0, 0, 0)


@dataclass(frozen=True)
class Sums:
    """One roll base in numbers; area in 1/10000 m²."""

    units: int
    heads: int
    area: int
    by_reading: int
    """Heads that count apart only because differing owner sets are differing heads."""
    developer_units: int
    developer_area: int


@dataclass(frozen=True)
class Totals:
    """Both bases, and each building's share: (building's id, name, counted, everything)."""

    counted: Sums
    everything: Sums
    buildings: tuple[tuple[int, str, BuildingTotal, BuildingTotal], ...]
    unowned: int
    """Sold units of which nobody is the owner: on no roll until somebody is."""


def totals(estate_id: int, at: datetime) -> Totals:
    """The register's numbers at the moment."""
    memory, key, seen = current_app.extensions["memory"], ("register.totals", estate_id), version(estate_id)
    if memory.get(key, (None, None))[0] != seen:
        memory[key] = seen, _totals(estate_id, at)
    found: Totals = memory[key][1]
    return found


def _totals(estate_id: int, at: datetime) -> Totals:
    units = roll_units(estate_id, at)
    owned = [unit for unit in units if unit.owner_set or unit.developer_held]
    counted, everything = Roll.of(owned, DEFAULT_BASE), Roll.of(owned, frozenset(Use))
    less, more = counted.by_building, everything.by_building
    rows = tuple((each.id, each.name, less.get(each.name, NOTHING), more.get(each.name, NOTHING)) for each in buildings(estate_id))
    return Totals(_sums(counted), _sums(everything), rows, len(units) - len(owned))


def _sums(roll: Roll) -> Sums:
    held: list[Unit] = [unit for head in roll.heads if head.owners == DEVELOPER for unit in head.units]
    total = roll.total
    return Sums(len(roll.units), total.heads or 0, total.area or 0, roll.decided_by_reading, len(held), sum(unit.area for unit in held))
