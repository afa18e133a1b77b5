"""The app under test: one database, one clock that stands still, and a guard that no act leaves the log out."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import text

from huasheng_vote.app import create_app
from huasheng_vote.config import Settings
from huasheng_vote.database import writing
from huasheng_vote.extensions import db
from huasheng_vote.journal.log import EstateRef
from huasheng_vote.journal.models import APPEND_ONLY
from huasheng_vote.rules.access import Actor
from huasheng_vote.web.act import act_as
from tests.guard import Guard

START = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


class Browser(FlaskClient):
    """A client each of whose requests gets an application context of its own, as on a server."""

    def open(self, *args: Any, **kwargs: Any) -> Any:
        with self.application.app_context():
            answer = super().open(*args, **kwargs)
        db.session.rollback()  # the test reads on from what the request committed
        return answer


class Site:
    """An application, its clock (`at`), and acts done as somebody."""

    def __init__(self, folder: Path, url: str):
        self.at = START
        self.kept: dict[Any, Any] = {}  # estates that were built once, with their rows
        self.app = create_app(
            Settings(
                data=folder, database_url=url, secret_key="test", field_key=bytes(range(32)), htmx_source="local", testing=True, demo=True
            ),
            tick=lambda: self.at,
        )
        self.app.test_client_class = Browser
        self.app.config["WTF_CSRF_ENABLED"] = False
        with self.app.app_context():
            db.create_all()
            self.guard = Guard(db.engine)
            if not self.sqlite:
                self.guard.dirty.update(db.metadata.tables)  # whoever had this database before may have left rows
            if self.sqlite:
                self.empty = sqlite3.connect(folder / "empty.db")
                with sqlite3.connect(folder / "test.db") as full:
                    full.backup(self.empty)

    @property
    def sqlite(self) -> bool:
        with self.app.app_context():
            return bool(db.engine.dialect.name == "sqlite")

    def reset(self) -> None:
        """Every table empty, the clock back at the start."""
        self.at = START
        self.app.extensions["memory"].clear()
        self.app.extensions["signer"].high_water.path.unlink(missing_ok=True)
        with self.app.app_context():
            db.session.remove()
            self._empty()
        self.guard.clear()

    @property
    def pristine(self) -> bool:
        """Whether nothing was written yet."""
        return not self.guard.dirty

    def _empty(self) -> None:
        if self.sqlite:
            with db.engine.connect() as connection:
                self.empty.backup(connection.connection.driver_connection)
            return
        with self.unguarded(bound=False), db.engine.begin() as connection:
            connection.execute(text("SET LOCAL session_replication_role = replica"))
            for table in sorted(self.guard.dirty & set(db.metadata.tables)):
                connection.execute(text(f'DELETE FROM "{table}"'))

    def close(self) -> None:
        with self.app.app_context():
            db.session.remove()
            db.engine.dispose()
        if self.sqlite:
            self.empty.close()

    def client(self) -> FlaskClient:
        return self.app.test_client()

    def later(self, **delta: float) -> datetime:
        """Move the clock on, and say what it then shows."""
        self.at += timedelta(**delta)
        return self.at

    def act(self, estate: EstateRef, actor: Actor, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Do an act as `actor`, at the clock's moment."""
        return act_as(estate, actor, self.at, fn, *args, **kwargs)

    @contextmanager
    def unguarded(self, bound: bool = True) -> Iterator[None]:
        """For test data laid down directly, without acts; the next line of the log binds them, unless they stand for tampering."""
        with self.guard.off(bound):
            yield

    def forge(self, statement: Any) -> None:
        """Run a statement past the triggers, as somebody who holds the whole database can."""
        with self.unguarded(bound=False), writing(0):
            if self.sqlite:
                for table in APPEND_ONLY:
                    for verb in ("update", "delete"):
                        db.session.execute(text(f"DROP TRIGGER IF EXISTS {table}_no_{verb}"))
            else:
                db.session.execute(text("SET LOCAL session_replication_role = replica"))
            db.session.execute(statement)
