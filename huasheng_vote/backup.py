"""Copies of the database, taken while it is in use, and putting one back.

A live database file is never copied as a file: SQLite writes the copy itself (VACUUM INTO), PostgreSQL's own tools do it there. Uploaded files and
keys are not in the copy; `docs/operating.md` says what else to keep.
"""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from flask import current_app
from flask_migrate import upgrade
from sqlalchemy import inspect, make_url, text

from huasheng_vote.extensions import db
from huasheng_vote.journal import tree
from huasheng_vote.journal.log import EMPTY_ROOT
from huasheng_vote.journal.signer import the_signer


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


def restore(source: Path, force: bool, accept_loss: bool = False) -> None:
    """Put a copy in place of the database. Refuses where there are data, unless forced, and a copy that lacks lines of a log which were signed, unless
    the loss is accepted."""
    if not source.is_file():
        raise CannotCopy(f"{source} is not there")
    if has_data() and not force:
        raise CannotCopy("the database has data; --force replaces them")
    if not accept_loss:
        _refuse_loss(source)
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


def _refuse_loss(source: Path) -> None:
    """What was signed has to be in the copy. A dump of PostgreSQL cannot be asked before it is in place."""
    marks = the_signer().high_water.marks()
    if not marks:
        return
    if db.engine.dialect.name != "sqlite":
        raise CannotCopy(
            "logs were signed, and whether this copy has all of it shows only once it is in place: --accept-loss, which costs nothing if it has"
        )
    with _opened(source) as copy:
        missing = [slug for slug, mark in marks.items() if root_in(copy, slug, mark.size) != mark.root]
    if missing:
        raise CannotCopy(f"the copy lacks lines that were signed, of: {', '.join(sorted(missing))}. --accept-loss goes on without them")


def root_in(copy: sqlite3.Connection, slug: str, size: int) -> str:
    """The root of the first lines of an estate's log in a copy, in hex; empty where they are not all there."""
    hashes = []
    for level, index in tree.complete((0, size)):
        table, also = ("journal_node", "AND level = ?") if level else ("journal_leaf", "AND ? = 0")
        query = f'SELECT hash FROM {table} JOIN estate ON estate.id = estate_id WHERE slug = ? {also} AND "index" = ?'
        row = copy.execute(query, (slug, level, index)).fetchone()
        if row is None:
            return ""
        hashes.append(bytes(row[0]))
    return tree.fold(hashes).hex() if hashes else EMPTY_ROOT.hex()


@contextmanager
def _opened(source: Path) -> Iterator[sqlite3.Connection]:
    """A copy to read from. Refuses what is none."""
    with closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as copy:
        try:
            sound = copy.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
            ours = copy.execute("SELECT 1 FROM sqlite_master WHERE name = 'journal_leaf'").fetchone()
        except sqlite3.DatabaseError:
            sound = ours = False
        if not (sound and ours):
            raise CannotCopy(f"{source} is not a sound copy of this program's database")
        yield copy


def _restore_sqlite(source: Path) -> None:
    with _opened(source) as copy:
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
