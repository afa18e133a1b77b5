"""The log's tables. Rows are only ever added: triggers on both databases refuse UPDATE and DELETE of lines and subtrees.

Checkpoints and cosignatures are local: they are statements about the log, so they cannot be lines of it, and a false one does not verify. Who may be a
witness, and how many it takes, is decided by acts and stands in the log.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import DDL, CheckConstraint, ForeignKey, Index, LargeBinary, Text, UniqueConstraint, event
from sqlalchemy.orm import Mapped, mapped_column

from huasheng_vote.extensions import EstateScoped, Id, db, within_estate


class JournalLeaf(db.Model):  # type: ignore[misc, name-defined]
    """One line. `body` is the canonical JSON that was hashed; type and subject are copied out of it to be searched."""

    __tablename__ = "journal_leaf"
    __table_args__ = (Index("ix_journal_leaf_subject", "estate_id", "subject"),)

    estate_id: Mapped[int] = mapped_column(ForeignKey("estate.id"), primary_key=True)
    index: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    type: Mapped[str]
    subject: Mapped[str]
    body: Mapped[bytes] = mapped_column(LargeBinary)
    hash: Mapped[bytes] = mapped_column(LargeBinary)


class JournalNode(db.Model):  # type: ignore[misc, name-defined]
    """Root of a complete subtree of 2^level leaves (level ≥ 1), so that roots and proofs need O(log n) rows."""

    __tablename__ = "journal_node"

    estate_id: Mapped[int] = mapped_column(ForeignKey("estate.id"), primary_key=True)
    level: Mapped[int] = mapped_column(primary_key=True)
    index: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    hash: Mapped[bytes] = mapped_column(LargeBinary)


class JournalPrivate(db.Model):  # type: ignore[misc, name-defined]
    """Salt and private body of a leaf. May be erased by a journaled act; the log does not break."""

    __tablename__ = "journal_private"
    __table_args__ = (UniqueConstraint("estate_id", "index"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    estate_id: Mapped[int] = mapped_column(ForeignKey("estate.id"))
    index: Mapped[int] = mapped_column(Id)
    salt: Mapped[bytes] = mapped_column(LargeBinary)
    body: Mapped[bytes] = mapped_column(LargeBinary)


class JournalBound(db.Model):  # type: ignore[misc, name-defined]
    """The rows a line binds: canonical JSON of keyed digests by table and id. The line's private body holds its SHA-256; it stays when that body is destroyed."""

    __tablename__ = "journal_bound"

    estate_id: Mapped[int] = mapped_column(ForeignKey("estate.id"), primary_key=True)
    index: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    digests: Mapped[bytes] = mapped_column(LargeBinary)


class Checkpoint(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """A signed head. `note` is the signed note, byte for byte; origin, size, root and check code are copied out of it to be searched."""

    __tablename__ = "checkpoint"
    __table_args__ = (
        UniqueConstraint("estate_id", "id"),
        UniqueConstraint("estate_id", "origin", "size"),
        CheckConstraint("size > 0", name="covers_something"),
    )

    origin: Mapped[str]
    size: Mapped[int] = mapped_column(Id)
    root: Mapped[bytes] = mapped_column(LargeBinary)
    code: Mapped[str]
    note: Mapped[str] = mapped_column(Text)
    reason: Mapped[str]
    taken_at: Mapped[datetime]


class Witness(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """A key whose holder looks on from outside: `vkey` under `name`, which says the office or the draw and never a person. `until` is set when it ends."""

    __tablename__ = "witness"
    __table_args__ = (
        UniqueConstraint("estate_id", "id"),
        UniqueConstraint("estate_id", "name"),
        UniqueConstraint("estate_id", "vkey"),
        CheckConstraint("until IS NULL OR until >= since", name="ends_after_start"),
    )

    name: Mapped[str]
    vkey: Mapped[str]
    since: Mapped[datetime]
    until: Mapped[datetime | None]


class WitnessQuorum(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """How many witnesses a head needs to count as witnessed, from a moment on; the latest row is in force."""

    __tablename__ = "witness_quorum"
    __table_args__ = (CheckConstraint("needed >= 0", name="not_negative"),)

    needed: Mapped[int]
    since: Mapped[datetime]


class Cosignature(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """A witness's line under a checkpoint, verified before it was kept. `signed_at` is the witness's own word."""

    __tablename__ = "cosignature"
    __table_args__ = (
        UniqueConstraint("estate_id", "checkpoint_id", "witness_id"),
        within_estate("checkpoint_id", "checkpoint"),
        within_estate("witness_id", "witness"),
    )

    checkpoint_id: Mapped[int]
    witness_id: Mapped[int]
    line: Mapped[str] = mapped_column(Text)
    signed_at: Mapped[datetime]


APPEND_ONLY = ("journal_leaf", "journal_node", "journal_bound")

SQLITE_TRIGGER = """CREATE TRIGGER {table}_no_{verb} BEFORE {VERB} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"""
POSTGRES_FUNCTION = """CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '%% is append-only', TG_TABLE_NAME; END $$"""
POSTGRES_TRIGGER = """CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"""


def trigger_statements(dialect: str, table: str) -> list[str]:
    """The statements that make `table` append-only; migrations run the same ones."""
    if dialect == "postgresql":
        return [POSTGRES_FUNCTION.replace("%%", "%"), POSTGRES_TRIGGER.format(table=table)]
    return [SQLITE_TRIGGER.format(table=table, verb=verb, VERB=verb.upper()) for verb in ("update", "delete")]


def _attach() -> None:
    for table in APPEND_ONLY:
        for dialect in ("sqlite", "postgresql"):
            for statement in trigger_statements(dialect, table):
                ddl: Any = DDL(statement.replace("%", "%%")).execute_if(dialect=dialect)  # type: ignore[no-untyped-call]
                event.listen(db.metadata.tables[table], "after_create", ddl)


_attach()
