"""From a file's bytes to the lines of a register: CSV as the calculator reads it, XLSX row by row through the same reader.

Sizes are checked before anything is unpacked, so that a small file that swells to gigabytes is refused, not opened.
"""

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any

from huasheng_vote.rules.calculator.register import report
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.rules.sheet.columns import HEADER_WITHIN, Column, find_header
from huasheng_vote.rules.sheet.persons import Persons
from huasheng_vote.rules.sheet.rows import Line, Problem, read_rows
from huasheng_vote.rules.sheet.text import read_csv

MEGABYTE = 1024**2
MOST_BYTES = 16 * MEGABYTE
MOST_UNPACKED = 256 * MEGABYTE
MOST_STRINGS = 64 * MEGABYTE  # the one part of a workbook that cannot be read row by row
MOST_ROWS = 200_000
MOST_COLUMNS = 60
LONGEST_PLACE = 60  # characters of a building, an entrance, a door
LONGEST_OWNERS = 2000
EVERY = 2000  # rows between two words of progress
EXCEL_DIGITS = 15  # what a spreadsheet keeps of a number, and shows

_UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
NEVER_A_TABLE = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf", OLE)


@dataclass
class Reading:
    """A register as read: its sound lines, its problems, its owners told apart."""

    read: list[Line | Problem]

    @cached_property
    def lines(self) -> list[Line]:
        return [each for each in self.read if isinstance(each, Line)]

    @cached_property
    def persons(self) -> Persons:
        return Persons(self.lines)

    @property
    def errors(self) -> list[Problem]:
        return [each for each in self.read if isinstance(each, Problem) and not each.warning]

    @property
    def warnings(self) -> list[Problem]:
        told = [each for each in self.read if isinstance(each, Problem) and each.warning]
        return sorted([*told, *self.persons.doubts()], key=lambda problem: problem.row)

    def report(self) -> Mapping[str, object]:
        """The object that `python -m huasheng_vote.rules roll` prints."""
        return report(self.read)


def read_register(content: bytes, told: Callable[[int], None] | None = None) -> Reading:
    """Read a file; `told` hears now and then how many rows are read. Refuses what is no table, has no header, is empty, or is too large."""
    if len(content) > MOST_BYTES:
        raise Refused(Why.FILE_TOO_LARGE, megabytes=MOST_BYTES // MEGABYTE)
    if content.startswith(NEVER_A_TABLE):
        raise Refused(Why.WRONG_FILE, kinds="XLSX、CSV")
    rows = _sheet(content) if content.startswith(ZIP) else read_csv(io.BytesIO(content))
    return Reading([each for each in _checked(read_rows(_limited(rows, told)))])


def _limited(rows: Iterable[Sequence[str]], told: Callable[[int], None] | None) -> Iterator[Sequence[str]]:
    """The rows without characters nobody can see: a NUL no database takes, and marks that turn the reading direction round."""
    for number, row in enumerate(rows):
        if number == MOST_ROWS:
            raise Refused(Why.TOO_MANY_ROWS, most=MOST_ROWS)
        if told and number % EVERY == 0:
            told(number)
        yield [_UNSEEN.sub("", cell) for cell in row]


def _checked(read: Iterable[Line | Problem]) -> Iterator[Line | Problem]:
    """A place nobody would write on a door, or owners by the page, is an error of its row."""
    for each in read:
        yield _overlong(each) or each if isinstance(each, Line) else each


def _overlong(line: Line) -> Problem | None:
    for column, text in ((Column.BUILDING, line.building), (Column.ENTRANCE, line.entrance), (Column.NUMBER, line.number)):
        if len(text) > LONGEST_PLACE:
            return Problem(line.row, column, Why.TOO_LONG, text)
    names = "、".join(owner.name for owner in line.owners)
    return Problem(line.row, Column.OWNERS, Why.TOO_LONG, names) if len(names) > LONGEST_OWNERS else None


def _sheet(content: bytes) -> Iterator[Sequence[str]]:
    """The rows of the first sheet with a header; of the first sheet where none has, so that the refusal speaks of it."""
    from openpyxl import load_workbook  # a second to load, for those who import only

    _refuse_bombs(content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        sheets = book.worksheets
        chosen = next((sheet for sheet in sheets if _has_header(sheet)), sheets[0] if sheets else None)
        if chosen is None:
            raise Refused(Why.EMPTY_FILE)
        yield from _rows(chosen)
    except (ValueError, KeyError, TypeError, AttributeError, SyntaxError, zipfile.BadZipFile, EOFError, OSError):
        raise Refused(Why.BROKEN_WORKBOOK) from None


def _refuse_bombs(content: bytes) -> None:
    try:
        parts = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except (zipfile.BadZipFile, ValueError, OSError):
        raise Refused(Why.BROKEN_WORKBOOK) from None
    names = {part.filename for part in parts}
    if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
        raise Refused(Why.WRONG_FILE, kinds="XLSX、CSV")
    strings = sum(part.file_size for part in parts if not part.filename.startswith("xl/worksheets/"))
    if strings > MOST_STRINGS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise Refused(Why.FILE_TOO_LARGE, megabytes=MOST_BYTES // MEGABYTE)


def _has_header(sheet: Any) -> bool:
    try:
        find_header(enumerate(islice(_rows(sheet), HEADER_WITHIN), start=1))
    except Refused:
        return False
    return True


def _rows(sheet: Any) -> Iterator[Sequence[str]]:
    sheet.reset_dimensions()  # what the file claims about its size is not believed
    for cells in sheet.iter_rows(max_col=MOST_COLUMNS):
        yield [_text(cell) for cell in cells]


def _text(cell: Any) -> str:
    """A cell as its reader saw it; a formula as its text, which the reader of rows refuses."""
    value = cell.value
    match value:
        case None:
            return ""
        case str():
            return value if cell.data_type != "f" or value.startswith("=") else f"={value}"
        case bool():
            return str(value).upper()
        case int() if abs(value) < 10**EXCEL_DIGITS:
            return str(value)
        case int() | float():
            return f"{value:.{EXCEL_DIGITS}g}"
    return f"={getattr(value, 'text', '')}" if cell.data_type == "f" else str(value)
