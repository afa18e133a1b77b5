"""The columns of a register and the names they go by; where the header row is."""

import re
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum

from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.rules.sheet.cells import squeezed

HEADER_WITHIN = 10  # rows: titles and notes stand above the header, never more of them


class Column(StrEnum):
    """The canonical names, in the order in which problems of one row are told."""

    BUILDING = "楼栋"
    ENTRANCE = "单元"
    NUMBER = "房号"
    USE = "用途"
    AREA = "建筑面积"
    OWNERS = "业主"
    DOCUMENTS = "证件号"
    PHONES = "手机"
    STATUS = "状态"


REQUIRED = (Column.BUILDING, Column.NUMBER, Column.AREA, Column.OWNERS)

_ALIASES: Mapping[Column, tuple[str, ...]] = {
    Column.BUILDING: ("栋", "幢", "楼号"),
    Column.NUMBER: ("室号", "房间号"),
    Column.USE: ("房屋用途", "性质"),
    Column.AREA: ("产权面积", "面积"),
    Column.OWNERS: ("业主姓名", "产权人"),
    Column.DOCUMENTS: ("身份证号", "证件号码"),
    Column.PHONES: ("手机号", "联系电话"),
    Column.STATUS: ("销售状态",),
}
_BRACKETED = re.compile(r"[(\[{【〔「].*$")

Numbered = tuple[int, Sequence[str]]


def find_header(rows: Iterator[Numbered]) -> dict[Column, int]:
    """Read on to the header row and return the place of each column.

    Refuses rows that hold nothing at all, and rows of which none of the first ten names every required column.
    """
    written = False
    for row, cells in rows:
        places = _places(cells)
        if all(column in places for column in REQUIRED):
            return places
        written = written or any(squeezed(cell) for cell in cells)
        if row == HEADER_WITHIN:
            break
    if written or any(squeezed(cell) for _, cells in rows for cell in cells):
        raise Refused(Why.NO_HEADER, columns="、".join(REQUIRED), rows=HEADER_WITHIN)
    raise Refused(Why.EMPTY_FILE)


def _places(cells: Sequence[str]) -> dict[Column, int]:
    """The first cell bearing a column's own name, else the first bearing an alias."""
    names = [_BRACKETED.sub("", squeezed(cell)) for cell in cells]
    found = {column: next((names.index(name) for name in (column, *_ALIASES.get(column, ())) if name in names), None) for column in Column}
    return {column: place for column, place in found.items() if place is not None}
