"""Access marks. Every route carries exactly one; the app refuses to start on a route without.

Order on every request: may this person (here) → is the input well-formed (form) → is it possible now (act).
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Flask, current_app, g, request, session
from werkzeug.routing import IntegerConverter

from huasheng_vote.rules.access import Act, why_not
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.web.session import TOKEN
from huasheng_vote.web.state import loaders, the_actor

View = Callable[..., Any]
MARK = "access_mark"


class UnmarkedRoute(RuntimeError):
    """A route that nobody decided about."""


def public(view: View) -> View:
    """Anybody may look."""
    setattr(view, MARK, "public")
    return view


def signed_in(view: View) -> View:
    """Any account, in any role or none."""

    @wraps(view)
    def checked(*args: Any, **kwargs: Any) -> Any:
        if the_actor().account is None:
            raise Refused(no_sign_in())
        return view(*args, **kwargs)

    setattr(checked, MARK, "signed_in")
    return checked


def may(*acts: Act) -> Callable[[View], View]:
    """Whoever holds the right to at least one of the acts."""

    def mark(view: View) -> View:
        @wraps(view)
        def checked(*args: Any, **kwargs: Any) -> Any:
            reasons = [why_not(act, the_actor()) for act in acts]
            if None not in reasons:
                raise Refused(no_sign_in() if reasons[0] is Why.NOT_SIGNED_IN else reasons[0] or Why.NOT_ALLOWED)
            return view(*args, **kwargs)

        setattr(checked, MARK, acts)
        return checked

    return mark


def no_sign_in() -> Why:
    """Never signed in here, or signed in until a moment ago: the browser still holds a token that opens nothing."""
    return Why.SESSION_LOST if session.get(TOKEN) else Why.NOT_SIGNED_IN


def allowed(act: Act) -> bool:
    """For buttons: whether the reader may do the act (a fresh code may still be asked for)."""
    return why_not(act, the_actor()) in (None, Why.NEEDS_STEP_UP)


class RowNumber(IntegerConverter):
    """A number in an address: as large as a row's can be. Anything larger is no page, and no trouble for the database."""

    def __init__(self, map: Any):
        super().__init__(map, max=2**31 - 1)


def init_app(app: Flask) -> None:
    app.url_map.converters["int"] = RowNumber
    app.url_value_preprocessor(_find_estate)
    app.url_defaults(_name_estate)


def refuse_unmarked(app: Flask) -> None:
    """Called last, when every route is there."""
    unmarked = [
        rule.rule for rule in app.url_map.iter_rules() if rule.endpoint != "static" and not hasattr(app.view_functions[rule.endpoint], MARK)
    ]
    if unmarked:
        raise UnmarkedRoute(f"no access mark: {', '.join(sorted(unmarked))}")


def _find_estate(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    if "\0" in request.path or any("\0" in value for value in request.args.values()):
        raise Refused(Why.NOT_FOUND)  # no text in a database holds it, so nothing can be there
    if values and "estate" in values:
        g.estate = loaders().estate(values.pop("estate"))
        if g.estate is None:
            raise Refused(Why.NOT_FOUND)


def _name_estate(endpoint: str, values: dict[str, Any]) -> None:
    if "estate" not in values and g.get("estate") is not None and current_app.url_map.is_endpoint_expecting(endpoint, "estate"):
        values["estate"] = g.estate.slug


def wants_fragment() -> bool:
    """Whether htmx asked. Only POST answers may differ by it."""
    return request.headers.get("HX-Request") == "true"
