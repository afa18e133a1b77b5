"""Words of campaigns, suggestions, proposals and demands."""

from flask_babel import lazy_gettext as _

from huasheng_vote.rules.refusal import Why

REFUSALS = {
    Why.WRONG_FILE: _("这种文件不能用。可以用：%(kinds)s。"),
    Why.FILE_TOO_LARGE: _("文件超过 %(megabytes)s MB 了，请压缩后再传。"),
    Why.TOO_MANY_FILES: _("最多 %(most)s 张照片，您选了 %(chosen)s 张。前 %(most)s 张已经留下，请看看要不要换。"),
    Why.PICTURE_TOO_LARGE: _("照片超过 %(megapixels)s00 万像素了，请缩小后再传。"),
    Why.DRAFT_FILES_GONE: _("之前选的文件放了一天以上，已经清除，请重新选。"),
    Why.PICTURE_UNREADABLE: _("这张照片打不开，可能没有传完整。请换一张。"),
    Why.CAMPAIGN_NOT_OPEN: _("这次征集现在不收建议了。您可以不选征集，直接提建议。"),
    Why.HIDDEN_NOW: _("这条内容已被隐藏，不能再操作。"),
    Why.MERGE_INTO_ITSELF: _("不能并入它自己。请选另一条建议。"),
    Why.MERGE_INTO_MERGED: _("您选的建议已经并入别处。请选它并入的那一条。"),
    Why.REPLY_TO_A_REPLY: _("只能回复一层。请直接回复上面的评论。"),
    Why.NOTHING_CHANGED: _("和上一版完全一样，没有可存的改动。"),
    Why.IDEA_NOT_FREE: _("第 %(id)s 号建议已经并入别处，或已纳入另一个提案。"),
}

CATEGORIES = {
    "lighting": _("照明"),
    "greenery": _("绿化"),
    "roads": _("道路与停车"),
    "lifts": _("电梯与设备"),
    "safety": _("安全与消防"),
    "cleaning": _("卫生与管道"),
    "leisure": _("健身与儿童"),
    "rules": _("管理与规则"),
    "other": _("其他"),
}
SOURCES = {"maintenance_fund": _("专项维修资金"), "common_income": _("公共收益"), "other": _("其他来源")}

# State → words and the kind of tag that shows it.
SUGGESTION_STATES = {
    "published": (_("等待答复"), "lamp"),
    "answered": (_("已答复"), ""),
    "declined": (_("未采纳"), "line"),
    "merged": (_("已并入"), "line"),
    "adopted": (_("已纳入提案"), ""),
}
PROPOSAL_STATES = {
    "draft": (_("起草中"), "line"),
    "published": (_("已公布"), "lamp"),
    "put": (_("已提交表决"), "lamp"),
    "adopted": (_("已表决通过"), ""),
    "withdrawn": (_("已撤回"), "seal"),
}
DEMAND_STATES = {
    "gathering": (_("联名中"), "lamp"),
    "reached": (_("已达五分之一"), "lamp"),
    "answered": (_("已答复"), ""),
    "withdrawn": (_("已撤回"), "line"),
}

ASKED = {
    "raise_fund": _("是否筹集专项维修资金？"),
    "rebuild": _("是否改建、重建建筑物及其附属设施？"),
    "change_use": _("是否改变共有部分的用途？"),
    "business": _("是否利用共有部分从事经营活动？"),
}
ANSWERS = {"yes": _("是"), "no": _("否"), "unsure": _("说不准")}
OTHERWISE = {
    "use_fund": _("使用专项维修资金"),
    "property_company": _("选聘或解聘物业服务人"),
    "rules_of_procedure": _("制定或修改议事规则"),
    "covenant": _("制定或修改管理规约"),
    "elect_committee": _("选举或更换业主委员会"),
    "other_major": _("其他重大事项"),
}
MATTERS = {
    "rules_of_procedure": _("制定和修改业主大会议事规则"),
    "covenant": _("制定和修改管理规约"),
    "elect_committee": _("选举业主委员会或者更换业主委员会成员"),
    "property_company": _("选聘和解聘物业服务企业或者其他管理人"),
    "use_fund": _("使用建筑物及其附属设施的维修资金"),
    "raise_fund": _("筹集建筑物及其附属设施的维修资金"),
    "rebuild": _("改建、重建建筑物及其附属设施"),
    "change_use": _("改变共有部分的用途或者利用共有部分从事经营活动"),
    "other_major": _("有关共有和共同管理权利的其他重大事项"),
}
ARTICLES = {
    "rules_of_procedure": _("《民法典》第 278 条第一款第（一）项"),
    "covenant": _("《民法典》第 278 条第一款第（二）项"),
    "elect_committee": _("《民法典》第 278 条第一款第（三）项"),
    "property_company": _("《民法典》第 278 条第一款第（四）项"),
    "use_fund": _("《民法典》第 278 条第一款第（五）项"),
    "raise_fund": _("《民法典》第 278 条第一款第（六）项"),
    "rebuild": _("《民法典》第 278 条第一款第（七）项"),
    "change_use": _("《民法典》第 278 条第一款第（八）项"),
    "other_major": _("《民法典》第 278 条第一款第（九）项"),
}
CLASSES = {
    "ordinary": _("普通事项：双三分之二参与，参与者面积和人数双过半同意"),
    "special": _("特别事项：双三分之二参与，参与者面积和人数双四分之三同意"),
}
