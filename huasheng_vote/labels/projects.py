"""Words of projects."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from huasheng_vote.rules.flows.projects import ProjectState
from huasheng_vote.rules.refusal import Why

REFUSALS = {
    Why.NO_BUDGET_VOTED: _("这项决定没有表决预算，不能据此立项。"),
}

STATES = {
    ProjectState.PREPARING: _("筹备中"),
    ProjectState.PROCURING: _("采购中"),
    ProjectState.BUILDING: _("施工中"),
    ProjectState.ACCEPTED: _("已验收"),
    ProjectState.CLOSED: _("已完成"),
    ProjectState.ABANDONED: _("已终止"),
}

STEPS = {
    "suggestion": _("业主建议"),
    "proposal": _("提案公布"),
    "notice": _("业主大会通知"),
    "voting": _("表决结束"),
    "resolution": _("业主大会决定公告"),
    "project": _("项目立项"),
}


def number(year: int, ordinal: int) -> str:
    """How a decision is quoted."""
    return str(gettext("决议〔%(year)s〕%(n)s号", year=year, n=ordinal))
