"""Forms around awards, challenges and contracts: what an act rests on, why, a challenge's words, an answer, a name under a digest."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from huasheng_vote.assemblies.forms.fields import one_of
from huasheng_vote.committee.queries.decisions import Passed
from huasheng_vote.labels.awards import ABOUTS, ENDINGS, FINDINGS, OFFICES
from huasheng_vote.labels.committee import number
from huasheng_vote.procurement.actions.challenges import Office
from huasheng_vote.procurement.models import About
from huasheng_vote.proposals.forms.fields import CHOOSE, key, line, text
from huasheng_vote.rules.flows.awards import ContractAct
from huasheng_vote.web.forms import Form


class BasisForm(Form):
    """Which decision of the committee it rests on."""

    decision = SelectField(_("依据哪一项业委会决定"), validators=[InputRequired(CHOOSE)])

    def offer(self, passed: Iterable[Passed]) -> Any:
        """The decisions to choose from."""
        offered = [SelectChoice(f"{each.year}-{each.ordinal}", f"{number(each.year, each.ordinal)} {each.title}") for each in passed]
        self.decision.choices = [SelectChoice("", ""), *offered]
        return self

    @property
    def chosen(self) -> tuple[int, int]:
        year, _dash, ordinal = self.decision.data.partition("-")
        return int(year), int(ordinal)


class CancelForm(BasisForm):
    """Why a published award is taken back, and by which decision."""

    reason = text(_("理由（会公布）"), 1000, least=4, rows=3)


class EndForm(CancelForm):
    """How a contract ends."""

    outcome = one_of(_("怎样结束"), ENDINGS)

    @property
    def act(self) -> ContractAct:
        return ContractAct(self.outcome.data)


class ReasonForm(Form):
    """Why, where it is published."""

    reason = text(_("理由（会公布）"), 1000, least=4, rows=3)


class ChallengeForm(Form):
    """A challenge."""

    key = key()
    about = one_of(_("对什么提出"), ABOUTS)
    title = line(_("一句话说明"), 60, least=4)
    text = text(_("事实和理由（会公布）"), 4000, least=10, rows=8)

    def offer(self, abouts: Iterable[About]) -> Any:
        """What may still be challenged."""
        self.about.choices = [SelectChoice(each.value, ABOUTS[each.value]) for each in abouts]
        return self


class AnswerForm(Form):
    """Upheld or not, and why."""

    finding = one_of(_("质疑成不成立"), FINDINGS)
    text = text(_("答复（会公布）"), 4000, least=10, rows=8)

    @property
    def upheld(self) -> bool:
        return bool(self.finding.data == "yes")


class EscalateForm(Form):
    """Where the answer is taken."""

    office = one_of(_("请谁处理"), OFFICES)

    @property
    def chosen(self) -> Office:
        return Office(self.office.data)


class SignForm(Form):
    """One's name under the words that were seen."""

    seen = HiddenField()
