"""Reading an election in the Pabulib `.pb` format: three tables in one file, fields parted by semicolons.

A place in it is told like a JSON Pointer: section, row from 0 after the header, column (/PROJECTS/2/cost).
"""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from huasheng_vote.rules.budget import BudgetRule, Election
from huasheng_vote.rules.calculator.documents import Node
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.rules.shares import Project

OUR_NAMES = {"equalshares/add1": "equal-shares"}
Row = Mapping[str, Node]


class Section(StrEnum):
    """The tables of the file."""

    META = "META"
    PROJECTS = "PROJECTS"
    VOTES = "VOTES"


class VoteType(StrEnum):
    """How ballots are filled in, and so what points they give."""

    APPROVAL = "approval"
    CHOOSE_1 = "choose-1"
    CUMULATIVE = "cumulative"
    ORDINAL = "ordinal"


@dataclass(frozen=True, slots=True)
class File:
    """An election as read, and what its file says of the rule."""

    election: Election
    meta: Mapping[str, Node]

    def rule(self) -> BudgetRule:
        """The rule the city used. Refuses one that is none of ours."""
        named = _need(self.meta, "rule", "/META")
        return Node(OUR_NAMES.get(named.text(), named.value), named.where).word(BudgetRule)

    def threshold(self) -> Fraction:
        """The least score of the threshold rule."""
        return _need(self.meta, "min_project_score_threshold", "/META").decimal()


def read_election(data: bytes) -> File:
    """Read a `.pb` file. Refuses another encoding, missing tables and columns, unknown projects, doubled choices."""
    sections = _sections(data)
    meta = dict(map(_setting, sections[Section.META]))
    projects = [_project(row) for row in sections[Section.PROJECTS]]
    ids = {project.id for project in projects}
    if len(ids) < len(projects):
        raise Refused(Why.BAD_VALUE, where="/PROJECTS")
    type_ = _need(meta, "vote_type", "/META").word(VoteType)
    longest = _need(meta, "max_length", "/META").whole() if type_ is VoteType.ORDINAL else 0
    ballots = [_ballot(row, type_, longest, ids) for row in sections[Section.VOTES]]
    return File(Election(_need(meta, "budget", "/META").decimal(), projects, ballots), meta)


def _sections(data: bytes) -> Mapping[Section, list[Row]]:
    """The rows of each table, by the names in its header."""
    tables: dict[Section, list[list[str]]] = {}
    for cells in _lines(data):
        if cells[0].strip() in set(Section) and not any(cells[1:]):
            table = tables.setdefault(Section(cells[0].strip()), [])
        elif any(cells) and tables:
            table.append(cells)
    missing = [section for section in Section if not tables.get(section)]
    if missing:
        raise Refused(Why.MISSING_VALUE, where=f"/{missing[0]}")
    return {section: _rows(section, *rows) for section, rows in tables.items()}


def _lines(data: bytes) -> Iterator[list[str]]:
    try:
        lines = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";")
        yield from (cells for cells in lines if cells)
    except UnicodeDecodeError:
        raise Refused(Why.BAD_ENCODING) from None
    except csv.Error:
        raise Refused(Why.BAD_CSV, line=lines.line_num) from None


def _rows(section: Section, header: Sequence[str], *rows: Sequence[str]) -> list[Row]:
    names = [name.strip() for name in header]
    return [
        {name: Node(cell.strip(), f"/{section}/{place}/{name}") for name, cell in zip(names, cells, strict=False)}
        for place, cells in enumerate(rows)
    ]


def _need(row: Row, column: str, where: str = "") -> Node:
    if column not in row or not row[column].value:
        place = where or next(iter(row.values())).where.rpartition("/")[0]
        raise Refused(Why.MISSING_VALUE, where=f"{place}/{column}")
    return row[column]


def _setting(row: Row) -> tuple[str, Node]:
    key = _need(row, "key").text()
    return key, Node(row["value"].value if "value" in row else None, f"/META/{key}")


def _project(row: Row) -> Project:
    cost = _need(row, "cost")
    if cost.decimal() == 0:
        raise Refused(Why.NOT_POSITIVE, where=cost.where)
    return Project(_need(row, "project_id").text(), cost.decimal())


def _ballot(row: Row, type_: VoteType, longest: int, ids: set[str]) -> Mapping[str, Fraction]:
    """The points a ballot gives; an empty one gives none, and its voter counts."""
    choices = _list(row.get("vote", Node("")))
    for choice in choices:
        if choice.value not in ids:
            raise Refused(Why.UNKNOWN_PROJECT, where=choice.where)
    if len({choice.value for choice in choices}) < len(choices):
        raise Refused(Why.BAD_VALUE, where=row["vote"].where)
    return dict(zip((choice.text() for choice in choices), _points(row, type_, longest, choices), strict=True))


def _points(row: Row, type_: VoteType, longest: int, choices: Sequence[Node]) -> Sequence[Fraction]:
    if type_ is VoteType.CUMULATIVE and choices:
        points = [given.decimal() for given in _list(_need(row, "points"))]
        if len(points) != len(choices):
            raise Refused(Why.BAD_VALUE, where=row["points"].where)
        return points
    if type_ is VoteType.ORDINAL:
        if len(choices) > longest:
            raise Refused(Why.OUT_OF_RANGE, where=row["vote"].where)
        return [Fraction(longest - position) for position in range(len(choices))]
    return [Fraction(1)] * len(choices)


def _list(node: Node) -> Sequence[Node]:
    return [Node(part.strip(), node.where) for part in str(node.value).split(",")] if node.value else []
