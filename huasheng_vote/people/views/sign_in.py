"""Sign in, sign out. The same answers whether a phone is known or not."""

from typing import Any

from flask import current_app, g, redirect, request, session, url_for

from huasheng_vote.labels import words
from huasheng_vote.people import queries
from huasheng_vote.people.actions import codes
from huasheng_vote.people.actions import sign_in as signing
from huasheng_vote.people.actions.accounts import phone_digest
from huasheng_vote.people.devices import device_of
from huasheng_vote.people.forms import CodeForm, PhoneForm
from huasheng_vote.people.views.blueprint import bp
from huasheng_vote.people.views.way import home_of, way
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.web import session as web_session
from huasheng_vote.web.access import no_sign_in, public
from huasheng_vote.web.act import local
from huasheng_vote.web.filters import masked_phone
from huasheng_vote.web.pages import done, page
from huasheng_vote.web.state import now, the_actor, the_estate

PENDING = "signing_in"  # in the visitor's session: whose code is awaited, as a digest


@bp.get("/sign-in")
@public
def sign_in() -> Any:
    lost = words(Refused(Why.SESSION_LOST)) if the_actor().account is None and no_sign_in() is Why.SESSION_LOST else ""
    return page("people/sign_in.html", form=PhoneForm(), way=way(), lost=lost)


@bp.post("/sign-in")
@public
def send_code() -> Any:
    """Always the same next page, and a message only to a phone that is known."""
    form = PhoneForm()
    if form.validate():
        digest = phone_digest(form.phone.number)
        sent = _requested(form, digest)
        if sent is not None:
            session[PENDING] = [digest, masked_phone(form.phone.number)]
            if sent.to:
                codes.send(sent.to, sent.code)
            return redirect(url_for("people.enter_code", **way()), code=303)
    return page("people/sign_in.html", form=form, way=way(), lost="")


@bp.get("/sign-in/code")
@public
def enter_code() -> Any:
    if PENDING not in session:
        return redirect(url_for("people.sign_in", **way()), code=303)
    return page("people/code.html", form=CodeForm(), to=session[PENDING][1], way=way())


@bp.post("/sign-in/code")
@public
def check_code() -> Any:
    form, on = CodeForm(), way()
    if PENDING not in session:
        raise Refused(Why.STALE_FORM)
    digest, shown = session[PENDING]
    if form.validate():
        result = local(signing.sign_in, digest, form.code.data, device_of(request.user_agent.string), now())
        if not isinstance(result, Why):
            return enter(result, on["next"])
        form.refuse(Refused(result, field="code"))
    return page("people/code.html", form=form, to=shown, way=on)


@bp.post("/sign-out")
@public
def sign_out() -> Any:
    """Also where the session is already gone: leaving always works."""
    login = web_session.current_login()
    if login is not None:
        local(signing.end_session, login.account_id, login.id, now())
    onward = way()["next"]
    web_session.signed_out()
    return done(onward)


@bp.post("/<estate>/demo/as/<int:account_id>")
@public
def become(account_id: int) -> Any:
    """One click into an invented person. Outside the demonstration this address does not exist."""
    if not current_app.config["SETTINGS"].demo or not queries.is_offered(the_estate().id, account_id):
        raise Refused(Why.NOT_FOUND)
    # Staff come with their second factor: the demonstration has no authenticator app to hand them.
    token = local(signing.open_session, account_id, device_of(request.user_agent.string), now(), second_factor=True)
    return enter(token, home_of(g.estate))


def enter(token: str, onward: str) -> Any:
    """Start the session anew, end the one this browser had, go where the visitor was going."""
    earlier = web_session.current_login()
    if earlier is not None:
        local(signing.end_session, earlier.account_id, earlier.id, now())
    web_session.signed_in(token)
    return done(onward)


def _requested(form: PhoneForm, digest: str) -> signing.Sent | None:
    try:
        return local(signing.request_code, digest, now())
    except Refused as refused:
        form.refuse(refused)
        return None
