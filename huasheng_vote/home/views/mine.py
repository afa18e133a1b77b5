"""我的 and 待我处理: what concerns the person signed in, and nobody else."""

from typing import Any

from flask import g, url_for
from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _

from huasheng_vote.home.queries.own import Own, own
from huasheng_vote.home.queries.tasks import tasks
from huasheng_vote.home.views.blueprints import bp
from huasheng_vote.labels.home import TASKS
from huasheng_vote.labels.people import ROLES
from huasheng_vote.labels.register import USES, unit
from huasheng_vote.rules.access import SECOND_FACTOR, Act
from huasheng_vote.web.access import allowed, may
from huasheng_vote.web.pages import page
from huasheng_vote.web.state import now, the_actor

DESK = (
    ("assemblies.setup", _("小区设置"), Act.SET_UP_ESTATE),
    ("assemblies.index", _("业主大会会议"), Act.CONVENE),
    ("assemblies.groups", _("召集人"), Act.POST_CONVENERS),
    ("proposals.proposals_list", _("提案"), Act.DRAFT_PROPOSAL),
    ("proposals.campaigns_list", _("建议征集"), Act.RUN_CAMPAIGN),
    ("proposals.demands_list", _("业主联名要求"), Act.CONVENE),
    ("register.units", _("名册"), Act.SEE_REGISTER),
    ("register.import_form", _("导入名册"), Act.IMPORT_REGISTER),
    ("register.letters", _("入户信与登记"), Act.CONFIRM_ENROLMENT),
    ("people.counter", _("窗口换手机号"), Act.SERVE_AT_COUNTER),
    ("people.approvals", _("双人审批"), Act.SEE_APPROVALS),
    ("people.offices", _("谁在任"), Act.SEE_OFFICES),
    ("people.experts", _("专家业主名录"), Act.CHECK_SKILL),
    ("notices.to_print", _("待送的纸质通知"), Act.HAND_OUT_PAPER),
)


@bp.get("/<estate>/me")
@may(Act.SEE_OWN)
def me() -> Any:
    """Homes, the weight of my vote, my offices, my notices."""
    actor = the_actor()
    mine = own(g.estate.id, actor.account or 0, now())
    roles = [str(ROLES[role]) for role in sorted(actor.roles)]
    return page(
        "home/me.html",
        mine=mine,
        roles=roles,
        ways=ways(mine, len(tasks(g.estate.id, actor, now()))),
        desk=desk(),
        locked=locked(),
        unit_words=unit,
        uses=USES,
    )


def ways(mine: Own, waiting: int) -> list[tuple[str, str, Any, Any]]:
    """What anybody can do from here: address, icon, words."""
    todo = ngettext("%(num)s 件等您处理", "%(num)s 件等您处理", waiting) if waiting else gettext("没有待办")
    unread = ngettext("%(num)s 条未读", "%(num)s 条未读", len(mine.unread)) if mine.unread else gettext("没有未读")
    return [
        (url_for("home.to_do"), "flag", gettext("待我处理"), todo),
        (url_for("notices.mine"), "paper", gettext("给我的通知"), unread),
        (url_for("register.mine"), "search", gettext("核对我的名册信息"), gettext("房屋、面积、产权人，有错就提")),
        (url_for("people.my_data"), "person", gettext("我的数据"), gettext("看、下载、换手机号、注销")),
        (url_for("people.my_mail"), "paper", gettext("邮箱和通知语言"), gettext("邮件也收通知，中文或英文")),
        (url_for("people.devices"), "lock", gettext("我的设备"), gettext("在哪里登录着，退出登录")),
    ]


def desk() -> list[tuple[str, Any]]:
    """The pages of an office: only those the reader's roles open."""
    return [(url_for(endpoint), words) for endpoint, words, act in DESK if allowed(act)]


def locked() -> bool:
    """Whether the reader holds an office whose pages open only with the second factor, and has not shown it since signing in."""
    actor = the_actor()
    return not actor.second_factor and actor.is_any(*SECOND_FACTOR)


@bp.get("/<estate>/tasks")
@may(Act.SEE_OWN)
def to_do() -> Any:
    """What waits for this person, the nearest deadline first."""
    return page("home/tasks.html", tasks=tasks(g.estate.id, the_actor(), now()), words=TASKS, locked=locked())
