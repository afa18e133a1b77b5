"""Words of awards, challenges and contracts."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from huasheng_vote.rules.flows.awards import AwardState, ChallengeState, ContractState
from huasheng_vote.rules.methods import Method
from huasheng_vote.rules.refusal import Why

REFUSALS: dict[Why, Any] = {
    Why.NO_CANDIDATE: _("评审报告里没有下一名了，这次采购定不出结果。"),
    Why.NO_AWARD_DECISION: _("定标要有依据：请选一项评审之后通过的、金额正好是 %(price)s 元的业委会定标决定。每项决定只能用一次。"),
    Why.NO_LATER_DECISION: _("这一步要有依据：请选一项后来通过的业委会决定。"),
    Why.DECISION_GONE: _("作为依据的业委会决定已经废止，这个结果不能生效。"),
    Why.CONTRACT_SIGNED: _("合同双方已经签字，结果不能再撤销；要先按合同终止。"),
    Why.NOT_A_SIDE: _("这份合同由承包人和发包人的签字人来签，您不是其中一方。"),
    Why.SIGNED_BY_YOU: _("双方要由两个不同的人签字，您已经签过一方。"),
    Why.OTHERS_SIGNED: _("已有其他业主联名，不能由您一个人撤回。"),
    Why.NOT_YOURS_TO_CHALLENGE: _("只有参加了这次采购的供应商和本小区业主可以提出。"),
    Why.TAKEN_FURTHER_STILL: _("提出人在%(until)s之前还可以要求上一级处理，过了才能结束。"),
}
LOG: dict[str, Any] = {
    "award.proposed": _("公示拟定的结果"),
    "award.activated": _("采购结果生效"),
    "award.cancelled": _("撤销公示中的结果"),
    "award.forfeited": _("中选供应商逾期未签合同，结果作废"),
    "challenge.submitted": _("提出质疑或异议"),
    "challenge.supported": _("业主联名"),
    "challenge.admitted": _("受理质疑"),
    "challenge.answered": _("答复一件质疑"),
    "challenge.escalated": _("要求上一级处理质疑"),
    "challenge.ruled": _("登记上一级对质疑的处理"),
    "challenge.withdrawn": _("撤回质疑"),
    "challenge.closed": _("质疑办结"),
    "contract.drawn": _("按中选报价生成合同"),
    "contract.signed": _("合同一方签字"),
    "contract.in_force": _("合同双方签齐，生效"),
    "contract.ended": _("合同结束"),
}
"""Types of lines in the log."""
SUBJECTS: dict[str, Any] = {
    "award": _("采购结果 %(key)s"),
    "challenge": _("质疑 %(key)s"),
    "contract": _("合同 %(key)s"),
}
"""What such a line is about."""
NOTICES: dict[str, tuple[Any, Any]] = {
    "award.published": (_("采购结果公示"), _("“%(title)s”的采购结果已公示，金额 %(price)s 元。%(until)s前可以提出质疑或者异议。")),
    "award.yours": (_("您的报价中选"), _("“%(title)s”拟由贵单位承接，金额 %(price)s 元，公示到%(until)s。公示期满、没有未答复的质疑才生效。")),
    "award.active": (_("采购结果生效"), _("“%(title)s”的采购结果已生效，金额 %(price)s 元，合同已按报价生成。")),
    "award.fell": (_("采购结果作废"), _("“%(title)s”公布的采购结果已作废，理由见公示页面。")),
    "challenge.submitted": (_("有人提出质疑"), _("“%(title)s”收到一件质疑，%(until)s前答复，答复会公布。")),
    "challenge.answered": (_("质疑有了答复"), _("对“%(title)s”的一件质疑已经答复，内容见公示页面。")),
    "challenge.answered_you": (_("您的质疑有了答复"), _("您对“%(title)s”提出的质疑已经答复，请登录后查看。不服的，十日内可以要求上一级处理。")),
    "challenge.escalated": (_("有质疑要您处理"), _("对“%(title)s”的一件质疑要求上一级处理，请在%(until)s前登记处理意见。")),
    "contract.sign": (_("请签合同"), _("“%(title)s”的合同已按贵单位的报价生成，请在%(until)s前登录核对、签字。")),
    "contract.in_force": (_("合同已签"), _("“%(title)s”的合同双方已签字，全文见合同页面。")),
    "contract.completed": (_("合同履行完毕"), _("“%(title)s”的合同已履行完毕。")),
    "contract.terminated": (_("合同终止"), _("“%(title)s”的合同已终止，理由见合同页面。")),
}  # fmt: skip
"""Title and sentence of each message."""
TASKS: dict[str, Any] = {
    "award_propose": _("定标"),
    "award_forfeit": _("中选供应商逾期未签合同"),
    "challenge_answer": _("质疑待答复"),
    "challenge_rule": _("登记对质疑的处理"),
    "contract_sign": _("合同待签字"),
}
"""What waits for somebody."""
SECTIONS: dict[str, Any] = {}
TERMS: dict[str, Any] = {}
VALUES: dict[str, Any] = {}

WON = {method: _("中标") if method is Method.OPEN_TENDER else _("成交") for method in Method}
"""What an award is called: the word follows the method."""

AWARD_STATES = {
    AwardState.PENDING: (_("公示中"), "lamp"),
    AwardState.ACTIVE: (_("已生效"), ""),
    AwardState.CANCELLED: (_("已作废"), "seal"),
}
CHALLENGE_STATES = {
    ChallengeState.SUBMITTED: (_("待受理"), "lamp"),
    ChallengeState.ADMISSIBLE: (_("待答复"), "lamp"),
    ChallengeState.INADMISSIBLE: (_("不予受理"), "line"),
    ChallengeState.UPHELD: (_("已答复，成立"), "seal"),
    ChallengeState.DISMISSED: (_("已答复，不成立"), "line"),
    ChallengeState.ESCALATED: (_("上一级处理中"), "lamp"),
    ChallengeState.CLOSED: (_("已办结"), "line"),
    ChallengeState.WITHDRAWN: (_("已撤回"), "line"),
}
CONTRACT_STATES = {
    ContractState.DRAWN: (_("待签字"), "lamp"),
    ContractState.SIGNED: (_("履行中"), ""),
    ContractState.COMPLETED: (_("已履行完毕"), ""),
    ContractState.TERMINATED: (_("已终止"), "seal"),
    ContractState.DROPPED: (_("未签，已作废"), "seal"),
}
ABOUTS = {"award": _("公示的结果"), "evaluation": _("评审"), "tender": _("采购文件")}
OFFICES = {"residents_committee": _("社区居民委员会"), "subdistrict": _("街道办事处")}
FINDINGS = {"yes": _("成立"), "no": _("不成立")}
ENDINGS = {"complete": _("履行完毕"), "terminate": _("提前终止")}
OUTCOMES = {
    "waits": (_("等待评审结果"), "lamp"),
    "proposed": (_("拟中选，公示中"), "lamp"),
    "reserve": (_("候补"), "lamp"),
    "to_sign": (_("中选，请签合同"), "lamp"),
    "signed": (_("中选，合同已签"), ""),
    "fell": (_("结果已作废"), "seal"),
    "not_awarded": (_("没有中选"), "line"),
}
"""How a bid came off, with its kind of tag (`procurement.queries.awards.Outcome`)."""


def contract_number(year: int, ordinal: int) -> str:
    """How a contract is quoted."""
    return str(gettext("合同〔%(year)s〕%(n)s号", year=year, n=ordinal))
