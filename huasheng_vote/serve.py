"""What `make run` runs: migrations, the demonstration estate where the database is empty, then gunicorn and the worker, ended together."""

import multiprocessing
import os
import signal
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
FLASK = [sys.executable, "-m", "flask", "--app", "wsgi"]


def main() -> int:
    os.environ.setdefault("HUASHENG_DEMO", "1")
    port = os.environ.get("PORT", "8000")
    subprocess.run([*FLASK, "db", "upgrade"], cwd=ROOT, check=True)
    server = subprocess.Popen(
        [
            str(BIN / "gunicorn"),
            "wsgi:app",
            "--bind",
            f"127.0.0.1:{port}",
            "--workers",
            str(multiprocessing.cpu_count()),
            "--no-control-socket",
            "--log-level",
            "warning",
        ],
        cwd=ROOT,
    )
    print(f"华盛议事 · Huasheng Vote: http://127.0.0.1:{port}/  (Ctrl-C ends it)", flush=True)  # noqa: T201
    return until_one_ends([server])


def until_one_ends(processes: list[subprocess.Popen[bytes]]) -> int:
    """Wait; on interruption or when one process ends, end all of them. The exit code is 0 only for an interruption."""
    asked = False

    def stop(*_: object) -> None:
        nonlocal asked
        asked = True
        for process in processes:
            process.terminate()

    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, stop)
    ended, _status = os.wait()
    stop_was_asked = asked
    stop()
    for process in processes:
        if process.pid != ended:
            process.wait()
    return 0 if stop_was_asked else 1


if __name__ == "__main__":
    sys.exit(main())
