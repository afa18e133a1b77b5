"""Forms around a meeting: what is announced, a point of the agenda, who came, the minutes and a name under them."""

from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from wtforms import HiddenField
from wtforms.fields.choices import SelectChoice

from huasheng_vote.assemblies.forms.fields import MultiCheckboxField
from huasheng_vote.committee.actions.meetings import Plan
from huasheng_vote.proposals.forms.fields import Moment, key, line, text
from huasheng_vote.web.forms import Form


class PlanForm(Form):
    """What is announced of a meeting."""

    key = key()
    title = line(_("会议名称"), 60, least=4)
    place = line(_("在哪里开"), 60, least=2)
    online = line(_("不能到场的怎样参加"), 120, least=0)
    starts_at = Moment(_("什么时候开"))

    @property
    def plan(self) -> Plan:
        return Plan(self.title.data, self.place.data, self.online.data, self.starts_at.data)


class ItemForm(Form):
    """A point of the agenda, and a document beside it."""

    title = line(_("议题"), 80, least=2)
    text = text(_("要商量什么"), 4000, least=2)
    paper = FileField(_("文件（PDF 或照片，可以没有）"))


class AgendaForm(Form):
    """Posting the agenda; the reason only where it is late."""

    late_reason = line(_("紧急的理由（按时公布的不用写）"), 300, least=0)


class CameForm(Form):
    """Who came."""

    came = MultiCheckboxField(_("谁到会了"), coerce=int)

    def offer(self, members: dict[int, str]) -> Any:
        """The members in office, as boxes."""
        self.came.choices = [SelectChoice(account, name) for account, name in members.items()]
        return self


class MinutesForm(Form):
    """What was said."""

    text = text(_("会议记录"), 12000, least=10, rows=14)


class SignForm(Form):
    """One's name under the words that were seen."""

    seen = HiddenField()
    remark = text(_("保留意见（没有就不写）"), 1000, least=0, rows=3)


class ReasonForm(Form):
    """Why."""

    reason = line(_("理由"), 300, least=4)
