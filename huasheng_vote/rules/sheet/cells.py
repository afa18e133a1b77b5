"""Single cells: what full-width digits, units of measure, thousands separators and spaces stand for."""

import re
import unicodedata
from typing import NamedTuple

from huasheng_vote.rules.exact import parse_area
from huasheng_vote.rules.refusal import Refused, Why

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff"))
_BETWEEN_CHINESE = re.compile(r"(?<=[\u3400-\u9fff]) (?=[\u3400-\u9fff])")
_SEPARATOR = re.compile(r"[、,;/]")
_GROUPED = re.compile(r"[0-9]{1,3}(,[0-9]{3})+(\.[0-9]*)?")
_NEGATIVE = re.compile(r"[-−][0-9.,]+")
_IDLE_ZEROS = re.compile(r"(?<=\.[0-9]{4})0+$")
_UNIT_OF_AREA = re.compile(r"(m2|平方米)$", re.IGNORECASE)
_UNIT_ENDING = re.compile(r"(单元|[栋幢号室])+$")
_DAMAGED = re.compile(r".*\*.*|[0-9]\.?[0-9]*E\+?[0-9]+")


class Cell(NamedTuple):
    """A cell as it stands in the sheet, and squeezed."""

    raw: str = ""
    plain: str = ""

    @classmethod
    def of(cls, raw: str) -> "Cell":
        """The cell holding this text."""
        return cls(raw, squeezed(raw))

    @property
    def is_formula(self) -> bool:
        """Whether a spreadsheet would compute it: its text is not what its reader saw."""
        return self.plain.startswith("=")


def squeezed(text: str) -> str:
    """The text in compatibility form (NFKC) without any space."""
    return "".join(unicodedata.normalize("NFKC", text).split()).translate(_INVISIBLE)


def read_area(text: str) -> int:
    """An area cell in m² as 1/10000 m². Refuses what is no number, not positive, or finer than that."""
    bare = _IDLE_ZEROS.sub("", _UNIT_OF_AREA.sub("", squeezed(text)))
    if _NEGATIVE.fullmatch(bare):
        raise Refused(Why.NOT_POSITIVE, value=text)
    area = parse_area(bare.replace(",", "") if _GROUPED.fullmatch(bare) else bare)
    if area == 0:
        raise Refused(Why.NOT_POSITIVE, value=text)
    return area


def unit_key(building: str, entrance: str, number: str) -> tuple[str, str, str]:
    """What makes two lines the same unit: 1栋 2单元 301室 and 1 2 301 are one."""
    return _bare(building), _bare(entrance), _bare(number)


def read_list(text: str) -> list[str]:
    """The parts of a cell that names several, in order; a gap between two separators is an empty part."""
    return [read_name(part) for part in _SEPARATOR.split(unicodedata.normalize("NFKC", text))]


def read_name(text: str) -> str:
    """A name with single spaces, and none between Chinese characters, where they only align columns."""
    single = " ".join(unicodedata.normalize("NFKC", text).translate(_INVISIBLE).split())
    return _BETWEEN_CHINESE.sub("", single)


def read_document(text: str) -> str:
    """An identity or registration number without spaces, its letters large."""
    return squeezed(text).upper()


def read_phone(text: str) -> str:
    """A telephone number without spaces, dashes and the country's own prefix."""
    return squeezed(text).replace("-", "").removeprefix("+86")


def is_damaged(number: str) -> bool:
    """Whether a spreadsheet or a mask has eaten digits (4.30102E+17, 4301****1234): such a number identifies nobody."""
    return _DAMAGED.fullmatch(number) is not None


def _bare(part: str) -> str:
    text = squeezed(part)
    return _UNIT_ENDING.sub("", text) or text
