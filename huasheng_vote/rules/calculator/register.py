"""`roll REGISTER.csv`: units, heads and area of a register, and every cell that could not be read."""

from collections.abc import Mapping
from typing import BinaryIO

from huasheng_vote.rules.exact import show_area
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.rules.roll import Roll, Unit, Use
from huasheng_vote.rules.sheet.cells import read_list
from huasheng_vote.rules.sheet.persons import Persons
from huasheng_vote.rules.sheet.rows import USES, Line, Problem, read_rows
from huasheng_vote.rules.sheet.text import read_csv

EVERY_USE = frozenset(Use)


def read_base(text: str) -> frozenset[Use]:
    """The uses that count, as named in the register (住宅,商业). Refuses others, and none at all."""
    words = [word for word in read_list(text) if word]
    if not words or any(word not in USES for word in words):
        raise Refused(Why.UNKNOWN_USE, value=text)
    return frozenset(USES[word] for word in words)


def run(stream: BinaryIO, base: frozenset[Use] = EVERY_USE) -> Mapping[str, object]:
    """Read a register and total its sound lines of the base. Refuses what is no CSV, or has no header."""
    return report(list(read_rows(read_csv(stream))), base)


def report(read: list[Line | Problem], base: frozenset[Use] = EVERY_USE) -> Mapping[str, object]:
    """The totals of what was read from a register in whatever format, with its errors and warnings in row order."""
    lines = [each for each in read if isinstance(each, Line)]
    persons = Persons(lines)
    problems = [each for each in read if isinstance(each, Problem)]
    warnings = [*(each for each in problems if each.warning), *persons.doubts()]
    total = Roll.of((_unit(line, persons) for line in lines), base)
    return {
        "units": len(total.units),
        "heads": len(total.heads),
        "area": show_area(sum(head.area for head in total.heads)),
        "errors": [_told(each) for each in problems if not each.warning],
        "warnings": [_told(each) for each in sorted(warnings, key=lambda problem: problem.row)],
    }


def _unit(line: Line, persons: Persons) -> Unit:
    owners = frozenset() if line.developer_held else persons.owner_set(line)
    key = str(line.row)
    return Unit(key, line.building, line.entrance, line.number, line.use, line.area, owners, line.developer_held)


def _told(problem: Problem) -> Mapping[str, object]:
    return {"row": problem.row, "column": problem.column, "code": problem.code, "value": problem.value}
