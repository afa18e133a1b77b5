"""What `make run` runs: migrations, the demonstration where the database is empty, then gunicorn and the worker, ended together."""

import multiprocessing
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from flask_migrate import upgrade

from huasheng_vote.app import create_app
from huasheng_vote.demo.start import prepare
from huasheng_vote.extensions import db

ROOT = Path(__file__).parent.parent
HOST = "127.0.0.1"
READY_WITHIN = 60  # seconds
GRACE = 10  # seconds a process has to end by itself


def main() -> int:
    port = int(os.environ.get("PORT", "8000"))
    if taken(port):
        print(f"端口 {port} 已被占用 · port {port} is in use. Try: PORT={port + 1} make run", file=sys.stderr)  # noqa: T201
        return 1
    set_up()
    processes = [subprocess.Popen(command, cwd=ROOT) for command in (server(port), worker())]
    return watch(processes, f"http://{HOST}:{port}/")


def taken(port: int) -> bool:
    """Whether somebody listens there already."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return True
    return False


def set_up() -> None:
    """Tables up to date; an empty database filled; the demonstration's mode handed on to the servers, never switched on over real data."""
    app = create_app()
    with app.app_context():
        upgrade()
        os.environ["HUASHENG_DEMO"] = "1" if prepare(os.environ.get("HUASHENG_DEMO"), app.extensions["clock"]()) else "0"
        db.session.remove()
        db.engine.dispose()


def server(port: int) -> list[str]:
    """gunicorn with one worker a core."""
    workers = str(max(multiprocessing.cpu_count(), 2))
    gunicorn = [sys.executable, "-m", "gunicorn", "wsgi:app", "--bind", f"{HOST}:{port}", "--workers", workers]
    return [*gunicorn, "--no-control-socket", "--log-level", "warning"]


def worker() -> list[str]:
    return [sys.executable, "-m", "flask", "--app", "wsgi", "worker"]


def watch(processes: list[subprocess.Popen[bytes]], address: str) -> int:
    """Until interrupted, or until one process ends: then all of them end. The exit code is 0 only after an interruption."""
    asked: list[int] = []
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, lambda number, _frame: asked.append(number))
    started, announced = time.monotonic(), False
    while not asked and all(process.poll() is None for process in processes):
        if not announced and answers(address):
            announced = True
            print(f"华盛议事 · Huasheng Vote: {address}  (Ctrl-C 结束 · ends it)", flush=True)  # noqa: T201
        if not announced and time.monotonic() - started > READY_WITHIN:
            print("the server does not answer", file=sys.stderr)  # noqa: T201
            break
        time.sleep(0.2)
    end(processes)
    return 0 if asked else 1


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}healthz", timeout=1):
            return True
    except (urllib.error.URLError, OSError):
        return False


def end(processes: list[subprocess.Popen[bytes]]) -> None:
    """Ask every process to end, and make sure of it."""
    for process in processes:
        process.terminate()
    for process in processes:
        try:
            process.wait(GRACE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


if __name__ == "__main__":
    sys.exit(main())
