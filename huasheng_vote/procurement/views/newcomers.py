"""The door for companies nobody here knows: a phone, the code that reached it, and on to the registration."""

import base64
import json
from typing import Any

from flask import redirect, request, session, url_for

from huasheng_vote.keys import keyring
from huasheng_vote.people.actions import codes
from huasheng_vote.people.actions import sign_in as signing
from huasheng_vote.people.devices import device_of
from huasheng_vote.people.views.sign_in import enter
from huasheng_vote.procurement.actions import newcomers
from huasheng_vote.procurement.forms.suppliers import NewcomerCodeForm, NewcomerForm
from huasheng_vote.procurement.views import suppliers_bp as bp
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.web.access import public
from huasheng_vote.web.act import act, local
from huasheng_vote.web.filters import masked_phone
from huasheng_vote.web.pages import page
from huasheng_vote.web.state import now, the_actor, the_estate

ASKED = "newcomer"
"""In the visitor's session: phone and name, readable by this server alone, and where the message went as it is shown."""


@bp.get("/start")
@public
def start() -> Any:
    if the_actor().account is not None:
        return redirect(url_for("suppliers.register_form"), code=303)
    return page("suppliers/start.html", form=NewcomerForm())


@bp.post("/start")
@public
def send_code() -> Any:
    """The same next page whether the phone is known or not."""
    form = NewcomerForm()
    if form.validate():
        number = form.phone.number
        code = _requested(form, number)
        if code is not None:
            session[ASKED] = [_sealed(number, form["name"].data), masked_phone(number)]
            codes.send(number, code)
            return redirect(url_for("suppliers.start_code"), code=303)
    return page("suppliers/start.html", form=form)


@bp.get("/start/code")
@public
def start_code() -> Any:
    if ASKED not in session:
        return redirect(url_for("suppliers.start"), code=303)
    return page("suppliers/start_code.html", form=NewcomerCodeForm(), to=session[ASKED][1])


@bp.post("/start/code")
@public
def open_account() -> Any:
    """A wrong code is counted although the act is refused, so it is tried on its own first."""
    if ASKED not in session:
        raise Refused(Why.STALE_FORM)
    form, (sealed, to) = NewcomerCodeForm(), session[ASKED]
    number, name = json.loads(keyring().open(base64.urlsafe_b64decode(sealed), ASKED))
    if form.validate():
        try:
            return enter(_opened(number, name, form.code.data), url_for("suppliers.register_form"))
        except Refused as refused:
            form.refuse(Refused(refused.why, **{**refused.facts, "field": "code"}))
    return page("suppliers/start_code.html", form=form, to=to)


def _opened(number: str, name: str, code: str) -> str:
    """The token of a session of the account."""
    why = local(newcomers.attempt, the_estate().id, number, code, now())
    if why is not None:
        raise Refused(why)
    account = act(newcomers.open_account, number, name, code)
    return local(signing.open_session, account, device_of(request.user_agent.string), now())


def _requested(form: NewcomerForm, number: str) -> str | None:
    try:
        return local(newcomers.request_code, the_estate().id, number, now())
    except Refused as refused:
        form.refuse(refused)
        return None


def _sealed(number: str, name: str) -> str:
    return base64.urlsafe_b64encode(keyring().seal(json.dumps([number, name]), ASKED)).decode()
