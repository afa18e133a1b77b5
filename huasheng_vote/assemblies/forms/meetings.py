"""A meeting and its motions as they are drafted. No field names a class: it follows the answers."""

import re
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, SelectField
from wtforms.fields.choices import SelectChoice

from huasheng_vote.assemblies.actions.drafting import Plan, Wording
from huasheng_vote.assemblies.forms.fields import Lines, MultiCheckboxField, OpenMoment, UnitLines, one_of
from huasheng_vote.labels.assemblies import CAUSES, DELIVERED, FORMS, OCCASIONS, SCOPES
from huasheng_vote.labels.proposals import ANSWERS, ASKED, OTHERWISE
from huasheng_vote.proposals.forms.fields import Moment, Yuan
from huasheng_vote.rules.convening import Form as HeldAs
from huasheng_vote.rules.convening import Occasion, Scope
from huasheng_vote.rules.lawbook import Answer, Asked, Matter
from huasheng_vote.web.forms import Form, Paragraphs, Text

NO_SUCH = 0  # the number of nothing


class MeetingForm(Form):
    """What a meeting is and when; `offer` names the groups that may convene."""

    title = Text(_("会议名称"), 60)
    group_id = SelectField(_("召集人"), coerce=int, validate_choice=False)
    occasion = one_of(_("会议种类"), OCCASIONS)
    held = one_of(_("召开方式"), FORMS)
    reason = Paragraphs(_("为什么开这次会"), 1000, optional=True, render_kw={"rows": 3})
    opens_at = OpenMoment(_("何时开始表决"))
    closes_at = OpenMoment(_("何时截止"))
    paper_place = Text(_("纸质票在哪里领、在哪里交"), 100, optional=True)
    counting_place = Text(_("计票地点"), 100, optional=True)
    counting_at = OpenMoment(_("计票时间"))

    def offer(self, groups: list[Any]) -> "MeetingForm":
        """The same form with its conveners to choose from."""
        self.group_id.choices = [SelectChoice(each.id, each.name) for each in groups]
        return self

    @property
    def plan(self) -> Plan:
        """What was typed, as the act takes it."""
        return Plan(
            title=self.title.data,
            occasion=Occasion(self.occasion.data),
            form=HeldAs(self.held.data),
            group_id=self.group_id.data,
            reason=self.reason.data,
            opens_at=self.opens_at.data,
            closes_at=self.closes_at.data,
            paper_place=self.paper_place.data,
            counting_place=self.counting_place.data,
            counting_at=self.counting_at.data,
        )


class MotionForm(Form):
    """One question. The four answers are to the statute's own words."""

    title = Text(_("议题"), 60)
    text = Paragraphs(_("全文"), 5000, render_kw={"rows": 8})
    raise_fund = one_of(ASKED["raise_fund"], ANSWERS)
    rebuild = one_of(ASKED["rebuild"], ANSWERS)
    change_use = one_of(ASKED["change_use"], ANSWERS)
    business = one_of(ASKED["business"], ANSWERS)
    otherwise = one_of(_("以上都不是的话，这是什么事项"), OTHERWISE)
    scope = one_of(_("由谁决定"), SCOPES)
    buildings = MultiCheckboxField(_("哪些楼栋"), coerce=int)
    units = UnitLines(_("哪些房屋，每行一套"), 20000, optional=True, render_kw={"rows": 4})
    options = Lines(_("备选方案，每行一个"), 1000, optional=True, render_kw={"rows": 3})
    budget = Yuan(_("一并表决的预算（元）"))
    money_source = Text(_("资金来源"), 60, optional=True)
    proposal_id = HiddenField()

    def offer(self, buildings: list[tuple[int, str]], doors: dict[str, int]) -> "MotionForm":
        """The same form with this estate's buildings and doors."""
        self.buildings.choices = [SelectChoice(id, name) for id, name in buildings]
        self.units.doors = doors
        return self

    @property
    def proposal(self) -> int | None:
        """The proposal it was begun from. What cannot be a number of this app is none that is there, and is refused as such."""
        typed = self.proposal_id.data or ""
        return int(typed) if re.fullmatch("[0-9]{1,15}", typed) else NO_SUCH if typed else None

    @property
    def wording(self) -> Wording:
        """What was typed, as the act takes it."""
        return Wording(
            title=self.title.data,
            text=self.text.data,
            answers={asked: Answer(self[asked.value].data) for asked in Asked},
            otherwise=Matter(self.otherwise.data),
            scope=Scope(self.scope.data),
            buildings=tuple(self.buildings.data or ()),
            units=self.units.units,
            options=self.options.entries,
            budget=self.budget.data or None,
            money_source=self.money_source.data,
            proposal_id=self.proposal,
        )


class ExtendForm(Form):
    """Until when, and why."""

    closes_at = Moment(_("新的截止时间"))
    reason = Paragraphs(_("理由（会公布）"), 500, render_kw={"rows": 3})


class CorrectionForm(Form):
    """Which units take over what the register says now, and why."""

    cause = one_of(_("为什么更正"), CAUSES)
    units = UnitLines(_("要更正的房屋，每行一套"), 4000, render_kw={"rows": 4})
    reason = Paragraphs(_("理由（会公布）"), 500, render_kw={"rows": 3})


class ServiceForm(Form):
    """To which heads the notice was delivered, how and when."""

    heads = MultiCheckboxField(_("送达了哪些户"), coerce=int, validate_choice=False)
    how = one_of(_("送达方式"), DELIVERED)
    served_at = Moment(_("什么时候"))
    proof = Text(_("证明（签收人、单号、为什么送不到）"), 100, optional=True)
