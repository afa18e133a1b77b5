"""Copies of the database, taken while it is in use, and putting one back.

A live database file is never copied as a file: SQLite writes the copy itself (VACUUM INTO), PostgreSQL's own tools do it there. Uploaded files and
keys are not in the copy; `docs/operating.md` says what else to keep.
"""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from flask import current_app
from flask_migrate import upgrade
from sqlalchemy import inspect, make_url, text

from huasheng_vote.extensions import db


class CannotCopy(Exception):
    """A copy that would overwrite something, or that is none."""


def backup(target: Path) -> None:
    """Write a copy of the database to a file that does not exist yet."""
    if target.exists():
        raise CannotCopy(f"{target} exists already; a backup never overwrites anything")
    if db.engine.dialect.name == "sqlite":
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.connection.driver_connection.execute("VACUUM INTO ?", (str(target),))
        target.chmod(0o600)
    else:
        _postgres("pg_dump", "--format=custom", f"--file={target}")


def restore(source: Path, force: bool) -> None:
    """Put a copy in place of the database. Refuses where there are data, unless forced."""
    if not source.is_file():
        raise CannotCopy(f"{source} is not there")
    if has_data() and not force:
        raise CannotCopy("the database has data; --force replaces them")
    if db.engine.dialect.name == "sqlite":
        _restore_sqlite(source)
    else:
        _postgres("pg_restore", "--clean", "--if-exists", "--no-owner", "--exit-on-error", "--single-transaction", str(source))
    upgrade()


def has_data() -> bool:
    """Whether the database holds any estate."""
    if not inspect(db.engine).has_table("estate"):
        return False
    with db.engine.connect() as connection:
        return connection.execute(text("SELECT 1 FROM estate LIMIT 1")).first() is not None


def _restore_sqlite(source: Path) -> None:
    with closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as copy:
        try:
            sound = copy.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
            ours = copy.execute("SELECT 1 FROM sqlite_master WHERE name = 'journal_leaf'").fetchone()
        except sqlite3.DatabaseError:
            sound = ours = False
        if not (sound and ours):
            raise CannotCopy(f"{source} is not a sound copy of this program's database")
        with current_app.extensions["write_lock"].held(), db.engine.connect() as connection:
            copy.backup(connection.connection.driver_connection)


def _postgres(tool: str, *arguments: str) -> None:
    """Run one of PostgreSQL's tools against our database; the password travels in the environment, not in the process list."""
    if shutil.which(tool) is None:
        raise CannotCopy(f"{tool} is not installed; on Debian: apt install postgresql-client")
    url = make_url(current_app.config["SQLALCHEMY_DATABASE_URI"])
    environment = {**os.environ, "PGPASSWORD": url.password or ""}
    address = url.set(drivername="postgresql", password=None).render_as_string(hide_password=False)
    done = subprocess.run([tool, f"--dbname={address}", *arguments], env=environment, capture_output=True, text=True)
    if done.returncode:
        raise CannotCopy(done.stderr.strip() or f"{tool} failed")
