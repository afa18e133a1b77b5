"""Forms around a decision and around the seal: the question, a member's answer, what a seal rests on."""

import re
from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from wtforms import HiddenField, IntegerField, RadioField, SelectField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, NumberRange

from huasheng_vote.assemblies.forms.fields import one_of
from huasheng_vote.committee.actions.basis import Basis
from huasheng_vote.committee.actions.decisions import Question
from huasheng_vote.committee.models import MOST_COPIES, WITH_MONEY, Subject
from huasheng_vote.labels.committee import CHOICES, SEALS, SUBJECTS
from huasheng_vote.proposals.forms.fields import CHOOSE, REQUIRED, Moment, Yuan, key, line, text
from huasheng_vote.rules.flows.committees import Choice
from huasheng_vote.web.forms import Form

BASIS = re.compile(r"(owners|committee)-([0-9]{4})-([0-9]{1,6})")


class QuestionForm(Form):
    """What is decided."""

    key = key()
    seen = HiddenField()
    title = line(_("决定什么"), 80, least=4)
    text = text(_("事实和拟作的决定"), 6000, least=10, rows=10)
    subject = one_of(_("属于哪一类"), SUBJECTS)
    amount = Yuan(_("金额（动钱的才填）"))
    closes_at = Moment(_("什么时候截止"))

    def validate_amount(self, field: Any) -> None:
        carries = self.subject.data in WITH_MONEY
        if carries and not field.data:
            raise ValidationError(_("这一类要写明金额。"))
        if field.data and not carries:
            raise ValidationError(_("这一类不动钱，请不要填金额。"))

    @property
    def question(self) -> Question:
        return Question(self.title.data, self.text.data, Subject(self.subject.data), self.amount.data or None)


class AnswerForm(Form):
    """A member's own conflict statement, choice and reason, to exactly the words seen."""

    seen = HiddenField()
    choice = RadioField(
        _("您的意见"), choices=[SelectChoice(str(code), words) for code, words in CHOICES.items()], validators=[InputRequired(CHOOSE)]
    )
    reason = text(_("理由"), 1000, least=2, rows=4)

    @property
    def chosen(self) -> Choice:
        return Choice(self.choice.data)


class PaperForm(Form):
    """A document beside a question."""

    paper = FileField(_("文件（PDF 或照片）"))


class _RestingForm(Form):
    basis = SelectField(_("依据哪一项决定"), validators=[InputRequired(CHOOSE)])

    def offer(self, bases: Iterable[tuple[str, str]]) -> Any:
        """Decisions of the committee and of the owners that hold."""
        self.basis.choices = [SelectChoice("", "")] + [SelectChoice(code, words) for code, words in bases]
        return self

    @property
    def resting(self) -> Basis:
        whose, year, number = BASIS.fullmatch(self.basis.data).groups()  # type: ignore[union-attr]  # one of those offered
        return Basis(whose == "owners", int(year), int(number))


class RevokeForm(_RestingForm):
    """What a decision is revoked by."""


class SealForm(_RestingForm):
    """Which seal on which paper."""

    key = key()
    seal = one_of(_("哪一枚印章"), SEALS)
    title = line(_("盖在什么文件上"), 80, least=4)
    copies = IntegerField(
        _("几份"), validators=[InputRequired(REQUIRED), NumberRange(1, MOST_COPIES, message=_("请写 1 到 100 之间的整数。"))]
    )
    purpose = text(_("用途（只有业委会看得到）"), 500, least=2, rows=3)
