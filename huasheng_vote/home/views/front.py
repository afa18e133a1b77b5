"""The front page: the open vote over the estate at dusk, three ways in, what happened lately, my own facts."""

from typing import Any

from flask import current_app, g, url_for
from flask_babel import gettext

from huasheng_vote.home.queries.own import own
from huasheng_vote.home.queries.recent import Event, recent
from huasheng_vote.home.views.blueprints import bp
from huasheng_vote.home.views.hero import hero
from huasheng_vote.labels.home import HAPPENED
from huasheng_vote.labels.register import unit
from huasheng_vote.web.access import public
from huasheng_vote.web.pages import page
from huasheng_vote.web.state import now, the_actor


@bp.get("/<estate>/")
@public
def front() -> Any:
    """Everybody's first page."""
    account = the_actor().account
    mine = own(g.estate.id, account, now()) if account else None
    events = [lived(each) for each in recent(g.estate.id, now())]
    return page("home/front.html", hero=hero(g.estate.id, mine), ways=ways(), events=events, mine=mine, unit_words=unit)


def ways() -> list[tuple[str, str, str, str]]:
    """The three large entries: address, icon, words."""
    entries = [("proposals.suggestions_list", "bubble", gettext("我提建议"), gettext("随手拍、说一说，邻居可以附议"))]
    return [(url_for(endpoint), *rest) for endpoint, *rest in entries if endpoint in current_app.view_functions]


def lived(event: Event) -> dict[str, Any]:
    """An event as the timeline draws it."""
    words = HAPPENED[event.kind, event.open]
    return {
        "at": event.at, "title": event.title, "words": words, "state": "now" if event.open else "done",
        "url": url_for(event.endpoint, **event.args),
    }  # fmt: skip
