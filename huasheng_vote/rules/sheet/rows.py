"""Rows to lines: every line of a register as a unit with its owners, or what is wrong with it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.rules.roll import Use
from huasheng_vote.rules.sheet.cells import (
    Cell,
    is_damaged,
    read_area,
    read_document,
    read_list,
    read_phone,
    unit_key,
)
from huasheng_vote.rules.sheet.columns import Column, find_header

Word = TypeVar("Word", Use, "Status")


class Status(StrEnum):
    """Whether a unit has left the developer's hands (状态)."""

    SOLD = "sold"
    UNSOLD = "unsold"
    UNDELIVERED = "undelivered"


class Doubtful(StrEnum):
    """What was read, but deserves a look."""

    SUBTOTAL_SKIPPED = "subtotal_skipped"
    PHONE_COUNT = "phone_count"
    DAMAGED_NUMBER = "damaged_number"
    SAME_NAME = "same_name"
    DOCUMENT_NAMES = "document_names"


USES: Mapping[str, Use] = {"住宅": Use.DWELLING, "商业": Use.COMMERCIAL, "车位": Use.PARKING, "储藏": Use.STORAGE}
STATUSES: Mapping[str, Status] = {"已售": Status.SOLD, "未售": Status.UNSOLD, "未交付": Status.UNDELIVERED}
BLANK = Cell()
_ORDER = {column: place for place, column in enumerate(Column)}
_SUBTOTALS = ("合计", "小计", "总计")


@dataclass(frozen=True, slots=True)
class Problem:
    """An error or a warning: the row of the sheet from 1, the column's canonical name, a code, the raw text."""

    row: int
    column: Column
    code: Why | Doubtful
    value: str

    @property
    def warning(self) -> bool:
        """Whether the line counts all the same."""
        return isinstance(self.code, Doubtful)


@dataclass(frozen=True, slots=True)
class Owner:
    """An owner as a line names them; document and phone are empty where not given."""

    name: str
    document: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One unit of the register: where it is, what for, its area in 1/10000 m², and whose."""

    row: int
    building: str
    entrance: str
    number: str
    use: Use
    area: int
    owners: tuple[Owner, ...]
    status: Status

    @property
    def developer_held(self) -> bool:
        """Unsold and sold but undelivered units belong to the developer's single head."""
        return self.status is not Status.SOLD


def read_rows(rows: Iterable[Sequence[str]]) -> Iterator[Line | Problem]:
    """Read a sheet row by row: a Line for each sound unit, Problems for the others and for what is doubtful.

    Refuses an empty sheet and one without a header within its first ten rows.
    """
    numbered = enumerate(rows, start=1)
    places = find_header(numbered)
    above = _Above()
    seen: set[tuple[str, str, str]] = set()
    for row, cells in numbered:
        found = {column: Cell.of(cells[place]) for column, place in places.items() if place < len(cells)}
        if not any(cell.plain for cell in found.values()):
            continue
        if subtotal := _subtotal(row, found):
            yield subtotal
            continue
        yield from _Row(row, above.filled(found)).read(seen)


def _subtotal(row: int, cells: Mapping[Column, Cell]) -> Problem | None:
    for column in (Column.BUILDING, Column.NUMBER):
        cell = cells.get(column, BLANK)
        if any(word in cell.plain for word in _SUBTOTALS):
            return Problem(row, column, Doubtful.SUBTOTAL_SKIPPED, cell.raw)
    return None


@dataclass(slots=True)
class _Above:
    """Merged cells: a blank building is the one above, and with it a blank entrance."""

    building: Cell = BLANK
    entrance: Cell = BLANK

    def filled(self, cells: dict[Column, Cell]) -> dict[Column, Cell]:
        building, entrance = cells.get(Column.BUILDING, BLANK), cells.get(Column.ENTRANCE, BLANK)
        if not building.plain:
            building = self.building
            entrance = entrance if entrance.plain else self.entrance
        self.building, self.entrance = building, entrance
        return {**cells, Column.BUILDING: building, Column.ENTRANCE: entrance}


@dataclass(slots=True)
class _Row:
    """One row being read; a cell that cannot be read leaves a problem behind and nothing else."""

    row: int
    cells: Mapping[Column, Cell]
    problems: list[Problem] = field(default_factory=list)

    def read(self, seen: set[tuple[str, str, str]]) -> Iterator[Line | Problem]:
        building, entrance, number = self._place(seen)
        use = self._one_of(Column.USE, USES, Use.DWELLING, Why.UNKNOWN_USE)
        status = self._one_of(Column.STATUS, STATUSES, Status.SOLD, Why.UNKNOWN_STATUS)
        area, owners = self._area(), self._owners(status)
        yield from sorted(self.problems, key=lambda problem: _ORDER[problem.column])
        if use and status and area and all(problem.warning for problem in self.problems):
            yield Line(self.row, building, entrance, number, use, area, owners, status)

    def _place(self, seen: set[tuple[str, str, str]]) -> tuple[str, str, str]:
        building = self._cell(Column.BUILDING, required=True)
        entrance = self._cell(Column.ENTRANCE)
        number = self._cell(Column.NUMBER, required=True)
        if building is None or entrance is None or number is None:
            return "", "", ""
        key = unit_key(building.plain, entrance.plain, number.plain)
        if key in seen:
            self._problem(Column.NUMBER, Why.DUPLICATE_UNIT)
        seen.add(key)
        return building.plain, entrance.plain, number.plain

    def _one_of(self, column: Column, words: Mapping[str, Word], blank: Word, why: Why) -> Word | None:
        cell = self._cell(column)
        if cell is None:
            return None
        word = words.get(cell.plain) if cell.plain else blank
        if word is None:
            self._problem(column, why)
        return word

    def _area(self) -> int | None:
        cell = self._cell(Column.AREA, required=True)
        try:
            return None if cell is None else read_area(cell.raw)
        except Refused as refused:
            self._problem(Column.AREA, refused.why)
            return None

    def _owners(self, status: Status | None) -> tuple[Owner, ...]:
        cell = self._cell(Column.OWNERS, required=status is not Status.UNSOLD) or BLANK
        names = [name for name in read_list(cell.raw) if name]
        if cell.plain and not names:
            self._problem(Column.OWNERS, Why.MISSING_VALUE)
        documents, phones = self._documents(len(names)), self._phones(len(names))
        return tuple(Owner(*owner) for owner in zip(names, documents, phones, strict=True))

    def _documents(self, owners: int) -> list[str]:
        """One document per owner, in their order; a gap stands for an owner without one."""
        parts = read_list((self._cell(Column.DOCUMENTS) or BLANK).raw)
        given = [part for part in parts if part]
        if given and owners and owners not in (len(parts), len(given)):
            self._problem(Column.DOCUMENTS, Why.DOCUMENT_COUNT)
        placed = parts if len(parts) == owners else given if len(given) == owners else [""] * owners
        return [self._sound(Column.DOCUMENTS, read_document(part)) for part in placed]

    def _phones(self, owners: int) -> list[str]:
        """One phone for all owners or one each; any other number of them serves all together."""
        given = [part for part in read_list((self._cell(Column.PHONES) or BLANK).raw) if part]
        phones = [self._sound(Column.PHONES, read_phone(part)) for part in given]
        if len(phones) == owners:
            return phones
        if owners and len(phones) > 1:
            self._problem(Column.PHONES, Doubtful.PHONE_COUNT)
        return ["、".join(phones) if all(phones) else ""] * owners

    def _sound(self, column: Column, number: str) -> str:
        if not is_damaged(number):
            return number
        self._problem(column, Doubtful.DAMAGED_NUMBER)
        return ""

    def _cell(self, column: Column, *, required: bool = False) -> Cell | None:
        """A cell; None, leaving a problem, for a formula and for a blank that must be filled."""
        cell = self.cells.get(column, BLANK)
        if cell.is_formula:
            self._problem(column, Why.FORMULA)
            return None
        if required and not cell.plain:
            self._problem(column, Why.MISSING_VALUE)
            return None
        return cell

    def _problem(self, column: Column, code: Why | Doubtful) -> None:
        self.problems.append(Problem(self.row, column, code, self.cells.get(column, BLANK).raw))
