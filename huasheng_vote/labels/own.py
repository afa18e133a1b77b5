"""Words for what the areas above people keep about a person, as one's own data shows it."""

from flask_babel import lazy_gettext as _

from huasheng_vote.labels import proposals, register

SECTIONS = {
    "owners": _("业主名册上的登记"),
    "units": _("名下的房屋"),
    "enrolments": _("登记到本人的依据"),
    "suggestions": _("提过的建议"),
    "endorsements": _("附议过的建议"),
    "comments": _("写过的评论"),
    "demands": _("联名要求开会"),
    "notices": _("收到的通知"),
}

TERMS = {
    "area": _("面积"),
    "category": _("类别"),
    "demand": _("联名编号"),
    "document": _("证件号码"),
    "entrance": _("单元"),
    "ground": _("依据"),
    "how": _("方式"),
    "kind": _("性质"),
    "number": _("房号"),
    "place": _("地点"),
    "proposal": _("提案编号"),
    "spokesman": _("代表人"),
    "suggestion": _("建议编号"),
    "suggestion_state": _("状态"),
    "text": _("内容"),
    "title": _("标题"),
    "use": _("用途"),
}

VALUES = {
    "category": proposals.CATEGORIES,
    "ground": register.GROUNDS,
    "how": {"letter": _("凭信函验证码"), "counter": _("现场核对")},
    "kind": register.KINDS,
    "suggestion_state": {state: words for state, (words, _kind) in proposals.SUGGESTION_STATES.items()},
    "use": register.USES,
}
