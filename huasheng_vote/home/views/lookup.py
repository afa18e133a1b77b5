"""查回执: whoever has a receipt's code, from a screen or a paper slip, sees that the ballot is in the log. Never whose it is nor how it was cast."""

from typing import Any

from flask import g, request

from huasheng_vote.assemblies.queries.ballots import filed
from huasheng_vote.home.forms import ReceiptForm
from huasheng_vote.home.queries import heads, log
from huasheng_vote.home.views.blueprints import journal
from huasheng_vote.home.views.log import moment
from huasheng_vote.journal.leaf import spelled
from huasheng_vote.web.access import public
from huasheng_vote.web.pages import page


@journal.get("/receipt")
@public
def lookup() -> Any:
    """The form, and what is behind the code once one was typed."""
    form = ReceiptForm(request.args)
    asked = "code" in request.args and form.validate()
    found = filed(g.estate.id, spelled(form.code.data)) if asked else None
    context: dict[str, Any] = (
        {"line": log.line(g.estate.id, found.leaf), "proof": heads.inclusion(g.estate.id, found.leaf)} if found else {}
    )
    return page("home/lookup.html", form=form, asked=asked, found=found, moment=moment, **context)
