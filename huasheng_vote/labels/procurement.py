"""Words of buying: the refusals of tenders, bids, panels and awards."""

from flask_babel import lazy_gettext as _

from huasheng_vote.rules.refusal import Why

REFUSALS = {
    Why.METHOD_TOO_LIGHT: _("合并计算后的金额是 %(amount)s 元，超过了这种采购方式的上限。请改用更严格的方式。"),
    Why.CEILINGS_NOT_RISING: _("直接委托、询价、磋商的金额上限要逐级升高。"),
    Why.PANEL_EVEN: _("评审小组的人数要是单数。"),
}
