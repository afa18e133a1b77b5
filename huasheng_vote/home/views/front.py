"""The front page: the open vote over the estate at dusk, three ways in, what happened lately, my own facts."""

from typing import Any

from flask import g, url_for
from flask_babel import gettext, ngettext

from huasheng_vote.home.queries.own import own
from huasheng_vote.home.queries.recent import Event, recent
from huasheng_vote.home.views.blueprints import bp
from huasheng_vote.home.views.desk import desk
from huasheng_vote.home.views.hero import Hero, hero
from huasheng_vote.labels.home import HAPPENED
from huasheng_vote.labels.register import unit
from huasheng_vote.projects import queries as projects
from huasheng_vote.proposals import queries as proposals
from huasheng_vote.web.access import public
from huasheng_vote.web.pages import page
from huasheng_vote.web.state import now, the_actor


@bp.get("/<estate>/")
@public
def front() -> Any:
    """Everybody's first page."""
    account = the_actor().account
    mine = own(g.estate.id, account, now()) if account else None
    scene = hero(g.estate.id, mine)
    events = [lived(each) for each in recent(g.estate.id, now())]
    return page(
        "home/front.html",
        only_consults=scene.only_consults,
        hero=scene,
        ways=ways(scene),
        events=events,
        mine=mine,
        unit_words=unit,
        officer=bool(desk()),
    )


def ways(scene: Hero) -> list[tuple[str, str, str, str]]:
    """The three large entries: address, icon, words."""
    call, running = proposals.open_campaign(g.estate.id, now()), len(projects.projects(g.estate.id))
    running_vote = gettext("有意向征询正在进行，线上不计票") if scene.only_consults else gettext("有表决正在进行")
    vote = running_vote if scene.vote_url else gettext("现在没有表决，看看以往的决定")
    works = ngettext("%(num)s 个项目", "%(num)s 个项目", running) if running else gettext("还没有项目")
    idea = call.title if call else gettext("随手拍、说一说，邻居可以附议")
    return [
        (scene.vote_url or url_for("announcements.resolutions"), "ballot", gettext("我要投票"), vote),
        (url_for("proposals.suggestions_list"), "bubble", gettext("我提建议"), idea),
        (url_for("projects.index"), "flag", gettext("看进度"), works),
    ]


def lived(event: Event) -> dict[str, Any]:
    """An event as the timeline draws it."""
    words = HAPPENED[event.kind, event.open]
    return {
        "at": event.at, "title": event.title, "words": words, "state": "now" if event.open else "done",
        "url": url_for(event.endpoint, **event.args),
    }  # fmt: skip
