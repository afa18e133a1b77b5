"""A new phone: by oneself with codes on both, or at the counter where the old one is lost."""

from typing import Any

from flask import g, json, redirect, session, url_for
from flask_babel import gettext

from huasheng_vote.keys import keyring
from huasheng_vote.people import queries
from huasheng_vote.people.actions import codes, phones
from huasheng_vote.people.forms import BothCodesForm, CodeForm, CounterForm, NewPhoneForm
from huasheng_vote.people.models import Account
from huasheng_vote.people.views.blueprint import bp
from huasheng_vote.rules.access import Act
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.web.access import may
from huasheng_vote.web.act import local, submit
from huasheng_vote.web.filters import masked_phone
from huasheng_vote.web.forms import Form
from huasheng_vote.web.pages import done, page
from huasheng_vote.web.session import the_login
from huasheng_vote.web.state import now, the_actor

OWN, COUNTER = "new_phone", "counter"  # in the session, sealed: a change that waits for its codes


@bp.get("/<estate>/me/phone")
@may(Act.CHANGE_OWN_PHONE)
def my_phone() -> Any:
    return page("people/phone.html", form=NewPhoneForm(), phone=masked_phone(_me().phone or ""))


@bp.post("/<estate>/me/phone")
@may(Act.CHANGE_OWN_PHONE)
def new_phone() -> Any:
    form, me = NewPhoneForm(), _me()
    if form.validate() and _send(form, [(phones.OLD, me.id, me.phone or ""), (phones.NEW, me.id, form.phone.number)]):
        _keep(OWN, {"number": form.phone.number})
        return redirect(url_for("people.both_codes"), code=303)
    return page("people/phone.html", form=form, phone=masked_phone(me.phone or ""))


@bp.get("/<estate>/me/phone/codes")
@may(Act.CHANGE_OWN_PHONE)
def both_codes() -> Any:
    return _both(BothCodesForm(), _kept(OWN)["number"])


@bp.post("/<estate>/me/phone/codes")
@may(Act.CHANGE_OWN_PHONE)
def change_phone() -> Any:
    form, me, number = BothCodesForm(), _me(), _kept(OWN)["number"]
    if form.validate():
        old = _attempt(form, phones.OLD, me.id, me.phone or "", form.old_code)
        new = _attempt(form, phones.NEW, me.id, number, form.code)
        if old and new:
            earlier = submit(form, phones.change, number, form.old_code.data, form.code.data, the_login().id)
            if earlier is not None:
                return _moved(OWN, earlier, url_for("people.my_data"))
    return _both(form, number)


@bp.get("/<estate>/counter/phone")
@may(Act.SERVE_AT_COUNTER)
def counter() -> Any:
    return page("people/counter.html", form=CounterForm())


@bp.post("/<estate>/counter/phone")
@may(Act.SERVE_AT_COUNTER)
def counter_code() -> Any:
    form = CounterForm()
    if form.validate():
        holder = queries.account_by_phone(form.old_phone.number)
        if holder is None:
            form.refuse(Refused(Why.UNKNOWN_PERSON, field="old_phone"))
        elif _send(form, [(phones.NEW, holder.id, form.phone.number)]):
            _keep(COUNTER, {"account": str(holder.id), "number": form.phone.number, "reason": form.reason.data})
            return redirect(url_for("people.counter_confirm"), code=303)
    return page("people/counter.html", form=form)


@bp.get("/<estate>/counter/phone/code")
@may(Act.SERVE_AT_COUNTER)
def counter_confirm() -> Any:
    return _at_counter(CodeForm(), _kept(COUNTER))


@bp.post("/<estate>/counter/phone/code")
@may(Act.SERVE_AT_COUNTER)
def counter_change() -> Any:
    form, kept = CodeForm(), _kept(COUNTER)
    account, number = int(kept["account"]), kept["number"]
    if form.validate() and _attempt(form, phones.NEW, account, number, form.code):
        earlier = submit(form, phones.change_at_counter, account, number, form.code.data, kept["reason"])
        if earlier is not None:
            return _moved(COUNTER, earlier, url_for("people.counter"))
    return _at_counter(form, kept)


def _both(form: BothCodesForm, number: str) -> Any:
    return page("people/both_codes.html", form=form, old=masked_phone(_me().phone or ""), new=masked_phone(number))


def _at_counter(form: CodeForm, kept: dict[str, str]) -> Any:
    name = queries.account(int(kept["account"])).name
    return page("people/counter_code.html", form=form, name=name, new=masked_phone(kept["number"]), reason=kept["reason"])


def _send(form: Form, wanted: list[tuple[str, int, str]]) -> bool:
    """A code to each phone, once all are made; a limit that is reached is said in the form."""
    try:
        made = local(lambda: [(number, phones.request_code(purpose, account, number, now())) for purpose, account, number in wanted])
    except Refused as refused:
        form.refuse(refused)
        return False
    for number, code in made:
        codes.send(number, code)
    return True


def _attempt(form: Form, purpose: str, account: int, number: str, field: Any) -> bool:
    """Count the try before the act, which takes the code only with everything else."""
    why = local(codes.attempt, purpose, phones.bound(account, number), field.data, now())
    if why is not None:
        form.refuse(Refused(why, field=field.short_name))
    return why is None


def _moved(kept: str, earlier: str, onward: str) -> Any:
    session.pop(kept, None)
    if earlier:
        words = gettext(
            "【华盛议事】您在%(estate)s的登录手机号已改成另一个号码。不是您办的？请马上联系业委会或社区。", estate=g.estate.name
        )
        codes.tell(earlier, words)
    return done(onward)


def _keep(name: str, waiting: dict[str, str]) -> None:
    session[name] = keyring().seal(json.dumps(waiting)).hex()


def _kept(name: str) -> dict[str, str]:
    if name not in session:
        raise Refused(Why.STALE_FORM)
    waiting: dict[str, str] = json.loads(keyring().open(bytes.fromhex(session[name])))
    return waiting


def _me() -> Account:
    return queries.account(the_actor().account or 0)
