"""Words of tenders: drafting, review, publication, questions, changes."""

from typing import Any

from flask_babel import lazy_gettext as _

from huasheng_vote.rules.refusal import Why
from huasheng_vote.rules.tendering import Failed

REFUSALS: dict[Why, Any] = {}
LOG: dict[str, Any] = {
    # while it is open, and ends without an award
    "tender.closed": _("采购截止"),
    "tender.failed": _("流标"),
    "tender.moved": _("采购延期"),
}
"""Types of lines in the log."""
SUBJECTS: dict[str, Any] = {"tender": _("采购 %(key)s")}
"""What such a line is about."""
NOTICES: dict[str, tuple[Any, Any]] = {
    # while it is open, and ends without an award
    "tender.failed": (_("采购流标"), _("“%(title)s”的采购流标，理由见采购页面。没有拆封的报价原样退回。")),
    "tender.moved": (_("采购延期"), _("“%(title)s”的截止时间延至 %(until)s，理由见采购页面。")),
}
"""Title and sentence of each message."""
TASKS: dict[str, Any] = {}
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
