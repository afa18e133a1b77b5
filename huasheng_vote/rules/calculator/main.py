"""The command line: one command, one file, one JSON object; an error is one too, on standard error."""

import argparse
import io
import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO, NoReturn

from huasheng_vote.rules.budget import BudgetRule
from huasheng_vote.rules.calculator import budget, evaluate, inspect, payments, proof, register, tally
from huasheng_vote.rules.calculator.documents import Node, read_document
from huasheng_vote.rules.calculator.words import message
from huasheng_vote.rules.refusal import Refused, Why

Answer = Mapping[str, object] | str
"""One JSON object, or the single word of `proof`."""

CASES: Mapping[str, tuple[Callable[[Node], Answer], str]] = {
    "tally": (tally.run, "does a motion pass?"),
    "evaluate": (evaluate.run, "scores and ranks of bids"),
    "inspect": (inspect.run, "readings against a specification"),
    "payments": (payments.run, "what of a contract may be paid"),
    "proof": (proof.run, "does a Merkle proof hold?"),
}
DONE, WITH_ERRORS, NOT_DONE = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    try:
        answer, code = _run(_parser().parse_args(arguments))
    except Refused as refused:
        fault = {"error": refused.why, "message": message(refused), "where": refused.facts.get("where")}
        _write(sys.stderr.buffer, fault)
        return NOT_DONE
    _write(sys.stdout.buffer, answer)
    return code


def _run(arguments: argparse.Namespace) -> tuple[Answer, int]:
    stream = _open(arguments.file)
    with stream:
        if arguments.command == "roll":
            totals = register.run(stream, arguments.base)
            return totals, WITH_ERRORS if totals["errors"] else DONE
        if arguments.command == "budget":
            return budget.run(stream.read(), arguments.rule), DONE
        run, _ = CASES[arguments.command]
        return run(read_document(stream.read())), DONE


def _open(name: str) -> BinaryIO:
    """The file, seekable; `-` is standard input. Refuses what cannot be opened."""
    try:
        stream = sys.stdin.buffer if name == "-" else Path(name).open("rb")  # noqa: SIM115 - the caller closes it
        return stream if stream.seekable() else io.BytesIO(stream.read())
    except (OSError, AttributeError) as error:  # Python has no sys.stdin where the caller closed it
        raise Refused(Why.UNREADABLE_FILE, value=name, reason=str(error)) from None


def _write(stream: BinaryIO, answer: Answer) -> None:
    text = (answer if isinstance(answer, str) else json.dumps(answer, ensure_ascii=False)) + "\n"
    try:
        stream.write(text.encode("utf-8", errors="backslashreplace"))
        stream.flush()
    except BrokenPipeError:  # the reader has seen enough; nothing may complain at exit either
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise Refused(Why.BAD_USAGE, reason=message, usage=" ".join(self.format_usage().split()))


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m huasheng_vote.rules", description="Exact answers of the owners' law, as JSON.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, (_, question) in CASES.items():
        case = commands.add_parser(name, help=question)
        case.add_argument("file", metavar="CASE.json", help="the case; - reads standard input")
    roll = commands.add_parser("roll", help="units, heads and area of a register")
    roll.add_argument("file", metavar="REGISTER.csv", help="the register; - reads standard input")
    roll.add_argument("--base", type=register.read_base, default=register.EVERY_USE, help="uses that count, such as 住宅,商业")
    election = commands.add_parser("budget", help="winners of a participatory-budget election")
    election.add_argument("file", metavar="FILE.pb", help="the election in the Pabulib format; - reads standard input")
    election.add_argument("--rule", type=BudgetRule, choices=list(BudgetRule), help="otherwise the rule the file names")
    return parser
