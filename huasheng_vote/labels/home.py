"""Words of the front page, the task list and search."""

from flask_babel import lazy_gettext as _

from huasheng_vote.labels import awards, bids, panels, suppliers, tenders

TASKS = {
    "approve": _("需要您审批"),
    "answer": _("建议待答复"),
    "convene": _("业主依法要求召开业主大会"),
    "print": _("纸质通知待送"),
    "put": _("意见征求期满，可以交业主大会表决"),
    "give_notice": _("名册核对期满，通知待发"),
    "announce": _("公示期满，结果待公告"),
    "vote": _("请您表决"),
    "consult": _("请您表达意向（线上不计票）"),
    "enter": _("纸质票待录入"),
    "look": _("纸质票待会商"),
    "count": _("待公开计票、公布结果"),
    "object": _("异议待答复"),
    "review": _("结果待复核"),
    "register": _("业主对名册有话说"),
    "loss": _("一段日志丢失，等两位工作人员确认"),
    "call": _("公示期内回访抽查"),
    "destroy": _("保存期满，表决资料待销毁"),
    "skill": _("专长待核实"),
    "open_project": _("决定已作出，待立项"),
    "confirm_emergency": _("紧急维修：待登记街道的确认"),
    "design": _("图纸或要求待签字"),
    "committee_call": _("业委会会议：议程待公布"),
    "committee_meet": _("业委会会议：到时间开会"),
    "committee_publish": _("业委会会议：记录待写、待公布"),
    "committee_sign": _("业委会会议记录待您签字"),
    "committee_decide": _("业委会议题待您表决"),
    "committee_post": _("业委会决定待公布"),
    "seal": _("签字齐了，待用印"),
    **suppliers.TASKS,
    **tenders.TASKS,
    **bids.TASKS,
    **panels.TASKS,
    **awards.TASKS,
}

KINDS = {
    "suggestion": _("建议"),
    "proposal": _("提案"),
    "assembly": _("业主大会"),
    "project": _("项目"),
    "notice": _("公告"),
    "campaign": _("征集"),
}

# (kind, whether it is still going on): what the timeline says of it.
HAPPENED = {
    ("campaign", True): _("正在征集建议"),
    ("campaign", False): _("建议征集"),
    ("proposal", True): _("提案公布，正在征求意见"),
    ("proposal", False): _("提案公布"),
    ("notice", True): _("业主大会通知"),
    ("notice", False): _("业主大会通知"),
    ("voting", True): _("正在表决"),
    ("voting", False): _("表决结束"),
    ("result", True): _("表决结果公示，可提异议"),
    ("result", False): _("业主大会决定公告"),
    ("project", True): _("项目进行中"),
    ("project", False): _("项目完成"),
}
