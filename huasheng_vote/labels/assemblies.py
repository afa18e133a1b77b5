"""Words of the owners' vote up to its opening: who convenes, the adopted rules, dates, notice, roll. Voting's own words stand in `labels.voting`."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from huasheng_vote.rules.refusal import Why

REFUSALS = {
    Why.NOTICE_TOO_SHORT: _("通知至少要提前 %(days)s 天，最早 %(earliest)s 才能开始表决。"),
    Why.WINDOW_OUT_OF_RANGE: _("表决期 %(days)s 天，不在 %(shortest)s 到 %(longest)s 天之间。"),
    Why.WINDOW_NOT_ADOPTED: _("议事规则规定表决期为 %(days)s 天，请按这个天数填截止时间。"),
    Why.COUNTING_TOO_EARLY: _("计票要在表决截止之后。"),
    Why.REVIEW_RUNNING: _("名册要先公示核对 %(days)s 天，最早 %(earliest)s 才能发通知。"),
    Why.DAY_OF_ANOTHER_YEAR: _("%(day)s 不在 %(year)s 年。"),
    Why.DAY_TWICE: _("%(day)s 同时写成了放假和上班。"),
    Why.NOT_YET: _("这个日期还没有到。"),
    Why.SLUG_TAKEN: _("网址“%(slug)s”已经有小区在用，请换一个。"),
    Why.NO_CONVENER: _("请选一个已公示、还在任的召集人。"),
    Why.CONVENERS_POSTED: _("召集人名单还在公示，%(until)s之后才能发通知。"),
    Why.OBJECTIONS_OVER: _("公示期已于%(until)s结束，不再收异议。"),
    Why.OBJECTIONS_OPEN: _("对召集人的异议还没有答复完，答复之后才能发通知。"),
    Why.FROZEN: _("通知已经发出，内容不能再改。要改只能取消会议、说明理由，再重新通知。"),
    Why.TOO_FEW_OPTIONS: _("备选方案至少要 %(least)s 个；只有一个方案就不用列，直接问同意不同意。"),
    Why.PLAN_INCOMPLETE: _("会议安排还没有填完：开始和截止时间、纸质票领取处、计票的地点和时间都要填。"),
    Why.NO_MOTIONS: _("会议还没有议题。"),
    Why.PROPOSAL_NOT_PUBLISHED: _("只有已公布的提案才能成为议题。这个提案还是草稿、已经撤回，或者已经交给别的会议表决。"),
    Why.PROPOSAL_TWICE: _("这个提案已经是本次会议的议题 %(motion)s，同一个提案不能问两遍。"),
    Why.PROPOSAL_GONE: _("议题 %(motion)s 的提案已经撤回，或者已经交给别的会议表决。请打开这个议题改过再存，或者删去它。"),
    Why.NO_RUN_OFF: _("这个议题没有第二轮：有方案通过了，或者多数选了“以上都不选”，或者参与不足，或者没有两个以上有人选的方案可比。"),
    Why.RUN_OFF_FIXED: _("第二轮的方案由第一轮的结果决定，不能增减或改写。"),
    Why.UNIT_GONE: _("议题 %(motion)s 所列的房屋，有的已不在名册上。请改议题的范围。"),
    Why.EMPTY_SCOPE: _("议题 %(motion)s 的范围内没有计入名册的房屋。"),
    Why.NOTHING_DIFFERS: _("这些房屋在名册上和登记册上是一样的，没有可更正的。请先改登记册。"),
    Why.ROLL_FIXED: _("只有在通知之后、表决开始之前，才能更正名册。"),
    Why.OWNER_ON_ROLL_VOTES: _("这次会议的规则是：名册冻结后房屋转让的，由名册上的业主投。买受人可以凭他的书面委托代为投票。"),
    Why.NO_PROOF_OF_SALE: _("登记册上新业主的“看到的材料”还空着。请先写明凭什么证明房屋已经转让。"),
    Why.MATERIAL_KEPT: _("保存期还没有满，或者已经销毁。"),
    Why.MATERIAL_DESTROYED: _("这次会议的表决资料保存期满，已于%(day)s由两人共同销毁。结果公告仍在。"),
    Why.NO_EXTENSION: _("通知里没有写可以延期，或者已经延期过一次，或者表决已截止。"),
    Why.EXTENSION_TOO_LONG: _("按通知，最多可延期 %(days)s 天，并且要晚于原来的截止时间。"),
    Why.ENOUGH_TAKE_PART: _("参与的人数已达到三分之二，不符合通知写明的延期条件。"),
}

CONVENERS = {
    "preparatory_group": _("首次业主大会会议筹备组"),
    "re_election_group": _("换届小组"),
    "committee": _("业主委员会"),
    "management_committee": _("物业管理委员会"),
    "residents_committee": _("社区居民委员会"),
    "subdistrict_office": _("街道办事处"),
}
OCCASIONS = {"first": _("首次会议"), "regular": _("定期会议"), "special": _("临时会议")}
FORMS = {"written": _("书面征求意见"), "meeting": _("集体讨论")}
ONLINE = {
    "accepted": _("认可本平台的线上投票"),
    "official_only": _("只认可政府平台的线上投票"),
    "unknown": _("尚无书面答复"),
}
SCOPES = {"estate": _("全体业主"), "buildings": _("若干楼栋的业主"), "units": _("所列房屋的业主")}

# State → words and the kind of tag that shows it.
STATES = {
    "draft": (_("起草中"), "line"),
    "roll_review": (_("名册公示核对"), "lamp"),
    "noticed": (_("已通知"), "lamp"),
    "open": (_("表决中"), "lamp"),
    "closed": (_("已截止"), "line"),
    "published": (_("结果公示中"), "lamp"),
    "announced": (_("已公告"), ""),
    "cancelled": (_("已取消"), "seal"),
}

SOURCES = {
    "law": _("法律"),
    "guidance": _("国家指导规则"),
    "elsewhere": _("外地规定，仅供参照"),
    "adopted": _("本小区议事规则"),
    "default": _("本系统默认"),
}
HOLIDAYS = (_("元旦"), _("春节"), _("清明"), _("劳动节"), _("端午"), _("中秋"), _("国庆节"))
HOLIDAY_SOURCES = {"chinesecalendar": _("系统自带的放假表")}
RULES = {
    "channels": _("投票方式"),
    "base": _("计入名册的房屋"),
    "voids": _("作废票怎么算"),
    "duplicates": _("同时有纸质票和线上票时"),
    "change": _("投票后能不能改"),
    "standing_for": _("表决期间公开赞成反对情况的事项"),
    "step": _("公开进度的最小步长（票）"),
    "silence": _("未表态的从多数"),
    "window_days": _("表决期（天）"),
    "extension_days": _("可延期一次（天，0 为不可延期）"),
    "objection_days": _("结果异议期（天）"),
    "keep_years": _("表决资料保存几年"),
    "proxy_cap": _("一人最多代理几户"),
    "agents": _("谁可以当代理人"),
    "sale": _("名册冻结后房屋转让的"),
    "delegated_ceiling": _("委员会可自行决定的金额上限（元）"),
    "delegated_years": _("这项授权几年内有效"),
    "direct_ceiling": _("直接委托的金额上限（元）"),
    "quotation_ceiling": _("询价的金额上限（元）"),
    "negotiation_ceiling": _("磋商的金额上限（元），更大的要招标"),
}
RULE_HINTS = {
    "channels": _("纸质票随时可以要，不能取消。"),
    "base": _("车位和储藏间，法院看法不一；两种算法都会算，结果不同就先复核。"),
    "voids": _("没有规定的，两种算法都算；结果不同就先复核。"),
    "standing_for": _("公开赞成反对会影响别人，也可能让人猜出某一户的选择，通知上会提醒。"),
    "keep_years": _("不少于三年；没有规定的，保存五年。期满后由两人共同销毁，记入日志。"),
    "silence": _("只有议事规则写明才能用；要有每户的送达证明；特别事项一律不用。"),
    "window_days": _("外地有 5 到 60 天的规定，这里取作范围。"),
    "sale": _("两种规则下，买受人都可以凭名册上业主的书面委托代为投票。"),
    "delegated_years": _("从通过之日算起；没有规定的，一年。"),
    "direct_ceiling": _("同一个项目的采购合并计算，不能拆开。三个上限要逐级升高。"),
    "extension_days": _("条件写进通知：截止前参与人数不足三分之二。"),
}
OPTIONS = {
    "channels": {"online": _("线上"), "paper": _("纸质"), "telephone": _("电话")},
    "base": {"dwelling": _("住宅"), "commercial": _("商业"), "parking": _("车位"), "storage": _("储藏")},
    "voids": {"in_quorum": _("算参与，不算同意"), "out": _("不算参与"), "both": _("没有规定，两种都算")},
    "duplicates": {
        "first_valid": _("以先到的为准"),
        "online_prevails": _("以线上票为准"),
        "paper_prevails": _("以纸质票为准"),
        "last_valid": _("以后到的为准"),
    },
    "change": {"none": _("不能改"), "once": _("可以改一次"), "until_close": _("截止前都可以改")},
    "silence": {
        "off": _("不用"),
        "with_safeguard": _("用，但多数一方自己要先超过全体的一半"),
        "without_safeguard": _("用，没有上述限制"),
    },
    "agents": {"no_property_staff": _("物业人员除外"), "anyone": _("不限")},
    "sale": {
        "owner_on_roll": _("由名册上的业主投"),
        "buyer_with_proof": _("表决开始前由买受人凭证明更正名册；开始后由名册上的业主投"),
    },
}

DELIVERED = {
    "in_person": _("当面交付"),
    "letter_box": _("投入信箱"),
    "registered_post": _("挂号邮寄"),
    "in_app": _("在本系统查看"),
    "sms": _("短信"),
    "posted": _("无法送达，张贴公告"),
}

KINDS = {"roll.correct": _("更正名册"), "assembly.extend": _("表决延期"), "material.destroy": _("销毁表决资料")}
CAUSES = {"error": _("名册冻结时就记错了"), "sale": _("名册冻结后房屋转让了")}
VALUES = {"cause": CAUSES}
TERMS = {
    "cause": _("为什么更正"),
    "units": _("房屋编号"),
    "ballots": _("表决票"),
    "entries": _("纸质票录入"),
    "scans": _("委托书和计票表的扫描件"),
    "kept_until": _("保存到"),
    "reason": _("理由"),
    "change": _("更正内容的校验码"),
    "closes_at": _("新的截止时间"),
}


def holiday(name: str) -> str:
    """A holiday as the reader calls it; what an estate named otherwise stays as entered."""
    return str(gettext(name)) if name else ""
