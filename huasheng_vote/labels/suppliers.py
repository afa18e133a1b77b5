"""Words of suppliers."""

from typing import Any

from flask_babel import lazy_gettext as _

from huasheng_vote.rules.flows.suppliers import SupplierState
from huasheng_vote.rules.refusal import Why

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

STATES = {
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
SECTIONS: dict[str, Any] = {}
TERMS: dict[str, Any] = {}
VALUES: dict[str, Any] = {}
