"""What is known of one request: its moment, its estate, who asks. Computed on first use, once."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple

from flask import current_app, g

from huasheng_vote.journal.log import EstateRef
from huasheng_vote.rules.access import Actor
from huasheng_vote.rules.refusal import Refused, Why


class Loaders(NamedTuple):
    """What the areas know and the web asks for; `app.py` hands them in."""

    estate: Callable[[str], Any | None]
    """slug → the estate's row, or None."""
    session: Callable[[str, datetime], Any | None]
    """session token → the live login session (account, second_factor, stepped_up_until), or None."""
    roles: Callable[[int, int, datetime], frozenset[Any]]
    """estate id, account id, at → the roles that facts give the account now."""


def loaders() -> Loaders:
    found: Loaders = current_app.extensions["loaders"]
    return found


def now() -> datetime:
    """The moment of this request: the clock is read once."""
    if "now" not in g:
        g.now = current_app.extensions["clock"]()
    moment: datetime = g.now
    return moment


def the_estate() -> EstateRef:
    """The estate named in the address; refused where the address names none."""
    if g.get("estate") is None:
        raise Refused(Why.NOT_FOUND)
    return EstateRef(g.estate.id, g.estate.slug)


def the_actor() -> Actor:
    """Who asks, with the roles the facts give them in this estate at this moment."""
    if "actor" not in g:
        g.actor = _load_actor()
    actor: Actor = g.actor
    return actor


def _load_actor() -> Actor:
    from huasheng_vote.web.session import current_login

    login = current_login()
    if login is None:
        return Actor()
    estate = g.get("estate")
    roles = loaders().roles(estate.id, login.account_id, now()) if estate else frozenset()
    fresh = login.stepped_up_until is not None and login.stepped_up_until >= now()
    return Actor(account=login.account_id, roles=roles, second_factor=login.second_factor, stepped_up=fresh)
