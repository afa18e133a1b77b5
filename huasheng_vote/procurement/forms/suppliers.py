"""Forms of suppliers: what a company says of itself, its papers, a checker's finding, a published reason, a newcomer's phone."""

from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf.file import MultipleFileField
from wtforms import HiddenField, RadioField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from huasheng_vote.labels import words as worded
from huasheng_vote.procurement.actions.suppliers import Company
from huasheng_vote.proposals.forms.fields import CHOOSE, key, line, text
from huasheng_vote.rules.credit_code import parse_credit_code
from huasheng_vote.rules.flows.suppliers import SupplierAct
from huasheng_vote.rules.refusal import Refused
from huasheng_vote.web.forms import Day, Form, Phone, Text

MOST_AT_ONCE = 6
CODE_KEYS = {"autocapitalize": "characters", "autocomplete": "off", "spellcheck": "false"}
SMS_KEYS = {"inputmode": "numeric", "autocomplete": "one-time-code"}


class CompanyForm(Form):
    """A company as its licence names it, what it may build, where it is paid."""

    key = key()
    seen = HiddenField()
    name = line(_("单位名称"), 100, least=2)
    code = Text(_("统一社会信用代码"), 60, render_kw=CODE_KEYS)
    representative = line(_("法定代表人"), 40)
    scope = text(_("资质和承包范围"), 1000, least=2, rows=3)
    licence = line(_("安全生产许可证号（行业不要求的不填）"), 80, least=0)
    licence_until = Day(_("许可证有效期到哪一天"), optional=True)
    manager = line(_("项目经理和证书号（没有的不填）"), 100, least=0)
    certificates = text(_("特种作业人员和证书号（没有的不填）"), 1000, least=0, rows=3)
    bank_account = text(_("收款账户：户名、开户行、账号"), 300, least=4, rows=3)

    def validate_code(self, field: Any) -> None:
        try:
            parse_credit_code(field.data)
        except Refused as refused:
            raise ValidationError(worded(refused)) from refused

    @property
    def said(self) -> Company:
        names = ("name", "code", "representative", "scope", "bank_account", "licence", "licence_until", "manager", "certificates")
        return Company(**{name: self[name].data for name in names})


class PapersForm(Form):
    """Certificates as files, a few at a time."""

    papers = MultipleFileField(_("证照（PDF 或照片）"))

    def validate_papers(self, field: Any) -> None:
        field.data = [each for each in field.data or [] if getattr(each, "filename", "")]
        if not field.data:
            raise ValidationError(_("请选择文件。"))
        if len(field.data) > MOST_AT_ONCE:
            raise ValidationError(_("一次最多选 %(most)s 份，请分几次上传。", most=MOST_AT_ONCE))


class CheckForm(Form):
    """What was looked at and what follows, for exactly the version seen."""

    seen = HiddenField()
    finding = RadioField(
        _("核对结果"),
        choices=lambda: [
            SelectChoice(str(SupplierAct.REGISTER), str(_("属实，准予登记"))),
            SelectChoice(str(SupplierAct.REFUSE), str(_("不予登记，请对方改"))),
        ],
        validators=[InputRequired(CHOOSE)],
    )
    note = text(_("看了哪些证照，结论是什么；要改的写明改哪里"), 1000, least=2, rows=4)


class PublishedReasonForm(Form):
    """Why, for everybody to read."""

    reason = text(_("公布的理由"), 1000, least=10, rows=4)


class NewcomerForm(Form):
    """The phone that will sign in, and whose it is."""

    phone = Phone(_("联系人的手机号"), most=40, render_kw={"autocomplete": "tel"})
    name = line(_("联系人姓名"), 40, least=2)


class NewcomerCodeForm(Form):
    """The code that reached it."""

    code = Text(_("短信验证码"), most=40, render_kw=SMS_KEYS)


def version(field: Any) -> int:
    """The version a hidden field names; 0, which is never one, where it names none."""
    return int(field.data) if (field.data or "").isascii() and (field.data or "").isdigit() and len(field.data) < 7 else 0
