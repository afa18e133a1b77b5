"""Words of ballots on paper."""

from flask_babel import lazy_gettext as _

from huasheng_vote.rules.flows.papers import PaperState
from huasheng_vote.rules.papers import Doubt, Fault, Signature
from huasheng_vote.rules.refusal import Why

STATES = {
    PaperState.OUT: _("已发出，还没交回"),
    PaperState.RECEIVED: _("已收到，待录入"),
    PaperState.ENTERED: _("录入一遍，待另一位录入"),
    PaperState.LOOK: _("待会商"),
    PaperState.COUNTED: _("已计入"),
    PaperState.ASIDE: _("有效，但以这一户另一张票为准"),
    PaperState.VOID: _("整张作废"),
    PaperState.LATE: _("迟到，不计入"),
    PaperState.WITHDRAWN: _("已作废重发"),
}
NOT_COUNTED = {
    PaperState.ASIDE: _("同一户另一张票为准的"),
    PaperState.VOID: _("整张作废的"),
    PaperState.LATE: _("迟到的"),
}
WAYS = {"box": _("投票箱或办公室收到"), "collected": _("我上门收回的")}
DOUBTS = {
    Doubt.DIFFERS: _("两次录入不一致"),
    Doubt.VOID: _("有的题作废"),
    Doubt.UNSIGNED: _("没有签名"),
    Doubt.UNKNOWN_AGENT: _("代理人签名，但没有登记这一户的委托书"),
}
FAULTS = {Fault.BLANK: _("没有选"), Fault.SEVERAL: _("选了不止一项"), Fault.UNREADABLE: _("看不清")}
SIGNATURES = {Signature.OWNER: _("业主签名"), Signature.AGENT: _("代理人签名"), Signature.NONE: _("没有签名")}
VERDICTS = {"count": _("按下面填的计入"), "void": _("整张作废，不算参与")}

SIGNATURE, REASON = _("签名"), _("理由")

KINDS = {"paper.settle": _("会商一张纸质票")}
TERMS = {"serial": _("票号"), "verdict": _("结论"), "sheet": _("内容的校验码")}
VALUES = {"verdict": VERDICTS}

REFUSALS = {
    Why.BAD_SERIAL: _("票号不对：共 10 位数字，请照票上的再输一遍。"),
    Why.NO_SUCH_PAPER: _("这次会议没有发过这个票号的票。"),
    Why.PAPER_WITHDRAWN: _("这张票已经作废重发，不能再用。请另外收好，交给业委会。"),
    Why.PAPER_RECEIVED: _("这一户的票已经收到过了。"),
    Why.PAPER_NOT_RECEIVED: _("这张票还没有登记收到，先登记收票再录入。"),
    Why.PAPER_LATE: _("这张票迟到了，不计入，也不用录入。"),
    Why.PAPER_SETTLED: _("这张票已经录入过两遍，不用再录。"),
    Why.ENTERED_BY_YOU: _("这张票您已经录过了，第二遍要由另一位录入员来录。"),
    Why.COLLECTOR_ENTERS: _("收这张票的人不能录入它，请交给别的录入员。"),
    Why.BAD_BOX: _("请输票上方框旁的数字（1 到 %(most)s），或者表示作废的数字。"),
    Why.PAPERS_UNFINISHED: _("还有 %(count)s 张纸质票没有录完或会商完。"),
    Why.NOT_COUNTED_YET: _("发过纸质票，要先公开计票、登记计票记录，才能公布结果。"),
    Why.NOT_WITNESSED_YET: _("计票记录还没有社区居民委员会见证确认。"),
    Why.NOT_AN_OWNER: _("名册上没有叫这个名字的业主。唱票、计票、监票都要由业主担任。"),
    Why.SAME_PERSON: _("唱票、计票、监票要由三个人分别担任。"),
    Why.AGENT_BARRED: _("议事规则规定，物业服务企业的人员不能当代理人。"),
    Why.PROXY_CAP: _("按议事规则，一人最多代理 %(most)s 户，这位代理人已经满了。"),
    Why.PROXY_STANDS: _("这一户已经登记了一份有效的委托书，要换人请先撤销那一份。"),
    Why.PROXY_USED: _("代理人已经凭这份委托书投了票，不能再撤销。"),
}
