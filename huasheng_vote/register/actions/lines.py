"""Writing rows of the register together with the log lines that commit to them.

Every row written also goes, with its id, into the private body of a leaf, so that the tables can be rebuilt from the log. A register of a
hundred thousand lines would make one body of many megabytes: rows are written in pieces, and each full piece is a leaf `register.lines` of its
own; the act's own leaf carries what is left, so that an ordinary act, and an ordinary import, is one leaf. Names, documents and phones stand in
private bodies alone, documents and phones sealed there too.
"""

from base64 import b64encode
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, insert, update

from huasheng_vote.extensions import db
from huasheng_vote.journal.leaf import stamp
from huasheng_vote.journal.log import Context
from huasheng_vote.keys import keyring

PIECE = 1000
SEALED = frozenset({"document", "phone"})

NATURAL_KEYS = {
    "building": ("name",),
    "unit": ("building_id", "entrance", "number"),
    "party": ("identity",),
    "ownership": ("unit_id", "party_id"),
    "import_batch": ("sha256",),
    "head_note": ("owners",),
    "unit_letter": ("digest",),
    "enrolment": ("party_id", "account_id"),
    "line_dispute": ("unit_id", "account_id"),
}

Row = Mapping[str, Any]


class Lines:
    """The rows of one act, written as they come and logged in pieces."""

    def __init__(self, on: Context, subject: str) -> None:
        self._on, self._subject = on, subject
        self._told: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self._waiting = 0
        self.leaves = 0

    def add(self, model: Any, rows: Sequence[Row]) -> list[int]:
        """Insert rows of the estate and return their ids in the same order. Many at a time come back in any order: they are known by their key."""
        ids: list[int] = []
        key = [model.__table__.c[name] for name in NATURAL_KEYS[model.__tablename__]]
        for start in range(0, len(rows), PIECE):
            piece = [{"estate_id": self._on.estate.id, **row} for row in rows[start : start + PIECE]]
            made = db.session.execute(insert(model.__table__).returning(model.__table__.c.id, *key), piece)
            numbers = {tuple(place): number for number, *place in made}
            ids += [numbers[tuple(row[column.name] for column in key)] for row in piece]
            self._tell(model, [{"id": number, **row} for number, row in zip(ids[start:], piece, strict=True)])
        return ids

    def change(self, model: Any, rows: Sequence[Row]) -> None:
        """Update rows of the estate by their `id`; all rows name the same columns."""
        table = model.__table__
        for start in range(0, len(rows), PIECE):
            piece = rows[start : start + PIECE]
            columns = {name: bindparam(f"new_{name}", type_=table.c[name].type) for name in piece[0] if name != "id"}
            statement = update(table).where(table.c.estate_id == self._on.estate.id, table.c.id == bindparam("new_id")).values(columns)
            connection = db.session.connection()
            connection.execute(statement, [{f"new_{name}": value for name, value in row.items()} for row in piece])
            self._tell(model, piece)

    def close(self, type: str, facts: dict[str, Any], private: dict[str, Any] | None = None) -> None:
        """The act's own leaf, with the rows not yet told."""
        self._on.record(type, self._subject, {**facts, "lines": self.leaves}, {**(private or {}), **self._told})

    def _tell(self, model: Any, rows: Sequence[Row]) -> None:
        self._told[model.__tablename__] += [told(row) for row in rows]
        self._waiting += len(rows)
        if self._waiting > PIECE:
            self._on.record("register.lines", self._subject, {"piece": self.leaves + 1}, dict(self._told))
            self._told, self._waiting, self.leaves = defaultdict(list), 0, self.leaves + 1


def party_subject(on: Context, party: int) -> str:
    """How a line names an owner it is about: the same owner by the same code, and no number that counts through the register door by door. Who is bound just
    before a ballot comes in shall not be found by it."""
    return f"party/{keyring().digest(f'party/{on.estate.slug}', str(party))[:16]}"


def told(row: Row) -> dict[str, Any]:
    """A row as the log tells it: no nulls, moments as text, documents and phones sealed."""
    return {name: _told(name, value) for name, value in row.items() if value is not None and name != "estate_id"}


def _told(name: str, value: Any) -> str | int:
    if name in SEALED:
        return b64encode(keyring().seal(value)).decode()
    if isinstance(value, datetime):
        return stamp(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else str(value)
