"""Words of sealed bids and their opening."""

from typing import Any

from flask_babel import lazy_gettext as _

from huasheng_vote.rules.flows.tenders import BidState, Disqualified
from huasheng_vote.rules.refusal import Why

REFUSALS: dict[Why, Any] = {
    # handing in
    Why.BAD_SALT: _("密封报价缺了校验用的盐，或者长度不对。请回到报价页重新密封。"),
    Why.NOT_INVITED: _("这次采购只由受邀请的供应商报价，贵公司不在邀请之列。"),
    # who opens
    Why.PLACES_VACANT: _("还有 %(count)s 个位置没有人能担任，见“谁来开标、谁来评审”。"),
    Why.KEYS_MISSING: _("还有 %(missing)s 名开标人没有做开标钥匙。"),
    Why.TESTS_MISSING: _("还有 %(missing)s 名开标人没有试开测试信封。"),
    Why.SERVER_HOLDS_KEYS: _("这次采购由系统代管钥匙，不用指定开标人。"),
    Why.KEY_OF_ANOTHER: _("这是另一位开标人的公钥。请在自己的设备上做一把。"),
    Why.NO_TEST_ENVELOPE: _("还没有可以试开的信封：三把钥匙做齐了才有。"),
    Why.ALREADY_PUBLISHED: _("采购已经公布，开标人、评审小组、钥匙和邀请都不能再改。"),
    Why.OPENS_AND_JUDGES: _("有人已经在评审小组里，不能又开标又评审。"),
    Why.OPEN_TO_ALL: _("公开招标人人可以报价，不用邀请。"),
    # the opening
    Why.NOT_AN_OFFICER: _("只有这次采购的开标人能做这一步，您不是，或者已经不再任职。"),
    Why.SHARES_GIVEN: _("您的份额已经收到，要换另一位开标人。"),
    Why.SHARES_MISSING: _("还有 %(envelopes)s 份密封报价没有凑齐两位开标人的份额，现在不能开标。"),
    Why.ENVELOPE_LOST: _("有一份密封报价在服务器上找不到了，全部先不开标。请管理员从备份里找回来。"),
    Why.NOT_REVEALING: _("这次采购由开标人开标，不需要您公开自己的报价。"),
    Why.REVEAL_OVER: _("公开报价的期限已经过了，没有公开的视为撤回。"),
    Why.REVEAL_RUNNING: _("还有供应商没有公开自己的报价，期限到%(until)s为止，之前不能开标。"),
}
LOG: dict[str, Any] = {
    # handing in
    "bid.late": _("有人在截止之后来报价，没有接受"),
    "sealed": _("一件密封的事，开标前不公开"),
    # who opens
    "tender.officers_named": _("指定开标人"),
    "tender.key_made": _("开标人做好钥匙"),
    "tender.key_tested": _("开标人试开了测试信封"),
    "tender.rehearsal_begun": _("开标演练开始"),
    "tender.rehearsed": _("开标人演练过"),
    "tender.invited": _("确定邀请名单"),
    # the opening
    "opening.reveal": _("开标钥匙不够，请供应商凭回执公开报价"),
    "opening.revealed": _("一家供应商公开了自己的报价"),
    "opening.shares": _("一位开标人交来开标份额"),
    "opening.signed": _("签署开标记录"),
    "tender.opened": _("开标"),
}
"""Types of lines in the log."""
SUBJECTS: dict[str, Any] = {}
"""What such a line is about."""
NOTICES: dict[str, tuple[Any, Any]] = {
    # who opens
    "tender.officer": (_("请您担任开标人"), _("“%(title)s”请您担任开标人，请登录后做开标钥匙、试开测试信封。")),
    "tender.rehearsal": (_("开标演练"), _("“%(title)s”的开标演练开始了，请在 %(until)s 之前登录试开一次。")),
    "tender.invited": (_("邀请报价"), _("“%(title)s”邀请贵公司报价，%(until)s 截止，请登录后查看。")),
    # the opening
    "tender.opened": (_("开标"), _("“%(title)s”已开标，各家报价和开标记录已经公布。")),
    "bid.opened": (_("您的报价已开标"), _("“%(title)s”已开标。开标记录里有您的报价，请登录后核对。")),
    "bid.reveal": (
        _("请公开您的报价"),
        _("“%(title)s”的开标钥匙不够：交过报价的供应商请在%(until)s前凭回执公开自己的报价，不公开视为撤回。"),
    ),
}
"""Title and sentence of each message."""
TASKS: dict[str, Any] = {
    # handing in
    "bid_confirm": _("采购文件有更正，请确认您的报价"),
    # who opens
    "officer_key": _("请您做开标钥匙"),
    "officer_test": _("请您试开测试信封"),
    "officer_rehearsal": _("请您做开标演练"),
    "tender_invited": _("邀请贵公司报价"),
    # the opening
    "open_bids": _("采购已截止，请您开标"),
    "reveal_bid": _("请凭回执公开您的报价"),
    "sign_opening": _("开标记录待签字"),
}
"""What waits for somebody."""
SECTIONS: dict[str, Any] = {}
TERMS: dict[str, Any] = {}
VALUES: dict[str, Any] = {}

# The opening
DUTIES: dict[str, Any] = {
    "officer_committee": _("业委会委员"),
    "officer_supervisor": _("社区监督员"),
    "officer_expert": _("专家业主"),
    "server": _("系统代管的钥匙"),
    "declared": _("宣布公开报价的委员"),
}
"""The officers' camps."""
OUT: dict[str, Any] = {
    Disqualified.UNREADABLE: _("打不开或者被改动过"),
    Disqualified.NO_PRICE: _("没有写出有效的报价"),
    Disqualified.TWO_PRICES: _("写了两个不同的报价"),
    Disqualified.ABOVE_CEILING: _("高于控制价"),
    Disqualified.UNSIGNED: _("没有签署"),
}
"""What the opening itself finds."""

# One's own bid, in words made for its bidder, with the kind of the tag
OWN_STATES: dict[BidState, tuple[Any, str]] = {
    BidState.DRAFT: (_("还没有提交"), "line"),
    BidState.SUBMITTED: (_("已收到，密封中"), ""),
    BidState.NEEDS_RECONFIRMATION: (_("文件有更正，等您确认"), "lamp"),
    BidState.REPLACED: (_("已被替换"), "line"),
    BidState.WITHDRAWN: (_("您已撤回"), "line"),
    BidState.LOCKED: (_("已截止，等待开标"), "lamp"),
    BidState.RETURNED: (_("没有拆封，原样退回"), "line"),
    BidState.OPENED: (_("已开标，等待评审"), "lamp"),
    BidState.VALID: (_("合格，评审中"), "lamp"),
    BidState.DISQUALIFIED: (_("无效，不参加评审"), "seal"),
    BidState.RANKED: (_("评审已完成，等待结果"), "lamp"),
    BidState.WINNER: (_("中选"), ""),
    BidState.RESERVE: (_("候补"), "lamp"),
    BidState.NOT_AWARDED: (_("没有中选"), "line"),
}
LAPSED = (_("到期没有确认或者没有公开内容，按撤回处理"), "line")
OFFER_FIELDS = {
    "price": _("总价"),
    "days": _("工期"),
    "warranty_months": _("质保期"),
    "manager": _("项目经理"),
    "technical": _("技术部分"),
    "commercial": _("商务部分"),
    "signed": _("签署"),
}
