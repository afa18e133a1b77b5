"""Words of judging."""

from fractions import Fraction
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from huasheng_vote.labels.bids import OUT
from huasheng_vote.rules.evaluation import POINT
from huasheng_vote.rules.exact import show_exact
from huasheng_vote.rules.flows.panels import SeatState
from huasheng_vote.rules.flows.tenders import Disqualified
from huasheng_vote.rules.refusal import Why

REFUSALS: dict[Why, Any] = {
    # seats
    Why.NOT_AN_OUTSIDER: _("这位在本小区是业主或者有职务，不能算外请专家。业主的专长经核实以后就是专家业主。"),
    Why.NOBODY_BY_PHONE: _("没有人用这个手机号登录过。外请专家请勾选“外请专家”并写姓名。"),
    # judging
    Why.NOT_ON_PANEL: _("这件事只有本次采购的评审成员能做，您不在评审小组里。"),
    Why.LEFT_PANEL: _("您已经回避，不再参加这次评审。"),
    Why.DECLARE_FIRST: _("请先声明您和投标人有没有利害关系。"),
    Why.SEAT_EMPTY: _("有评审成员回避了，业委会还没有决定由谁接替。"),
    Why.QUALIFICATION_OPEN: _("资格审查还没有完成：每位评审成员都要对每家作出结论。"),
    Why.EXPLANATION_OWED: _("有报价异常低，评审小组还没有作出决定。"),
    Why.EXPLANATION_AWAITED: _("投标人还没有书面说明，说明的期限到%(until)s为止。没有说明之前不能认可，期限过了才能否决。"),
    Why.SHEET_LOCKED: _("评分表已经锁定，不能再改。"),
    Why.SEED_DRAWN: _("已经抽过签，不能再抽。"),
}
LOG: dict[str, Any] = {
    # judging
    "judging.approver": _("委员参加直接委托的审批，声明没有利害关系"),
    "judging.begun": _("开始评审"),
    "judging.checked": _("评审成员作出资格审查结论"),
    "judging.cleared": _("评审成员声明与投标人没有利害关系"),
    "judging.concluded": _("评审完成"),
    "judging.drawn": _("并列抽签"),
    "judging.explained": _("投标人说明低价的理由"),
    "judging.left_vacant": _("回避的评审席位不补人"),
    "judging.locked": _("锁定评分表"),
    "judging.low_asked": _("要求投标人说明低价"),
    "judging.low_decided": _("对异常低价作出决定"),
    "judging.qualified": _("资格审查有了结果"),
    "judging.recused": _("评审成员回避"),
    "judging.replaced": _("指定接替的评审成员"),
    "judging.reported": _("写成评审报告"),
    "judging.scored": _("填写评分表"),
    "judging.shown": _("评分表一起公开"),
    "judging.signed": _("在评审报告上签字"),
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
    # judging
    "tender.evaluated": (_("评审完成"), _("“%(title)s”的评审已完成，比较表、评分表和评审报告见采购页面。")),
    "tender.explained": (_("投标人作了说明"), _("“%(title)s”的投标人对报价异常低作了书面说明，请评审小组作出决定。")),
    "tender.low_price": (_("请说明报价"), _("您对“%(title)s”的报价明显偏低，请在 %(hours)s 小时内书面说明，逾期评审小组可以否决。")),
    "tender.recused": (_("评审成员回避"), _("“%(title)s”有评审成员回避，请业委会决定由谁接替，或者不补人。")),
    "tender.replacement": (_("请您参加评审"), _("请您参加“%(title)s”的评审，先声明与投标人有没有利害关系。")),
    "tender.report": (_("请您签评审报告"), _("“%(title)s”的评审报告已写好，请核对后签字，有不同意见请写明。")),
}  # fmt: skip
"""Title and sentence of each message."""
TASKS: dict[str, Any] = {
    # seats
    "panel_declare": _("评审之前，请您说明有没有利害关系"),
    "panel_replace": _("有评审回避了，请补一位"),
    # judging
    "judge_declare": _("声明和投标人有没有利害关系"),
    "judge_qualify": _("审查资格"),
    "judge_low": _("对异常低价作出决定"),
    "judge_explain": _("书面说明报价为什么低"),
    "judge_score": _("评分并锁定"),
    "judge_report": _("写评审报告"),
    "judge_sign": _("签评审报告"),
    "judge_replace": _("有评审成员回避，决定由谁接替"),
    "judge_draw": _("并列，请公开抽签"),
    "judge_approve": _("审批直接委托"),
}
"""What waits for somebody."""
SECTIONS: dict[str, Any] = {}
TERMS: dict[str, Any] = {}
VALUES: dict[str, Any] = {}

# judging
CODES: dict[str, Any] = {
    **OUT,
    Disqualified.NOT_QUALIFIED: _("资质不符合要求"),
    Disqualified.NOT_RESPONSIVE: _("没有按采购文件的要求响应"),
    Disqualified.LOW_UNEXPLAINED: _("报价异常低，说明不成立"),
    Disqualified.COLLUSION: _("与别家串通"),
    Disqualified.BLACKLISTED: _("在黑名单上"),
}
"""Why a bid takes no part."""
COMPARE = _("各家比较和评分")
OFFERED: dict[str, Any] = {"manager": _("项目经理"), "technical": _("技术部分"), "commercial": _("商务部分")}
"""What an offer says in words."""
FIGURES = ("price", "days", "warranty_months", "signed")
DESK = _("评审")
EXPLAIN = _("说明报价为什么低")
STEPS: dict[str, Any] = {"declare": _("声明"), "qualify": _("资格"), "score": _("评分"), "sign": _("报告")}
"""What a panel does one after another."""
NEXT: dict[str, Any] = {
    "declare": _("声明有没有利害关系"),
    "qualify": _("审查资格"),
    "low": _("对异常低价作出决定"),
    "score": _("填评分表"),
    "report": _("写评审报告"),
    "sign": _("签评审报告"),
}
DONE: dict[str, tuple[Any, Any]] = {
    "declare": (_("已声明"), _("还没有声明")),
    "qualify": (_("已审完资格"), _("还没有审完资格")),
    "low": ("", ""),
    "score": (_("评分表已锁定"), _("评分表还没有锁定")),
    "sign": (_("已签字"), _("还没有签字")),
    "wait": (_("已签字"), ""),
}
"""Whether a panelist has done what the panel is at."""
COMPONENTS: dict[str, Any] = {"price": _("价格"), "technical": _("技术"), "commercial": _("商务")}
"""What is scored."""
SEATS: dict[str, tuple[Any, str]] = {
    SeatState.NAMED: (_("还没有声明"), "lamp"),
    SeatState.DECLARED: (_("等开标后的声明"), "lamp"),
    SeatState.CLEARED: (_("没有利害关系"), ""),
    SeatState.RECUSED: (_("已回避"), "seal"),
    SeatState.REPLACED: (_("已回避，有人接替"), "line"),
}
"""A seat's state with its kind of tag."""
LETTERS = (_("甲"), _("乙"), _("丙"), _("丁"), _("戊"), _("己"), _("庚"), _("辛"), _("壬"), _("癸"))


def letter(ordinal: int | None) -> str:
    """How a bid is called: 甲, 乙, 丙 in the order of the envelopes; after the tenth by its number."""
    number = ordinal or 0
    return str(LETTERS[number - 1]) if 0 < number <= len(LETTERS) else str(gettext("第%(n)s家", n=number))


def points(score: int) -> str:
    """A mark in hundredths with as many decimals as it has: 3850 is "38.5"."""
    return show_exact(Fraction(score, POINT))
