"""What the preview of an import shows: counts in full, lists cut short, so that a hundred thousand changes still make one page."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from itertools import islice
from typing import Any

from huasheng_vote.register.actions.imports import Prepared
from huasheng_vote.register.actions.plan import OwnersChange, Plan
from huasheng_vote.rules.sheet.rows import Problem

MOST = 200  # of each list
LONGEST_VALUE = 80


def summary(prepared: Prepared) -> dict[str, Any]:
    """Plain values, ready to be kept as JSON. Places are (building, entrance, number), areas 1/10000 m²."""
    reading, plan = prepared.reading, prepared.plan
    return {
        "errors": _problems(reading.errors),
        "warnings": _problems(reading.warnings),
        "before": asdict(plan.before),
        "after": asdict(plan.after),
        "empty": plan.empty,
        "new": _list(list(place) for place, _ in plan.new_units.values()),
        "changed": _list(
            {"place": each.place, "before": asdict(each.before), "after": asdict(each.after), "back": each.back}
            for each in plan.changed_units
        ),
        "retired": _list(list(place) for place in plan.retired_units.values()),
        "owners": _list(_owners(plan, change) for change in plan.new_owners),
        "parties": len(plan.new_parties),
        "contacts": len(plan.changed_parties),
    }


def _list(items: Iterable[Any]) -> dict[str, Any]:
    """The first of them and how many there are."""
    items = list(items)
    return {"count": len(items), "first": list(islice(items, MOST))}


def _problems(problems: Iterable[Problem]) -> dict[str, Any]:
    return _list({"row": each.row, "column": each.column, "code": each.code, "value": each.value[:LONGEST_VALUE]} for each in problems)


def _owners(plan: Plan, change: OwnersChange) -> Mapping[str, Any]:
    return {
        "place": change.place,
        "ended": [plan.names[party] for party in change.ended],
        "started": [plan.names[party] for party in change.started],
    }
