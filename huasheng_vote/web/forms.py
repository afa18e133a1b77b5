"""The base of every form: Chinese messages by default, refusals shown where they belong, the text typed kept.

Text fields take whatever a browser can send: NUL, control characters and broken UTF-8 never reach the database, and every text has a most.
"""

import re
import unicodedata
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from typing import Any

from flask_babel import get_locale, ngettext
from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString
from flask_wtf import FlaskForm
from wtforms import DateField, Field, StringField, TelField, TextAreaField, ValidationError
from wtforms.validators import StopValidation

from huasheng_vote.labels import words
from huasheng_vote.rules.phone import parse_phone
from huasheng_vote.rules.refusal import Kind, Refused
from huasheng_vote.rules.sheet.cells import squeezed
from huasheng_vote.web.filters import SHANGHAI

DAY = re.compile(r"([12][0-9]{3})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?")
STATUS = {Kind.FORBIDDEN: 403, Kind.MALFORMED: 422, Kind.CONFLICT: 409, Kind.MISSING: 404, Kind.TOO_MANY: 429, Kind.GONE: 410}


class Form(FlaskForm):  # type: ignore[misc]
    """Shape of input only. `status` is what the page that shows it again should answer with."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        @property
        def locales(self) -> list[str]:  # type: ignore[override]
            return ["en"] if str(get_locale()) == "en" else ["zh"]

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.form_errors: list[str] = []
        self.refused: Refused | None = None

    def validate(self, extra_validators: Any = None) -> bool:
        """As always; messages given lazily are settled, because templates tell sentences from lists of sentences by their type."""
        sound = bool(super().validate(extra_validators))
        for field in self:
            field.errors = [str(each) if isinstance(each, LazyString) else each for each in field.errors]
        return sound

    def refuse(self, refused: Refused) -> None:
        """Show a refusal in the form; one that concerns the person, not the input, is raised on."""
        if refused.why.kind in (Kind.FORBIDDEN, Kind.MISSING, Kind.GONE):
            raise refused
        self.refused = refused
        field = self._fields.get(str(refused.facts.get("field", "")))
        if field is None:
            self.form_errors.append(words(refused))
        else:
            field.errors = [*field.errors, words(refused)]

    @property
    def status(self) -> int:
        if self.refused is not None:
            return STATUS[self.refused.why.kind]
        return 422 if self.errors else 200


def clean(text: str, lines: bool = False) -> str:
    """The text in NFC without control characters, surrogates and outer space; line ends stay where `lines` says so."""
    kept = "".join(each for each in text.replace("\r\n", "\n").replace("\r", "\n") if _is_text(each) or (lines and each == "\n"))
    return unicodedata.normalize("NFC", kept).strip()


def _is_text(char: str) -> bool:
    return unicodedata.category(char) not in ("Cc", "Cs", "Cn")


class _Cleaned:
    """What text fields share: cleaned on the way in, needed unless `optional`, at most `most` characters."""

    lines = False
    data: str

    def __init__(self, label: Any = None, most: int = 100, optional: bool = False, **kwargs: Any):
        super().__init__(label, **kwargs)  # type: ignore[call-arg]
        self.most, self.optional = most, optional

    def process_formdata(self, values: list[str]) -> None:
        if values or self.data is None:
            self.data = clean(values[0], self.lines) if values else ""

    def pre_validate(self, _form: Any) -> None:
        typed = self.data or ""
        if not typed and not self.optional:
            raise StopValidation(_("请填写这一项。"))
        if len(typed) > self.most:
            raise ValidationError(
                ngettext("最多 %(most)s 个字，现在是 %(num)s 个。", "最多 %(most)s 个字，现在是 %(num)s 个。", len(typed), most=self.most)
            )


class Text(_Cleaned, StringField):  # type: ignore[misc]
    """One line."""


class Paragraphs(_Cleaned, TextAreaField):  # type: ignore[misc]
    """Several lines."""

    lines = True

    def __init__(self, label: Any = None, most: int = 2000, optional: bool = False, **kwargs: Any):
        super().__init__(label, most, optional, **kwargs)


class Phone(_Cleaned, TelField):  # type: ignore[misc]
    """A mobile number as people write it; `number` is how it is kept."""

    number = ""

    def pre_validate(self, form: Any) -> None:
        super().pre_validate(form)
        if self.data:
            self.number = _parsed(self)


def _parsed(field: Field) -> str:
    try:
        return parse_phone(field.data)
    except Refused as refused:
        raise ValidationError(words(refused)) from refused


class Day(DateField):  # type: ignore[misc]
    """A calendar day in China, as a date picker or a person writes it: 2026-11-24, 2026/11/24, 2026年11月24日."""

    data: date

    def __init__(self, label: Any = None, optional: bool = False, **kwargs: Any):
        super().__init__(label, **kwargs)
        self.optional = optional

    def process_formdata(self, values: list[str]) -> None:
        typed = squeezed(values[0]) if values else ""
        parts = DAY.fullmatch(typed)
        self.data = None  # type: ignore[assignment]
        with suppress(ValueError):
            self.data = date(*map(int, parts.groups())) if parts else self.data
        if typed and self.data is None:
            raise ValueError(_("这不是一个日期。请写成 2026-11-24 这样。"))

    def pre_validate(self, _form: Any) -> None:
        if self.data is None and not self.optional and not self.process_errors:
            raise StopValidation(_("请填写这一项。"))

    @property
    def first(self) -> datetime:
        """The moment the day begins."""
        return datetime.combine(self.data, time(), SHANGHAI)

    @property
    def past(self) -> datetime:
        """The moment the day is over."""
        return self.first + timedelta(days=1)
