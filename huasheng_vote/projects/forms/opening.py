"""Opening a project asks for next to nothing: what is done stands on the page above the button."""

from flask_babel import lazy_gettext as _

from huasheng_vote.assemblies.forms.fields import one_of
from huasheng_vote.labels.projects import TRIGGERS
from huasheng_vote.proposals.forms.fields import line
from huasheng_vote.rules.authority import Trigger
from huasheng_vote.web.forms import Day, Form


class OpenForm(Form):
    """No fields: title, money and scope are those the owners voted."""


class SpendingForm(Form):
    """What a decision of the committee leaves open: where the money comes from."""

    money_source = line(_("钱从哪里来"), 60, least=2)


class EmergencyForm(SpendingForm):
    """And what the danger is."""

    trigger = one_of(_("是什么危险"), {str(code): words for code, words in TRIGGERS.items()})

    @property
    def danger(self) -> Trigger:
        return Trigger(self.trigger.data)


class ConfirmForm(Form):
    """The subdistrict's confirmation, as its paper says."""

    confirmed_on = Day(_("确认的日期"))
    confirmation = line(_("哪个部门、什么文件"), 100, least=4)
