"""Words for the lines of the public log."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from huasheng_vote.labels.people import ROLES
from huasheng_vote.rules.access import Role

TYPES = {
    "approval.asked": _("提出审批"),
    "approval.amended": _("修改审批内容"),
    "approval.withdrawn": _("撤回审批"),
    "approval.signed": _("审批签署"),
    "approval.used": _("按审批办理"),
    "ballot.aside": _("一张表决票，留存不计"),
    "ballot.cast": _("一张表决票"),
    "ballots.told": _("计票后通知了各户"),
    "door.visited": _("上门"),
    "objection.answered": _("答复异议"),
    "objection.filed": _("提出异议"),
    "paper.entered": _("录入一张纸质票"),
    "paper.issued": _("发出纸质票"),
    "paper.received": _("收到一张纸质票"),
    "paper.voided": _("一张纸质票作废"),
    "paper.withdrawn": _("纸质票作废重发"),
    "phone.revealed": _("查看电话"),
    "resolution.adopted": _("形成决议"),
    "result.announced": _("公告结果"),
    "result.found": _("议题的结果"),
    "result.published": _("公布初步结果"),
    "result.resolved": _("复核的结论"),
    "voting.closed": _("表决截止"),
    "voting.opened": _("表决开始"),
}


REASONS = {
    "roll": _("名册冻结"),
    "opening": _("表决开始"),
    "closing": _("表决截止"),
    "result": _("公布结果"),
    "pace": _("按时"),
    "asked": _("有人要求"),
    "key": _("更换密钥"),
    "restart": _("恢复备份后重新开始"),
}


def reason_words(reason: str) -> str:
    """Why the log was signed at that moment."""
    return str(REASONS[reason])


def type_words(type: str) -> str:
    """What sort of act a line is; a type without words is shown as it stands in the log."""
    return str(TYPES.get(type, type))


def role_words(role: str) -> str:
    """In which role somebody acted."""
    if role in ("system", "visitor"):
        return str(gettext("系统") if role == "system" else gettext("访客"))
    return str(ROLES[Role(role)])
