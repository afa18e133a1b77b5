"""Fields the area's forms share: words within a length, moments in Shanghai's time, yuan as whole fen, the key of a form sent once."""

import re
import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _
from flask_babel import ngettext
from wtforms import DateTimeLocalField, Field, HiddenField, StringField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from huasheng_vote.labels import words as worded
from huasheng_vote.rules.exact import YUAN, bare, parse_money, show_money
from huasheng_vote.rules.refusal import Refused
from huasheng_vote.web.filters import SHANGHAI
from huasheng_vote.web.forms import Paragraphs, Text

REQUIRED = _("请填写这一项。")
CHOOSE = _("请选一项。")
KEY = re.compile(r"[0-9a-f]{32}")
MOST_FEN = 10**12 * YUAN  # a million million yuan: more is a slip of the hand
LAST_YEAR = 2100


class Least:
    """At least so many characters, for words that shall say something."""

    def __init__(self, least: int):
        self.least = least

    def __call__(self, _form: Any, field: Any) -> None:
        if len(field.data or "") < self.least:
            raise ValidationError(ngettext("至少写 %(num)s 个字。", "至少写 %(num)s 个字。", self.least))


def line(label: Any, most: int, *, least: int = 1) -> Text:
    """One line of text. `least` 0: may stay empty."""
    return Text(label, most, optional=least == 0, validators=[Least(least)])


def text(label: Any, most: int, *, least: int = 1, rows: int = 6) -> Paragraphs:
    """Several lines of text."""
    return Paragraphs(label, most, optional=least == 0, validators=[Least(least)], render_kw={"rows": rows})


def offered(named: Mapping[str, Any]) -> list[SelectChoice]:
    """Codes with their words, as a field's choices."""
    return [SelectChoice(str(code), words) for code, words in named.items()]


def key() -> HiddenField:
    """Random, once per form shown: the same form sent twice is recognised by it."""
    return HiddenField(filters=[lambda value: value if KEY.fullmatch(value or "") else secrets.token_hex(16)])


class Moment(DateTimeLocalField):
    """A day and a minute in Shanghai's time; aware."""

    data: Any

    def __init__(self, label: Any, **kwargs: Any):
        super().__init__(label, format=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"], validators=[InputRequired(REQUIRED)], **kwargs)

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = None
        if not valuelist or not valuelist[0].strip():
            return
        super().process_formdata([value.strip() for value in valuelist])
        naive: datetime | None = self.data
        if naive is None or not 2000 <= naive.year <= LAST_YEAR:
            raise ValueError(_("请按年月日和时分填写。"))
        self.data = naive.replace(tzinfo=SHANGHAI)

    def _value(self) -> str:
        if self.raw_data:
            return " ".join(self.raw_data)
        return self.data.astimezone(SHANGHAI).strftime("%Y-%m-%dT%H:%M") if self.data else ""


class Yuan(StringField):
    """Yuan as people write them (1,200.50 or 1200.5元); `data` is whole fen, exactly."""

    data: Any

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = None
        figure = bare(valuelist[0] if valuelist else "")
        if not figure:
            return
        try:
            fen = parse_money(figure)
        except Refused as refused:
            raise ValueError(worded(refused)) from refused
        if fen > MOST_FEN:
            raise ValueError(_("这个数太大了，请核对单位是不是元。"))
        self.data = fen

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return show_money(self.data) if self.data is not None else ""


class Tokens(Field):
    """Files kept from an earlier round of the same form, as sealed tokens; drawn by the template."""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = valuelist

    def process_data(self, value: Any) -> None:
        self.data = list(value or [])
