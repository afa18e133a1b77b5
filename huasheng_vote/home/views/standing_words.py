"""Pages that say how things are done here: personal information, supervision and complaints."""

from typing import Any

from flask import g
from flask_babel import gettext

from huasheng_vote.home.queries.officers import supervisors
from huasheng_vote.home.views.blueprints import bp
from huasheng_vote.web.access import public
from huasheng_vote.web.pages import page
from huasheng_vote.web.state import now


@bp.get("/<estate>/privacy")
@public
def privacy() -> Any:
    """Who handles which personal information, why, how long, and whom to ask (PIPL 17)."""
    contact = g.estate.phone or gettext("未填写")
    return page("home/privacy.html", operator=gettext("运行这台服务器的单位，由业主大会委托"), contact=contact)


@bp.get("/<estate>/supervision")
@public
def supervision() -> Any:
    """Who watches over the owners' assembly and where to complain."""
    return page("home/supervision.html", supervisors=supervisors(g.estate.id, now()))
