"""Taking in and sending stored files. The route that sends one carries the access mark and has found the row that names the file."""

from urllib.parse import quote

from flask import Flask, Response, g, request

from huasheng_vote.files import MEDIA_TYPES, Kind, store
from huasheng_vote.rules.refusal import Refused, Why

YEAR = 31536000
POLICIES = ("default-src 'none'; sandbox", "default-src 'none'; object-src 'self'; frame-ancestors 'none'")


def send(name: str, *, shown_as: str = "", shared: bool = True) -> Response:
    """The bytes of a stored name, which never change. `shared`: what anybody may see is kept for long by browsers and proxies alike;
    anything else is not kept at all. A PDF opens under its title; browsers' own viewers need more than a sandbox allows them."""
    data = store().open(name)
    if data is None:
        raise Refused(Why.NOT_FOUND)
    kind = Kind(name.rpartition(".")[2])
    response = Response(data, mimetype=MEDIA_TYPES[kind])
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = POLICIES[kind is Kind.PDF]
    response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable" if shared else "no-store"
    if shown_as:
        response.headers["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(shown_as)}"
    if shared:
        response.set_etag(name)
        response.make_conditional(request)
    return response


def keep(data: bytes, kind: Kind) -> str:
    """Store what a form brought; its name. If the answer is a refusal nothing refers to it, and it is discarded again."""
    name = store().put(data, kind)
    g.setdefault("taken_in", []).append(name)
    return name


def discard_refused(response: Response) -> Response:
    """After an answer of 4xx the act was not done. After a fault it may have been, so its files stay."""
    if 400 <= response.status_code < 500:
        for name in g.pop("taken_in", ()):
            store().discard(name)
    return response


def init_app(app: Flask) -> None:
    app.after_request(discard_refused)
