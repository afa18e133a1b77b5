"""Setting up an estate: its facts, its adopted rules, the offices' answer, its calendar, its conveners."""

import re
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from wtforms import IntegerField, RadioField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, NumberRange, Optional

from huasheng_vote.assemblies.forms.fields import DatedLines, MemberLines, MultiCheckboxField, choices, one_of
from huasheng_vote.labels.assemblies import CONVENERS, ONLINE, OPTIONS, RULES
from huasheng_vote.labels.proposals import MATTERS
from huasheng_vote.proposals.forms.fields import Yuan
from huasheng_vote.rules.procedure import FIELDS, MONEY, Field
from huasheng_vote.web.forms import Day, Form, Paragraphs, Text

SLUG = re.compile(r"[a-z][a-z0-9-]{1,29}")


class EstateForm(Form):
    """What stands on every page of an estate."""

    name = Text(_("小区名称"), 40)
    address = Text(_("地址"), 100)
    phone = Text(_("值班电话"), 30)
    phone_hours = Text(_("值班时间"), 40)


class FoundForm(EstateForm):
    """A new estate; `taken` are first parts of addresses that this site uses itself."""

    slug = Text(_("网址简称"), 30)
    taken: frozenset[str] = frozenset()

    def validate_slug(self, field: Any) -> None:
        if not SLUG.fullmatch(field.data) or field.data in self.taken:
            raise ValidationError(_("用小写字母开头，只用小写字母、数字和连字符，2 到 30 位，不能用系统保留的词。"))


class RulesForm(Form):
    """One version of the adopted rules. A field left open is not adopted. The fields themselves follow `rules.procedure.FIELDS`."""

    title = Text(_("文件名称"), 60)
    source = Text(_("哪次会议、哪项决定通过"), 100)
    adopted_on = Day(_("通过日期"))
    document = FileField(_("文件（PDF 或照片）"))

    @property
    def entered(self) -> dict[str, Any]:
        """What was adopted, as `Procedure.of` reads it."""
        values = {name: self[name].data for name in FIELDS}
        return {name: value for name, value in values.items() if value not in (None, "", [])}


def _control(name: str, rule: Field) -> Any:
    label = RULES[name]
    if name in MONEY:
        return Yuan(label)
    if rule.options is None:
        return IntegerField(label, validators=[Optional(), NumberRange(rule.low, rule.high)])
    words = OPTIONS.get(name, MATTERS)
    if rule.many:
        return MultiCheckboxField(label, choices=choices(words))
    return RadioField(label, choices=[SelectChoice("", _("没有规定")), *choices(words)], validators=[Optional()], default="")


for _name, _rule in FIELDS.items():
    setattr(RulesForm, _name, _control(_name, _rule))


class OnlineForm(Form):
    """The offices' answer with its two papers."""

    answer = one_of(_("书面答复是"), ONLINE)
    subdistrict = FileField(_("街道办事处的书面答复（PDF 或照片）"))
    fund_office = FileField(_("维修资金管理部门的书面答复（PDF 或照片）"))


class YearForm(Form):
    """One year as announced."""

    year = IntegerField(_("年份"), validators=[InputRequired(_("请填写这一项。")), NumberRange(2000, 2100)])
    off = DatedLines(_("放假的日子，每行一天"), 4000)
    worked = DatedLines(_("调休上班的日子，每行一天"), 4000, optional=True)
    source = Text(_("文号"), 60)

    @property
    def off_days(self) -> dict[date, str]:
        return self.off.days


class ConvenersForm(Form):
    """A group to be posted."""

    kind = one_of(_("召集人"), CONVENERS)
    name = Text(_("名称"), 40)
    basis = Paragraphs(_("产生的依据"), 500, render_kw={"rows": 3})
    members = MemberLines(_("成员，每行一人：姓名，手机，职务"), 2000, render_kw={"rows": 5})


class ReasonForm(Form):
    """Why."""

    reason = Paragraphs(_("理由（会公布）"), 500, render_kw={"rows": 3})


class WordsForm(Form):
    """An objection, or the answer to one."""

    text = Paragraphs(_("内容"), 1000, render_kw={"rows": 4})
