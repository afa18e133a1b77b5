"""Words of tenders: drafting, review, publication, questions, changes."""

from typing import Any

from flask_babel import lazy_gettext as _

from huasheng_vote.rules.refusal import Why
from huasheng_vote.rules.tendering import Failed

REFUSALS: dict[Why, Any] = {
    # while it is open, and ends without an award
    Why.NO_SUCH_DECISION: _("请选上一轮流标以后作出、已经公布的业委会决定，类别是“其他日常事务”。"),
}
LOG: dict[str, Any] = {
    # while it is open, and ends without an award
    "tender.amended": _("发布采购更正"),
    "tender.answered": _("答复采购提问"),
    "tender.asked": _("采购提问"),
    "tender.cancelled": _("取消采购"),
    "tender.closed": _("采购截止"),
    "tender.failed": _("流标"),
    "tender.fewer": _("第二轮减少最低家数"),
    "tender.moved": _("采购延期"),
}
"""Types of lines in the log."""
SUBJECTS: dict[str, Any] = {"tender": _("采购 %(key)s")}
"""What such a line is about."""
NOTICES: dict[str, tuple[Any, Any]] = {
    # while it is open, and ends without an award
    "tender.amended": (
        _("采购更正"),
        _("“%(title)s”的采购内容有更正，截止时间是 %(until)s。已经交了报价的，请在截止前登录确认，不确认的作废。"),
    ),
    "tender.answered": (_("采购提问有了答复"), _("“%(title)s”的一个提问有了答复，请看采购页面。")),
    "tender.cancelled": (_("采购取消"), _("“%(title)s”的采购已取消，理由见采购页面。没有拆封的报价原样退回。")),
    "tender.failed": (_("采购流标"), _("“%(title)s”的采购流标，理由见采购页面。没有拆封的报价原样退回。")),
    "tender.fewer": (_("减少最低家数"), _("“%(title)s”这一轮有 %(bids)s 家合格的报价就可以继续，依据的业委会决定见采购页面。")),
    "tender.moved": (_("采购延期"), _("“%(title)s”的截止时间延至 %(until)s，理由见采购页面。")),
}
"""Title and sentence of each message."""
TASKS: dict[str, Any] = {
    # while it is open, and ends without an award
    "tender_answer": _("采购提问待答复"),
}
"""What waits for somebody."""
SECTIONS: dict[str, Any] = {}
TERMS: dict[str, Any] = {}
VALUES: dict[str, Any] = {}

# While it is open, and ends without an award
FAILURES: dict[str, Any] = {
    Failed.TOO_FEW: _("截止时有效提交的报价不足最低家数，全部不拆封、原样退回"),
    Failed.TOO_FEW_VALID: _("合格的报价不足最低家数"),
    Failed.NO_CANDIDATE: _("没有可以成交的候选人"),
}
FEWER = {2: _("两家"), 1: _("一家")}
"""How few bids may do in a second round."""
