"""Words of the red flags: what each asks, why it may be harmless, what was seen."""

from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _

from huasheng_vote.rules.exact import show_money
from huasheng_vote.rules.redflags import Code, Flag


@dataclass(frozen=True)
class Label:
    """A heading, what it means, and what it may mean as well."""

    title: Any
    means: Any
    harmless: Any


FLAGS = {
    Code.SHORT_PERIOD: Label(
        _("公开招标的时间太短"),
        _("从公告到截止不足 15 天，外面的供应商可能来不及准备。"),
        _("工程简单、图纸现成时，时间短也可能够用。"),
    ),
    Code.SINGLE_BID: Label(_("只有一家投标"), _("没有竞争，价格没有比较。"), _("专业性强或者金额小的，可能本来就没有几家做。")),
    Code.CLOSE_SECOND: Label(
        _("第二低价紧贴中选价"),
        _("第二低的报价和中选价的差距，比本小区平常小得多，可能有人事先通气。"),
        _("材料价格透明的工程，报价接近也正常。"),
    ),
    Code.NEVER_WINS: Label(
        _("常投标、从不中选"), _("一家供应商投得比别家多，却几乎不中选，可能是陪标。"), _("报价一直偏高的供应商，也会这样。")
    ),
    Code.SAME_PRICE: Label(_("不同供应商报价完全相同"), _("报价一分不差，可能出自同一个人之手。"), _("政府定价的项目，报价可能相同。")),
    Code.LATE_WINNER: Label(
        _("中选的报价迟于截止时间"), _("截止以后交的报价不应当参加评审。"), _("系统不收迟到的报价；出现这一条，请核对记录。")
    ),
    Code.ONLY_WINNER_VALID: Label(
        _("除了中选的，别家都不合格"), _("其他报价全部判为无效，等于没有竞争。"), _("资格要求写得清楚、别家确实不够条件时，也会这样。")
    ),
    Code.LOWEST_OUT: Label(
        _("最低报价被判无效"), _("只比价格的采购，最低的一家被排除，小区要多付钱。"), _("报价缺项或者资质不符，应当排除，看公布的理由。")
    ),
    Code.OFTEN_OUT: Label(
        _("同一家屡次被判无效"), _("一家供应商的报价被判无效的比例，比别家高得多。"), _("供应商自己准备得马虎，也会屡次无效。")
    ),
    Code.MANY_TRADES: Label(
        _("同一家什么都做"), _("一家供应商投的工程种类，比别家多得多，可能是借资质。"), _("综合性的工程公司种类本来就多。")
    ),
}


def seen(flag: Flag) -> str:
    """What was seen, in one sentence; empty where the heading says it all."""
    match flag.code:
        case Code.SHORT_PERIOD:
            sentence = _("开放 %(days)s 天。", days=flag.seen["days"])
        case Code.SAME_PRICE:
            sentence = _("%(bids)s 家都报 %(price)s 元。", bids=flag.seen["bids"], price=show_money(int(flag.seen["price"])))
        case Code.CLOSE_SECOND:
            sentence = _("差距是中选价的千分之 %(permille)s。", permille=flag.seen["permille"])
        case Code.NEVER_WINS:
            sentence = _("有效投标 %(bids)s 次，中选 %(wins)s 次。", bids=flag.seen["bids"], wins=flag.seen["wins"])
        case Code.ONLY_WINNER_VALID:
            sentence = _("另外 %(out)s 家无效。", out=flag.seen["disqualified"])
        case Code.LOWEST_OUT:
            sentence = _("被排除的最低报价是 %(price)s 元。", price=show_money(int(flag.seen["price"])))
        case Code.OFTEN_OUT:
            sentence = _("投标 %(bids)s 次，无效 %(out)s 次。", bids=flag.seen["bids"], out=flag.seen["disqualified"])
        case Code.MANY_TRADES:
            sentence = _("投过 %(trades)s 类工程。", trades=flag.seen["trades"])
        case _:
            return ""
    return str(sentence)
