"""A mail address of one's own, proved by a code, and the language of notices."""

from typing import Any

from flask import json, redirect, session, url_for

from huasheng_vote.keys import keyring
from huasheng_vote.people import queries
from huasheng_vote.people.actions import codes, mails
from huasheng_vote.people.forms import LanguageForm, MailCodeForm, MailForm
from huasheng_vote.people.models import Account
from huasheng_vote.people.views.blueprint import bp
from huasheng_vote.rules.access import Act
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.web.access import may
from huasheng_vote.web.act import act, local, submit
from huasheng_vote.web.pages import done, page
from huasheng_vote.web.state import now, the_actor

WAITING = "new_mail"  # in the session, sealed: an address that waits for its code


@bp.get("/<estate>/me/mail")
@may(Act.CHANGE_OWN_MAIL)
def my_mail() -> Any:
    return _page()


@bp.post("/<estate>/me/mail")
@may(Act.CHANGE_OWN_MAIL)
def new_mail() -> Any:
    """Send a code to the address."""
    form = MailForm()
    if form.validate() and _sent(form):
        session[WAITING] = keyring().seal(json.dumps(form.mail.data)).hex()
        return redirect(url_for("people.mail_code"), code=303)
    return _page(mail=form)


@bp.get("/<estate>/me/mail/code")
@may(Act.CHANGE_OWN_MAIL)
def mail_code() -> Any:
    return page("people/mail_code.html", form=MailCodeForm(), address=_address())


@bp.post("/<estate>/me/mail/code")
@may(Act.CHANGE_OWN_MAIL)
def change_mail() -> Any:
    """Take the code; a wrong one is counted before the act."""
    form, address = MailCodeForm(), _address()
    if form.validate():
        why = local(codes.attempt, mails.PURPOSE, mails.bound(_me().id, address), form.code.data, now())
        if why is not None:
            form.refuse(Refused(why, field="code"))
        else:
            submit(form, mails.change_mail, address, form.code.data)
    if form.errors or form.form_errors:
        return page("people/mail_code.html", form=form, address=address)
    session.pop(WAITING, None)
    return done(url_for("people.my_mail"))


@bp.post("/<estate>/me/mail/remove")
@may(Act.CHANGE_OWN_MAIL)
def remove_mail() -> Any:
    act(mails.remove_mail)
    return done(url_for("people.my_mail"))


@bp.post("/<estate>/me/language")
@may(Act.CHANGE_OWN_MAIL)
def set_language() -> Any:
    form = LanguageForm()
    if form.validate():
        submit(form, mails.set_language, form.language.data)
    return _page(language=form) if form.errors else done(url_for("people.my_mail"))


def _page(mail: MailForm | None = None, language: LanguageForm | None = None) -> Any:
    me = _me()
    shown = language or LanguageForm(formdata=None, language=me.language)
    return page("people/mail.html", form=language or mail, mail=mail or MailForm(formdata=None), language=shown, address=me.mail)


def _sent(form: MailForm) -> bool:
    try:
        code = local(mails.request_code, _me().id, form.mail.data, now())
        codes.send_by_mail(form.mail.data, code)
    except Refused as refused:
        form.refuse(refused)
    return not form.errors and not form.form_errors


def _address() -> str:
    if WAITING not in session:
        raise Refused(Why.STALE_FORM)
    address: str = json.loads(keyring().open(bytes.fromhex(session[WAITING])))
    return address


def _me() -> Account:
    return queries.account(the_actor().account or 0)
