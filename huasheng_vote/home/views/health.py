"""For whatever watches the server."""

from typing import Any

from flask import current_app, jsonify

from huasheng_vote.home.queries.health import problems
from huasheng_vote.home.views.blueprints import bp
from huasheng_vote.web.access import public


@bp.get("/readyz")
@public
def readyz() -> Any:
    """200 when requests can be served, else 503 and which part is not ready. Says nothing that helps an attacker."""
    found = problems(current_app.config["SETTINGS"].data)
    return jsonify(status="unready" if found else "ready", problems=found), 503 if found else 200
