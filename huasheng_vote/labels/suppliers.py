"""Words of suppliers."""

from typing import Any

from flask_babel import lazy_gettext as _

from huasheng_vote.labels import panels
from huasheng_vote.rules.flows.awards import ChallengeState
from huasheng_vote.rules.flows.suppliers import SupplierState
from huasheng_vote.rules.flows.tenders import BidState
from huasheng_vote.rules.refusal import Why
from huasheng_vote.rules.staffing import Duty

REFUSALS: dict[Why, Any] = {
    Why.BAD_CREDIT_CODE: _("统一社会信用代码是 18 位数字和大写字母，没有 I、O、S、V、Z。请照营业执照填写。"),
    Why.CREDIT_CODE_CHECK: _("统一社会信用代码的最后一位对不上，可能抄错了一位。请照营业执照再核对一遍。"),
    Why.CREDIT_CODE_TAKEN: _("这个代码已经登记过了。如果不是贵单位登记的，请联系业委会。"),
    Why.COMPANY_ALREADY: _("您已经登记了一家单位。请在原来的登记上修改，或者先撤回它。"),
    Why.LICENCE_PAST: _("许可证已经过期。请填写现行证件的有效期。"),
    Why.PAPERS_MISSING: _("对方还没有上传证照，不能准予登记。"),
    Why.PAPERS_FULL: _("一家单位最多留 %(most)s 份证照。"),
    Why.STILL_BIDDING: _("贵单位还有报价或者合同没有了结，现在不能撤回登记。请先撤回报价，或者等这次采购结束。"),
    Why.OFFICE_BARS_BIDDING: _("业委会成员和专家业主不能同时是供应商：他们定采购要求、评审报价。"),
    Why.SUPPLIER_UNREGISTERED: _("这家单位还没有登记，或者资料还在核对，现在不能报价。"),
    Why.SUPPLIER_BLACKLISTED: _("这家单位在黑名单上，不能报价。理由见供应商名录。"),
    Why.LICENCE_EXPIRED: _("安全生产许可证有效期到%(until)s，已经过期。请先更新登记资料。"),
    Why.TOOK_PART: _("起草、审核、开标或者评审这次采购的人，他的单位不能报价。"),
}

STATES: dict[str, tuple[Any, str, Any]] = {
    SupplierState.APPLIED: (_("待核对"), "lamp", _("有了证照，业委会或社区会来核对；核对好了会发短信告诉您。")),
    SupplierState.REGISTERED: (_("已登记"), "", _("可以参加小区的采购。资料有变化请及时修改，改了要重新核对。")),
    SupplierState.REFUSED: (_("没有通过"), "seal", _("请照核对的人说的修改，再送核对。")),
    SupplierState.BLACKLISTED: (_("黑名单"), "seal", _("不能参加小区的采购。有不同意见请联系业委会或社区。")),
    SupplierState.WITHDRAWN: (_("已撤回"), "line", _("登记已经撤回。")),
}
"""Word, kind of tag, and a sentence for the company itself."""

LOG: dict[str, Any] = {
    "supplier.applied": _("单位登记为供应商，待核对"),
    "supplier.edited": _("供应商修改登记资料"),
    "supplier.papers_added": _("供应商补充证照"),
    "supplier.registered": _("供应商资料核对属实，准予登记"),
    "supplier.refused": _("供应商资料核对没有通过"),
    "supplier.blacklisted": _("供应商列入黑名单"),
    "supplier.cleared": _("供应商移出黑名单"),
    "supplier.withdrawn": _("供应商撤回登记"),
}
"""Types of lines in the log."""
SUBJECTS: dict[str, Any] = {"supplier": _("供应商 %(key)s")}
"""What such a line is about."""
NOTICES: dict[str, tuple[Any, Any]] = {
    "supplier.registered": (_("供应商登记通过"), _("“%(name)s”的登记资料已核对，可以参加小区的采购了。")),
    "supplier.refused": (_("供应商登记没有通过"), _("“%(name)s”的登记资料没有通过核对，请登录后看原因、修改。")),
    "supplier.blacklisted": (_("列入黑名单"), _("“%(name)s”已列入小区采购的黑名单，理由见供应商名录。")),
    "supplier.cleared": (_("移出黑名单"), _("“%(name)s”已移出小区采购的黑名单，资料要重新核对。")),
}
"""Title and sentence of each message."""
TASKS: dict[str, Any] = {"supplier": _("供应商登记待核对")}
"""What waits for somebody."""

# What the whole area keeps about one person
OFFER_STATES = {
    BidState.DRAFT: _("草稿"),
    BidState.SUBMITTED: _("已提交，密封"),
    BidState.NEEDS_RECONFIRMATION: _("采购文件有更正，等您确认"),
    BidState.REPLACED: _("已由新的报价代替"),
    BidState.WITHDRAWN: _("已撤回"),
    BidState.LOCKED: _("已截止，待开标"),
    BidState.RETURNED: _("原封退回"),
    BidState.OPENED: _("已开标"),
    BidState.VALID: _("合格"),
    BidState.DISQUALIFIED: _("未通过审查"),
    BidState.RANKED: _("已排名"),
    BidState.WINNER: _("中选"),
    BidState.RESERVE: _("候补"),
    BidState.NOT_AWARDED: _("没有中选"),
}
CHALLENGE_STATES = {
    ChallengeState.SUBMITTED: _("已提出"),
    ChallengeState.ADMISSIBLE: _("已受理"),
    ChallengeState.INADMISSIBLE: _("没有受理"),
    ChallengeState.UPHELD: _("成立"),
    ChallengeState.DISMISSED: _("不成立"),
    ChallengeState.ESCALATED: _("已提请上级处理"),
    ChallengeState.CLOSED: _("已结束"),
    ChallengeState.WITHDRAWN: _("已撤回"),
}
SECTIONS: dict[str, Any] = {
    "companies": _("登记为供应商的单位"),
    "company_papers": _("上传的证照"),
    "company_checks": _("核对过的供应商"),
    "offers": _("您单位的报价"),
    "enquiries": _("您单位对采购提过的问题"),
    "tender_hands": _("在采购中办过的事"),
    "opening_places": _("担任的开标人员"),
    "openings": _("参加的开标"),
    "panel_seats": _("评审小组的席位"),
    "qualifications": _("作出的资格审查"),
    "sheets": _("打过的分"),
    "reports": _("写过、签过的评审报告"),
    "challenges": _("提出的质疑和异议"),
    "challenge_supports": _("联署过的异议"),
}
TERMS: dict[str, Any] = {
    "bank_account": _("收款账户"),
    "certificates": _("特种作业人员"),
    "challenge_state": _("状态"),
    "cleared_at": _("对各家声明的时间"),
    "commitment": _("日志里的承诺值"),
    "company": _("单位名称"),
    "company_paper": _("证照"),
    "company_state": _("状态"),
    "component": _("评分项"),
    "credit_code": _("统一社会信用代码"),
    "fingerprint": _("密钥指纹"),
    "licence": _("安全生产许可证"),
    "licence_until": _("许可证有效期到"),
    "locked_at": _("锁定时间"),
    "manager": _("项目经理"),
    "offer": _("哪一家"),
    "offer_state": _("状态"),
    "opening_duty": _("分工"),
    "opening_hand": _("做了什么"),
    "price": _("报价（元）"),
    "qualified": _("审查结果"),
    "rehearsed_at": _("演练时间"),
    "report_hand": _("做了什么"),
    "representative": _("法定代表人"),
    "scope": _("资质和承包范围"),
    "score": _("得分"),
    "seat_state": _("状态"),
    "tender": _("采购"),
    "tender_hand": _("做了什么"),
    "tested_at": _("密钥测试时间"),
}
VALUES: dict[str, Any] = {
    "challenge_state": CHALLENGE_STATES,
    "company_state": {state: words for state, (words, _kind, _sentence) in STATES.items()},
    "component": panels.COMPONENTS,
    "offer_state": OFFER_STATES,
    "opening_duty": {
        Duty.OFFICER_COMMITTEE: _("业委会委员"),
        Duty.OFFICER_SUPERVISOR: _("社区监督员"),
        Duty.OFFICER_EXPERT: _("专家业主"),
    },
    "opening_hand": {"share": _("开封了一份报价"), "record": _("签了开标记录")},
    "qualified": {"yes": _("合格")} | panels.CODES,
    "report_hand": {"written": _("写了报告"), "signed": _("签了字"), "dissented": _("写明了不同意见")},
    "seat_state": {state: words for state, (words, _kind) in panels.SEATS.items()},
    "tender_hand": {
        "drafted": _("起草采购"),
        "reviewed": _("审核采购"),
        "invited": _("邀请供应商"),
        "answered": _("答复提问"),
        "changed": _("发布更正"),
        "named_officer": _("指定开标人员"),
        "named_panelist": _("指定评审"),
        "declared_reveal": _("宣布由投标人自行开封"),
        "proposed_award": _("提出中选"),
        "answered_challenge": _("答复质疑"),
        "signed_contract": _("签合同"),
    },
}
