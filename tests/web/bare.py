"""A Flask app with nothing but the frame: enough to render templates with sample data, without areas or a database."""

from pathlib import Path
from types import SimpleNamespace

from flask import Flask, render_template, render_template_string, request
from flask_wtf import CSRFProtect
from jinja2 import ChoiceLoader, FileSystemLoader, StrictUndefined

from huasheng_vote.config import HTMX_INTEGRITY, HTMX_URL
from huasheng_vote.web import filters, hygiene, words
from tests.web import samples

ROOT = Path(__file__).parents[2]
GALLERY = Path(__file__).parent / "gallery"
PAGES = sorted(page.stem for page in GALLERY.glob("*.html"))
ENDPOINTS = ("home.front", "home.me", "notices.index", "journal.index", "home.privacy", "home.supervision")
ESTATE = SimpleNamespace(name="松麓家园", slug="songlu", phone="0000-0000 0000", phone_hours="业委会每天 9:00–20:00")
DEMO = SimpleNamespace(
    codes=[SimpleNamespace(to="138****1234", code="204817")], personas=[SimpleNamespace(name="邻长 李*红", url="/demo/as/3")]
)


def bare_app(folder):
    """The frame alone; undefined names are errors here, so that a macro cannot lose a value silently."""
    app = Flask("huasheng_vote", root_path=str(ROOT / "huasheng_vote"), template_folder=str(ROOT / "templates"))
    app.config.update(SECRET_KEY="only for rendering", TESTING=True)
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True, "undefined": StrictUndefined}
    app.jinja_loader = ChoiceLoader([app.jinja_loader, FileSystemLoader(GALLERY)])
    words.init_app(app, folder)
    CSRFProtect(app)
    filters.init_app(app)
    app.context_processor(frame)
    for endpoint in ENDPOINTS:
        app.add_url_rule(f"/<estate>/{endpoint.replace('.', '/')}", endpoint, lambda estate: estate)
    return app


def frame():
    """The names that the web gives every template."""
    return {
        "estate": ESTATE,
        "me": SimpleNamespace(account=1, roles=frozenset()),
        "prefs": hygiene.preferences(),
        "htmx": {
            "mode": request.cookies.get("htmx", "local"),
            "src": HTMX_URL,
            "integrity": HTMX_INTEGRITY,
            "local_src": hygiene.static_url("vendor/htmx.min.js"),
        },
        "static_url": hygiene.static_url,
        "log_check": "7K3M-9QXD-A2PT",
        "demo": DEMO,
        "now": samples.NOW,
    }


def draw(app, page, **prefs):
    """A page of the gallery; the form page with its mistakes shown."""
    with asked(app, **prefs):
        context = samples.context()
        context["sheet"].validate()
        return render_template(f"{page}.html", **context)


def render(app, source, prefs=None, **context):
    """One template source as a string."""
    with asked(app, **(prefs or {})):
        return render_template_string(source, **context)


def asked(app, **prefs):
    """A request that carries a careless form and the reader's preferences."""
    headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in prefs.items())}
    return app.test_request_context("/songlu/home/front", method="POST", data={"title": "灯"}, headers=headers)
