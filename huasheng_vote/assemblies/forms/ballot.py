"""The ballot's forms: one question with its answers, and the submission of the whole."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, RadioField, SelectChoice
from wtforms.validators import InputRequired

from huasheng_vote.web.forms import Form


class AnswerForm(Form):
    """One question. Nothing is chosen beforehand, except what the voter chose before coming back."""

    slip = HiddenField()
    choice = RadioField(_("您的选择"), [InputRequired(_("请选一项"))])

    def offer(self, answers: Mapping[str, Any]) -> None:
        """The answers that may be given, with their words."""
        self.choice.choices = [SelectChoice(value, words) for value, words in answers.items()]


class SubmitForm(Form):
    """The whole ballot, sealed."""

    slip = HiddenField()
