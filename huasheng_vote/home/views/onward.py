"""One address that leads from a proposal to what became of it."""

from typing import Any

from flask import g, redirect, url_for

from huasheng_vote.home.queries.onward import onward
from huasheng_vote.home.views.blueprints import bp
from huasheng_vote.web.access import public


@bp.get("/<estate>/proposals/<int:proposal_id>/onward")
@public
def outcome(proposal_id: int) -> Any:
    """To its vote, its result or its project, whichever it has come to."""
    endpoint, args = onward(g.estate.id, proposal_id)
    return redirect(url_for(endpoint, **args), code=303)  # type: ignore[arg-type]
