"""Words of suppliers."""

from typing import Any

from flask_babel import lazy_gettext as _

from huasheng_vote.rules.refusal import Why

REFUSALS: dict[Why, Any] = {
    Why.BAD_CREDIT_CODE: _("统一社会信用代码是 18 位数字和大写字母，没有 I、O、S、V、Z。请照营业执照填写。"),
    Why.CREDIT_CODE_CHECK: _("统一社会信用代码的最后一位对不上，可能抄错了一位。请照营业执照再核对一遍。"),
    Why.CREDIT_CODE_TAKEN: _("这个代码已经登记过了。如果不是贵单位登记的，请联系业委会。"),
    Why.COMPANY_ALREADY: _("您已经登记了一家单位。请在原来的登记上修改，或者先撤回它。"),
    Why.LICENCE_PAST: _("许可证已经过期。请填写现行证件的有效期。"),
    Why.PAPERS_MISSING: _("请至少附上营业执照。"),
    Why.OFFICE_BARS_BIDDING: _("业委会成员和专家业主不能同时是供应商：他们定采购要求、评审报价。"),
    Why.SUPPLIER_UNREGISTERED: _("这家单位还没有登记，或者资料还在核对，现在不能报价。"),
    Why.SUPPLIER_BLACKLISTED: _("这家单位在黑名单上，不能报价。理由见供应商名录。"),
    Why.LICENCE_EXPIRED: _("安全生产许可证有效期到%(until)s，已经过期。请先更新登记资料。"),
    Why.TOOK_PART: _("起草、审核、开标或者评审这次采购的人，他的单位不能报价。"),
}
LOG: dict[str, Any] = {}
"""Types of lines in the log."""
SUBJECTS: dict[str, Any] = {}
"""What such a line is about."""
NOTICES: dict[str, tuple[Any, Any]] = {}
"""Title and sentence of each message."""
TASKS: dict[str, Any] = {"supplier": _("供应商登记待核对")}
"""What waits for somebody."""
SECTIONS: dict[str, Any] = {}
TERMS: dict[str, Any] = {}
VALUES: dict[str, Any] = {}
