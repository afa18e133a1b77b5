"""Refusals, missing pages and accidents, each as a page or fragment that says what to do next. Nothing leaks; the log has the incident."""

import secrets
from contextlib import suppress
from typing import Any
from urllib.parse import SplitResult, urlsplit, urlunsplit

from flask import Flask, Response, current_app, g, make_response, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from huasheng_vote.extensions import db
from huasheng_vote.labels import words
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.web.access import wants_fragment
from huasheng_vote.web.forms import STATUS
from huasheng_vote.web.state import loaders

STEPS = {
    Why.NOT_SIGNED_IN: "people.sign_in",
    Why.SESSION_LOST: "people.sign_in",
    Why.NEEDS_SECOND_FACTOR: "people.second_factor",
    Why.NEEDS_STEP_UP: "people.step_up",
}


def init_app(app: Flask) -> None:
    app.register_error_handler(Refused, refused_page)
    app.register_error_handler(CSRFError, stale_form)
    app.register_error_handler(HTTPException, http_page)
    app.register_error_handler(Exception, accident)


def refused_page(refused: Refused) -> Any:
    """Missing sign-in, second factor or fresh code lead to where they are given; the rest is said."""
    if refused.why is Why.NOT_FOUND and (page := without_slash()):
        return redirect(page, code=308)
    endpoint = STEPS.get(refused.why)
    if endpoint and not wants_fragment() and request.method in ("GET", "HEAD"):
        return redirect(url_for(endpoint, next=request.full_path.rstrip("?")), code=303)
    way_on = url_for(endpoint, next=page_before()) if endpoint else None
    return error_page(STATUS[refused.why.kind], words(refused), way_on, again=typed() if endpoint else None)


def page_before() -> str:
    """The page whose button was pressed: an address that takes only POST is no place to come back to."""
    before = urlsplit(request.referrer or "")
    return urlunsplit(("", "", before.path, before.query, "")) if is_ours(before) else request.path


def is_ours(address: SplitResult) -> bool:
    """Whether an address is of this site."""
    here = urlsplit(request.host_url)
    return (address.scheme, address.netloc) == (here.scheme, here.netloc)


def typed() -> list[tuple[str, str]] | None:
    """What was filled in on a page of ours and could not be taken yet: the page that says so holds it, to be sent again. Nothing that another site sent."""
    if request.method != "POST" or wants_fragment() or not is_ours(urlsplit(request.origin or request.referrer or "")):
        return None
    return [(name, value) for name, value in request.form.items(multi=True) if name != "csrf_token"]


def stale_form(_error: CSRFError) -> Response:
    again = typed()
    message = words(Refused(Why.STALE_FORM)) if again is None else gettext("页面放得太久，这一次没有提交成功。以前提交过的不受影响。")
    return error_page(STATUS[Why.STALE_FORM.kind], message, again=again)


def http_page(error: HTTPException) -> Any:
    if error.code == 404 and (page := without_slash()):
        return redirect(page, code=308)
    if request.url_rule is None and g.get("estate") is None:  # nothing there: still that estate's page, with its phone
        g.estate = loaders().estate(request.path.lstrip("/").partition("/")[0])
    return error_page(error.code or 500, None)


def without_slash() -> str | None:
    """The page somebody meant who typed one slash too many at its end."""
    bare = request.path.removesuffix("/")
    if request.method not in ("GET", "HEAD") or bare in ("", request.path) or bare.startswith("//"):
        return None
    with suppress(HTTPException, RequestRedirect):
        current_app.url_map.bind("").match(bare, method="GET")
        query = f"?{request.query_string.decode()}" if request.query_string else ""
        return f"{request.script_root}{bare}{query}"
    return None


def accident(error: Exception) -> Response:
    """Something we did not foresee: an incident number for the reader, the trace for the log."""
    db.session.rollback()
    g.incident = secrets.token_hex(4).upper()
    current_app.logger.exception("incident %s at %s %s", g.incident, request.method, request.path, exc_info=error)
    if current_app.testing:
        raise error
    return error_page(500, None)


def error_page(status: int, message: Any, way_on: str | None = None, again: list[tuple[str, str]] | None = None) -> Response:
    """`errors/_error.html` for htmx, else `errors/error.html`."""
    template = "errors/_error.html" if wants_fragment() else "errors/error.html"
    incident = g.setdefault("incident", secrets.token_hex(4).upper())
    response = make_response(
        render_template(template, status=status, message=message, incident=incident, way_on=way_on, again=again), status
    )
    response.headers["Cache-Control"] = "no-store"
    return response
