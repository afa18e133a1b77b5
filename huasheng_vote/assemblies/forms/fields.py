"""Fields the area's forms share: many boxes, moments that may stay open, dated lines, units written out, members line by line."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from flask_babel import gettext
from wtforms import RadioField, SelectMultipleField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from huasheng_vote.labels import words
from huasheng_vote.proposals.forms.fields import CHOOSE, Moment
from huasheng_vote.rules.phone import parse_phone
from huasheng_vote.rules.refusal import Refused
from huasheng_vote.rules.roll import Unit
from huasheng_vote.web.forms import Paragraphs

DATED = re.compile(r"(\d{4})[-/年.](\d{1,2})[-/月.](\d{1,2})日?\s*(.*)")
SEPARATORS = re.compile(r"[\s,，、;；]+")
SUFFIXES = re.compile(r"[\s栋幢号楼单元室\-－—/]+")


class MultiCheckboxField(SelectMultipleField):
    """Several of a list, as boxes."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


def choices(labels: Mapping[str, Any]) -> list[SelectChoice]:
    """A table of words as choices, in its order."""
    return [SelectChoice(value, words) for value, words in labels.items()]


def one_of(label: Any, labels: Mapping[str, Any]) -> RadioField:
    """Exactly one, none chosen beforehand."""
    return RadioField(label, choices=choices(labels), validators=[InputRequired(CHOOSE)])


class OpenMoment(Moment):
    """A moment that may be planned later."""

    def __init__(self, label: Any, **kwargs: Any):
        super().__init__(label, **kwargs)
        self.validators = [Optional()]
        self.flags.required = False


class DatedLines(Paragraphs):
    """One day a line, with a word about it: `2027-02-08 …`. `days` maps them."""

    def pre_validate(self, form: Any) -> None:
        super().pre_validate(form)
        self.days = dict(_dated(n, line) for n, line in _lines(self.data))


def _dated(number: int, line: str) -> tuple[date, str]:
    found = DATED.fullmatch(unicodedata.normalize("NFKC", line))
    try:
        return date(*map(int, found.groups()[:3])), found[4][:30]  # type: ignore[union-attr, index]
    except (AttributeError, ValueError):
        raise ValidationError(gettext("第 %(n)s 行不是日期：%(line)s", n=number, line=line[:30])) from None


class Lines(Paragraphs):
    """One entry a line; `entries` lists them, empty lines apart."""

    @property
    def entries(self) -> tuple[str, ...]:
        return tuple(line for _, line in _lines(self.data))


class MemberLines(Paragraphs):
    """One member a line: name, phone, duty. `members` lists them."""

    def pre_validate(self, form: Any) -> None:
        super().pre_validate(form)
        self.members = [_member(n, line) for n, line in _lines(self.data)]


def _member(number: int, line: str) -> tuple[str, str, str]:
    parts = [part for part in SEPARATORS.split(line) if part]
    if len(parts) not in (2, 3):
        raise ValidationError(gettext("第 %(n)s 行要写“姓名，手机，职务”：%(line)s", n=number, line=line[:30]))
    try:
        phone = parse_phone(parts[1])
    except Refused as refused:
        raise ValidationError(gettext("第 %(n)s 行：%(why)s", n=number, why=words(refused))) from refused
    return parts[0][:30], phone, parts[2][:30] if parts[2:] else gettext("成员")


class UnitLines(Paragraphs):
    """Units written out, one a line: 1栋2单元301室, 1-2-301. `doors` maps a bare address to its unit and is given by the view."""

    doors: Mapping[str, int] = {}

    def pre_validate(self, form: Any) -> None:
        super().pre_validate(form)
        self.units = tuple(dict.fromkeys(self._unit(n, line) for n, line in _lines(self.data)))

    def _unit(self, number: int, line: str) -> int:
        unit = self.doors.get(bare(line))
        if unit is None:
            raise ValidationError(gettext("第 %(n)s 行的房屋不在登记册上：%(line)s", n=number, line=line[:30]))
        return unit


def bare(address: str) -> str:
    """An address without the words people write around its parts: 1栋2单元301室 and 1-2-301 are 1/2/301."""
    return SUFFIXES.sub("/", unicodedata.normalize("NFKC", address)).strip("/").upper()


def doors(units: Iterable[Unit]) -> dict[str, int]:
    """What `UnitLines` looks addresses up in."""
    return {bare("/".join(part for part in (unit.building, unit.entrance, unit.number) if part)): int(unit.key) for unit in units}


def _lines(text: str | None) -> list[tuple[int, str]]:
    return [(n, line.strip()) for n, line in enumerate((text or "").split("\n"), start=1) if line.strip()]
