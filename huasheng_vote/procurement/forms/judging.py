"""Forms of judging: leaving a panel and taking a seat, findings, explanations, the score sheet, the report and a name under it."""

import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, HiddenField, RadioField, StringField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from huasheng_vote.labels import panels as labels
from huasheng_vote.labels import words
from huasheng_vote.procurement.actions.judging import Replacement
from huasheng_vote.procurement.actions.qualifying import Finding
from huasheng_vote.procurement.models import Bid
from huasheng_vote.proposals.forms.fields import CHOOSE, line, text
from huasheng_vote.rules.flows.tenders import Disqualified
from huasheng_vote.rules.panels import read_score
from huasheng_vote.rules.refusal import Refused
from huasheng_vote.web.forms import Form, Phone

QUALIFIED = "qualified"
FOUND = (
    Disqualified.NOT_QUALIFIED, Disqualified.NOT_RESPONSIVE, Disqualified.UNSIGNED, Disqualified.TWO_PRICES, Disqualified.COLLUSION,
    Disqualified.BLACKLISTED,
)  # fmt: skip
"""What a panel may find; the rest the opening found, or the panel decides when it has read an explanation."""


class Points(StringField):
    """A score as people write it (41, 38.5); `data` is whole hundredths, None where nothing is written. The act knows the weight."""

    data: Any

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = None
        written = unicodedata.normalize("NFKC", valuelist[0] if valuelist else "").strip()
        if not written:
            return
        try:
            self.data = read_score(written)
        except Refused as refused:
            raise ValueError(words(refused)) from refused

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return labels.points(self.data) if self.data is not None else ""


class RecuseForm(Form):
    """Leaving the panel."""

    reason = line(_("为什么回避（会公布，请不要写别人的姓名）"), 200, least=4)


class ReplaceForm(Form):
    """Who takes the seat."""

    phone = Phone(_("接替人的手机号"), 30)
    name = line(_("接替人的姓名"), 30, least=2)
    hired = BooleanField(_("外请专家"))

    @property
    def replacement(self) -> Replacement:
        return Replacement(self.phone.number, self.name.data, bool(self.hired.data))


class ExplainForm(Form):
    """Why the price is so low."""

    text = text(_("报价为什么低，凭什么能按这个价做好"), 4000, least=10, rows=8)


class DecideForm(Form):
    """Whether the panel accepts it."""

    accepted = RadioField(
        _("评审小组的决定"),
        choices=[SelectChoice("yes", _("说明成立，继续评审")), SelectChoice("no", _("说明不成立，不再参加评审"))],
        validators=[InputRequired(CHOOSE)],
    )
    reason = text(_("理由（会公布）"), 1000, least=4, rows=3)


class LockForm(Form):
    """Exactly what was seen."""

    seen = HiddenField()


class ReportForm(Form):
    """The panel's words."""

    text = text(_("评审报告：资格审查、评审经过和推荐意见"), 8000, least=10, rows=10)


class SignForm(Form):
    """A name under the report, or a dissent."""

    seen = HiddenField()
    stance = RadioField(
        _("您的意见"),
        choices=[SelectChoice("yes", _("同意这份报告")), SelectChoice("no", _("有不同意见"))],
        validators=[InputRequired(CHOOSE)],
    )
    dissent = text(_("不同意见和理由（会公布）"), 2000, least=0, rows=4)

    def validate_dissent(self, field: Any) -> None:
        if self.stance.data == "no" and len(field.data) < 4:
            raise ValidationError(_("有不同意见的，请写明理由。"))
        if self.stance.data == "yes" and field.data:
            raise ValidationError(_("同意的不用写；有不同意见，请在上面选“有不同意见”。"))


class DrawForm(Form):
    """From where anybody can look it up, and what it says."""

    source = line(_("签源：谁都查得到的公开数据"), 80, least=4)
    value = line(_("数值，照原样抄写"), 80)


def qualify_form(bids: Sequence[Bid]) -> Any:
    """Of every bid whether it takes part."""
    fields: dict[str, Any] = {}
    for bid in bids:
        which = labels.letter(bid.ordinal)
        codes = [SelectChoice(QUALIFIED, _("合格")), *(SelectChoice(code.value, labels.CODES[code]) for code in FOUND)]
        fields[f"finding_{bid.id}"] = RadioField(_("%(who)s：资格审查结论", who=which), choices=codes, validators=[InputRequired(CHOOSE)])
        fields[f"reason_{bid.id}"] = text(_("%(who)s：不合格的理由（会公布）", who=which), 1000, least=0, rows=2)
    return type("QualifyForm", (Form,), fields)()


def findings(form: Any, bids: Sequence[Bid]) -> dict[int, Finding]:
    """What was found, by bid."""
    return {bid.id: _finding(form[f"finding_{bid.id}"].data, form[f"reason_{bid.id}"].data) for bid in bids}


def sheet_form(bids: Sequence[Bid], components: Sequence[str], known: Mapping[str, Any]) -> Any:
    """A score for each bid and component, and why; `known` is what stands in the sheet by the field's name."""
    fields: dict[str, Any] = {}
    for bid in bids:
        which = labels.letter(bid.ordinal)
        for component in components:
            fields[f"{component}_{bid.id}"] = Points(_("%(who)s：%(what)s分", who=which, what=labels.COMPONENTS[component]))
        fields[f"reason_{bid.id}"] = text(_("%(who)s：打分的理由", who=which), 1000, least=0, rows=2)
    return type("SheetForm", (Form,), fields)(data=known)


def scores(form: Any, bids: Sequence[Bid], components: Sequence[str]) -> dict[int, dict[str, int | None]]:
    """What was scored, by bid and component."""
    return {bid.id: {component: form[f"{component}_{bid.id}"].data for component in components} for bid in bids}


def reasons(form: Any, bids: Sequence[Bid]) -> dict[int, str]:
    """Why, by bid."""
    return {bid.id: form[f"reason_{bid.id}"].data for bid in bids}


def _finding(code: str, reason: str) -> Finding:
    return Finding() if code == QUALIFIED else Finding(Disqualified(code), reason)
