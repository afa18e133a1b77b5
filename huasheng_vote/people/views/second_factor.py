"""The second factor of staff, and the fresh code before weighty steps."""

from typing import Any

from flask import g, redirect, session, url_for

from huasheng_vote.keys import keyring
from huasheng_vote.people import queries
from huasheng_vote.people.actions import codes
from huasheng_vote.people.actions import second_factor as factor
from huasheng_vote.people.forms import CodeForm, TotpForm
from huasheng_vote.people.models import Account
from huasheng_vote.people.views.blueprint import bp
from huasheng_vote.people.views.way import way
from huasheng_vote.rules.access import Act
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.web.access import may, signed_in
from huasheng_vote.web.act import local, submit
from huasheng_vote.web.filters import masked_phone
from huasheng_vote.web.pages import done, page
from huasheng_vote.web.session import the_login
from huasheng_vote.web.state import now, the_actor

PENDING = "new_totp"  # in the session, sealed: a secret the app has not shown a code for yet


@bp.get("/<estate>/second-factor")
@signed_in
def second_factor() -> Any:
    if _me().totp_secret is None:
        return redirect(url_for("people.set_second_factor", **way()), code=303)
    return page("people/totp.html", form=TotpForm(), action=url_for("people.enter_totp"), way=way())


@bp.post("/<estate>/second-factor")
@signed_in
def enter_totp() -> Any:
    return _enter(TotpForm(), url_for("people.enter_totp"))


@bp.get("/<estate>/second-factor/set")
@may(Act.SET_SECOND_FACTOR)
def set_second_factor() -> Any:
    _refuse_a_second_one()
    secret = _pending_secret()
    return page("people/set_totp.html", form=TotpForm(), secret=secret, uri=_uri(secret), way=way())


@bp.post("/<estate>/second-factor/set")
@may(Act.SET_SECOND_FACTOR)
def keep_second_factor() -> Any:
    _refuse_a_second_one()
    form, secret = TotpForm(), _pending_secret()
    if form.validate():
        submit(form, factor.enrol, secret, form.code.data)
    if form.errors:
        return page("people/set_totp.html", form=form, secret=secret, uri=_uri(secret), way=way())
    session.pop(PENDING, None)
    return redirect(url_for("people.second_factor", **way()), code=303)


@bp.get("/step-up")
@signed_in
def step_up() -> Any:
    onward, me = way(), _me()
    if me.totp_secret is not None:
        return page("people/totp.html", form=TotpForm(), action=url_for("people.check_step_up"), way=onward)
    return page("people/step_up.html", form=CodeForm(), to=masked_phone(me.phone or ""), way=onward)


@bp.post("/step-up/code")
@signed_in
def send_step_up() -> Any:
    sent = local(factor.request_step_up, _me().id, now())
    if sent.to:
        codes.send(sent.to, sent.code)
    return redirect(url_for("people.step_up", **way()), code=303)


@bp.post("/step-up")
@signed_in
def check_step_up() -> Any:
    if _me().totp_secret is not None:
        return _enter(TotpForm(), url_for("people.check_step_up"))
    form, onward = CodeForm(), way()
    if form.validate():
        why = local(factor.step_up, the_login().id, form.code.data, now())
        if why is None:
            return done(onward["next"])
        form.refuse(Refused(why, field="code"))
    return page("people/step_up.html", form=form, to=masked_phone(_me().phone or ""), way=onward)


def _enter(form: TotpForm, action: str) -> Any:
    onward = way()
    if form.validate():
        why = local(factor.enter, the_login().id, form.code.data, now())
        if why is None:
            return done(onward["next"])
        form.refuse(Refused(why, field="code"))
    return page("people/totp.html", form=form, action=action, way=onward)


def _me() -> Account:
    return queries.account(the_actor().account or 0)


def _refuse_a_second_one() -> None:
    """A lost authenticator is taken off at the counter, not replaced by whoever holds the phone."""
    if _me().totp_secret is not None:
        raise Refused(Why.ALREADY_DONE)


def _pending_secret() -> str:
    ring = keyring()
    if PENDING not in session:
        session[PENDING] = ring.seal(factor.new_secret()).hex()
    return ring.open(bytes.fromhex(session[PENDING]))


def _uri(secret: str) -> str:
    return factor.provisioning(secret, masked_phone(_me().phone or ""), g.estate.name)
