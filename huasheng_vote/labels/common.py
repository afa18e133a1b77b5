"""Refusals that any page may give. Each says what to do next."""

from flask_babel import lazy_gettext as _

from huasheng_vote.rules.refusal import Why

REFUSALS = {
    Why.NOT_FOUND: _("没有找到这一页。它可能已改名，或者不属于这个小区。"),
    Why.NOT_SIGNED_IN: _("请先登录，再做这一步。"),
    Why.SESSION_LOST: _("登录已经失效：时间太久，或者在另一台设备上被退出。请重新登录，再做这一步。"),
    Why.NOT_ALLOWED: _("您的身份不能做这一步。如果您认为应该可以，请联系业委会。"),
    Why.INCOMPATIBLE_ROLES: _("您同时担任两个不能兼任的职务，系统已停用它们。请联系社区。"),
    Why.NEEDS_SECOND_FACTOR: _("工作人员需要再输入一次动态口令。"),
    Why.NEEDS_STEP_UP: _("这一步需要五分钟内的新验证码。"),
    Why.TOO_MANY: _("次数太多了，请过一会儿再试。"),
    Why.NOT_POSSIBLE_NOW: _("现在不能做这一步。页面已更新，请看最新的情况。"),
    Why.CHANGED_MEANWHILE: _("您打开页面之后，情况有了变化。请看最新的情况后再试。"),
    Why.ALREADY_DONE: _("这一步已经做过了。"),
    Why.DIFFERENT_BODY: _("您刚才已经提交过一份不同的内容。请先看已提交的那一份。"),
    Why.STALE_FORM: _("页面放得太久，需要重新提交一次。请返回上一页，刷新后再试；已经提交的内容不受影响。"),
    Why.MISSING_VALUE: _("请填写这一项。"),
    Why.BAD_NUMBER: _("这不是一个数。请只用数字和小数点。"),
    Why.BAD_VALUE: _("这个值不在可选范围内。"),
    Why.TOO_PRECISE: _("小数位太多了。"),
    Why.NOT_POSITIVE: _("这个数必须大于零。"),
    Why.EMPTY_ROLL: _("名册里没有可以计票的房屋。请先核对名册。"),
    Why.UNKNOWN_CLASS: _("没有这样的事项。请从所列事项中选择。"),
    Why.CLASS_MATTER_CONFLICT: _("事项的类别由法律规定，不能另选。"),
    Why.OUT_OF_RANGE: _("这个数要在 %(low)s 和 %(high)s 之间。"),
}
