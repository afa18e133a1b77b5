"""Forms of who opens, who judges, who is invited, and of what officers and panelists hand in."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, SelectField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from huasheng_vote.assemblies.forms.fields import MultiCheckboxField
from huasheng_vote.labels.staffing import CAMPS
from huasheng_vote.procurement.actions.panel_seats import Chosen
from huasheng_vote.proposals.forms.fields import CHOOSE, line, text
from huasheng_vote.rules.staffing import OFFICERS, Duty
from huasheng_vote.web.forms import Form, Paragraphs, Phone

Named = Iterable[tuple[int, str]]
"""Accounts or companies with their names."""


def _one(label: Any) -> SelectField:
    return SelectField(label, coerce=lambda typed: int(typed or 0), validators=[InputRequired(CHOOSE)])


class OfficersForm(Form):
    """The three who open."""

    officer_committee = _one(CAMPS[Duty.OFFICER_COMMITTEE])
    officer_supervisor = _one(CAMPS[Duty.OFFICER_SUPERVISOR])
    officer_expert = _one(CAMPS[Duty.OFFICER_EXPERT])

    def offer(self, people: Mapping[Duty, Named]) -> "OfficersForm":
        """Who may be chosen for each place."""
        for duty, named in people.items():
            self[duty.value].choices = [SelectChoice("", "")] + [SelectChoice(account, name) for account, name in named]
        return self

    @property
    def chosen(self) -> dict[Duty, int]:
        return {duty: self[duty.value].data for duty in OFFICERS}


class SeatForm(Form):
    """Who is to sit on the panel: one of a list, or whoever has this phone."""

    account = SelectField(_("从委员和专家业主里选"), coerce=lambda typed: int(typed or 0))
    phone = Phone(_("或者填手机号"), most=40, optional=True)
    hired = BooleanField(_("外请专家：不是本小区业主"))
    name = line(_("外请专家的姓名"), 40, least=0)

    def offer(self, people: Named) -> "SeatForm":
        """Who may be chosen from the list."""
        self.account.choices = [SelectChoice(0, _("不在名单里"))] + [SelectChoice(account, name) for account, name in people]
        return self

    def validate_phone(self, field: Any) -> None:
        if not self.account.data and not field.data:
            raise ValidationError(_("请选一位，或者填手机号。"))

    @property
    def chosen(self) -> Chosen:
        if self.account.data:
            return Chosen(self.account.data)
        return Chosen(phone=self.phone.number, name=self["name"].data, hired=self.hired.data)


class InvitationsForm(Form):
    """Which registered companies are asked to offer."""

    suppliers = MultiCheckboxField(_("邀请哪几家"), coerce=int)

    def offer(self, companies: Named) -> "InvitationsForm":
        """Who may be invited."""
        self.suppliers.choices = [SelectChoice(each, name) for each, name in companies]
        return self


class KeyForm(Form):
    """An officer's public point, as the browser or the officer's own program made it."""

    public = Paragraphs(_("公钥"), most=200)


class SharesForm(Form):
    """What an officer's device took out of an envelope."""

    shares = Paragraphs(_("份额"), most=4000)


class RecuseForm(Form):
    """Why somebody cannot judge."""

    reason = text(_("和谁有什么关系"), 1000, least=2, rows=3)
