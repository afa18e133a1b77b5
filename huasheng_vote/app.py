"""The application factory: wires extensions, areas and the web together, and refuses to start where a route has no access mark."""

from datetime import datetime
from importlib import import_module
from pathlib import Path

from flask import Flask, jsonify
from sqlalchemy import union_all

from huasheng_vote import cli, clock, database, files, keys
from huasheng_vote.assemblies import queries as assemblies
from huasheng_vote.committee import queries as committee
from huasheng_vote.config import Settings, from_environment
from huasheng_vote.extensions import csrf, db, migrate, run
from huasheng_vote.home.queries.addressee import addressee
from huasheng_vote.journal import rows, signer
from huasheng_vote.notices import channels
from huasheng_vote.people import personas
from huasheng_vote.people import queries as people
from huasheng_vote.procurement.queries.own import kept_by_procurement
from huasheng_vote.procurement.queries.suppliers import BIDDING
from huasheng_vote.projects import queries as projects
from huasheng_vote.proposals import queries as proposals
from huasheng_vote.register import queries as register
from huasheng_vote.rules.access import Role, in_force
from huasheng_vote.rules.calendar import local_day
from huasheng_vote.web import access, errors, filters, hygiene, intake, media, words
from huasheng_vote.web.state import Loaders

ROOT = Path(__file__).parent.parent
ROLES = union_all(people.GRANTED, people.CHECKED, register.OWNING, assemblies.CONVENING, assemblies.ENTRUSTED, assemblies.ON_ROLL, BIDDING)
OWN_DATA = (
    people.kept_by_people,
    register.kept_by_register,
    proposals.kept_by_proposals,
    assemblies.kept_by_assemblies,
    committee.kept_by_committee,
    projects.kept_by_projects,
    kept_by_procurement,
)
KEPT_BY_LAW = (assemblies.kept_by_law,)
BLUEPRINTS = (
    "people.views:bp",
    "proposals.views:bp",
    "register.views:bp",
    "projects.views:bp",
    "assemblies.views:bp",
    "committee.views:bp",
    "procurement.views:bp",
    "procurement.views:suppliers_bp",
    "home.views:bp",
    "home.views:journal",
    "home.views:notices_bp",
    "assemblies.views.live:bp",
    "assemblies.views.ballot:bp",
    "assemblies.views.receipts:bp",
    "assemblies.views.results:bp",
    "assemblies.views.announcements:bp",
    "assemblies.views.bulletin:bp",
    "assemblies.views.doors:bp",
    "assemblies.views.ballot_papers:bp",
    "assemblies.views.paper_hands:bp",
    "assemblies.views.paper_looks:bp",
    "assemblies.views.counting:bp",
    "assemblies.views.callbacks:bp",
    "assemblies.views.proxies:bp",
)


def create_app(settings: Settings | None = None, tick: clock.Clock = clock.system_clock) -> Flask:
    """The app for these settings; `tick` is the only source of the present moment."""
    settings = settings or from_environment()
    app = Flask("huasheng_vote", root_path=str(Path(__file__).parent), template_folder=str(ROOT / "templates"))
    app.request_class = intake.Request
    lock = database.WriteLock(settings.data / "write.lock")
    configure(app, settings, lock)
    hand_in(app, settings, tick)
    keys.init_app(app, settings.field_key)
    db.init_app(app)
    migrate.init_app(app, db, directory=str(ROOT / "migrations"), render_as_batch=False)
    csrf.init_app(app)
    database.init_app(app, settings.database_url, lock)
    rows.init_app(app)
    files.init_app(app, settings)
    words.init_app(app, settings.data)
    for part in (access, errors, filters, media):
        part.init_app(app)
    hygiene.init_app(app, settings)
    if settings.demo:
        personas.init_app(app)
    register_areas(app)
    cli.init_app(app)
    access.refuse_unmarked(app)
    return app


def configure(app: Flask, settings: Settings, lock: database.WriteLock) -> None:
    """What Flask and its extensions read from the app's configuration."""
    app.config.from_mapping(
        SECRET_KEY=settings.secret_key,
        TESTING=settings.testing,
        SETTINGS=settings,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=database.engine_options(settings.database_url, lock),
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.https,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_I18N_ENABLED=False,
        SEND_FILE_MAX_AGE_DEFAULT=31536000,
        MAX_CONTENT_LENGTH=64 * 1024 * 1024,  # six photos straight from a phone
        MAX_FORM_MEMORY_SIZE=2 * 1024 * 1024,
    )
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}


def hand_in(app: Flask, settings: Settings, tick: clock.Clock) -> None:
    """What the lower floors ask for without knowing who provides it."""
    app.extensions["clock"] = tick
    app.extensions["signer"] = signer.of(settings)
    app.extensions["memory"] = {}  # what this process may forget: folds, rendered fragments
    app.extensions["sms"] = channels.print_message
    app.extensions["mail"] = channels.smtp(settings.smtp_url) if settings.smtp_url else channels.print_mail
    app.extensions["own_data"] = OWN_DATA
    app.extensions["kept_by_law"] = KEPT_BY_LAW
    app.extensions["addressee"] = addressee
    app.extensions["loaders"] = Loaders(people.estate_by_slug, people.live_session, roles_of)


def roles_of(estate_id: int, account_id: int, at: datetime) -> frozenset[Role]:
    """Every role that any area's facts give the account, asked for in one statement."""
    rows = run(ROLES, {"estate": estate_id, "account": account_id, "at": at, "day": local_day(at)})
    return in_force(frozenset(Role(row.role) for row in rows))


def register_areas(app: Flask) -> None:
    """Each area's blueprints, by the names in BLUEPRINTS (`area.views:bp`)."""
    for name in BLUEPRINTS:
        module, attribute = name.split(":")
        app.register_blueprint(getattr(import_module(f"huasheng_vote.{module}"), attribute))

    @app.get("/healthz")
    @access.public
    def healthz() -> object:
        return jsonify(status="ok")
