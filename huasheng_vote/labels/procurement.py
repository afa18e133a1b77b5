"""Words of buying: the refusals of tenders, bids, panels and awards."""

from flask_babel import lazy_gettext as _

from huasheng_vote.rules.refusal import Why

REFUSALS = {
    Why.METHOD_TOO_LIGHT: _("合并计算后的金额是 %(amount)s 元，超过了这种采购方式的上限。请改用更严格的方式。"),
    Why.CEILINGS_NOT_RISING: _("直接委托、询价、磋商的金额上限要逐级升高。"),
    Why.PANEL_EVEN: _("评审小组的人数要是单数。"),
    Why.NO_FIRST_ROUND: _("只有第一轮流标、重新公告之后，才能由业委会公开决定减少最低家数。"),
    Why.INVITE_MORE: _("至少要邀请 %(least)s 家供应商。"),
    Why.AUTHORITY_NOT_YET: _("这项授权自%(since)s起才生效。"),
    Why.AUTHORITY_EXPIRED: _("这项授权到%(until)s为止，已经过期。请由业主大会重新决定。"),
    Why.AUTHORITY_EXCEEDED: _("合并计算后的金额是 %(amount)s 元，超过授权的 %(ceiling)s 元。请由业主大会决定。"),
    Why.EMERGENCY_UNCONFIRMED: _("街道还没有确认这是紧急情况。"),
    Why.AWARD_OVER_BUDGET: _("成交金额合计 %(price)s 元，超过业主表决的预算 %(budget)s 元。"),
    Why.DEADLINE_TOO_SOON: _("截止时间太早，最早可以是%(earliest)s。"),
    Why.DEADLINE_PASSED: _("截止时间已到，不能再提交、替换、撤回或修改。"),
    Why.DEADLINE_AHEAD: _("截止时间还没有到。"),
    Why.ENQUIRIES_OVER: _("提问已于%(until)s截止。"),
    Why.CLOCK_WENT_BACK: _("系统时钟比最后一条记录还早，这一步没有做。请联系管理员校准时间。"),
    Why.NOT_THE_HOURS: _("演练要在截止前 %(first)s 小时到 %(last)s 小时之间进行。"),
    Why.OFFICER_MISSING: _(
        "开标人员没有配齐：要有一名委员（不是主任）、一名社区监督员和一名专家业主，都与本次采购没有利害关系，也不是起草人。"
    ),
    Why.SAME_OFFICER: _("三名开标人员要是三个人。"),
    Why.OFFICERS_TOO_FEW: _("开标至少要有 %(least)s 名开标人员到场。"),
    Why.PANEL_TOO_SMALL: _("评审小组至少要有 %(least)s 人。"),
    Why.PANEL_EXPERTS: _("评审小组里至少要有 %(least)s 名专家。"),
    Why.PANELIST_TWICE: _("评审小组里有人列了两次。"),
    Why.PANELIST_BARRED: _("评审小组里有人不能参加：起草人和投标人及其关系人、业委会主任、开标人员、物业公司的人不参加评审。"),
    Why.DECLARATIONS_MISSING: _("还有 %(missing)s 人没有声明有无利害关系。"),
    Why.PRICE_WEIGHT_LOW: _("价格分至少占 %(least)s 分。"),
    Why.WEIGHTS_NOT_100: _("各项分值合计要等于 100。"),
    Why.SCORE_RANGE: _("分数要在 0 和这一项的满分之间。"),
    Why.SHEET_INCOMPLETE: _("评分表还有空格。每家的每一项都要打分，0 分也要写上。"),
    Why.SHEETS_UNLOCKED: _("还有 %(missing)s 份评分表没有锁定；全部锁定后才一起公开。"),
    Why.REPORT_UNSIGNED: _("还有 %(missing)s 名评审没有签字，也没有写明不同意见。"),
    Why.TIE_UNDRAWN: _("有并列，要先公开抽签。"),
    Why.AWARD_STANDS: _("现有的中标决定还在，先要撤销它。"),
    Why.CHALLENGE_LATE: _("提出的期限到%(until)s为止，已经过了。"),
    Why.CHALLENGES_UNDECIDED: _("还有 %(count)s 件质疑没有答复，结果暂不生效。"),
    Why.CHALLENGE_UPHELD: _("质疑成立，这个结果不能生效，要撤销。"),
    Why.STANDSTILL_RUNNING: _("公示期到%(until)s为止，之后才能生效。"),
    Why.ANSWERS_OWN: _("参加评审的人和提出质疑的人不能答复质疑。"),
    Why.CONTRACT_DIFFERS: _("合同和中选的报价不一致。价格、数量、工期和技术要求都要照报价写。"),
    Why.STILL_TO_SIGN: _("中选供应商在%(until)s之前都可以签合同。"),
}
