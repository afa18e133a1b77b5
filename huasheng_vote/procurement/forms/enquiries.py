"""Forms around an open tender: a question, its answer, an addendum, giving it up, letting fewer bids do."""

import re
from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, RadioField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from huasheng_vote.assemblies.forms.fields import one_of
from huasheng_vote.committee.queries.decisions import Passed
from huasheng_vote.labels import committee
from huasheng_vote.labels.tenders import CANCELLED, FEWER
from huasheng_vote.proposals.forms.fields import CHOOSE, key, offered, text
from huasheng_vote.rules.flows.tenders import Cancelled
from huasheng_vote.web.forms import Form

NUMBER = re.compile(r"([0-9]{4})-([0-9]{1,6})")


class EnquiryForm(Form):
    """A bidder's question."""

    key = key()
    text = text(_("您的问题"), 1000, least=4, rows=4)


class ReplyForm(Form):
    """The committee's answer to one question."""

    text = text(_("答复"), 2000, least=2, rows=4)


class AddendumForm(Form):
    """What is changed, over the specification that was seen."""

    seen = HiddenField()
    text = text(_("更正什么"), 6000, least=10, rows=10)


class CancelForm(Form):
    """Why the tender is given up."""

    code = one_of(_("为什么取消"), {str(code): words for code, words in CANCELLED.items()})
    note = text(_("说明"), 2000, least=4, rows=5)

    @property
    def reason(self) -> Cancelled:
        return Cancelled(self.code.data)


class FewerForm(Form):
    """How few bids do, and by which decision."""

    bids = RadioField(
        _("几家就可以开标"), choices=offered({str(n): words for n, words in FEWER.items()}), validators=[InputRequired(CHOOSE)]
    )
    decision = SelectField(_("依据哪一项业委会决定"), validators=[InputRequired(CHOOSE)])

    def offer(self, passed: Iterable[Passed]) -> Any:
        """Published decisions that hold."""
        named = [(f"{each.year}-{each.ordinal}", f"{committee.number(each.year, each.ordinal)} {each.title}") for each in passed]
        self.decision.choices = [SelectChoice("", ""), *(SelectChoice(code, words) for code, words in named)]
        return self

    @property
    def numbered(self) -> tuple[int, int]:
        """Year and number of the decision, one of those offered."""
        year, number = NUMBER.fullmatch(self.decision.data).groups()  # type: ignore[union-attr]
        return int(year), int(number)
