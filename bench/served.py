"""gunicorn as the app is served, one sync worker a core, and what its processes have used of the processors."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import create_engine, text

from bench.load import get, send
from huasheng_vote.config import _driver

KEYS = {"SECRET_KEY": "test", "FIELD_KEY": bytes(range(32)).hex(), "HTMX_SOURCE": "local"}
WORKERS = os.cpu_count() or 2


@dataclass(frozen=True)
class Served:
    """A server that runs: its port, and its processes."""

    port: int
    pid: int

    def cpu(self) -> float:
        """Seconds of processor time its workers have used so far, by /proc (Linux)."""
        workers = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
        ticks = (Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[11:13] for pid in workers)
        return sum(int(user) + int(system) for user, system in ticks) / os.sysconf("SC_CLK_TCK")


@contextmanager
def served(app: str, settings: Mapping[str, str]) -> Iterator[Served]:
    """The app behind gunicorn until the end of the block."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [str(Path(sys.executable).parent / "gunicorn"), app, "--bind", f"127.0.0.1:{port}", "--workers", str(WORKERS)]
    process = subprocess.Popen([*command, "--no-control-socket", "--log-level", "warning"], env=os.environ | KEYS | dict(settings))
    try:
        _wait(port)
        yield Served(port, process.pid)
    finally:
        process.terminate()
        process.wait()


def _wait(port: int) -> None:
    for _ in range(300):
        try:
            if send(port, [get("/healthz")] * 8 * WORKERS, WORKERS)[-1].status == 200:  # enough for each worker to have answered once
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the server did not start")


@contextmanager
def database(url: str) -> Iterator[str]:
    """A database of our own on that server, gone afterwards."""
    name = f"huasheng_bench_{os.getpid()}"
    engine = create_engine(_driver(url), isolation_level="AUTOCOMMIT")
    base, _, query = _driver(url).partition("?")
    with engine.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}"'))
        try:
            yield f"{base.rsplit('/', 1)[0]}/{name}" + (f"?{query}" if query else "")
        finally:
            connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))
    engine.dispose()
