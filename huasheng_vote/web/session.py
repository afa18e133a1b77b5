"""Sign-in state. The cookie holds only a random token; the row behind it can be revoked at any time."""

from typing import Any

from flask import g, session

from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.web.state import loaders, now

TOKEN = "sid"


def current_login() -> Any | None:
    """The live login session behind the cookie, or None."""
    if "login" not in g:
        token = session.get(TOKEN)
        g.login = loaders().session(token, now()) if token else None
    return g.login


def the_login() -> Any:
    """The login session of a request that is known to have one."""
    login = current_login()
    if login is None:
        raise Refused(Why.NOT_SIGNED_IN)
    return login


def signed_in(token: str) -> None:
    """Start over with a new token: nothing of the visitor's session survives, so nothing planted in it does."""
    session.clear()
    session[TOKEN] = token
    _forget()


def signed_out() -> None:
    session.clear()
    _forget()


def _forget() -> None:
    for known in ("login", "actor"):
        g.pop(known, None)
