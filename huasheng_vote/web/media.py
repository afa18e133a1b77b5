"""Sending a stored file. The route that calls this carries the access mark and has found the row that names the file."""

from urllib.parse import quote

from flask import Response, request

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
