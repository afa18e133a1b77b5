"""Exact quantities: areas in whole 1/10000 m², money in whole fen, shares as fractions. No floats anywhere.

Registers carry areas with up to four decimals (226421.0857 m²), so a ten-thousandth of a square metre is the unit.
"""

import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction

from huasheng_vote.rules.refusal import Refused, Why

AREA_DECIMALS = 4
MONEY_DECIMALS = 2
SQUARE_METRE = 10**AREA_DECIMALS
YUAN = 10**MONEY_DECIMALS
MOST_DIGITS = 1000  # longer numbers are nobody's area, and Python itself stops at 4300

_SIGNED = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_DECIMAL = re.compile(r"([0-9]+)(?:\.([0-9]+))?")


def parse_area(text: str) -> int:
    """Square metres written in decimals, as whole 1/10000 m². Refuses signs, exponents and a fifth decimal."""
    return _parse(text, AREA_DECIMALS)


def parse_money(text: str) -> int:
    """Yuan written in decimals, as whole fen. Refuses signs, exponents and a third decimal."""
    return _parse(text, MONEY_DECIMALS)


def bare(written: str) -> str:
    """A figure without what people write around it: commas, blanks, the sign and the word for yuan."""
    return re.sub(r"[,\s\u5143\u00a5]", "", unicodedata.normalize("NFKC", written))


def parse_decimal(text: str) -> Fraction:
    """A number written in decimals, a minus before it or not, kept exactly. Refuses exponents, a plus and blanks."""
    if len(text) > MOST_DIGITS or not _SIGNED.fullmatch(text):
        raise Refused(Why.BAD_NUMBER, value=text[:MOST_DIGITS])
    return Fraction(text)


def show_decimal(value: Fraction, decimals: int) -> str:
    """A number rounded half up to so many decimals, zeros kept: 41 with two is "41.00"."""
    return _show(half_up(value * 10**decimals), decimals)


def show_exact(value: Fraction) -> str:
    """A number that was once written in decimals, with as many of them as it needs: 205066.720 is "205066.72"."""
    decimals = 0
    while (value * 10**decimals).denominator != 1:
        decimals += 1
    return show_decimal(value, decimals) if decimals else str(value)


def show_area(area: int) -> str:
    """Whole 1/10000 m² as square metres, without trailing zeros: 1067200 is "106.72"."""
    return _show(area, AREA_DECIMALS).rstrip("0").rstrip(".")


def show_money(fen: int) -> str:
    """Whole fen as yuan with two decimals: 22600000 is "226000.00"."""
    return _show(fen, MONEY_DECIMALS)


def half_up(value: Fraction) -> int:
    """The nearest whole number, halves away from zero: 2.5 is 3, -2.5 is -3."""
    nearest = (2 * abs(value) + 1) // 2
    return int(nearest if value >= 0 else -nearest)


def _parse(text: str, decimals: int) -> int:
    found = _DECIMAL.fullmatch(text) if len(text) <= MOST_DIGITS else None
    if found is None:
        raise Refused(Why.BAD_NUMBER, value=text[:MOST_DIGITS])
    whole, part = found[1], found[2] or ""
    if len(part) > decimals:
        raise Refused(Why.TOO_PRECISE, value=text, decimals=decimals)
    return int(whole + part.ljust(decimals, "0"))


def _show(amount: int, decimals: int) -> str:
    whole, part = divmod(abs(amount), 10**decimals)
    return f"{'-' if amount < 0 else ''}{whole}.{part:0{decimals}d}"


@dataclass(frozen=True, slots=True)
class Bar:
    """A share that must be reached: two thirds inclusive (以上, CC 1259), one half exclusive (过半数)."""

    share: Fraction
    inclusive: bool

    def holds(self, left: int, right: int) -> bool:
        """Whether `left` out of `right` reaches the bar."""
        return left >= self.least(right)

    def least(self, right: int) -> int:
        """The least whole amount that reaches the bar out of `right`."""
        whole, rest = divmod(right * self.share.numerator, self.share.denominator)
        return whole if self.inclusive and rest == 0 else whole + 1

    def short_by(self, left: int, right: int) -> int:
        """The least further amount that makes `left` reach the bar while `right` stays; 0 when it holds."""
        return max(0, self.least(right) - left)
