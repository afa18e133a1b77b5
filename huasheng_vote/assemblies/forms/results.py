"""Objections, their answers, and how a doubtful motion is resolved."""

from flask_babel import lazy_gettext as _
from wtforms import RadioField, SelectChoice, SelectField
from wtforms.validators import InputRequired

from huasheng_vote.rules.tally import Outcome
from huasheng_vote.web.forms import Form, Paragraphs


class ObjectionForm(Form):
    """What an owner objects to, and why."""

    motion = SelectField(_("对哪一项"), coerce=int)
    text = Paragraphs(_("异议和理由"), most=2000)


class AnswerObjectionForm(Form):
    """The answer; it is published."""

    answer = Paragraphs(_("答复"), most=2000)


class ReviewForm(Form):
    """The outcome after review, with its reason."""

    outcome = RadioField(
        _("复核结论"),
        [InputRequired(_("请选一项"))],
        choices=[
            SelectChoice(Outcome.PASSED.value, _("通过")),
            SelectChoice(Outcome.NOT_PASSED.value, _("未通过")),
            SelectChoice(Outcome.NO_QUORUM.value, _("没有达到参与要求")),
        ],
    )
    reason = Paragraphs(_("理由"), most=2000)
