"""工程量清单: what is to be built, line by line, with exact quantities. Prices are the bidders' to name."""

import re
from dataclasses import dataclass

from huasheng_vote.rules.exact import MOST_DIGITS
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.rules.sheet.cells import squeezed

THOUSANDTH = 1000
"""Quantities are whole thousandths of their unit."""
MOST_LINES = 500
MOST_LETTERS = 80
LARGEST = 10**9  # of any unit: more is a slip of the hand

_QUANTITY = re.compile(r"([0-9]+)(?:\.([0-9]{1,3}))?")
_BETWEEN = re.compile(r"[\t|｜]")


@dataclass(frozen=True, slots=True)
class BillLine:
    """One item: what, in which unit, how much in thousandths of it, and a remark."""

    name: str
    unit: str
    quantity: int
    note: str = ""


def parse_bill(text: str) -> list[BillLine]:
    """Lines as copied from a spreadsheet or typed with bars: item, unit, quantity, remark. Refuses with the number of the line and the column's name."""
    rows = [(place, line) for place, line in enumerate(text.splitlines(), start=1) if line.strip()]
    if not rows:
        raise Refused(Why.MISSING_VALUE)
    if len(rows) > MOST_LINES:
        raise Refused(Why.TOO_MANY_LINES, most=MOST_LINES)
    return [_line(place, [cell.strip() for cell in _BETWEEN.split(line)]) for place, line in rows]


def _line(place: int, cells: list[str]) -> BillLine:
    if not 3 <= len(cells) <= 4:
        raise Refused(Why.BILL_LINE, row=place)
    name, unit, written, note = (*cells, "")[:4]
    if not name or not unit:
        raise Refused(Why.BILL_LINE, row=place)
    if max(map(len, (name, unit, note))) > MOST_LETTERS:
        raise Refused(Why.BILL_LINE_LONG, row=place, most=MOST_LETTERS)
    return BillLine(name, unit, parse_quantity(written, place), note)


def parse_quantity(written: str, place: int) -> int:
    """A quantity in decimals as whole thousandths. Refuses zero, signs, a fourth decimal."""
    digits = squeezed(written).replace(",", "")
    found = _QUANTITY.fullmatch(digits) if len(digits) <= MOST_DIGITS else None
    if found is None:
        raise Refused(Why.BILL_QUANTITY, row=place, value=written[:MOST_LETTERS])
    quantity = int(found[1] + (found[2] or "").ljust(3, "0"))
    if not 0 < quantity <= LARGEST * THOUSANDTH:
        raise Refused(Why.BILL_QUANTITY, row=place, value=written[:MOST_LETTERS])
    return quantity


def show_quantity(quantity: int) -> str:
    """Whole thousandths in decimals without trailing zeros: 42000 is "42", 1500 is "1.5"."""
    whole, part = divmod(quantity, THOUSANDTH)
    return f"{whole}.{part:03d}".rstrip("0").rstrip(".")


def show_bill(lines: list[BillLine]) -> str:
    """The lines as they are typed, for the next version's form."""
    return "\n".join(" | ".join(filter(None, (each.name, each.unit, show_quantity(each.quantity), each.note))) for each in lines)
