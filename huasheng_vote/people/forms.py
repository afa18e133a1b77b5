"""The shape of what people fill in about themselves and each other."""

import re
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, RadioField, SelectField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Optional

from huasheng_vote.labels.people import FIELDS, LANGUAGES, ROLES, STANCES
from huasheng_vote.rules.access import GRANTABLE, WEIGHT
from huasheng_vote.rules.flows.approvals import Stance
from huasheng_vote.rules.flows.skills import Field, SkillAct
from huasheng_vote.web.forms import Day, Form, Paragraphs, Phone, Text

MAIL = re.compile(r"[^@\s,;<>\"]{1,64}@[^@\s,;<>\"]+\.[^@\s,;<>\".]{2,}")
NUMERIC = {"inputmode": "numeric", "autocomplete": "one-time-code"}


class PhoneForm(Form):
    """A phone to sign in with."""

    phone = Phone(_("手机号"), most=40, render_kw={"autocomplete": "tel"})


class CodeForm(Form):
    """A code from a short message."""

    code = Text(_("短信验证码"), most=40, render_kw=NUMERIC)


class MailForm(Form):
    """Where notices are mailed to."""

    mail = Text(_("邮箱"), most=254, render_kw={"autocomplete": "email", "inputmode": "email"})

    def validate_mail(self, field: Any) -> None:
        if not MAIL.fullmatch(field.data):
            raise ValidationError(_("这不像一个邮箱地址。请写成 name@example.com 这样。"))


class MailCodeForm(Form):
    """The code that was mailed."""

    code = Text(_("邮件里的验证码"), most=40, render_kw=NUMERIC)


class LanguageForm(Form):
    """What notices are written in."""

    language = RadioField(
        _("通知用哪种语言"),
        choices=lambda: [SelectChoice(code, str(words)) for code, words in LANGUAGES.items()],
        validators=[InputRequired(_("请选一项。"))],
    )


class TotpForm(Form):
    """A code from an authenticator app."""

    code = Text(_("动态口令"), most=40, render_kw=NUMERIC)


class GrantForm(Form):
    """A role for somebody, from a day until a day."""

    phone = Phone(_("手机号"), most=40)
    name = Text(_("姓名"), most=40)
    role = SelectField(
        _("职务"), choices=lambda: [SelectChoice(str(role), str(ROLES[role])) for role in sorted(GRANTABLE, key=WEIGHT.index)]
    )
    building = Text(_("楼栋（只有邻长要填）"), most=20, optional=True)
    since = Day(_("从哪一天起"))
    until = Day(_("到哪一天止（可以不填）"), optional=True)
    reason = Paragraphs(_("理由，比如哪次选举或哪份文件"), most=500)


class ReasonForm(Form):
    """Why an office ends."""

    reason = Paragraphs(_("理由"), most=500)


class RemovalForm(Form):
    """Whose authenticator is lost, and how staff knew the person."""

    phone = Phone(_("本人的手机号"), most=40)
    reason = Paragraphs(_("怎样核对的身份"), most=500)


class AnswerForm(Form):
    """An approver's own conflict statement, choice and reason, for exactly the digest shown."""

    digest = HiddenField()
    conflict = RadioField(
        _("您与这件事有没有利害关系？"),
        choices=lambda: [SelectChoice("no", str(_("没有"))), SelectChoice("yes", str(_("有，我回避")))],
        validators=[InputRequired(_("请选一项。"))],
    )
    stance = RadioField(
        _("您的意见"),
        choices=lambda: [SelectChoice(str(each), str(STANCES[each])) for each in (Stance.APPROVE, Stance.DECLINE)],
        validators=[Optional()],
    )
    reason = Paragraphs(_("理由（不批准或回避时必须写）"), most=500, optional=True)

    def validate(self, extra_validators: Any = None) -> bool:
        """Who has no conflict chooses; who says no or stands aside says why."""
        sound = bool(super().validate(extra_validators))
        if sound and self.answer is None:
            self.stance.errors = [*self.stance.errors, str(_("请选一项。"))]
        elif sound and self.answer is not Stance.APPROVE and not self.reason.data:
            self.reason.errors = [*self.reason.errors, str(_("请填写这一项。"))]
        return sound and not self.errors

    @property
    def answer(self) -> Stance | None:
        if self.conflict.data == "yes":
            return Stance.RECUSE
        return Stance(self.stance.data) if self.stance.data else None


class SkillForm(Form):
    """What an owner knows about, and what shows it."""

    field = SelectField(_("专长"), choices=lambda: [SelectChoice(str(each), str(FIELDS[each])) for each in Field])
    evidence = Paragraphs(_("依据：职业、证书、做过的工程"), most=1000)


class SkillCheckForm(Form):
    """What was looked at."""

    note = Paragraphs(_("看过什么，结论是什么"), most=500)
    finding = RadioField(
        _("核验结果"),
        choices=lambda: [SelectChoice(str(SkillAct.CONFIRM), str(_("属实"))), SelectChoice(str(SkillAct.REFUSE), str(_("不能确认")))],
        validators=[InputRequired(_("请选一项。"))],
    )


class NewPhoneForm(Form):
    """The phone to move to."""

    phone = Phone(_("新手机号"), most=40, render_kw={"autocomplete": "tel"})


class BothCodesForm(Form):
    """The codes that reached the old phone and the new one."""

    old_code = Text(_("旧手机收到的验证码"), most=40, render_kw=NUMERIC)
    code = Text(_("新手机收到的验证码"), most=40, render_kw=NUMERIC)


class CounterForm(Form):
    """At the counter: whose phone was lost, the new one, and how staff knew the person."""

    old_phone = Phone(_("原来登记的手机号"), most=40)
    phone = Phone(_("新手机号"), most=40)
    reason = Paragraphs(_("怎样核对的身份"), most=500)
