"""工作台: the pages of an office, grouped by what they are for; only those the reader's roles open."""

from typing import Any

from flask import g, url_for
from flask_babel import lazy_gettext as _

from huasheng_vote.home.queries import votes
from huasheng_vote.rules.access import Act
from huasheng_vote.web.access import allowed

DESKS = (
    (
        _("开会和表决"),
        (
            ("assemblies.index", _("业主大会会议"), (Act.CONVENE, Act.RECORD_SERVICE, Act.SEE_DESK)),
            ("assemblies.rules", _("议事规则和书面答复"), (Act.ADOPT_RULES, Act.FILE_ANSWER)),
            ("assemblies.groups", _("召集人"), (Act.POST_CONVENERS, Act.CONVENE)),
            ("committee.index", _("业委会：会议、决定、用印"), (Act.SEE_COMMITTEE,)),
            ("assemblies.calendar", _("放假日历"), (Act.KEEP_CALENDAR,)),
            ("assemblies.setup", _("小区设置"), (Act.SET_UP_ESTATE, Act.CONVENE, Act.POST_CONVENERS)),
        ),
    ),
    (
        _("建议和提案"),
        (
            ("proposals.suggestions_list", _("业主的建议"), (Act.MODERATE, Act.ANSWER_SUGGESTION)),
            ("proposals.campaigns_list", _("建议征集"), (Act.RUN_CAMPAIGN,)),
            ("proposals.proposals_list", _("提案"), (Act.DRAFT_PROPOSAL,)),
            ("proposals.demands_list", _("业主联名要求"), (Act.ANSWER_DEMAND,)),
            ("projects.index", _("项目"), (Act.OPEN_PROJECT,)),
            ("procurement.index", _("采购"), (Act.SEE_TENDER_DRAFTS,)),
        ),
    ),
    (
        _("采购"),
        (("suppliers.index", _("供应商"), (Act.CHECK_SUPPLIER,)),),
    ),
    (
        _("名册和登记"),
        (
            ("register.units", _("名册"), (Act.SEE_REGISTER,)),
            ("register.import_form", _("导入名册"), (Act.IMPORT_REGISTER,)),
            ("register.letters", _("入户信与登记"), (Act.CONFIRM_ENROLMENT,)),
            ("people.counter", _("窗口换手机号"), (Act.SERVE_AT_COUNTER,)),
        ),
    ),
    (
        _("人员和职务"),
        (
            ("people.approvals", _("双人审批"), (Act.SEE_APPROVALS,)),
            ("people.offices", _("谁在任"), (Act.SEE_OFFICES,)),
            ("people.experts", _("专家业主名录"), (Act.CHECK_SKILL,)),
        ),
    ),
    (
        _("通知和日志"),
        (
            ("notices.to_print", _("待送的纸质通知"), (Act.HAND_OUT_PAPER,)),
            ("journal.index", _("公开日志"), (Act.NAME_WITNESS, Act.ACKNOWLEDGE_LOSS)),
            ("journal.policy", _("见证人"), (Act.NAME_WITNESS,)),
        ),
    ),
)
AT_A_MEETING = (Act.CONVENE, Act.RECORD_SERVICE, Act.SEE_DESK, Act.RECEIVE_PAPER, Act.ENTER_PAPER)


def desk() -> list[tuple[Any, list[tuple[str, Any]]]]:
    """Groups with their pages; what the reader may not open is left out, and a group that would be empty."""
    groups = [(title, [(url_for(endpoint), words) for endpoint, words, acts in pages if any(map(allowed, acts))]) for title, pages in DESKS]
    return [(title, pages) for title, pages in groups if pages]


def running() -> list[tuple[str, str]]:
    """Meetings under way, for whoever has something to do there: papers, counting, proxies and the rest stand on each one's page."""
    if not any(map(allowed, AT_A_MEETING)):
        return []
    return [(url_for("assemblies.assembly", assembly_id=each.id) + "#desk", each.title) for each in votes.under_way(g.estate.id)]
