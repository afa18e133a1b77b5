"""The estate at dusk. While a vote is open its windows light as the vote's gate allows; otherwise all is dark, and nothing is claimed."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from flask import current_app

from huasheng_vote.home.queries.own import Own
from huasheng_vote.labels import register as words
from huasheng_vote.register import queries as register
from huasheng_vote.rules.roll import Use
from huasheng_vote.web.building import Building
from huasheng_vote.web.facade import Skyline, skyline
from huasheng_vote.web.plan import Door, Plan, plan
from huasheng_vote.web.state import now

HOMES = frozenset({Use.DWELLING, Use.COMMERCIAL})
KEPT_FOR = 600  # seconds a plan of the buildings is good for


@dataclass(frozen=True)
class Hero:
    """What stands over the front page."""

    skyline: Skyline
    units: int
    lit: int = 0
    vote: Any | None = None


def hero(estate_id: int, mine: Own | None) -> Hero:
    """The scene for one reader."""
    plans = plans_of(estate_id)
    own = {unit.key for unit in mine.units} if mine else set()
    return Hero(skyline(dark(plans, own)), sum(len(each.places) for each in plans))


def dark(plans: list[Plan], own: set[str]) -> list[Building]:
    """Every building without light, the reader's own windows framed."""
    return [each.lit((), own, mine=not own.isdisjoint(each.places)) for each in plans]


def plans_of(estate_id: int) -> list[Plan]:
    """The buildings as they stand, from this process's memory."""
    memory: dict[Any, Any] = current_app.extensions["memory"]
    bucket = int(now().timestamp()) // KEPT_FOR
    key = ("plans", estate_id)
    if key not in memory or memory[key][0] != bucket:
        memory[key] = (bucket, _plans(estate_id))
    found: list[Plan] = memory[key][1]
    return found


def _plans(estate_id: int) -> list[Plan]:
    doors: dict[str, list[Door]] = defaultdict(list)
    for unit in register.roll_units(estate_id, now()):
        if unit.use in HOMES:
            doors[unit.building].append(Door(unit.key, unit.entrance, unit.number, unit.use))
    return [plan(words.building(name), inside) for name, inside in doors.items()]
