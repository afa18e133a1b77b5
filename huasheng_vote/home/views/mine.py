"""我的 and 待我处理: what concerns the person signed in, and nobody else."""

from typing import Any

from flask import g, url_for
from flask_babel import gettext, ngettext

from huasheng_vote.home.queries.own import Own, own
from huasheng_vote.home.queries.tasks import tasks
from huasheng_vote.home.views.blueprints import bp
from huasheng_vote.home.views.desk import desk, running
from huasheng_vote.labels.home import TASKS
from huasheng_vote.labels.people import ROLES
from huasheng_vote.labels.register import USES, unit
from huasheng_vote.labels.suppliers import STATES as SUPPLIERS
from huasheng_vote.procurement.queries import suppliers
from huasheng_vote.rules.access import SECOND_FACTOR, Act
from huasheng_vote.web.access import may
from huasheng_vote.web.pages import page
from huasheng_vote.web.state import now, the_actor


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
        running=running(),
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
        *company(),
    ]


def company() -> list[tuple[str, str, Any, Any]]:
    """The company the reader acts for here, if any, and where its registration stands."""
    found = suppliers.of_account(g.estate.id, the_actor().account)
    return [(url_for("suppliers.mine"), "flag", found.name, str(SUPPLIERS[found.state][0]))] if found else []


def locked() -> bool:
    """Whether the reader holds an office whose pages open only with the second factor, and has not shown it since signing in."""
    actor = the_actor()
    return not actor.second_factor and actor.is_any(*SECOND_FACTOR)


@bp.get("/<estate>/tasks")
@may(Act.SEE_OWN)
def to_do() -> Any:
    """What waits for this person, the nearest deadline first."""
    return page("home/tasks.html", tasks=tasks(g.estate.id, the_actor(), now()), words=TASKS, locked=locked())
