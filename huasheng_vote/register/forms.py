"""The shape of what is filled in about the register."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, HiddenField, RadioField, SelectField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from huasheng_vote.labels import register as labels
from huasheng_vote.labels import words
from huasheng_vote.rules.exact import show_area
from huasheng_vote.rules.refusal import Refused
from huasheng_vote.rules.sheet.cells import read_area
from huasheng_vote.web.forms import Form, Paragraphs, Phone, Text

CHOOSE = _("请选一项。")


def among(words: Mapping[str, Any], *before: tuple[str, Any]) -> Callable[[], list[SelectChoice]]:
    """The choices of a field, worded when the form is shown."""
    return lambda: [SelectChoice(key, str(named)) for key, named in (*before, *words.items())]


def choices(pairs: Iterable[tuple[int | str, str]]) -> list[SelectChoice]:
    """Choices that only the page knows."""
    return [SelectChoice(key, named) for key, named in pairs]


KINDS = {kind: named for kind, named in labels.KINDS.items() if kind != "developer"}
ANY = ("", _("全部"))


class ImportForm(Form):
    """A file, and whether it is the whole register."""

    file = FileField(_("名册文件"), [FileRequired(_("请选一个文件。"))])
    extent = RadioField(
        _("这份文件包括"), choices=among({"whole": _("全小区"), "part": _("只是一部分")}), validators=[InputRequired(CHOOSE)]
    )

    @property
    def whole(self) -> bool:
        return bool(self.extent.data == "whole")


class Area(Text):
    """Square metres as people write them; `amount` in 1/10000 m²."""

    amount = 0

    def pre_validate(self, form: Any) -> None:
        super().pre_validate(form)
        try:
            self.amount = read_area(self.data)
        except Refused as refused:
            raise ValidationError(words(refused)) from refused


class LineForm(Form):
    """A correction of a unit's own line."""

    area = Area(_("建筑面积"), most=40, render_kw={"inputmode": "decimal"})
    use = SelectField(_("用途"), choices=among(labels.USES))
    state = SelectField(_("状态"), choices=among(labels.STATUSES))
    reason = Text(_("理由"), most=500)

    @classmethod
    def of(cls, unit: Any) -> "LineForm":
        """Filled in with what stands there."""
        return cls(data={"area": show_area(unit.area), "use": unit.use, "state": unit.status})

    @property
    def payload(self) -> dict[str, str | int]:
        return {"area": self.area.amount, "use": self.use.data, "status": self.state.data, "reason": self.reason.data}


class OwnerForm(Form):
    """A new owner of a unit: who, on which ground, shown by what."""

    name = Text(_("业主姓名或名称"), most=100)
    kind = SelectField(_("业主类别"), choices=among(KINDS))
    spokesman = Text(_("法定代表人或监护人"), most=100, optional=True)
    document = Text(_("证件号"), most=40, optional=True)
    phone = Phone(_("手机"), most=40, optional=True)
    ground = SelectField(_("权属依据"), choices=among(labels.GROUNDS))
    evidence = Text(_("看到的材料"), most=300)
    beside = RadioField(
        _("与现在的业主"), choices=among({"instead": _("取代他们"), "beside": _("共有")}), validators=[InputRequired(CHOOSE)]
    )
    reason = Text(_("理由"), most=500)

    def payload(self, standing: list[int]) -> dict[str, str | int]:
        """As it is signed and done; `standing` are the ownerships now."""
        return {
            "name": self.name.data,
            "document": self.document.data,
            "phone": self.phone.number,
            "kind": self.kind.data,
            "spokesman": self.spokesman.data,
            "ground": self.ground.data,
            "evidence": self.evidence.data,
            "keep": " ".join(map(str, standing)) if self.beside.data == "beside" else "",
            "reason": self.reason.data,
        }


class LeaveForm(Form):
    """A co-owner leaves."""

    ownership = RadioField(_("哪一位不再是业主"), coerce=int, validators=[InputRequired(CHOOSE)])
    reason = Text(_("理由"), most=500)


class HeadForm(Form):
    """Who votes for co-owners, and whether they are in conflict."""

    representative = SelectField(_("共有人的代表"), coerce=int)
    conflict = Text(_("共有人之间没有解决的争议"), most=500, optional=True)


class CounterForm(Form):
    """Confirmation at the counter: whose telephone, and what was seen."""

    party = RadioField(_("哪一位业主"), coerce=int, validators=[InputRequired(CHOOSE)])
    phone = Phone(_("本人手机"), most=40)
    evidence = Text(_("看到的材料"), most=300)


class CodeForm(Form):
    """The code of a letter."""

    code = Text(_("信上的登记码"), most=40, render_kw={"autocapitalize": "characters", "autocomplete": "off"})


class CandidateForm(Form):
    """Which of the unit's owners somebody is."""

    code = HiddenField()
    owner = RadioField(_("您是哪一位"), validators=[InputRequired(CHOOSE)])


class SmsForm(Form):
    """The code that came to the register's telephone."""

    sms = Text(_("短信验证码"), most=40, render_kw={"inputmode": "numeric", "autocomplete": "one-time-code"})


class WordsForm(Form):
    """A dispute, an objection or an answer, in words."""

    words = Paragraphs(_("说明"), most=2000)


class DecisionForm(Form):
    """What becomes of an objection."""

    stays = RadioField(_("怎样处理"), choices=among({"yes": _("绑定有效"), "no": _("解除绑定")}), validators=[InputRequired(CHOOSE)])
    reason = Text(_("理由"), most=500)


class FindForm(Form):
    """What staff look for in the list of units. Asked in the address, so it changes nothing and needs no token."""

    class Meta(Form.Meta):
        csrf = False

    words = Text(_("房号或业主姓名"), most=60, optional=True)
    building = SelectField(_("楼栋"), coerce=int, default=0)
    use = SelectField(_("用途"), choices=among(labels.USES, ANY), default="")
    state = SelectField(_("状态"), choices=among(labels.STATUSES, ANY), default="")
    off_registry = BooleanField(_("只看未登记的业主"))

    @property
    def args(self) -> dict[str, Any]:
        """The question again, for the next page."""
        return {name: field.data for name, field in self._fields.items() if field.data}
