"""Words of judging."""

from typing import Any

from flask_babel import lazy_gettext as _

from huasheng_vote.rules.refusal import Why

REFUSALS: dict[Why, Any] = {
    # seats
    Why.NOT_AN_OUTSIDER: _("这位在本小区是业主或者有职务，不能算外请专家。业主的专长经核实以后就是专家业主。"),
    Why.NOBODY_BY_PHONE: _("没有人用这个手机号登录过。外请专家请勾选“外请专家”并写姓名。"),
}
LOG: dict[str, Any] = {
    # seats
    "panel.seat_named": _("指定评审"),
    "panel.seat_removed": _("收回评审席位"),
    "panel.declared": _("评审声明没有利害关系"),
    "panel.recused": _("评审回避"),
}
"""Types of lines in the log."""
SUBJECTS: dict[str, Any] = {}
"""What such a line is about."""
NOTICES: dict[str, tuple[Any, Any]] = {
    # seats
    "tender.panelist": (_("请您参加评审"), _("“%(title)s”请您参加评审，请登录后说明有没有利害关系。")),
}
"""Title and sentence of each message."""
TASKS: dict[str, Any] = {
    # seats
    "panel_declare": _("评审之前，请您说明有没有利害关系"),
    "panel_replace": _("有评审回避了，请补一位"),
}
"""What waits for somebody."""
SECTIONS: dict[str, Any] = {}
TERMS: dict[str, Any] = {}
VALUES: dict[str, Any] = {}
