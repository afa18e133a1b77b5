"""Words of tenders: drafting, review, publication, questions, changes."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from huasheng_vote.rules.authority import EmployerKind
from huasheng_vote.rules.flows.tenders import Cancelled, TenderState
from huasheng_vote.rules.lawbook import Source
from huasheng_vote.rules.methods import Judging, Key, Method
from huasheng_vote.rules.refusal import Why
from huasheng_vote.rules.staffing import Duty
from huasheng_vote.rules.tendering import Failed, Moved

REFUSALS: dict[Why, Any] = {
    # drafting, review, publication
    Why.DOCUMENTS_MISSING: _("图纸、技术要求、工程量清单还没有签齐，还差 %(missing)s 份。请先在项目页补齐。"),
    Why.DOCUMENTS_CHANGED: _("这一稿存下之后，图纸或要求又有变动。请起草人重新保存一次，再由两人复核。"),
    Why.DRAFTER_REVIEWS: _("起草人不能复核自己写的采购文件。"),
    Why.NOT_REVIEWED: _("现在这一稿还没有主任和专家业主两人复核签字。"),
    Why.TENDER_REPEATED: _("这次采购已经重新办理过了。"),
    # while it is open, and ends without an award
    Why.NO_SUCH_DECISION: _("请选上一轮流标以后作出、已经公布的业委会决定，类别是“其他日常事务”。"),
}
LOG: dict[str, Any] = {
    # drafting, review, publication
    "tender.drafted": _("起草采购文件"),
    "tender.edited": _("修改采购文件，已签的复核作废"),
    "tender.reviewed": _("复核采购文件"),
    "tender.published": _("公布采购文件"),
    # while it is open, and ends without an award
    "tender.amended": _("发布采购更正"),
    "tender.answered": _("答复采购提问"),
    "tender.asked": _("采购提问"),
    "tender.cancelled": _("采购取消"),
    "tender.closed": _("采购截止"),
    "tender.failed": _("流标"),
    "tender.fewer": _("第二轮减少最低家数"),
    "tender.moved": _("采购延期"),
}
"""Types of lines in the log."""
SUBJECTS: dict[str, Any] = {"tender": _("采购 %(key)s")}
"""What such a line is about."""
NOTICES: dict[str, tuple[Any, Any]] = {
    # drafting, review, publication
    "tender.published": (_("采购公告"), _("“%(title)s”的采购文件已公布，%(closes)s 截止报价。")),
    # while it is open, and ends without an award
    "tender.amended": (
        _("采购更正"),
        _("“%(title)s”的采购内容有更正，截止时间是 %(until)s。已经交了报价的，请在截止前登录确认，不确认的作废。"),
    ),
    "tender.answered": (_("采购提问有了答复"), _("“%(title)s”的一个提问有了答复，请看采购页面。")),
    "tender.cancelled": (_("采购取消"), _("“%(title)s”的采购已取消，理由见采购页面。没有拆封的报价原样退回。")),
    "tender.failed": (_("采购流标"), _("“%(title)s”的采购流标，理由见采购页面。没有拆封的报价原样退回。")),
    "tender.fewer": (_("第二轮减少最低家数"), _("“%(title)s”这一轮有 %(bids)s 家合格的报价就可以继续，依据的业委会决定见采购页面。")),
    "tender.moved": (_("采购延期"), _("“%(title)s”的截止时间延至 %(until)s，理由见采购页面。")),
}
"""Title and sentence of each message."""
TASKS: dict[str, Any] = {
    # drafting, review, publication
    "tender_review": _("采购文件待您复核"),
    "tender_publish": _("采购文件已复核，待公布"),
    # while it is open, and ends without an award
    "tender_answer": _("采购提问待答复"),
}
"""What waits for somebody."""
SECTIONS: dict[str, Any] = {}
TERMS: dict[str, Any] = {}
VALUES: dict[str, Any] = {}

# State → words and the kind of tag that shows it.
STATES = {
    TenderState.DRAFT: (_("起草中"), "line"),
    TenderState.REVIEWED: (_("已复核，待公布"), "line"),
    TenderState.PUBLISHED: (_("正在报价"), "lamp"),
    TenderState.CLOSED: (_("已截止，待开标"), "lamp"),
    TenderState.OPENED: (_("已开标"), "lamp"),
    TenderState.EVALUATING: (_("评审中"), "lamp"),
    TenderState.EVALUATED: (_("评审完，待定标"), "lamp"),
    TenderState.AWARD_PENDING: (_("结果公示中"), "lamp"),
    TenderState.AWARDED: (_("已定标"), ""),
    TenderState.FAILED: (_("流标"), "seal"),
    TenderState.CANCELLED: (_("已取消"), "seal"),
}

METHODS: dict[str, Any] = {
    Method.DIRECT: _("直接委托"),
    Method.QUOTATION: _("询价"),
    Method.NEGOTIATION: _("磋商"),
    Method.OPEN_TENDER: _("招标"),
}
METHOD_HINTS = {
    Method.DIRECT: _("请一家做。写明理由，两名委员同意。"),
    Method.QUOTATION: _("请几家报价，合格的里面价低的做。"),
    Method.NEGOTIATION: _("请几家报价，按价格和方案打分。"),
    Method.OPEN_TENDER: _("谁都可以来报价。"),
}

JUDGINGS: dict[str, Any] = {
    Judging.REASON: _("写明理由，两名委员同意"),
    Judging.LOWEST: _("合格的里面最低价"),
    Judging.SCORED: _("价格、技术、商务打分"),
}

SOURCES = {
    Source.DEFAULT: _("本系统默认"),
    Source.ADOPTED: _("本小区自定"),
}

EMPLOYERS: dict[str, Any] = {
    EmployerKind.COMMITTEE: _("业主委员会（业主大会授权）"),
    EmployerKind.PROPERTY_COMPANY: _("物业公司（受委托代办）"),
    EmployerKind.RESIDENTS_COMMITTEE: _("居民委员会（代行职责）"),
}

MOVED = {
    Moved.OUTAGE: _("截止前网站打不开"),
    Moved.ENQUIRY: _("还有提问没有答复"),
    Moved.CHANGE: _("采购文件有更正"),
}

CANCELLED = {
    Cancelled.NEED_GONE: _("不再需要"),
    Cancelled.BUDGET_GONE: _("没有这笔钱了"),
    Cancelled.ERROR_IN_TERMS: _("采购文件有错"),
    Cancelled.ALL_ABOVE_CEILING: _("报价都超过控制价"),
    Cancelled.COLLUSION: _("发现串通"),
    Cancelled.ORDERED: _("有关部门或者法院要求"),
}

REVIEWERS = {
    Duty.REVIEWING_CHAIR: _("主任复核"),
    Duty.REVIEWING_EXPERT: _("专家业主复核"),
}

RULES = {
    "ceiling": _("这种方式的金额上限"),
    "invited": _("至少邀请几家"),
    "bids": _("至少几家有效报价"),
    "open_for": _("公布到截止至少"),
    "last_change": _("截止前多久不再更正"),
    "panel": _("评审小组人数"),
    "experts_thirds": _("其中专家"),
    "approvers": _("同意的委员人数"),
    "price_weight": _("价格分至少占"),
    "key": _("密封开标钥匙"),
    "count_visible": _("开标前公开家数"),
    "standstill_days": _("结果公示"),
    "contract_days": _("定标后签合同期限"),
}
"""The method's rules as its tender's page lists them."""

KEYS = {
    Key.NONE: _("不用"),
    Key.OPTIONAL: _("可用可不用"),
    Key.NEEDED: _("三人保管，两人才能打开"),
}

# While it is open, and ends without an award
FAILURES: dict[str, Any] = {
    Failed.TOO_FEW: _("截止时有效提交的报价不足最低家数，全部不拆封、原样退回"),
    Failed.TOO_FEW_VALID: _("合格的报价不足最低家数"),
    Failed.NO_CANDIDATE: _("没有可以成交的候选人"),
}
FEWER = {2: _("两家"), 1: _("一家")}
"""How few bids may do in a second round."""

# Until it is published
WAYS = {
    "edit": _("修改采购文件"),
    "publish": _("核对并公布"),
    "again": _("重新采购（下一轮）"),
}
"""What a tender's page leads to until it is published."""


def number(year: int | None, ordinal: int | None) -> str:
    """How a tender is quoted; a draft has no number yet."""
    return str(gettext("采购 %(year)s-%(n)s", year=year, n=f"{ordinal:02d}")) if year and ordinal else str(gettext("采购（还没有编号）"))
