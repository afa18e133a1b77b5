"""找一找: one word across ideas, proposals, meetings, projects and the board."""

from typing import Any

from flask import g, request

from huasheng_vote.home.forms import SearchForm
from huasheng_vote.home.queries.search import search as find
from huasheng_vote.home.views.blueprints import bp
from huasheng_vote.labels.home import KINDS
from huasheng_vote.web.access import public
from huasheng_vote.web.pages import page


@bp.get("/<estate>/search")
@public
def search() -> Any:
    """The form, and what was found once something was asked for."""
    form = SearchForm(request.args)
    asked = "q" in request.args and form.validate()
    found = find(g.estate.id, form.q.data or "") if asked else []
    return page("home/search.html", form=form, asked=asked, found=found, kinds=KINDS)
