"""Headers of every answer, and the names every template may use."""

import hashlib
from functools import lru_cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from flask import Flask, Response, current_app, g, request, url_for

from huasheng_vote.config import HTMX_CDN, HTMX_INTEGRITY, HTMX_URL, Settings
from huasheng_vote.web.access import allowed
from huasheng_vote.web.state import now, the_actor

SIZES = ("standard", "large", "xlarge")
CONTRASTS = ("normal", "high")
LANGUAGES = ("zh", "en")


def init_app(app: Flask, settings: Settings) -> None:
    app.after_request(lambda response: harden(response, settings))
    app.context_processor(lambda: names(settings))


def harden(response: Response, settings: Settings) -> Response:
    """No inline script or style anywhere, nothing framed, nothing sniffed; pages with a person on them are not kept."""
    cdn = f" {HTMX_CDN}" if settings.htmx_source == "cdn" else ""
    response.headers.setdefault(
        "Content-Security-Policy",
        (
            f"default-src 'none'; script-src 'self'{cdn}; style-src 'self'; img-src 'self' blob:; connect-src 'self'; "
            "font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        ),
    )
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("Referrer-Policy", "same-origin")
    response.headers.setdefault("Permissions-Policy", "geolocation=(), microphone=()")
    if settings.https:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    if "Cache-Control" not in response.headers and request.endpoint != "static":
        response.headers["Cache-Control"] = "no-store" if the_actor().account is not None else "no-cache"
    return response


def names(settings: Settings) -> dict[str, Any]:
    """What `base.html` and the macros count on."""
    return {
        "estate": g.get("estate"),
        "me": the_actor(),
        "prefs": preferences(),
        "now": now(),
        "allowed": allowed,
        "static_url": static_url,
        "demo_mode": settings.demo,
        "htmx": {"mode": settings.htmx_source, "src": HTMX_URL, "integrity": HTMX_INTEGRITY, "local_src": static_url("vendor/htmx.min.js")},
    }


def preferences() -> SimpleNamespace:
    """Text size, contrast and language, from cookies; anything unknown is the default."""

    def chosen(name: str, among: tuple[str, ...]) -> str:
        value = request.cookies.get(name, "")
        return value if value in among else among[0]

    return SimpleNamespace(size=chosen("size", SIZES), contrast=chosen("contrast", CONTRASTS), lang=chosen("lang", LANGUAGES))


def static_url(name: str) -> str:
    """Address of a static file with its fingerprint, so that it may be kept for ever."""
    return url_for("static", filename=name, v=_fingerprint(str(Path(current_app.static_folder or "") / name)))


@lru_cache(maxsize=64)
def _fingerprint(path: str) -> str:
    file = Path(path)
    return hashlib.sha256(file.read_bytes()).hexdigest()[:12] if file.exists() else "0"
