"""What only the demonstration has: people one may become by a click, and the codes that would have gone to their phones."""

from collections.abc import Callable
from functools import cached_property
from types import SimpleNamespace
from typing import Any

from flask import Flask, g, has_request_context, session, url_for
from flask_babel import gettext

from huasheng_vote.notices.channels import Mail, Message
from huasheng_vote.people import queries
from huasheng_vote.people.actions import second_factor
from huasheng_vote.web.filters import masked_phone
from huasheng_vote.web.state import now, the_actor

SHOWN = "demo_codes"  # in the visitor's own session: the messages it caused
MOST = 2


def init_app(app: Flask) -> None:
    """Codes are kept for the banner before they go their way."""
    app.extensions["sms"] = shown_in_banner(app.extensions["sms"], masked_phone)
    app.extensions["mail"] = shown_in_banner(app.extensions["mail"], str)
    app.context_processor(lambda: {"demo": Banner()})


def shown_in_banner(onward: Callable[[Any], None], shown: Callable[[str], str]) -> Callable[[Any], None]:
    """The channel, and a copy for whoever asked for the code."""

    def send(message: Message | Mail) -> None:
        if message.code and has_request_context():
            session[SHOWN] = [*session.get(SHOWN, []), [shown(message.to), message.code]][-MOST:]
        onward(message)

    return send


class Banner:
    """Codes just sent, what the authenticator of the person signed in shows, and who else one may be. Looked up when a page shows it: fragments do not."""

    @cached_property
    def codes(self) -> list[Any]:
        """(to, code)."""
        return [SimpleNamespace(to=to, code=code) for to, code in session.get(SHOWN, [])]

    @cached_property
    def totp(self) -> str:
        """Six digits, or nothing for whoever has no second factor."""
        me = the_actor().account
        account = queries.account(me) if me else None
        return second_factor.shown_now(account.totp_secret, now()) if account and account.totp_secret else ""

    @cached_property
    def personas(self) -> list[Any]:
        """(name, url)."""
        return [
            SimpleNamespace(name=f"{each.name} · {gettext(each.words)}", url=url_for("people.become", account_id=each.account_id))
            for each in (queries.personas(g.estate.id) if g.get("estate") is not None else [])
        ]
