"""Photos of suggestions, by their stored names. What is hidden is not served."""

from typing import Any

from huasheng_vote.proposals.queries import suggestions
from huasheng_vote.proposals.views import bp
from huasheng_vote.rules.access import Act
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.web import media
from huasheng_vote.web.access import may, public
from huasheng_vote.web.state import the_estate


@bp.get("/photos/<name>")
@public
def photo(name: str) -> Any:
    if not suggestions.photo_shown(the_estate().id, name):
        raise Refused(Why.NOT_FOUND)
    return media.send(name)


@bp.get("/photos/drafts/<name>")
@may(Act.SUGGEST)
def draft_photo(name: str) -> Any:
    """A photo taken in by a form that is not published yet; its name was told to the sender alone."""
    return media.send(name, shared=False)
