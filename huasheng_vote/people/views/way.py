"""Where somebody was going before we asked who they are."""

from typing import Any

from flask import current_app, g, request, url_for

from huasheng_vote.web.pages import local_path
from huasheng_vote.web.state import loaders


def way() -> dict[str, Any]:
    """The address to go on to, never off this site. Its estate lends the page a name and a telephone."""
    asked = local_path(request.values.get("next"), "")
    if g.get("estate") is None:
        slug = asked.removeprefix(request.script_root).split("/")[1] if asked else request.values.get("estate", "")
        g.estate = loaders().estate(slug) if slug else None
    return {"next": asked or home_of(g.estate)}


def home_of(estate: Any | None) -> str:
    """The estate's front page, once there is one."""
    if estate is not None and "home.front" in current_app.view_functions:
        return url_for("home.front", estate=estate.slug)
    return f"{request.script_root}/"
