"""Every changed row is bound to the log: beside the act's next line stands the row's keyed digest, and the line's private body commits to it.

The engine tells which rows a transaction touched, whoever wrote the statement, so no act can forget one. `Context.record` takes up what was touched since
the line before; an act therefore records last. What a line tells in full by itself (ballots and their choices) is rebuilt from it and needs no digest.
Digests are keyed (HMAC, the key outside the database) so that they give nothing away when the row itself was erased.
"""

import hashlib
import json
import operator
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from flask import Flask
from sqlalchemy import Connection, Delete, Engine, Insert, Row, Table, Update, event, func, select
from sqlalchemy.sql.elements import BinaryExpression, BindParameter, BooleanClauseList

from huasheng_vote.extensions import db
from huasheng_vote.journal import LOCAL_TABLES
from huasheng_vote.keys import keyring

FREE = frozenset({*LOCAL_TABLES, "journal_leaf", "journal_node", "journal_private", "journal_bound", "ballot", "ballot_choice"})
"""Tables whose rows are not bound: local ones, the log itself, and what its lines tell in full."""
GONE = ""
"""Stands for the digest of a row that was deleted."""
TOUCHED = "touched rows"
KEY = "rows"
"""Under which a private body commits to the digests."""

Bound = dict[str, dict[str, str]]
"""The digest of each row, by table and id (as text)."""


@dataclass(slots=True)
class Touched:
    """Rows of one table: those named, and those that were inserted, which are an estate's rows above a mark. Another estate may be writing meanwhile."""

    ids: set[int] = field(default_factory=set)
    above: dict[int | None, int] = field(default_factory=dict)


def init_app(app: Flask) -> None:
    """From now on each connection remembers which rows its transaction touched."""
    with app.app_context():
        engine: Engine = db.engine
    event.listen(engine, "before_execute", _note)
    event.listen(engine, "commit", refuse_loose)
    event.listen(engine, "rollback", _forget)


def touched(connection: Connection) -> dict[str, Touched]:
    """What this transaction has touched and no line has taken up yet."""
    found: dict[str, Touched] = connection.info.setdefault(TOUCHED, {})
    return found


def take_up(connection: Connection, estate_id: int) -> Bound:
    """The digests of the rows touched since the last line, of this estate or of none; rows of other estates wait for a line of theirs."""
    bound: Bound = {}
    for name, rows in sorted(touched(connection).items()):
        bound[name] = _take(connection, db.metadata.tables[name], rows, estate_id)
        if not rows.ids and not rows.above:
            del touched(connection)[name]
    return {name: digests for name, digests in bound.items() if digests}


def digest(table: str, row: Mapping[str, Any]) -> str:
    """64 bits of a keyed digest over the columns that hold something, as they are read: a column that is added later and empty changes nothing."""
    said = {name: _text(value) for name, value in row.items() if value is not None}
    return keyring().digest(f"row/{table}", json.dumps(said, ensure_ascii=False, sort_keys=True))[:16]


def commitment(digests: bytes) -> str:
    """SHA-256 of the digests as they are kept, 64 hex digits."""
    return hashlib.sha256(digests).hexdigest()


def home(table: Table) -> Any:
    """The column that says which estate a row belongs to; None for what belongs to none (accounts)."""
    return table.c.id if table.name == "estate" else table.c.get("estate_id")


def _take(connection: Connection, table: Table, rows: Touched, estate_id: int) -> dict[str, str]:
    """Takes out of `rows` what belongs here."""
    marks = [rows.above.pop(each) for each in (estate_id, None) if each in rows.above]
    mine = [*named(connection, table, rows.ids), *(each for mark in marks for each in inserted(connection, table, mark, estate_id))]
    others = {row.id for row in mine if estate_of(table, row) not in (estate_id, None)}
    found = {str(row.id): digest(table.name, dict(row._mapping)) for row in mine if row.id not in others}
    gone = {str(each): GONE for each in rows.ids - others if str(each) not in found}
    rows.ids.intersection_update(others)
    return found | gone


def estate_of(table: Table, row: Row[Any]) -> int | None:
    """The estate a row belongs to."""
    where = home(table)
    return None if where is None else row._mapping[where.name]


def named(connection: Connection, table: Table, ids: set[int]) -> Iterator[Row[Any]]:
    """The rows with these ids, as far as they are there."""
    ordered, size = sorted(ids), 500
    for start in range(0, len(ordered), size):
        yield from connection.execute(select(table).where(table.c.id.in_(ordered[start : start + size])))


def inserted(connection: Connection, table: Table, mark: int, estate_id: int | None) -> Iterator[Row[Any]]:
    """The rows above a mark, of the estate if one is named."""
    query, where = select(table).where(table.c.id > mark).order_by(table.c.id), home(table)
    yield from connection.execute(query if where is None or estate_id is None else query.where(where == estate_id))


def _text(value: Any) -> str:
    match value:
        case datetime():
            return value.isoformat(timespec="microseconds")
        case date():
            return value.isoformat()
        case bytes() | memoryview():
            return bytes(value).hex()
        case bool():
            return str(int(value))
    return str(value)


def _note(connection: Connection, clause: Any, many: Any, one: Any, _options: Any) -> None:
    if not isinstance(clause, (Insert, Update, Delete)):
        return
    table: Any = clause.table
    if table.name in FREE:
        return
    rows = touched(connection).setdefault(table.name, Touched())
    for values in many or [one]:
        if isinstance(clause, Insert):
            _mark(connection, table, rows, values if "estate_id" in values or "estate_id" not in table.c else clause.compile().params)
        else:
            rows.ids.update(_addressed(connection, table, clause, values))


def _mark(connection: Connection, table: Table, rows: Touched, values: Mapping[str, Any]) -> None:
    estate = values.get("estate_id")
    if estate not in rows.above:
        rows.above[estate] = connection.execute(select(func.max(table.c.id))).scalar() or 0


def _addressed(connection: Connection, table: Table, clause: Update | Delete, values: Mapping[str, Any]) -> Iterable[int]:
    """The ids of the rows a statement is about to change or delete."""
    where = clause.whereclause
    if where is None:
        return connection.execute(select(table.c.id)).scalars().all()
    named = _named(table, where, values)
    return connection.execute(select(table.c.id).where(where), values).scalars().all() if named is None else [named]


def _named(table: Table, where: Any, values: Mapping[str, Any]) -> int | None:
    """The id in `id = …`, alone or joined to other conditions by AND."""
    for each in where.clauses if isinstance(where, BooleanClauseList) else [where]:
        if _is_id(each, table):
            return int(values.get(each.right.key, each.right.value))
    return None


def _is_id(clause: Any, table: Table) -> bool:
    if not isinstance(clause, BinaryExpression) or clause.operator is not operator.eq or not isinstance(clause.right, BindParameter):
        return False
    return (getattr(clause.left, "table", None), clause.left.key) == (table, "id")


def refuse_loose(connection: Connection) -> None:
    """Nothing is kept that no line binds: an act that changes rows after its last line, or without one, is a mistake in the program."""
    if loose := connection.info.pop(TOUCHED, None):
        raise RuntimeError(f"changed after the last line of the log: {', '.join(sorted(loose))}")


def _forget(connection: Connection) -> None:
    connection.info.pop(TOUCHED, None)
