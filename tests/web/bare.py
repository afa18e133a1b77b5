"""A Flask app with nothing but the frame: enough to render templates with sample data, without areas or a database."""

from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

from flask import Flask, render_template_string
from flask_babel import Babel
from flask_wtf import CSRFProtect
from jinja2 import StrictUndefined

from huasheng_vote.web import filters

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 12, 6, 5, 4, 27, tzinfo=UTC)
ESTATE = SimpleNamespace(name="松麓家园", slug="songlu", phone="0000-0000 0000", phone_hours="业委会每天 9:00–20:00 ")


def bare_app(size="standard", contrast="normal", lang="zh", demo=None):
    app = Flask("huasheng_vote", root_path=str(ROOT / "huasheng_vote"), template_folder=str(ROOT / "templates"))
    app.config.update(SECRET_KEY="only for rendering", BABEL_DEFAULT_LOCALE=lang, TESTING=True)
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True, "undefined": StrictUndefined}
    Babel(app)
    CSRFProtect(app)
    filters.init_app(app)
    app.add_template_global(lambda name: f"/static/{name}", "static_url")
    app.context_processor(
        lambda: {
            "estate": ESTATE,
            "me": SimpleNamespace(account=1, roles=frozenset()),
            "prefs": SimpleNamespace(size=size, contrast=contrast, lang=lang),
            "htmx": {"mode": "local", "src": "", "integrity": "", "local_src": "/static/vendor/htmx.min.js"},
            "log_check": "7K3M-9QXD-A2PT",
            "demo": demo,
            "now": NOW,
        }
    )
    for endpoint in ("home.front", "home.me", "notices.index", "journal.index", "home.privacy", "home.supervision"):
        app.add_url_rule(f"/<estate>/{endpoint.split('.')[1]}", endpoint, lambda estate: estate)
    return app


def render(source, app=None, **values):
    """One template source, rendered inside a request, as a string."""
    app = app or bare_app()
    with app.test_request_context("/songlu/front"):
        return render_template_string(source, **values)
