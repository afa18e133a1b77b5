"""A building's doors in the shape a door list draws: floors from the top, and the doors still to visit with whom to ask for."""

from collections import defaultdict
from dataclasses import dataclass

from flask_babel import gettext as _

from huasheng_vote.assemblies.models.doors import Mark
from huasheng_vote.assemblies.queries.doors import BuildingDoors, DoorStatus, Visited
from huasheng_vote.assemblies.views.reader import Vote
from huasheng_vote.labels.voting import MARKS
from huasheng_vote.register.queries.contact import owners_of
from huasheng_vote.web import plan
from huasheng_vote.web.filters import day, masked, masked_phone


@dataclass(frozen=True, slots=True)
class Floor:
    """One storey; a door that is not there is None, so that columns stay in line."""

    name: str
    doors: list[DoorStatus | None]


@dataclass(frozen=True, slots=True)
class ToVisit:
    """One door still to visit."""

    unit: int
    number: str
    owners: str
    phone: str
    tag: str
    kind: str
    mark: str


def floors(building: BuildingDoors) -> list[Floor]:
    """The storeys from the top; a building without storeys is one row."""
    by_unit = {each.door.unit: each for each in building.doors}
    drawn = plan.plan(
        building.name, [plan.Door(each.door.unit, each.door.entrance, each.door.number, each.door.use) for each in building.doors]
    )
    rows: dict[int, dict[int, DoorStatus]] = defaultdict(dict)
    for unit, (floor, column) in drawn.places.items():
        rows[floor][column] = by_unit[unit]
    width = drawn.building.columns
    towers = drawn.building.kind == "tower"
    return [
        Floor(str(floor) if towers else "", [rows[floor].get(column) for column in range(1, width + 1)])
        for floor in sorted(rows, reverse=True)
    ]


def to_visit(vote: Vote, building: BuildingDoors) -> list[ToVisit]:
    """The doors still to visit, as one walks, names and phones masked."""
    owners = owners_of(vote.known.estate_id, [each.door.unit for each in building.waiting], vote.at)
    found = []
    for each in building.waiting:
        parties = owners.get(each.door.unit, [])
        phone = next((masked_phone(party.phone) for party in parties if party.phone), "")
        tag, kind = _tag(each.visited)
        mark = each.visited.mark.value if each.visited else ""
        names = str(_("、")).join(masked(party.name) for party in parties)
        found.append(ToVisit(each.door.unit, each.door.number, names, phone, tag, kind, mark))
    return found


def _tag(visited: Visited | None) -> tuple[str, str]:
    if visited is None:
        return "", ""
    if visited.mark is Mark.AWAY:
        return str(_("%(n)s 次不在家", n=visited.away)), "line"
    kind = "lamp" if visited.mark is Mark.AGAIN else ""
    return f"{day(visited.at)} {MARKS[visited.mark]}", kind
