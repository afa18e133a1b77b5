"""Forms for drawings and papers: one per kind, the first version with a title, later ones with what changed."""

from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from wtforms import HiddenField, ValidationError

from huasheng_vote.assemblies.forms.fields import MultiCheckboxField, choices
from huasheng_vote.labels import words as worded
from huasheng_vote.labels.projects import TOUCHED
from huasheng_vote.proposals.forms.fields import key, line, text
from huasheng_vote.rules.bill import BillLine, parse_bill
from huasheng_vote.rules.designs import DesignKind, Touched
from huasheng_vote.rules.refusal import Refused
from huasheng_vote.web.forms import Form, Paragraphs

NOTHING = "nothing"


class TouchedForm(Form):
    """What the works touch: at least one box, and "nothing of these" alone."""

    touched = MultiCheckboxField(
        _("这项工程会动到什么？"), choices=choices({str(each): words for each, words in TOUCHED.items()} | {NOTHING: _("以上都不涉及")})
    )

    def validate_touched(self, field: Any) -> None:
        if not field.data:
            raise ValidationError(_("请至少选一项；都不涉及就选最后一项。"))
        if NOTHING in field.data and len(field.data) > 1:
            raise ValidationError(_("选了“以上都不涉及”，就不能再选别的。"))

    @property
    def said(self) -> frozenset[Touched]:
        return frozenset(Touched(each) for each in self.touched.data if each != NOTHING)


class BillLines(Paragraphs):
    """A bill as typed or pasted; `parsed` are its lines."""

    parsed: tuple[BillLine, ...] = ()

    def pre_validate(self, form: Any) -> None:
        super().pre_validate(form)
        try:
            self.parsed = tuple(parse_bill(self.data))
        except Refused as refused:
            raise ValidationError(worded(refused)) from refused


class _Version(Form):
    key = key()
    seen = HiddenField()
    title = line(_("名称"), 60, least=2)
    changed = line(_("这一版改了什么"), 200, least=2)


class SchemeForm(_Version):
    file = FileField(_("图（PDF 或照片）"))
    text = text(_("图上没有写的话"), 4000, least=0)


class WorkingForm(_Version):
    file = FileField(_("盖章的图（PDF 或照片）"))
    stamped_by = line(_("盖章的设计单位"), 60, least=2)
    stamp_number = line(_("资质证书号"), 40, least=2)
    text = text(_("图上没有写的话"), 4000, least=0)


class SpecificationForm(_Version):
    text = text(_("要求"), 12000, least=10, rows=16)
    file = FileField(_("附件（PDF 或照片，可以没有）"))


class BillForm(_Version):
    lines = BillLines(_("清单"), most=60000, render_kw={"rows": 14})


FORMS: dict[DesignKind, type[_Version]] = {
    DesignKind.SCHEME: SchemeForm,
    DesignKind.WORKING: WorkingForm,
    DesignKind.SPECIFICATION: SpecificationForm,
    DesignKind.BILL: BillForm,
}


class SignForm(Form):
    """Sign the step that waits, for exactly the bytes seen."""

    seen = HiddenField()
    note = text(_("意见"), 2000, least=0, rows=4)


class ReturnForm(Form):
    """What is wrong."""

    seen = HiddenField()
    reason = text(_("哪里不对、怎么改"), 1000, least=4, rows=4)
