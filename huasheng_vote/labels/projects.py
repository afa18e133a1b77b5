"""Words of projects."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from huasheng_vote.rules.authority import Trigger
from huasheng_vote.rules.designs import DesignKind, Step, Touched
from huasheng_vote.rules.flows.projects import ProjectState
from huasheng_vote.rules.refusal import Why

REFUSALS = {
    Why.NO_BUDGET_VOTED: _("这项决定没有表决预算，不能据此立项。"),
    Why.TOUCHED_UNKNOWN: _("业委会还没有说明工程是否涉及结构、基础或用电。"),
    Why.OTHER_PERSON_SIGNS: _("这一步要由另一个人签：画的人签设计，另外的专家业主复核、提意见，一人一步。"),
    Why.SKILL_NEEDED: _("这一步要由登记并核对过“采购招标”或“造价审计”专长的业主来签。"),
    Why.STAMP_NEEDED: _("施工图要由有资质的单位盖章：请写明单位和资质证书号。业主自己画的图请作为方案图。"),
    Why.TOO_MANY_LINES: _("最多 %(most)s 行。"),
    Why.BILL_LINE: _("第 %(row)s 行：请按“名称 | 单位 | 数量 | 说明”填写，说明可以不写。"),
    Why.BILL_LINE_LONG: _("第 %(row)s 行：每一格最多 %(most)s 个字。"),
    Why.BILL_QUANTITY: _("第 %(row)s 行的数量“%(value)s”不对：请写大于零的数字，最多三位小数。"),
}

STATES = {
    ProjectState.PREPARING: _("筹备中"),
    ProjectState.PROCURING: _("采购中"),
    ProjectState.BUILDING: _("施工中"),
    ProjectState.ACCEPTED: _("已验收"),
    ProjectState.CLOSED: _("已完成"),
    ProjectState.ABANDONED: _("已终止"),
}

TRIGGERS = {
    Trigger.LIFT: _("电梯故障"),
    Trigger.FIRE_PROTECTION: _("消防设施故障"),
    Trigger.LEAK: _("屋面、外墙渗漏"),
    Trigger.WATER_SUPPLY: _("二次供水、水泵损坏"),
    Trigger.DRAINAGE: _("排水管道堵塞、爆裂"),
    Trigger.FACADE: _("外墙、楼板等有脱落危险"),
    Trigger.OTHER_DANGER: _("其他危及安全的情况"),
}

DESIGNS = {
    DesignKind.SCHEME: _("方案图"),
    DesignKind.WORKING: _("施工图"),
    DesignKind.SPECIFICATION: _("技术要求"),
    DesignKind.BILL: _("工程量清单"),
}

DESIGN_HINTS = {
    DesignKind.SCHEME: _("业主自己画的图，说明做成什么样。"),
    DesignKind.WORKING: _("有资质的单位盖章的图。涉及结构、基础或用电时必须有。"),
    DesignKind.SPECIFICATION: _("材料、尺寸、工艺、检验标准，供应商照着报价，施工照着验收。"),
    DesignKind.BILL: _("做哪些、各多少，只列数量，不写价钱。"),
}

DESIGN_STEPS = {
    Step.SIGN: _("设计签字"),
    Step.REVIEW: _("第二位专家业主复核"),
    Step.ADVISE: _("采购专家技术意见"),
}

WAITS = {
    Step.SIGN: _("等设计人签字"),
    Step.REVIEW: _("等另一位专家业主复核"),
    Step.ADVISE: _("等懂采购的专家业主提意见"),
}

TOUCHED = {
    Touched.STRUCTURE: _("结构（承重墙、梁、柱、板）"),
    Touched.FOUNDATIONS: _("基础（挖坑、打桩、浇筑）"),
    Touched.POWER: _("用电（接线、配电、接地）"),
}

STEPS = {
    "suggestion": _("业主建议"),
    "proposal": _("提案公布"),
    "notice": _("业主大会通知"),
    "voting": _("表决结束"),
    "resolution": _("业主大会决定公告"),
    "decision": _("业委会决定"),
    "project": _("项目立项"),
}


def number(year: int, ordinal: int) -> str:
    """How a decision is quoted."""
    return str(gettext("决议〔%(year)s〕%(n)s号", year=year, n=ordinal))
