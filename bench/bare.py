"""What the app is measured against: a bare Flask view that does one thing, a durable commit of a ballot on three motions, behind the same lock.

No sign-in, no CSRF, no roll, no log: nothing can be cast with less, so the app's share of this speed is what all the rest costs.
"""

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask import Flask, Response, redirect, request

TABLES = (
    "CREATE TABLE bare_ballot (id INTEGER PRIMARY KEY, head INTEGER UNIQUE, received TEXT, code TEXT)",
    "CREATE TABLE bare_choice (id INTEGER PRIMARY KEY, ballot INTEGER REFERENCES bare_ballot, motion INTEGER, choice TEXT)",
)
MOTIONS = (1, 2, 3)
app = Flask(__name__)
connections: dict[int, Any] = {}  # one a process, opened at the first ballot


@app.get("/healthz")
def healthz() -> str:
    return "ok"


@app.post("/ballot/<int:head>")
def cast(head: int) -> Any:
    answers = [request.form["choice"]] * len(MOTIONS)
    with (_postgresql if "DATABASE_URL" in os.environ else _sqlite)() as (cursor, mark):
        cursor.execute(
            f"INSERT INTO bare_ballot (head, received, code) VALUES ({mark}, {mark}, {mark}) RETURNING id", (head, "now", "code")
        )
        ((ballot,),) = cursor.fetchall()
        rows = [(ballot, motion, choice) for motion, choice in zip(MOTIONS, answers, strict=True)]
        cursor.executemany(f"INSERT INTO bare_choice (ballot, motion, choice) VALUES ({mark}, {mark}, {mark})", rows)
    return redirect(f"/receipt/{head}", code=303)


@app.after_request
def uncached(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response


def lay_down(folder: Path, url: str | None) -> None:
    """The empty tables."""
    if url is None:
        with sqlite3.connect(folder / "bare.db") as connection:
            for table in TABLES:
                connection.execute(table)
        return
    import psycopg

    with psycopg.connect(url) as made:
        for table in TABLES:
            made.execute(table.replace("INTEGER PRIMARY KEY", "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY"))


@contextmanager
def _sqlite() -> Iterator[tuple[Any, str]]:
    folder = os.environ["HUASHENG_DATA"]
    if os.getpid() not in connections:
        connections[os.getpid()] = made = sqlite3.connect(f"{folder}/bare.db", isolation_level=None)
        made.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON")
    connection = connections[os.getpid()]
    lock = os.open(f"{folder}/bare.lock", os.O_CREAT | os.O_RDWR)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        cursor = connection.cursor()
        cursor.execute("BEGIN IMMEDIATE")
        yield cursor, "?"
        cursor.execute("COMMIT")
    finally:
        os.close(lock)


@contextmanager
def _postgresql() -> Iterator[tuple[Any, str]]:
    import psycopg

    if os.getpid() not in connections:
        connections[os.getpid()] = psycopg.connect(os.environ["DATABASE_URL"].replace("+psycopg", ""))
    with connections[os.getpid()].transaction(), connections[os.getpid()].cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(1)")
        yield cursor, "%s"
