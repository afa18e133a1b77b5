"""Words of the committee: refusals, states, subjects, choices, seals."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from huasheng_vote.rules.flows.committees import Choice, DecisionState, MeetingState
from huasheng_vote.rules.refusal import Why

REFUSALS = {
    Why.NOT_A_MEMBER: _("这件事只有当时在任的委员能做，您不在名单里。"),
    Why.NOT_CALLED: _("会议由主任召集，或者由三分之一以上的委员要求召开；现在还差 %(missing)s 人。"),
    Why.AGENDA_EMPTY: _("议程里还没有议题。请先写下议题。"),
    Why.AGENDA_LATE: _("议程要在开会七日前公布：“%(title)s”最晚 %(due)s 公布。请改会议时间；情况紧急的，写明理由。"),
    Why.AGENDA_FIXED: _("议程已经公布，不能再改。请取消会议，另行召集。"),
    Why.MEETING_TOO_SOON: _("会议还没有到开始的时间。"),
    Why.NOT_AT_THE_MEETING: _("这件事只有到会的委员能做，您没有到会。"),
    Why.NO_MINUTES: _("会议记录还没有写。"),
    Why.MINUTES_UNSIGNED: _("到会的委员都签了现在这一稿，会议记录才能公布；还差 %(missing)s 人。"),
    Why.PUT_ALREADY: _("这个议题已经交付表决。"),
    Why.QUESTIONS_OPEN: _("这次会议还有议题没有表决完。"),
    Why.STANDS_ASIDE: _("您对这件事声明了利害关系，已经回避，不能再参与办理。"),
    Why.STILL_VOTING: _("还有委员没有表决，截止时间也没有到。"),
    Why.OVER_CEILING: _("业主大会授权业委会决定的金额上限是 %(ceiling)s 元。超过的部分要由业主大会决定。"),
    Why.NO_BASIS: _("用印要有依据：请选一项已经通过的业委会决定或者业主大会决定。"),
    Why.NOT_AN_ELECTION: _("这项业主大会决定不是选举或者更换业委会成员的决定。"),
}

MEETING_STATES = {
    MeetingState.DRAFT: (_("起草中"), "line"),
    MeetingState.CALLED: (_("已召集"), "lamp"),
    MeetingState.INQUORATE: (_("人数不足，未开成"), "seal"),
    MeetingState.HELD: (_("已开，记录待写"), "lamp"),
    MeetingState.MINUTED: (_("已开，记录待签"), "lamp"),
    MeetingState.SIGNED: (_("记录已签齐，待公布"), "lamp"),
    MeetingState.POSTED: (_("记录已公布"), ""),
    MeetingState.CANCELLED: (_("已取消"), "seal"),
}

DECISION_STATES = {
    DecisionState.PUT: (_("正在表决"), "lamp"),
    DecisionState.PASSED: (_("通过"), ""),
    DecisionState.NOT_PASSED: (_("未通过"), ""),
    DecisionState.REFERRED: (_("交业主大会决定"), ""),
    DecisionState.REVOKED: (_("已废止"), "seal"),
    DecisionState.WITHDRAWN: (_("已撤回"), "line"),
}

CHOICES = {
    Choice.YES: _("同意"),
    Choice.NO: _("反对"),
    Choice.ABSTAIN: _("弃权"),
    Choice.RECUSED: _("回避"),
}

SUBJECTS = {
    "spending": _("动用授权范围内的钱"),
    "emergency": _("紧急维修（报街道确认）"),
    "award": _("定标、签合同"),
    "assembly": _("召开业主大会"),
    "seal": _("用印"),
    "reply": _("答复业主或者有关部门"),
    "other": _("其他日常事务"),
}

SEALS = {
    "committee": _("业主委员会印章"),
    "assembly": _("业主大会印章"),
}

KINDS = {"seal.use": _("用印")}

SECTIONS = {
    "committee_votes": _("在业委会的表决"),
    "committee_signatures": _("签过的会议记录"),
    "committee_attendances": _("业委会会议的出席"),
    "committee_calls": _("要求召开的业委会会议"),
    "committee_seal_uses": _("经手的用印"),
}

TERMS = {
    "by_committee": _("依据业委会决定（年、号）"),
    "by_owners": _("依据业主大会决定（年、号）"),
    "committee_choice": _("意见"),
    "committee_decision": _("议题编号"),
    "committee_meeting": _("会议编号"),
    "copies": _("份数"),
    "present": _("到会"),
    "remark": _("保留意见"),
    "seal": _("印章"),
    "seal_hand": _("经手"),
}

VALUES = {
    "committee_choice": CHOICES,
    "present": {"yes": _("是"), "no": _("否")},
    "seal": SEALS,
    "seal_hand": {"asked": _("申请"), "kept": _("用印")},
}


def number(year: int, ordinal: int) -> str:
    """How a decision of the committee is quoted."""
    return str(gettext("业委会决定〔%(year)s〕%(n)s号", year=year, n=ordinal))
