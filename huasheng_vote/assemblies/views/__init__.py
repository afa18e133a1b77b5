"""Pages of the owners' vote up to its opening: one blueprint, one module for each thing that is shown."""

from typing import Any

from flask import Blueprint, g, request

from huasheng_vote.assemblies.queries import meetings
from huasheng_vote.assemblies.views.phrases import noon
from huasheng_vote.web.state import the_estate

bp = Blueprint("assemblies", __name__, url_prefix="/<estate>")
bp.add_app_template_filter(noon)


@bp.app_context_processor
def consultation() -> dict[str, Any]:
    """Whether the page is about a meeting in which online votes only consult: the frame then says so, on every page of it."""
    assembly_id = (request.view_args or {}).get("assembly_id")
    if assembly_id is None or not g.get("estate"):
        return {}
    if "vote" in g:
        return {"only_consults": g.vote.only_consults}
    found = meetings.find(the_estate().id, assembly_id)
    return {"only_consults": meetings.terms(found).only_consults} if found else {}


from huasheng_vote.assemblies.views import (  # noqa: E402, F401  (routes register themselves)
    adopted,
    calendar,
    conveners,
    drafts,
    motions,
    public,
    retention,
    rolls,
    runoffs,
    services,
    setup,
    stopping,
)
