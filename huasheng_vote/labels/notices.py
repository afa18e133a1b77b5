"""Every sentence that may be sent to a person, by its code. What no sentence names cannot be sent."""

import re

from flask_babel import lazy_gettext as _

from huasheng_vote.labels import awards, bids, panels, suppliers, tenders
from huasheng_vote.labels.moments import said

# code: (subject, sentence). The facts of a code are exactly the names in its sentence.
SENTENCES = {
    "suggestion.answered": (_("建议有了答复"), _("您的建议“%(title)s”已有答复，请登录后在“我的”中查看。")),
    "suggestion.merged": (_("建议已合并"), _("您的建议“%(title)s”与相近的建议合并了，附议一并计入，请登录后查看。")),
    "suggestion.hidden": (_("建议已隐藏"), _("您的建议“%(title)s”已被隐藏，理由已公布，请登录后查看。")),
    "suggestion.restored": (_("建议已恢复"), _("您的建议“%(title)s”已恢复显示，请登录后查看。")),
    "suggestion.adopted": (_("建议已纳入提案"), _("您的建议“%(title)s”已纳入一份提案，请登录后查看。")),
    "suggestion.released": (_("提案已撤回"), _("纳入您的建议“%(title)s”的提案已撤回，建议重新等待答复。")),
    "demand.reached": (_("业主联名要求开会"), _("要求就“%(title)s”召开业主大会的联名已达业主的五分之一，业主委员会应当组织召开。")),
    "demand.answered": (_("联名有了答复"), _("要求就“%(title)s”召开业主大会的联名已有答复，请登录后查看。")),
    "proposal.published": (_("新的提案"), _("提案“%(title)s”已公布，欢迎提意见。")),
    "roll.review": (_("核对名册"), _("“%(title)s”的名册正在核对，请在%(until)s前核对您名下的房屋。")),
    "assembly.noticed": (_("业主大会通知"), _("“%(title)s”将于 %(opens)s 开始表决，%(closes)s 截止。全文和表决票请登录后查看；需要纸质票请联系业委会。")),
    "assembly.reminder": (_("请您表决"), _("“%(title)s”将于 %(closes)s 截止，您还没有参与。")),
    "assembly.extended": (_("表决延期"), _("“%(title)s”的表决延期至 %(closes)s。")),
    "assembly.cancelled": (_("会议取消"), _("“%(title)s”已取消，理由见公告。")),
    "assembly.published": (_("表决结果公示"), _("“%(title)s”的表决结果已公示，%(until)s前可以提出异议。")),
    "assembly.announced": (_("决定公告"), _("“%(title)s”的决定已公告。")),
    "ballot.counted": (_("您家的票已计入"), _("“%(title)s”于 %(at)s 计入了您家的一张表决票。如果不是您家或您委托的人投的，请马上打值班电话 %(phone)s；公示期内也可以登录提出异议。")),
    "ballot.replaced": (_("您家改投了一张票"), _("“%(title)s”于 %(at)s 计入了您家的一张新票，取代之前的那张。如果不是您家或您委托的人投的，请马上打值班电话 %(phone)s；公示期内也可以登录提出异议。")),
    "ballot.aside": (_("纸质票留存备查"), _("“%(title)s”收到您名下的一张纸质票，按通知里的规则以您的另一张票为准，这张留存备查、不计入。")),
    "proxy.recorded": (_("登记了您家的委托书"), _("“%(title)s”登记了您家的一份委托书，由%(agent)s代为投票。如果不是您家出具的，请立即联系业委会或社区；没投票之前可以撤销。")),
    "proxy.revoked": (_("委托书已撤销"), _("“%(title)s”中您家的委托书已撤销，请您自己投票。")),
    "ballot.voided": (_("一张票作废"), _("“%(title)s”中您名下的一张票已作废，理由请登录后查看。")),
    "objection.answered": (_("异议有了答复"), _("您对“%(title)s”提出的异议已有答复，请登录后查看。")),
    "line.disputed": (_("名册更正"), _("您对名册提出的更正已有答复，请登录后查看。")),
    "enrolment.bound": (_("手机号已绑定"), _("有人用手机号登记为您名下房屋的业主。如果不是您或家人，请立即联系社区提出异议。")),
    "committee.called": (_("业委会会议"), _("业委会会议“%(title)s”将于 %(at)s 在%(place)s召开，议程已公布。")),
    "committee.called_you": (_("请您开会"), _("业委会会议“%(title)s”将于 %(at)s 在%(place)s召开，请登录后看议程和文件。")),
    "committee.reminder": (_("请您开会"), _("提醒：业委会会议“%(title)s”将于 %(at)s 在%(place)s召开。")),
    "committee.cancelled": (_("业委会会议取消"), _("业委会会议“%(title)s”已取消，理由见会议页面。")),
    "committee.sign": (_("请您签会议记录"), _("业委会会议“%(title)s”的记录已写好，请登录后核对、签字。")),
    "committee.minutes": (_("业委会会议记录"), _("业委会会议“%(title)s”的记录已公布。")),
    "committee.put": (_("请您表决"), _("业委会议题“%(title)s”请您表决，%(closes)s 截止。")),
    "committee.reworded": (_("议题改过，请重新表决"), _("业委会议题“%(title)s”的内容改过，之前的意见作废，请重新表决，%(closes)s 截止。")),
    "committee.decision": (_("业委会决定"), _("业委会对“%(title)s”的决定已公布，全文和每位委员的意见请看决定页面。")),
    "committee.revoked": (_("业委会决定废止"), _("业委会对“%(title)s”的决定已废止，依据见决定页面。")),
    "project.opened": (_("项目立项"), _("“%(title)s”已按业主大会决定立项。")),
    "project.decided": (_("项目立项"), _("“%(title)s”已按业委会决定立项，依据和金额请看项目页面。")),
    "project.emergency": (_("紧急维修"), _("“%(title)s”已由街道确认为紧急维修，原因和金额请看项目页面。")),
}  # fmt: skip
for _area in (suppliers, tenders, bids, panels, awards):
    SENTENCES.update(_area.NOTICES)

_NAME = re.compile(r"%\((\w+)\)s")


def facts_of(code: str) -> set[str] | None:
    """The names of the facts that a code's sentence holds; None for a code nobody wrote."""
    entry = SENTENCES.get(code)
    return None if entry is None else set(_NAME.findall(str(entry[1])))


def subject(code: str) -> str:
    """The short heading."""
    return str(SENTENCES[code][0])


def sentence(code: str, facts: dict[str, str | int]) -> str:
    """The whole sentence with its facts."""
    return str(SENTENCES[code][1]) % said(facts)
