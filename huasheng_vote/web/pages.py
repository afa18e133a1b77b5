"""Answers: a whole page, a fragment, or a way on. POST branches here and nowhere else; GET never looks at headers."""

from typing import Any
from urllib.parse import urlsplit

from flask import Response, make_response, redirect, render_template

from huasheng_vote.web.access import wants_fragment


def page(template: str, status: int = 200, **context: Any) -> Response:
    """A rendered template. With a `form` in the context, its status is the answer's."""
    form = context.get("form")
    response = make_response(render_template(template, **context))
    response.status_code = form.status if form is not None and status == 200 else status
    return response


def done(to: str, fragment: str | None = None, event: str | None = None, **context: Any) -> Response:
    """After an act: htmx gets the fragment (and an event that lets other fragments refetch themselves), a plain browser a 303."""
    if fragment is None or not wants_fragment():
        if wants_fragment():
            return Response(status=204, headers={"HX-Redirect": to})
        return redirect(to, code=303)  # type: ignore[return-value]
    response = make_response(render_template(fragment, **context))
    if event:
        response.headers["HX-Trigger"] = event
    return response


def polled(body: str, tag: str, etag_matches: Any) -> Response:
    """A fragment that is asked for again and again: 304 when nothing shown has changed; writes no session."""
    response = Response(body, mimetype="text/html", headers={"Cache-Control": "private, no-cache", "Vary": "Cookie"})
    response.set_etag(tag)
    if known(etag_matches, tag):
        response.set_data(b"")
        response.status_code = 304
    return response


def known(etag_matches: Any, tag: str) -> bool:
    """Whether the reader has this state already. A proxy that compresses makes the tag a weak one; for a fragment that is as good."""
    return bool(etag_matches.contains_weak(tag))


def local_path(path: str | None, otherwise: str) -> str:
    """The way back that a link asked for, if it stays on this site: a plain path, never a host, a scheme or a backslash."""
    if not path or not path.startswith("/") or path.startswith("//") or "\\" in path or not path.isprintable():
        return otherwise
    parts = urlsplit(path)
    return path if not parts.scheme and not parts.netloc else otherwise
