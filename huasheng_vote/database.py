"""One writer at a time, on both databases.

SQLite: WAL with full sync, and one `flock` in front of every write transaction, checkpoint and close; some versions, Debian's among them, can
lose committed data when one connection writes while another checkpoints. PostgreSQL: a transaction-level advisory lock per estate.
"""

import fcntl
import os
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask import Flask, current_app
from sqlalchemy import Engine, event, text
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.orm import Session, SessionTransaction
from sqlalchemy.pool import ConnectionPoolEntry

from huasheng_vote.extensions import db

IDLE = 5  # seconds
ESTATE_LOCK = text("SELECT pg_advisory_xact_lock(:scope)")


class WriteLock:
    """An exclusive file lock, reentrant within a thread; safe across fork because the file is opened anew each time."""

    def __init__(self, path: Path):
        self._path = path
        self._thread = threading.RLock()
        self._depth = 0

    @contextmanager
    def held(self) -> Iterator[None]:
        with self._thread:
            descriptor = os.open(self._path, os.O_CREAT | os.O_RDWR, 0o600) if self._depth == 0 else None
            self._depth += 1
            try:
                if descriptor is not None:
                    fcntl.flock(descriptor, fcntl.LOCK_EX)
                yield
            finally:
                self._depth -= 1
                if descriptor is not None:
                    os.close(descriptor)


def locked_connection(lock: WriteLock) -> type[sqlite3.Connection]:
    """Closing the last connection checkpoints the log, so closing takes the lock too."""

    class Locked(sqlite3.Connection):
        def close(self) -> None:
            with lock.held():
                super().close()

    return Locked


def engine_options(url: str, lock: WriteLock) -> dict[str, Any]:
    if not url.startswith("sqlite"):
        return {"pool_size": 2, "max_overflow": 2}
    return {"connect_args": {"factory": locked_connection(lock), "timeout": 10}}


def init_app(app: Flask, url: str, lock: WriteLock) -> None:
    app.extensions["write_lock"] = lock
    with app.app_context():
        (_speak_sqlite if url.startswith("sqlite") else _look_again)(db.engine)


def _speak_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def set_up(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # transactions begin below, never by guess of the driver
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Any) -> None:
        writing = connection.get_execution_options().get("writing")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _look_again(engine: Engine) -> None:
    """A connection that has lain idle may have been cut: it is asked before it is used. One just used is not, which saves two round trips a ballot."""

    @event.listens_for(engine, "checkin")
    def leave(_connection: object, record: ConnectionPoolEntry) -> None:
        record.info["left"] = time.monotonic()

    @event.listens_for(engine, "checkout")
    def look(connection: Any, record: ConnectionPoolEntry, _proxy: object) -> None:
        if time.monotonic() - record.info.get("left", time.monotonic()) < IDLE:
            return
        try:
            engine.dialect.do_ping(connection)
        except Exception as cut:
            raise DisconnectionError from cut  # the pool then opens a new one


@contextmanager
def writing(scope: int) -> Iterator[None]:
    """A write transaction under the lock of `scope` (an estate's id; 0 for what belongs to no estate). Commits, or rolls back on any error."""
    session = db.session
    if session.info.get("writing"):
        raise RuntimeError("one act, one transaction")
    session.rollback()
    with _lock():
        session.info["writing"] = True
        try:
            connection = session.connection(execution_options={"writing": True})
            if connection.dialect.name == "postgresql":
                connection.execute(ESTATE_LOCK, {"scope": scope})
            yield
            session.commit()
        except BaseException:
            session.rollback()
            raise
        finally:
            session.info.pop("writing", None)


@contextmanager
def _lock() -> Iterator[None]:
    if db.engine.dialect.name != "sqlite":
        yield
        return
    with current_app.extensions["write_lock"].held():
        yield


@event.listens_for(Session, "before_flush")
def refuse_stray_writes(session: Session, _context: SessionTransaction, _instances: object) -> None:
    """A write outside `writing` would be a silent lost update; better a loud error while developing."""
    if not session.info.get("writing"):
        raise RuntimeError("a write outside an act")
