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
    Why.ALREADY_PUBLISHED: _("采购已经公布，开标人、钥匙和邀请都不能再改。"),
}
LOG: dict[str, Any] = {}
"""Types of lines in the log."""
SUBJECTS: dict[str, Any] = {}
"""What such a line is about."""
NOTICES: dict[str, tuple[Any, Any]] = {}
"""Title and sentence of each message."""
TASKS: dict[str, Any] = {}
"""What waits for somebody."""
SECTIONS: dict[str, Any] = {}
TERMS: dict[str, Any] = {}
VALUES: dict[str, Any] = {}
