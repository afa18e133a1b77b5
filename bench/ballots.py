"""Ballots by many at once over HTTP against gunicorn, on SQLite and, where an address is given, on PostgreSQL:

    python -m bench.ballots [BALLOTS] [CLIENTS] [postgresql://…]      (default 1,000 ballots by 16 clients)

Every voter opens the check page, then all submit; afterwards a tenth more send the same ballot three times at once. Beside it, on the same machine and in the
same way, a bare Flask view with one durable commit of such a ballot (`bench/bare.py`). Prints speeds, waits and the processor time of the workers, and
fails if one ballot was lost or doubled.
"""

import os
import random
import re
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from sqlalchemy import func, select, update

from bench import bare
from bench.load import Answer, get, post, send
from bench.served import Served, database, served
from huasheng_vote.assemblies.models.ballots import Ballot
from huasheng_vote.assemblies.models.meetings import Assembly
from huasheng_vote.assemblies.queries import recount
from huasheng_vote.assemblies.queries.frozen import frozen
from huasheng_vote.clock import system_clock
from huasheng_vote.database import writing
from huasheng_vote.extensions import db
from huasheng_vote.web.session import TOKEN
from tests.crowd import ballot, crowd, tokens
from tests.site import Site
from tests.voting import LAMPS, PLAYGROUND, Asked, Meeting, noticed

CHOICES = ("agree", "oppose", "abstain")


@dataclass(frozen=True)
class Voter:
    """A browser that is signed in, and the ballot it will send."""

    cookie: str
    path: str
    body: dict[str, str]


@dataclass(frozen=True)
class Measured:
    """A run of requests: how many a second, the waits in ms, the processor time of the server's workers for each in ms."""

    rate: float
    waits: Sequence[float]
    cpu: float
    client: float

    def __str__(self) -> str:
        middle, worst = self.waits[len(self.waits) // 2], self.waits[len(self.waits) * 99 // 100]
        return f"{self.rate:7.0f}/s, p50 {middle:5.1f} ms, p99 {worst:5.1f} ms, workers {self.cpu:5.2f} ms each, client {self.client:5.2f} ms each"


def main(ballots: int, clients: int, postgres: str | None) -> None:
    say(
        f"{ballots} ballots on {len(CHOICES)} motions, {clients} clients, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the start"
    )
    with tempfile.TemporaryDirectory() as folder:
        compare("SQLite", Path(folder), f"sqlite:///{folder}/test.db", ballots, clients)
    if postgres:
        with tempfile.TemporaryDirectory() as folder, database(postgres) as url:
            compare("PostgreSQL", Path(folder), url, ballots, clients)


def compare(name: str, folder: Path, url: str, ballots: int, clients: int) -> None:
    least = reference(folder, None if url.startswith("sqlite") else url, ballots, clients)
    say(f"{name}, bare view:   {least}")
    ours = measure(name, folder, url, ballots, clients)
    say(f"{name}, the app:     {ours}")
    say(f"{name}, app to bare: {ours.rate / least.rate:.2f} of the speed, {ours.cpu / least.cpu:.1f} times the processor time")


def reference(folder: Path, url: str | None, ballots: int, clients: int) -> Measured:
    bare.lay_down(folder, url and url.replace("+psycopg", ""))
    settings = {"HUASHENG_DATA": str(folder), **({"DATABASE_URL": url} if url else {})}
    with served("bench.bare:app", settings) as server:
        warm, *rest = [
            [post(f"/ballot/{head}", "", {"choice": "agree"}) for head in heads] for heads in (range(100), range(100, 100 + ballots))
        ]
        timed(server, warm, clients, 303)
        return timed(server, rest[0], clients, 303)


def measure(name: str, folder: Path, url: str, ballots: int, clients: int) -> Measured:
    site = Site(folder, url)
    extra = max(ballots // 10, clients)
    with site.app.app_context():
        meeting, voters = laid_down(site, ballots + 2 * extra)
        db.session.remove()
        with served("wsgi:app", {"HUASHENG_DATA": str(folder), "DATABASE_URL": url}) as server:
            warm, once, thrice = voters[:extra], voters[extra:-extra], voters[-extra:]
            send(server.port, opened(server, warm, clients)[0], clients)
            forms, pages = opened(server, once, clients)
            say(f"{name}, check pages: {pages}")
            found = timed(server, forms, clients, 303)
            again = opened(server, thrice, clients)[0] * 3
            random.Random(3).shuffle(again)
            timed(server, again, clients, 303)
            say(f"{name}, tally:       {polled(server, meeting, voters[0].cookie, ballots, clients)}")
        check(meeting, len(voters))
    site.close()
    return found


def opened(server: Served, voters: Sequence[Voter], clients: int) -> tuple[list[bytes], Measured]:
    """What each voter's check page leads to being sent, and how fast the pages came."""
    answers: list[Answer] = []
    found = timed(server, [get(each.path, each.cookie, **each.body) for each in voters], clients, 200, answers)
    return [form(voter, answer.text) for voter, answer in zip(voters, answers, strict=True)], found


def form(voter: Voter, page: str) -> bytes:
    """The submission, with the token and the cookie that the page gave."""
    token, cookie = re.search(r'name="csrf_token" value="([^"]+)"', page), re.search(r"Set-Cookie: ([^;]+)", page)
    if token is None:
        raise SystemExit(f"no form: {page[:400]}")
    return post(voter.path, cookie[1] if cookie else voter.cookie, {**voter.body, "csrf_token": token[1]})


def polled(server: Served, meeting: Meeting, cookie: str, times: int, clients: int) -> Measured:
    """The tally as a watcher polls it: unchanged since the last time."""
    path = meeting.url(f"/motions/{meeting.motions[0]}/tally")
    tag = re.search(r"ETag: (\S+)", send(server.port, [get(path, cookie)], 1)[0].text)
    request = get(path, cookie).replace(b"\r\n\r\n", f"\r\nIf-None-Match: {tag[1] if tag else ''}\r\n\r\n".encode())
    return timed(server, [request] * times, clients, 304)


def timed(server: Served, requests: Sequence[bytes], clients: int, status: int, answers: list[Answer] | None = None) -> Measured:
    before, own, start = server.cpu(), time.process_time(), time.perf_counter()
    found = send(server.port, requests, clients)
    seconds, used, mine = time.perf_counter() - start, server.cpu() - before, time.process_time() - own
    if wrong := next((each for each in found if each.status != status), None):
        raise SystemExit(f"not {status}: {wrong.text[:400]}")
    if answers is not None:
        answers += found
    count = len(requests)
    return Measured(count / seconds, sorted(each.seconds * 1000 for each in found), used * 1000 / count, mine * 1000 / count)


def laid_down(site: Site, voters: int) -> tuple[Meeting, list[Voter]]:
    """An estate with one head a voter, a vote that is open now, and who will vote in it."""
    site.at = system_clock()
    estate = crowd(site, [800_000 + place % 7 * 50_000 for place in range(voters)])
    meeting = noticed(estate, (LAMPS, PLAYGROUND, Asked("加装电梯")))
    with site.unguarded(), writing(0):
        hour = timedelta(hours=1)
        db.session.execute(update(Assembly).values(opens_at=site.at - hour, closes_at=site.at + hour))
    names = [f"业主{place}" for place in range(1, voters + 1)]
    serializer = site.app.session_interface.get_signing_serializer(site.app)
    cookies = [f"session={serializer.dumps({TOKEN: token})}" for token in tokens(estate, names)]
    return meeting, [Voter(cookie, *ballot(meeting, name, *CHOICES)) for cookie, name in zip(cookies, names, strict=True)]


def check(meeting: Meeting, ballots: int) -> None:
    """None lost, none doubled, and both counts agree."""
    counted = db.session.scalar(select(func.count()).select_from(Ballot).where(Ballot.counts))
    rows = db.session.scalar(select(func.count()).select_from(Ballot))
    known = frozen(meeting.estate.ref.id, meeting.id)
    if (counted, rows) != (ballots, ballots) or recount.by_rows(known) != recount.by_log(known, recount.replayed(known)):
        raise SystemExit(f"sent {ballots}, counted {counted} of {rows} rows")
    say(f"None of {ballots} ballots lost, none doubled, both counts agree.")


def say(words: str) -> None:
    print(words, flush=True)  # noqa: T201 - it is what this is for


if __name__ == "__main__":
    given = sys.argv[1:]
    address = next((each for each in given if "://" in each), None)
    numbers = [int(each) for each in given if each.isdigit()]
    main(*(numbers + [1000, 16][len(numbers) :]), address)
