"""The rows of every table beside the digests that the log bound: whatever was changed, added or removed without an act is named."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Table, func, select

from huasheng_vote.extensions import db
from huasheng_vote.journal import rows
from huasheng_vote.journal.log import BOUND, Context, EstateRef
from huasheng_vote.journal.rows import FREE, GONE, digest, home

SUBJECT = "log"
Differing = dict[str, list[int]]
"""Ids of the rows that differ, by table."""


def tables() -> list[Table]:
    """Every table whose rows are bound, those first that others refer to."""
    return [table for table in db.metadata.sorted_tables if table.name not in FREE]


def compare(estate: EstateRef) -> list[str]:
    """What differs in the tables of an estate; each names table and row, never a value."""
    return _words(differing(estate))


def compare_shared() -> list[str]:
    """The same for what belongs to no estate (accounts)."""
    return _words(differing_shared())


def differing_shared() -> Differing:
    """The rows of no estate that are as no log bound them last."""
    known: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for estate in db.session.scalars(select(BOUND.c.estate_id).distinct()).all():
        for table, digests in _bound(estate).items():
            for row, said in digests.items():
                known[table][row].add(said)
    found = {table.name: sorted(_differ(table, known[table.name], None)) for table in tables() if home(table) is None}
    return {table: ids for table, ids in found.items() if ids}


def differing(estate: EstateRef) -> Differing:
    """The rows of an estate that are not as the log bound them last."""
    known = _bound(estate.id)
    found = {}
    for table in tables():
        if home(table) is not None:
            said = {row: {value} for row, value in known.get(table.name, {}).items()}
            found[table.name] = sorted(_differ(table, said, estate.id))
    return {table: ids for table, ids in found.items() if ids}


def counts(estate: EstateRef) -> dict[str, int]:
    """How many rows each bound table of an estate has; tables without any are left out."""
    scoped = [table for table in tables() if home(table) is not None]
    found = {table.name: db.session.scalar(select(func.count()).select_from(table).where(home(table) == estate.id)) for table in scoped}
    return {name: count for name, count in found.items() if count}


def adopt(on: Context, differing: Differing, reason: str) -> None:
    """Bind these rows as they stand now: for an operator after work on the database itself. The line says in public how many, of which tables, and why."""
    touched = rows.touched(db.session.connection())
    for table, ids in differing.items():
        touched[table] = rows.Touched(set(ids))
    on.record("log.rows_adopted", SUBJECT, {"reason": reason, "rows": {table: len(ids) for table, ids in differing.items()}})


def _bound(estate: int) -> Mapping[str, Mapping[int, str]]:
    """The last digest of each row that this log bound, by table and id."""
    known: dict[str, dict[int, str]] = defaultdict(dict)
    lines = select(BOUND.c.digests).where(BOUND.c.estate_id == estate).order_by(BOUND.c.index)
    for body in db.session.scalars(lines.execution_options(yield_per=500)):
        for table, digests in json.loads(bytes(body)).items():
            known[table].update((int(row), said) for row, said in digests.items())
    return known


def _differ(table: Table, known: Mapping[int, set[str]], estate: int | None) -> set[int]:
    missing, found = {row for row, said in known.items() if GONE not in said}, set()
    for row in _rows(table, estate):
        missing.discard(row.id)
        if digest(table.name, row._mapping) not in known.get(row.id, ()):
            found.add(row.id)
    return found | missing


def _rows(table: Table, estate: int | None) -> Iterator[Any]:
    query = select(table) if estate is None else select(table).where(home(table) == estate)
    yield from db.session.execute(query.execution_options(yield_per=1000))


def _words(differing: Differing) -> list[str]:
    return [f"{table} {row}: not as the log bound it" for table, ids in differing.items() for row in ids]
