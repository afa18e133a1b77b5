"""Words of sealed bids: what is wrong with an envelope, a key, a share or a receipt, and what to do next."""

from flask_babel import lazy_gettext as _

from huasheng_vote.rules.refusal import Why

REFUSALS = {
    Why.NOT_AN_ENVELOPE: _("这不是本系统的密封报价文件，或者上传时缺了一段。请回到报价页重新密封。"),
    Why.OFFER_TOO_LARGE: _("报价太大了：填写的内容不能超过 %(kilobytes)s KB，附件合计不能超过 %(megabytes)s MB。"),
    Why.OTHER_TENDER: _("这份密封报价不是为这次采购封的。请回到本次采购的报价页重新密封。"),
    Why.OTHER_SPECIFICATION: _("采购文件在您密封之后有了变动。请看过新文件后重新密封。"),
    Why.OTHER_OFFICERS: _("开标人在您密封之后有了变动。请重新密封，否则新的开标人打不开。"),
    Why.OTHER_COMMITMENT: _("这份密封报价和公开日志里登记的不是同一份，不能作数。"),
    Why.ENVELOPE_TAMPERED: _("这份密封报价的内容被改动或者损坏，不能打开。"),
    Why.ENVELOPE_MISMADE: _("这份密封报价制作有误：各部分互不相符，不能作数。"),
    Why.BAD_OFFICER_KEY: _("这不是开标公钥。请在开标人的页面里重新生成。"),
    Why.NOT_FOR_THIS_KEY: _("这份密封报价不是封给这把开标钥匙的。请换用登记过的那台设备，或者用恢复文字。"),
    Why.BROKEN_WRAP: _("封给这位开标人的份额打不开：钥匙不对，或者密封报价损坏。"),
    Why.NOT_A_RECOVERY_TEXT: _("这不是开标钥匙的恢复文字，或者抄漏了字。请整段复制后再试。"),
    Why.WRONG_PASSPHRASE: _("口令不对，恢复文字打不开。"),
    Why.NOT_A_SHARE: _("这不是开标份额，或者缺了一段。请用开标页面重新取出份额。"),
    Why.WRONG_SHARE: _("第 %(number)s 位开标人交来的份额不对，没有采用。请这位开标人重新取出份额。"),
    Why.SHARE_OF_ANOTHER: _("这是另一份密封报价的份额，没有采用。"),
    Why.SHARE_TWICE: _("同一位开标人的份额交了两次，要换另一位开标人。"),
    Why.TOO_FEW_SHARES: _("要有 %(needed)s 位开标人的份额才能打开，现在有 %(count)s 位。"),
    Why.NOT_A_RECEIPT: _("这不是报价回执，或者缺了一段。请整段复制后再试。"),
    Why.WRONG_KEY: _("这把内容钥匙不是这份密封报价的。"),
}
