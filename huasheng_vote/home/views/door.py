"""The door: which estate, and how the reader wants to see it."""

from typing import Any

from flask import redirect, request, url_for

from huasheng_vote.home.queries import estates
from huasheng_vote.home.views.blueprints import bp
from huasheng_vote.web.access import public
from huasheng_vote.web.hygiene import CONTRASTS, LANGUAGES, SIZES
from huasheng_vote.web.pages import local_path, page

YEAR = 365 * 24 * 3600
CHOICES = {"size": SIZES, "contrast": CONTRASTS, "lang": LANGUAGES}


@bp.get("/")
@public
def choose() -> Any:
    """The list of estates; where there is only one, its front page."""
    found = estates.every()
    if len(found) == 1:
        return redirect(url_for("home.front", estate=found[0].slug), code=303)
    return page("home/choose.html", estates=found)


@bp.post("/prefs")
@public
def prefs() -> Any:
    """Text size, contrast and language, kept in cookies; then back to the page the switch was pressed on."""
    answer = redirect(local_path(request.form.get("next"), url_for("home.choose")), code=303)
    for name, among in CHOICES.items():
        value = request.form.get(name)
        if value in among:
            answer.set_cookie(name, value, max_age=YEAR, samesite="Lax", httponly=True, secure=request.is_secure)
    return answer
