"""Enrolling with a letter: its code, then which owner one is, then the code that came to the register's telephone. Open to anybody with a letter.

The letter's code travels in the form from page to page, never in the session, so that the phone it was scanned with may be handed on.
"""

from typing import Any

from flask import redirect, request, session, url_for

from huasheng_vote.people.actions import codes
from huasheng_vote.people.actions import sign_in as signing
from huasheng_vote.people.devices import device_of
from huasheng_vote.register import queries
from huasheng_vote.register.actions import enrolment, letters
from huasheng_vote.register.forms import CandidateForm, CodeForm, SmsForm, choices
from huasheng_vote.register.views import shown
from huasheng_vote.register.views.blueprint import bp
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.web import session as web_session
from huasheng_vote.web.access import public
from huasheng_vote.web.act import act, local
from huasheng_vote.web.filters import masked, masked_phone
from huasheng_vote.web.pages import done, page
from huasheng_vote.web.state import now, the_estate

ASKED = "enrolling"  # in the visitor's session: the letter, the owner and where the message went


@bp.get("/enrol")
@public
def enrol() -> Any:
    """The code comes with the address where it was scanned."""
    return page("register/enrol.html", form=CodeForm(data={"code": request.args.get("code", "")[:40]}))


@bp.post("/enrol")
@public
def enter_letter() -> Any:
    form = CodeForm()
    if form.validate():
        try:
            return _owners(form.code.data, _candidates(form.code.data))
        except Refused as refused:
            form.refuse(refused)
    return page("register/enrol.html", form=form)


@bp.post("/enrol/owner")
@public
def choose_owner() -> Any:
    """A message to the telephone that the register has, never to one typed here."""
    code = request.form.get("code", "")[:40]
    form = _candidates(code)
    if not form.validate():
        return _owners(code, form)
    try:
        phone, sms = local(enrolment.request_code, the_estate().id, code, form.owner.data, now())
    except Refused as refused:
        form.refuse(refused)
        return _owners(code, form)
    session[ASKED] = [code, form.owner.data, masked_phone(phone)]
    codes.send(phone, sms)
    return redirect(url_for("register.enter_sms"), code=303)


@bp.get("/enrol/code")
@public
def enter_sms() -> Any:
    if ASKED not in session:
        return redirect(url_for("register.enrol"), code=303)
    return page("register/enrol_code.html", form=SmsForm(), to=session[ASKED][2])


@bp.post("/enrol/code")
@public
def check_sms() -> Any:
    if ASKED not in session:
        raise Refused(Why.STALE_FORM)
    code, owner, to = session[ASKED]
    form = SmsForm()
    if form.validate():
        try:
            return _enrolled(_bind(code, owner, form.sms.data))
        except Refused as refused:
            form.refuse(Refused(refused.why, **{**refused.facts, "field": "sms"}))
    return page("register/enrol_code.html", form=form, to=to)


def _bind(code: str, owner: str, sms: str) -> int:
    """A wrong code is counted although the act is refused, so it is tried on its own first."""
    why = local(enrolment.attempt, the_estate().id, code, owner, sms, now())
    if why is not None:
        raise Refused(why)
    return act(enrolment.enrol_by_letter, code, owner, sms)


def _enrolled(account: int) -> Any:
    """Whoever holds the telephone is signed in with it."""
    token = local(signing.open_session, account, device_of(request.user_agent.string), now())
    earlier = web_session.current_login()
    if earlier is not None:
        local(signing.end_session, earlier.account_id, earlier.id, now())
    web_session.signed_in(token)
    return done(url_for("register.mine"))


def _candidates(code: str) -> CandidateForm:
    """The unit's owners whose telephone the register has. Refuses a letter that is not good, and one nobody can be called about."""
    found = enrolment.candidates(the_estate().id, code, now())
    if not found:
        raise Refused(Why.NO_PHONE, field="code")
    form = CandidateForm()
    form.code.data = code
    form.owner.choices = choices((each.key, f"{masked(each.name)} {masked_phone(each.phone)}") for each in found)
    return form


def _owners(code: str, form: CandidateForm) -> Any:
    line = queries.line(the_estate().id, letters.find(the_estate().id, code, now()).unit_id, now())
    form.owner.errors = form.owner.errors if request.endpoint == "register.choose_owner" else ()
    return page("register/enrol_owner.html", form=form, title=shown.place(line))
