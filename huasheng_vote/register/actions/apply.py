"""Writing a plan: buildings, parties, units, then who owns what. All of it or nothing, in the act's one transaction."""

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

from huasheng_vote.journal.log import Context
from huasheng_vote.register.actions.lines import Lines
from huasheng_vote.register.actions.matching import phone_digest
from huasheng_vote.register.actions.plan import PartyRow, Plan
from huasheng_vote.register.models import Building, Ownership, Party, Unit
from huasheng_vote.register.queries.present import Present


def apply(on: Context, lines: Lines, plan: Plan, present: Present) -> None:
    """Write every difference the plan found against `present`."""
    buildings = dict(present.buildings)
    names = plan.new_buildings
    first = len(buildings) + 1
    made = lines.add(Building, [{"name": name, "ordinal": first + place} for place, name in enumerate(names)])
    buildings.update(zip(names, made, strict=True))
    parties = _parties(lines, plan)
    units = _units(on, lines, plan, buildings)
    _owners(on, lines, plan, parties, units)


def _parties(lines: Lines, plan: Plan) -> Mapping[int, int]:
    made = lines.add(Party, [_party(row) for row in plan.new_parties])
    for _, alike in groupby(sorted(plan.changed_parties, key=_known), key=_known):
        lines.change(Party, [_learnt(row) for row in alike])
    return dict(zip((row.id for row in plan.new_parties), made, strict=True))


def _party(row: PartyRow) -> dict[str, Any]:
    return {
        "identity": row.identity,
        "kind": row.kind,
        "name": row.name,
        "document": row.document or None,
        "phone": row.phone or None,
        "phone_digest": phone_digest(row.phone),
    }


def _known(row: PartyRow) -> tuple[bool, bool]:
    return bool(row.document), bool(row.phone)


def _learnt(row: PartyRow) -> dict[str, Any]:
    """What the file adds to a registered party; what it leaves blank stays as it was."""
    known = {"id": row.id, "identity": row.identity, "name": row.name}
    if row.document:
        known["document"] = row.document
    if row.phone:
        known |= {"phone": row.phone, "phone_digest": phone_digest(row.phone)}
    return known


def _units(on: Context, lines: Lines, plan: Plan, buildings: Mapping[str, int]) -> Mapping[int, int]:
    rows = [
        {
            "building_id": buildings[building],
            "entrance": entrance,
            "number": number,
            "use": said.use,
            "status": said.status,
            "area": said.area,
        }
        for (building, entrance, number), said in plan.new_units.values()
    ]
    made = lines.add(Unit, rows)
    changed = [
        {"id": change.id, "use": change.after.use, "status": change.after.status, "area": change.after.area, "retired_at": None}
        for change in plan.changed_units
    ]
    lines.change(Unit, changed)
    lines.change(Unit, [{"id": unit, "retired_at": on.at} for unit in plan.retired_units])
    return dict(zip(plan.new_units, made, strict=True))


def _owners(on: Context, lines: Lines, plan: Plan, parties: Mapping[int, int], units: Mapping[int, int]) -> None:
    ended: Iterable[int] = (ownership for change in plan.owners for ownership in change.ended.values())
    lines.change(Ownership, [{"id": ownership, "until": on.at} for ownership in ended])
    started = [
        {"unit_id": units.get(change.unit, change.unit), "party_id": parties.get(party, party), "since": on.at}
        for change in plan.owners
        for party in change.started
    ]
    lines.add(Ownership, started)
