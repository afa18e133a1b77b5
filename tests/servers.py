"""Throwaway servers for the tests: a PostgreSQL cluster in a temporary folder, without durability, on a socket of its own."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

SHARED = Path(__file__).parent.parent.parent / "shared"
AS_POSTGRES = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []


def tool(name: str) -> str | None:
    """Where a PostgreSQL tool is: on the path, or where Debian keeps it."""
    debian = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return str(debian[-1]) if debian else shutil.which(name)


@contextmanager
def postgres() -> Iterator[str]:
    """A URL of an empty database that vanishes afterwards. `initdb` refuses root, so root runs it as `postgres`."""
    given = os.environ.get("TEST_POSTGRES")
    if given:
        yield given
        return
    initdb, pg_ctl = tool("initdb"), tool("pg_ctl")
    if not (initdb and pg_ctl):
        pytest.skip("PostgreSQL is not installed; on Debian: apt install postgresql")
    folder = Path(tempfile.mkdtemp(prefix="huasheng-pg-"))
    if AS_POSTGRES:
        shutil.chown(folder, "postgres")
    data = folder / "data"
    run(initdb, "-D", data, "-U", "test", "-A", "trust", "-E", "UTF8", "--no-sync")
    options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off -c full_page_writes=off -c synchronous_commit=off"
    try:
        run(pg_ctl, "-D", data, "-w", "-o", options, "-l", folder / "log", "start")
        yield f"postgresql+psycopg://test@/postgres?host={folder}"
    finally:
        run(pg_ctl, "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def run(*command: object) -> None:
    subprocess.run([*AS_POSTGRES, *map(str, command)], check=True, capture_output=True, cwd="/")
