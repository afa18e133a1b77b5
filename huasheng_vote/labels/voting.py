"""Words of casting, counting and announcing."""

from typing import Any

from flask_babel import lazy_gettext as _

from huasheng_vote.rules.ballot import NONE_OF_THESE, Change, Choice
from huasheng_vote.rules.callbacks import Answer
from huasheng_vote.rules.refusal import Why
from huasheng_vote.rules.review import Doubt
from huasheng_vote.rules.silence import Undeemed
from huasheng_vote.rules.tally import FUND_TWO_THIRDS_OF_ALL, Outcome

CHOICES = {
    Choice.AGREE: _("同意"),
    Choice.OPPOSE: _("反对"),
    Choice.ABSTAIN: _("弃权"),
    Choice.VOID: _("废票"),
    NONE_OF_THESE: _("以上都不选"),
}
HINTS = {
    Choice.AGREE: _("赞成按上述方案实施"),
    Choice.OPPOSE: _("不赞成按上述方案实施"),
    Choice.ABSTAIN: _("计入参与，不计入同意"),
    NONE_OF_THESE: _("计入参与，哪个方案都不同意"),
}
CHANGES = {
    Change.NONE: _("提交之后不能再改"),
    Change.ONCE: _("截止前可以改 1 次，以最后一次为准"),
    Change.UNTIL_CLOSE: _("截止前可以改，以最后一次为准"),
}
OUTCOMES = {
    Outcome.PASSED: _("通过"),
    Outcome.NOT_PASSED: _("未通过"),
    Outcome.NO_QUORUM: _("没有达到参与要求"),
    Outcome.NEEDS_REVIEW: _("需要复核"),
}
KINDS = {"motion.resolve_review": _("复核有疑问的议题")}
TERMS = {"outcome": _("结论")}
VALUES = {"outcome": OUTCOMES}
DOUBTS = {
    Doubt.VOIDS: _("废票计不计入参与，结论不同"),
    Doubt.CONTESTED: _("共有人意见不一的户按哪一方计，结论不同"),
    Doubt.BASE: _("车位、储藏间计不计入，结论不同"),
    Doubt.CLASS: _("按普通事项还是特别事项，结论不同"),
}
WARNINGS = {
    FUND_TWO_THIRDS_OF_ALL: _("有的资金管理部门仍按旧标准要求全体业主三分之二同意，这次没有达到，请先问清楚。"),
    Undeemed.NOT_IN_LAW: _("适用的法律没有“沉默从多数”的规定，未计入。"),
    Undeemed.SPECIAL: _("特别事项不适用“沉默从多数”，未计入。"),
    Undeemed.UNKNOWN: _("数据不全，“沉默从多数”未计入。"),
    Undeemed.NO_LEADER: _("没有哪一方在面积和人数上都领先，“沉默从多数”未计入。"),
    Undeemed.BELOW_HALF: _("领先的一方本身不到全体的一半，“沉默从多数”未计入。"),
}
CALLS: dict[str, Any] = {Answer.CONFIRMED: _("是本人投的"), Answer.DENIED: _("不是本人投的"), Answer.AWAY: _("没联系上")}
MARKS = {"given": _("已送达"), "away": _("不在家"), "again": _("约了再来"), "refused": _("拒收"), "on": _("已投"), "": _("还没去")}

REFUSALS = {
    Why.NOT_ON_ROLL: _("您不在这次会议冻结的名册上，或者这一户不是您的。如果名册有误，请联系业委会。"),
    Why.NOT_REPRESENTATIVE: _("这一户有几位共有人，已推选了一位代表投票。请由代表来投。"),
    Why.CHANNEL_NOT_ADOPTED: _("这个小区还没有通过线上投票的规则，请用纸质票。"),
    Why.VOTING_NOT_OPEN: _("投票还没有开始。"),
    Why.VOTING_CLOSED: _("投票已经截止。您的选择没有记录。"),
    Why.ALREADY_VOTED: _("这一户已经投过票，按这次会议的规则不能再改。"),
    Why.CHANGE_USED: _("这一户已经改过一次票，按这次会议的规则不能再改。"),
    Why.OTHER_CHANNEL_PREVAILS: _("这一户已有一张纸质票，按这次会议的规则以纸质票为准。"),
    Why.UNANSWERED: _("还有题没有答。"),
    Why.UNKNOWN_CHOICE: _("这道题没有这个选项。"),
    Why.UNKNOWN_MOTION: _("这一户不需要回答这道题。"),
    Why.NOT_COVERED_YET: _("这一行写入之后日志还没有签过名。最迟一小时后再来看。"),
    Why.LOG_DIFFERS: _("数据表和日志对不上，结果暂不公布。请联系系统管理员核对。"),
    Why.LOG_HALTED: _("数据库是从备份恢复的，有一段日志丢了。要由两位工作人员在公开日志页确认之后，才能继续办理。"),
    Why.NOT_A_NOTE: _("这不是一份签过名的校验点。请把见证程序输出的全部内容原样贴进来。"),
    Why.NOT_A_WITNESS_KEY: _("这不是见证人的公钥。请把见证程序 new 命令输出的那一行原样贴进来。"),
    Why.NOT_OUR_HEAD: _("这不是本小区日志的校验点。请核对是不是贴错了。"),
    Why.NO_WITNESS_SIGNED: _("上面没有本小区见证人的有效签名。"),
    Why.WITNESS_CLOCK: _("见证人设备的时间比现在晚。请校准设备的时间，再签一次。"),
    Why.COUNTS_DIFFER: _("按票表和按日志两次计票的结果不一致，结果暂不公布，请联系系统管理员核对。"),
    Why.NO_BULLETIN: _("这次会议发出通知时还没有名册承诺，因此没有公告包。结果和日志仍可查看。"),
    Why.NO_HEAD_YET: _("日志还没有签到公告这一行。签名每小时一次，请过一会儿再来。"),
    Why.NO_RESULT_YET: _("还没有结果。投票截止、计票之后，结果在这里公布。"),
    Why.NOT_ANNOUNCED_YET: _("结果还在公示，期满公告之后才能下载。"),
    Why.NO_PDF: _("这台服务器不能生成 PDF。请打开公告，在浏览器里选“打印”，再选“存为 PDF”。"),
    Why.OBJECTIONS_RUNNING: _("公示期到%(until)s，期满才能公告。"),
    Why.UNANSWERED_OBJECTIONS: _("还有 %(count)s 条异议没有答复，答复之后才能公告。"),
    Why.UNRESOLVED_REVIEW: _("还有议题需要复核，复核之后才能公告。"),
    Why.NOTHING_TO_CALL_FOR: _("这个结果不会因为有人冒投而改变，不需要回访抽查。"),
    Why.NOT_YOUR_BUILDING: _("这一户不在您负责的楼栋。"),
}
