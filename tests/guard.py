"""What the database refuses while tests run: a transaction that changes anything and writes no line, or changes rows after its last one.

Rows that a test lays down directly, without acts, wait here; the next line of their estate's log binds them, as if acts had written them.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, event

from huasheng_vote.extensions import db
from huasheng_vote.journal import LOCAL_TABLES, log, rows


class Guard:
    """Stands over one engine."""

    def __init__(self, engine: Engine):
        self._on = self._binds = True
        self.laid: dict[int | None, dict[str, set[int]]] = {}
        """Ids by estate and table."""
        self.dirty: set[str] = set()
        """Every table written to since the database was empty."""
        event.remove(engine, "commit", rows.refuse_loose)
        for name, listener in (
            ("before_cursor_execute", self._note),
            ("before_execute", self._bring),
            ("commit", self._check),
            ("rollback", self._forget),
        ):
            event.listen(engine, name, listener)

    def clear(self) -> None:
        """The database is empty again."""
        self.laid.clear()
        self.dirty.clear()

    @contextmanager
    def off(self, bound: bool) -> Iterator[None]:
        """For test data laid down directly; not `bound`: for what somebody does who holds the whole database."""
        self._on, self._binds = False, bound
        try:
            yield
        finally:
            self._on, self._binds = True, True

    def _note(self, connection: Connection, _cursor: Any, statement: str, *_rest: Any) -> None:
        words = statement.replace('"', "").split(None, 3)
        verb = words[0].upper() if words else ""
        if verb in ("INSERT", "UPDATE", "DELETE"):
            table = words[1] if verb == "UPDATE" else words[2]
            connection.info.setdefault("written", set()).add(table.split("(")[0])
            self.dirty.add(table.split("(")[0])

    def _bring(self, connection: Connection, clause: Any, many: Any, one: Any, _options: Any) -> None:
        """A line is about to be written: what was laid down in its estate is among what it binds."""
        if clause is not log.LAST_LEAF or not self.laid or not self._on:
            return
        estate = (many[0] if many else one)["estate"]
        for each in (estate, None):
            for table, ids in self.laid.get(each, {}).items():
                rows.touched(connection).setdefault(table, rows.Touched()).ids.update(ids)
        connection.info.setdefault("brought", set()).update((estate, None))

    def _check(self, connection: Connection) -> None:
        written, stray = connection.info.pop("written", set()), set()
        if self._on:
            stray = written - set(LOCAL_TABLES)
            for estate in connection.info.pop("brought", ()):
                self.laid.pop(estate, None)
        else:
            touched = connection.info.pop(rows.TOUCHED, {})
            self._lay(connection, touched if self._binds else {})
        if stray and "journal_leaf" not in written:
            raise AssertionError(f"changed without a log line: {sorted(stray)}")
        rows.refuse_loose(connection)

    def _lay(self, connection: Connection, touched: dict[str, rows.Touched]) -> None:
        for name, found in touched.items():
            table = db.metadata.tables[name]
            new = (each for estate, mark in found.above.items() for each in rows.inserted(connection, table, mark, estate))
            for row in (*rows.named(connection, table, found.ids), *new):
                self.laid.setdefault(rows.estate_of(table, row), {}).setdefault(name, set()).add(row.id)

    def _forget(self, connection: Connection) -> None:
        connection.info.pop("written", None)
        connection.info.pop("brought", None)
