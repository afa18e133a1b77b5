"""The calculator as another program meets it: arguments and a file in, one JSON object and an exit code out."""

import io
import json
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from huasheng_vote.rules.calculator.main import main


@dataclass
class Answer:
    """What came back: the exit code and both streams."""

    code: int
    out: str
    err: str

    @property
    def answer(self) -> dict[str, Any]:
        """The object on standard output; nothing may stand beside it."""
        assert self.err == ""
        return json.loads(self.out)

    @property
    def fault(self) -> dict[str, Any]:
        """The object on standard error of a refused case."""
        assert (self.code, self.out) == (2, "")
        fault = json.loads(self.err)
        assert set(fault) == {"error", "message", "where"}
        assert fault["message"]
        return fault


class Calculator:
    """Runs commands in this process, feeding standard input."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._monkeypatch, self._capsys = monkeypatch, capsys

    def run(self, *arguments: str | Path, given: bytes = b"") -> Answer:
        self._monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(given)))
        code = main([str(argument) for argument in arguments])
        captured = self._capsys.readouterr()
        return Answer(code, captured.out, captured.err)

    def tally(self, case: object) -> Answer:
        """Run `tally -` on a case."""
        return self.case("tally", case)

    def case(self, command: str, case: object) -> Answer:
        """Run a command on a case from standard input; text and bytes are given as they are."""
        text = case if isinstance(case, str | bytes) else json.dumps(case)
        return self.run(command, "-", given=text if isinstance(text, bytes) else text.encode())

    def roll(self, register: str | bytes, *options: str) -> Answer:
        """Run `roll -` on a register."""
        return self.run("roll", "-", *options, given=register if isinstance(register, bytes) else register.encode())
