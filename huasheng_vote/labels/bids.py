"""Words of sealed bids and their opening."""

from typing import Any

from flask_babel import lazy_gettext as _

from huasheng_vote.rules.refusal import Why

REFUSALS: dict[Why, Any] = {
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
}
LOG: dict[str, Any] = {
    # who opens
    "tender.officers_named": _("指定开标人"),
    "tender.key_made": _("开标人做好钥匙"),
    "tender.key_tested": _("开标人试开了测试信封"),
    "tender.rehearsal_begun": _("开标演练开始"),
    "tender.rehearsed": _("开标人演练过"),
    "tender.invited": _("确定邀请名单"),
}
"""Types of lines in the log."""
SUBJECTS: dict[str, Any] = {}
"""What such a line is about."""
NOTICES: dict[str, tuple[Any, Any]] = {
    # who opens
    "tender.officer": (_("请您担任开标人"), _("“%(title)s”请您担任开标人，请登录后做开标钥匙、试开测试信封。")),
    "tender.rehearsal": (_("开标演练"), _("“%(title)s”的开标演练开始了，请在 %(until)s 之前登录试开一次。")),
    "tender.invited": (_("邀请报价"), _("“%(title)s”邀请贵公司报价，%(until)s 截止，请登录后查看。")),
}
"""Title and sentence of each message."""
TASKS: dict[str, Any] = {
    # who opens
    "officer_key": _("请您做开标钥匙"),
    "officer_test": _("请您试开测试信封"),
    "officer_rehearsal": _("请您做开标演练"),
    "tender_invited": _("邀请贵公司报价"),
}
"""What waits for somebody."""
SECTIONS: dict[str, Any] = {}
TERMS: dict[str, Any] = {}
VALUES: dict[str, Any] = {}
