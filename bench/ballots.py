"""Ballots by many at once over HTTP against gunicorn, on SQLite and, where an address is given, on PostgreSQL:

    python -m bench.ballots [BALLOTS] [CLIENTS] [postgresql://…]      (default 1,000 ballots by 16 clients)

Each voter opens the check page and submits; every third sends the same again. Prints speed and waits, and fails if one ballot was lost or doubled.
"""

import http.client
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlencode

from sqlalchemy import create_engine, func, select, text, update

from huasheng_vote.assemblies.models.ballots import Ballot
from huasheng_vote.assemblies.models.meetings import Assembly
from huasheng_vote.assemblies.queries import recount
from huasheng_vote.assemblies.queries.frozen import frozen
from huasheng_vote.clock import system_clock
from huasheng_vote.config import _driver
from huasheng_vote.database import writing
from huasheng_vote.extensions import db
from huasheng_vote.web.session import TOKEN
from tests.crowd import ballot, crowd, tokens
from tests.site import Site
from tests.voting import Meeting, noticed

Sent = tuple[str, str, dict[str, str]]


def main(ballots: int, clients: int, postgres: str | None) -> None:
    with tempfile.TemporaryDirectory() as folder:
        measure("SQLite", Path(folder), f"sqlite:///{folder}/test.db", ballots, clients)
    if postgres:
        with tempfile.TemporaryDirectory() as folder, database(postgres) as url:
            measure("PostgreSQL", Path(folder), url, ballots, clients)


def measure(name: str, folder: Path, url: str, ballots: int, clients: int) -> None:
    site = Site(folder, url)
    with site.app.app_context():
        meeting, sent = laid_down(site, ballots)
        db.session.remove()
        with server(folder, url) as port:
            start = time.perf_counter()
            with ThreadPoolExecutor(clients) as pool:
                waits = sorted(pool.map(lambda each: cast(port, *each), sent))
            seconds = time.perf_counter() - start
        check(meeting, ballots)
    rate, middle, worst = len(waits) / seconds, waits[len(waits) // 2], waits[len(waits) * 99 // 100]
    figures = f"{rate:7.1f}/s, p50 {middle:5.0f} ms, p99 {worst:5.0f} ms"
    print(f"{name:<12}{ballots} ballots, {len(waits)} submitted, {clients} clients: {figures}")  # noqa: T201 - it is what this is for
    site.close()


def laid_down(site: Site, ballots: int) -> tuple[Meeting, list[Sent]]:
    """An estate with one head a ballot, a vote that is open now, and what its voters will send."""
    site.at = system_clock()
    estate = crowd(site, [800_000 + place % 7 * 50_000 for place in range(ballots)])
    meeting = noticed(estate)
    with site.unguarded(), writing(0):
        hour = timedelta(hours=1)
        db.session.execute(update(Assembly).values(opens_at=site.at - hour, closes_at=site.at + hour))
    names = [f"业主{place}" for place in range(1, ballots + 1)]
    serializer = site.app.session_interface.get_signing_serializer(site.app)
    cookies = [serializer.dumps({TOKEN: token}) for token in tokens(estate, names)]
    sent = [
        (cookie, *ballot(meeting, name, ("agree", "oppose")[place % 2], "abstain"))
        for place, (cookie, name) in enumerate(zip(cookies, names, strict=True))
    ]
    return meeting, sent + sent[::3]


def cast(port: int, cookie: str, path: str, body: dict[str, str]) -> float:
    """One voter: the check page, then the ballot. Returns the milliseconds of the submission."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    connection.request("GET", f"{path}?{urlencode(body)}", headers={"Cookie": f"session={cookie}"})
    page = connection.getresponse()
    html = page.read().decode()
    if page.status == 303:  # sent again, and the first was quicker: the way leads to the receipt
        return 0.0
    token = re.search(r'name="csrf_token" value="([^"]+)"', html)
    again = page.getheader("Set-Cookie", "").split(";")[0] or f"session={cookie}"
    if token is None:
        raise SystemExit(f"no form at {path}: {page.status} {html[:400]}")
    start = time.perf_counter()
    headers = {"Cookie": again, "Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", path, urlencode({**body, "csrf_token": token[1]}), headers)
    answer = connection.getresponse()
    answer.read()
    if answer.status != 303:
        raise SystemExit(f"{path}: {answer.status}")
    return (time.perf_counter() - start) * 1000


def check(meeting: Meeting, ballots: int) -> None:
    """None lost, none doubled, and both counts agree."""
    counted = db.session.scalar(select(func.count()).select_from(Ballot).where(Ballot.counts))
    rows = db.session.scalar(select(func.count()).select_from(Ballot))
    known = frozen(meeting.estate.ref.id, meeting.id)
    if (counted, rows) != (ballots, ballots) or recount.by_rows(known) != recount.by_log(known, recount.replayed(known)):
        raise SystemExit(f"sent {ballots}, counted {counted} of {rows} rows")


@contextmanager
def server(folder: Path, url: str) -> Iterator[int]:
    """gunicorn as the app is served: one sync worker a core."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    keys = {"SECRET_KEY": "test", "FIELD_KEY": bytes(range(32)).hex(), "HTMX_SOURCE": "local"}
    command = [
        str(Path(sys.executable).parent / "gunicorn"),
        "wsgi:app",
        "--bind",
        f"127.0.0.1:{port}",
        "--workers",
        str(os.cpu_count() or 2),
    ]
    process = subprocess.Popen(
        [*command, "--no-control-socket", "--log-level", "warning"],
        env=os.environ | keys | {"HUASHENG_DATA": str(folder), "DATABASE_URL": url},
    )
    try:
        wait_for(port)
        yield port
    finally:
        process.terminate()
        process.wait()


def wait_for(port: int) -> None:
    for _ in range(300):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/healthz")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the server did not start")


@contextmanager
def database(url: str) -> Iterator[str]:
    """A database of our own on that server, gone afterwards."""
    name = f"huasheng_bench_{os.getpid()}"
    engine = create_engine(_driver(url), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}"'))
        try:
            yield _driver(url).rsplit("/", 1)[0] + f"/{name}"
        finally:
            connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))
    engine.dispose()


if __name__ == "__main__":
    given = sys.argv[1:]
    address = next((each for each in given if "://" in each), None)
    numbers = [int(each) for each in given if each.isdigit()]
    main(*(numbers + [1000, 16][len(numbers) :]), address)
