"""`make run`: starts, says where, ends cleanly, and explains itself when it cannot start."""

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
ADDRESS = "http://127.0.0.1:"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def start(tmp_path):
    """The program, in a process group of its own."""
    running = []

    def run(port):
        environment = {**os.environ, "HUASHENG_DATA": str(tmp_path), "PORT": str(port), "HTMX_SOURCE": "local", "HUASHENG_DEMO": "0"}
        environment.pop("DATABASE_URL", None)
        process = subprocess.Popen(
            [sys.executable, "-m", "huasheng_vote.serve"], cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            text=True, start_new_session=True,
        )  # fmt: skip
        running.append(process)
        return process

    yield run
    for process in running:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def nobody_left(group):
    """Whether the process group is empty."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return True
    return False


def test_it_serves_says_where_and_ends_without_a_trace(start):
    port = free_port()
    process = start(port)
    assert f"{ADDRESS}{port}/" in process.stdout.readline()
    with urllib.request.urlopen(f"{ADDRESS}{port}/readyz") as answer:
        assert answer.status == 200
    process.send_signal(signal.SIGINT)
    assert process.wait(20) == 0
    assert nobody_left(process.pid)


def test_a_port_in_use_is_named_and_nothing_starts(start):
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]
        process = start(port)
        assert process.wait(20) == 1
        assert str(port) in process.stderr.read()
    assert nobody_left(process.pid)


def test_when_a_part_dies_everything_ends_and_says_so_by_its_exit_code(start):
    process = start(free_port())
    process.stdout.readline()
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    os.kill(int(children[-1]), signal.SIGKILL)
    assert process.wait(20) == 1
    assert nobody_left(process.pid)
