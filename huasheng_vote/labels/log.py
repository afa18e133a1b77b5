"""Words for the lines of the public log."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from huasheng_vote.labels import awards, bids, panels, suppliers, tenders
from huasheng_vote.labels.people import ROLES
from huasheng_vote.rules.access import Role

TYPES = {
    "account.opened": _("开通账号"),
    "account.closed": _("注销账号"),
    "account.phone_changed": _("更换手机号"),
    "account.mail_changed": _("更改接收通知的邮箱"),
    "account.language_set": _("选择通知的语言"),
    "account.second_factor_set": _("设置动态口令"),
    "account.second_factor_removed": _("解除动态口令"),
    "approval.asked": _("提出审批"),
    "approval.amended": _("修改审批内容"),
    "approval.withdrawn": _("撤回审批"),
    "approval.signed": _("审批签署"),
    "approval.used": _("按审批办理"),
    "assembly.drafted": _("起草业主大会会议"),
    "assembly.edited": _("修改会议草稿"),
    "assembly.extended": _("延长表决"),
    "assembly.cancelled": _("取消会议"),
    "ballot.aside": _("一张表决票，留存不计"),
    "ballot.cast": _("一张表决票"),
    "ballots.told": _("计票后通知了各户"),
    "calendar.entered": _("登记节假日"),
    "callback.drawn": _("抽出要回访的户"),
    "callback.noted": _("登记一次回访"),
    "campaign.opened": _("开始征集建议"),
    "campaign.closed": _("结束征集建议"),
    "comment.published": _("发表评论"),
    "comment.hidden": _("隐藏评论"),
    "comment.restored": _("恢复评论"),
    "committee.agenda_posted": _("公布业委会会议议程"),
    "committee.attended": _("登记业委会会议的出席"),
    "committee.called": _("起草业委会会议"),
    "committee.decided": _("业委会议题有了结果"),
    "committee.decision_posted": _("公布业委会决定"),
    "committee.election_noted": _("登记委员由哪项决定选出"),
    "committee.item_removed": _("删去业委会会议的议题"),
    "committee.item_written": _("写下业委会会议的议题"),
    "committee.meeting_cancelled": _("取消业委会会议"),
    "committee.meeting_edited": _("修改业委会会议"),
    "committee.meeting_required": _("委员要求召开业委会会议"),
    "committee.minutes_published": _("公布业委会会议记录"),
    "committee.minutes_signed": _("委员签署会议记录"),
    "committee.minutes_written": _("写下业委会会议记录"),
    "committee.no_quorum": _("业委会会议人数不足，没有开成"),
    "committee.paper_added": _("附上业委会议题的文件"),
    "committee.put": _("业委会议题交付表决"),
    "committee.reminded": _("提醒委员开会"),
    "committee.revoked": _("废止业委会决定"),
    "committee.reworded": _("修改业委会议题，已投的意见作废"),
    "committee.voted": _("委员表决"),
    "committee.withdrawn": _("撤回业委会议题"),
    "conveners.posted": _("公示召集人"),
    "conveners.objected": _("对召集人提出异议"),
    "conveners.answered": _("答复对召集人的异议"),
    "conveners.ended": _("召集人任务结束"),
    "demand.published": _("提议召开业主大会"),
    "demand.signed": _("联名提议"),
    "demand.unsigned": _("撤回联名"),
    "demand.reached": _("联名达到法定人数"),
    "demand.answered": _("答复联名提议"),
    "demand.withdrawn": _("撤回联名提议"),
    "design.written": _("画图或写要求，存为一版"),
    "design.signed": _("在图纸或要求上签字"),
    "design.returned": _("退回图纸或要求"),
    "dispute.opened": _("业主对名册提出更正"),
    "dispute.answered": _("答复名册更正"),
    "door.visited": _("上门"),
    "enrolment.letters_issued": _("打印入户信"),
    "enrolment.bound": _("业主完成登记"),
    "enrolment.objected": _("对登记提出异议"),
    "enrolment.decided": _("登记异议有了结论"),
    "estate.founded": _("小区设立"),
    "estate.described": _("修改小区资料"),
    "material.destroyed": _("表决资料保存期满，由两人销毁"),
    "motion.drafted": _("起草议题"),
    "motion.edited": _("修改议题草稿"),
    "motion.removed": _("删除议题草稿"),
    "notice.given": _("发出会议通知"),
    "notice.served": _("登记送达"),
    "log.high_water_adopted": _("重建签名记录"),
    "log.key_rotated": _("更换日志的签名密钥"),
    "log.loss_acknowledged": _("第二位工作人员确认日志丢失"),
    "log.loss_seen": _("一位工作人员确认日志丢失"),
    "log.restarted": _("恢复备份，一段日志丢失"),
    "log.rows_adopted": _("把未经办理而改动的数据登记入日志"),
    "objection.answered": _("答复异议"),
    "objection.filed": _("提出异议"),
    "online.answered": _("登记主管部门对线上表决的答复"),
    "papers.counted": _("公开计票"),
    "papers.witnessed": _("社区见证计票"),
    "proxy.recorded": _("登记委托书"),
    "proxy.revoked": _("撤销委托书"),
    "paper.entered": _("录入一张纸质票"),
    "paper.issued": _("发出纸质票"),
    "paper.received": _("收到一张纸质票"),
    "paper.voided": _("一张纸质票作废"),
    "paper.withdrawn": _("纸质票作废重发"),
    "phone.revealed": _("查看电话"),
    "project.confirmed": _("街道确认紧急维修"),
    "project.opened": _("立项"),
    "project.touched": _("说明工程涉及什么"),
    "proposal.written": _("写下方案"),
    "proposal.published": _("公示方案"),
    "proposal.meeting_minuted": _("登记协商会议"),
    "proposal.put": _("方案提交表决"),
    "proposal.adopted": _("方案表决通过"),
    "proposal.withdrawn": _("撤回方案"),
    "register.imported": _("导入名册"),
    "register.lines": _("导入名册的明细"),
    "register.line_changed": _("更正房屋资料"),
    "register.owner_came": _("登记新业主"),
    "register.owner_left": _("业主权属结束"),
    "register.revealed": _("查看一户的姓名和电话"),
    "register.head_noted": _("登记共有人代表或争议"),
    "resolution.adopted": _("形成决议"),
    "roll.opened": _("向审计人打开名册"),
    "result.announced": _("公告结果"),
    "result.found": _("议题的结果"),
    "result.published": _("公布初步结果"),
    "result.resolved": _("复核的结论"),
    "role.granted": _("授予职务"),
    "role.ended": _("职务结束"),
    "roll.review": _("公示名册供核对"),
    "roll.review_ended": _("名册核对结束"),
    "roll.corrected": _("更正名册"),
    "rules.adopted": _("登记议事规则"),
    "seal.asked": _("申请用印"),
    "seal.used": _("用印登记"),
    "skill.declared": _("业主申报专长"),
    "skill.checked": _("核对专长"),
    "skill.withdrawn": _("撤回专长"),
    "suggestion.published": _("提出建议"),
    "suggestion.released": _("公开一条待审的建议"),
    "suggestion.endorsed": _("附议"),
    "suggestion.endorsement_withdrawn": _("撤回附议"),
    "suggestion.merged": _("合并相近的建议"),
    "suggestion.adopted": _("建议写入方案"),
    "suggestion.answered": _("答复建议"),
    "suggestion.declined": _("说明不采纳"),
    "suggestion.hidden": _("隐藏建议"),
    "suggestion.restored": _("恢复建议"),
    "witness.ended": _("见证人卸任"),
    "witness.named": _("登记见证人"),
    "witness.quorum": _("规定见证人数"),
    "voting.opened": _("表决开始"),
    "voting.closed": _("表决截止"),
}

# What a line is about, by the first part of its subject; `key` is the rest of it.
SUBJECTS = {
    "approval": _("审批 %(key)s"),
    "assembly": _("业主大会会议 %(key)s"),
    "building": _("楼栋 %(key)s"),
    "calendar": _("节假日 %(key)s"),
    "campaign": _("建议征集 %(key)s"),
    "comment": _("评论 %(key)s"),
    "committee_decision": _("业委会议题 %(key)s"),
    "committee_meeting": _("业委会会议 %(key)s"),
    "conveners": _("召集人 %(key)s"),
    "demand": _("联名提议 %(key)s"),
    "estate": _("小区"),
    "grant": _("职务 %(key)s"),
    "head": _("一户（名册代号 %(key)s）"),
    "log": _("日志"),
    "motion": _("议题 %(key)s"),
    "objection": _("异议 %(key)s"),
    "online": _("线上表决"),
    "papers": _("纸质票 %(key)s"),
    "party": _("一位业主（代号 %(key)s）"),
    "person": _("一位成员（代号 %(key)s）"),
    "project": _("项目 %(key)s"),
    "proposal": _("方案 %(key)s"),
    "register": _("名册 %(key)s"),
    "rules": _("议事规则第 %(key)s 版"),
    "seal": _("用印 %(key)s"),
    "skill": _("专长 %(key)s"),
    "suggestion": _("建议 %(key)s"),
    "unit": _("一套房屋（代号 %(key)s）"),
    "visit": _("上门 %(key)s"),
}

for _area in (suppliers, tenders, bids, panels, awards):
    TYPES.update(_area.LOG)
    SUBJECTS.update(_area.SUBJECTS)

REASONS = {
    "roll": _("名册冻结"),
    "opening": _("表决开始"),
    "closing": _("表决截止"),
    "result": _("公布结果"),
    "deadline": _("采购截止"),
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


def subject_words(subject: str) -> str:
    """What a line is about; a subject without words is shown as it stands in the log."""
    kind, _slash, key = subject.partition("/")
    return str(SUBJECTS[kind]) % {"key": key} if kind in SUBJECTS else subject


def role_words(role: str) -> str:
    """In which role somebody acted."""
    if role in ("system", "visitor"):
        return str(gettext("系统") if role == "system" else gettext("访客"))
    return str(ROLES[Role(role)])
