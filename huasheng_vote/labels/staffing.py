"""Words of who opens and who judges: the places, how far an officer is, what is to be done where nobody can fill a place."""

from typing import Any

from flask_babel import lazy_gettext as _

from huasheng_vote.rules.staffing import Duty

CAMPS: dict[Duty, Any] = {
    Duty.OFFICER_COMMITTEE: _("业委会的开标人（委员，不是主任）"),
    Duty.OFFICER_SUPERVISOR: _("社区的开标人（监督员）"),
    Duty.OFFICER_EXPERT: _("专家业主的开标人（不是委员）"),
}
OFFICER_STEPS = (_("指定"), _("做钥匙"), _("试开"), _("演练"))
VACANT: dict[Duty, Any] = {
    Duty.DRAFTER: _("没有人能起草：要有一名委员或者专家业主。"),
    Duty.REVIEWING_CHAIR: _("没有人能代表业委会复核：要有一名主任，而且不是起草人。"),
    Duty.REVIEWING_EXPERT: _("没有人能从专业上复核：要有一名不是起草人的专家业主。"),
    Duty.OFFICER_COMMITTEE: _("没有人能当业委会的开标人：要有一名不是主任、也不是起草人的委员。"),
    Duty.OFFICER_SUPERVISOR: _("没有人能当社区的开标人：要有一名社区监督员。"),
    Duty.OFFICER_EXPERT: _("没有人能当专家业主的开标人：要再核实一名专家业主，不在业委会，也不是起草人。"),
    Duty.APPROVER: _("批准人不够：还缺 %(count)s 名不是起草人的委员。"),
    Duty.PANEL_EXPERT: _("评审专家不够：还缺 %(count)s 名。可以核实业主的专长，也可以外请专家。"),
    Duty.PANELIST: _("评审不够：还缺 %(count)s 名没有利害关系的业主。"),
}
"""What is to be done where nobody can fill a place."""
SITS_AS: dict[tuple[bool, bool], Any] = {(True, True): _("外请专家"), (False, True): _("专家业主"), (False, False): _("业主")}
"""In what capacity somebody sits on the panel: hired, expert."""
