"""Words about people: refusals, roles, approvals."""

from flask_babel import lazy_gettext as _

from huasheng_vote.rules.access import Role
from huasheng_vote.rules.flows.approvals import ApprovalState, Stance
from huasheng_vote.rules.flows.skills import Field, SkillState
from huasheng_vote.rules.refusal import Why

REFUSALS = {
    Why.WRONG_CODE: _("验证码不对，或者已经用过。请再看一遍最新的那一条短信。"),
    Why.CODE_EXPIRED: _("验证码已过期。请重新获取一个。"),
    Why.CODE_SPENT: _("这个验证码试错的次数太多，已经作废。请重新获取一个。"),
    Why.WRONG_TOTP: _("动态口令不对，或者刚才用过。请等下一个六位数出来再填。"),
    Why.BAD_PHONE: _("这不是手机号。请填 11 位数字；境外号码请以 + 和国家代码开头。"),
    Why.PHONE_TAKEN: _("这个手机号已经有人在用。请换一个，或者到现场办理。"),
    Why.MAIL_NOT_SENT: _("邮件没有发出去。请核对邮箱，过几分钟再试。"),
    Why.UNKNOWN_PERSON: _("没有人用这个手机号登记。请核对号码。"),
    Why.OWN_REQUEST: _("自己提出的事项要由另一个人审批。"),
    Why.NEEDS_APPROVAL: _("这件事要先经两个人审批，而且做的必须和批的一模一样。"),
    Why.APPROVAL_EXPIRED: _("这项申请已过期。请重新提出。"),
    Why.ROLES_CLASH: _("这个人同时担任了不能兼任的职务，所以不能授予。"),
    Why.ENDS_BEFORE_START: _("结束的日子必须在开始之后。"),
}

ROLES = {
    Role.OWNER: _("业主"),
    Role.CO_OWNER: _("共有人"),
    Role.PROXY: _("受托人"),
    Role.VOTER: _("名册上的业主（房屋已转让）"),
    Role.OCCUPANT: _("物业使用人"),
    Role.NEIGHBOUR_HEAD: _("邻长"),
    Role.CLERK: _("录入员"),
    Role.COMMITTEE_MEMBER: _("业委会委员"),
    Role.CHAIR: _("业委会主任"),
    Role.EXPERT_OWNER: _("专家业主"),
    Role.COMMUNITY_SUPERVISOR: _("社区监督员"),
    Role.OWNER_AUDITOR: _("业主审计员"),
    Role.CONVENER: _("召集人"),
    Role.BIDDER: _("投标人"),
    Role.PROPERTY_COMPANY: _("物业服务人"),
    Role.ADMINISTRATOR: _("系统管理员"),
}

APPROVAL_STATES = {
    ApprovalState.ASKED: _("待审批"),
    ApprovalState.GRANTED: _("已批准，待办理"),
    ApprovalState.REFUSED: _("未批准"),
    ApprovalState.WITHDRAWN: _("已撤回"),
    ApprovalState.USED: _("已办理"),
}

DEVICES = {
    "wechat": _("微信"),
    "iphone": _("iPhone"),
    "ipad": _("iPad"),
    "android": _("安卓手机"),
    "windows": _("Windows 电脑"),
    "mac": _("苹果电脑"),
    "linux": _("Linux 电脑"),
    "other": _("其他设备"),
}

# Four-eyes requests and own data: words for kinds, sections, fields and coded values. Other areas add theirs beside these.
KINDS = {
    "role.grant": _("授予职务"),
    "role.end": _("免去职务"),
    "factor.remove": _("解除动态口令"),
}

SECTIONS = {
    "account": _("账号"),
    "devices": _("登录的设备"),
    "offices": _("担任的职务"),
    "skills": _("声明的专长"),
    "signatures": _("审批过的事项"),
}

TERMS = {
    "account": _("本人"),
    "approval_id": _("事项编号"),
    "at": _("时间"),
    "building": _("楼栋"),
    "code": _("代码"),
    "created_at": _("建立时间"),
    "declared_at": _("声明时间"),
    "device": _("设备"),
    "expires_at": _("到期"),
    "evidence": _("依据"),
    "field": _("专长"),
    "grant": _("任职编号"),
    "language": _("语言"),
    "mail": _("邮箱"),
    "name": _("姓名"),
    "note": _("核验意见"),
    "phone": _("手机号"),
    "reason": _("理由"),
    "role": _("职务"),
    "second_factor": _("动态口令"),
    "since": _("开始"),
    "stance": _("意见"),
    "state": _("状态"),
    "until": _("结束"),
}

STANCES = {
    Stance.APPROVE: _("批准"),
    Stance.DECLINE: _("不批准"),
    Stance.RECUSE: _("回避"),
}

FIELDS = {
    Field.ELECTRICAL: _("电气照明"),
    Field.STRUCTURE: _("结构土建"),
    Field.WATERPROOFING: _("防水"),
    Field.WATER: _("给排水"),
    Field.LIFTS: _("电梯"),
    Field.FIRE: _("消防"),
    Field.LANDSCAPE: _("园林"),
    Field.COST: _("造价审计"),
    Field.PROCUREMENT: _("采购招标"),
    Field.LAW: _("法律"),
    Field.SOFTWARE: _("软件信息"),
    Field.OTHER: _("其他"),
}

SKILL_STATES = {
    SkillState.DECLARED: _("待核验"),
    SkillState.CHECKED: _("已核验"),
    SkillState.REFUSED: _("未通过"),
    SkillState.WITHDRAWN: _("已撤回"),
}

LANGUAGES = {"zh": _("中文"), "en": _("英文")}

VALUES = {
    "role": ROLES,
    "device": DEVICES,
    "stance": STANCES,
    "field": FIELDS,
    "state": SKILL_STATES,
    "second_factor": {"yes": _("已设置"), "no": _("未设置")},
    "language": LANGUAGES,
}
