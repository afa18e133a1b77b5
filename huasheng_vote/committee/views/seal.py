"""印章使用登记 as everybody reads it; members ask, sign by the four-eyes request, and put the seal on."""

from typing import Any

from flask import url_for

from huasheng_vote.committee.actions import seal as acts
from huasheng_vote.committee.forms.decisions import SealForm
from huasheng_vote.committee.models import Seal
from huasheng_vote.committee.queries import seal
from huasheng_vote.committee.views import bp
from huasheng_vote.committee.views.shown import bases, insider, named, page_number, press, quoted, shown_to_all
from huasheng_vote.labels import committee as labels
from huasheng_vote.rules.access import Act
from huasheng_vote.web.access import may, public
from huasheng_vote.web.act import submit
from huasheng_vote.web.forms import Form
from huasheng_vote.web.pages import done, page
from huasheng_vote.web.state import the_estate


@bp.get("/seal")
@public
def seal_uses() -> Any:
    number = page_number()
    rows, total = seal.listed(the_estate().id, number, everything=insider())
    return page("committee/seal_uses.html", rows=rows, number=number, pages=-(-total // seal.PAGE), labels=labels, quoted=quoted)


@bp.get("/seal/new")
@may(Act.ASK_FOR_SEAL)
def seal_form() -> Any:
    return page("committee/seal_form.html", form=SealForm().offer(bases()))


@bp.post("/seal/new")
@may(Act.ASK_FOR_SEAL)
def ask_for_seal() -> Any:
    form = SealForm().offer(bases())
    made = submit(form, acts.ask, form.key.data, _asked(form)) if form.validate() else None
    return page("committee/seal_form.html", form=form) if made is None else done(url_for("committee.seal_use", use_id=made))


@bp.get("/seal/<int:use_id>")
@public
def seal_use(use_id: int) -> Any:
    return _use_page(use_id)


@bp.post("/seal/<int:use_id>/use")
@may(Act.USE_SEAL)
def use_seal(use_id: int) -> Any:
    form = press(acts.use, use_id)
    return _use_page(use_id, form) if form.errors else done(url_for("committee.seal_use", use_id=use_id))


def _asked(form: Any) -> acts.Asked:
    return acts.Asked(Seal(form.seal.data), form.title.data, form.copies.data, form.purpose.data, form.resting)


def _use_page(use_id: int, wrong: Form | None = None) -> Any:
    found = seal.entry(the_estate().id, use_id)
    shown_to_all(found.use.used_at)
    hands = seal.hands(found)
    return page(
        "committee/seal_use.html",
        status=wrong.status if wrong is not None else 200,
        it=found,
        wrong=wrong,
        hands=hands,
        signed=[named(each) for each in hands.signed],
        insider=insider(),
        named=named,
        labels=labels,
        quoted=quoted,
    )
