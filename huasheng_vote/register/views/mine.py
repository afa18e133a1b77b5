"""My own line: my units, how I count, who else speaks for them; what is wrong with it, said and answered."""

from typing import Any

from flask import url_for

from huasheng_vote.labels import register as labels
from huasheng_vote.register import queries
from huasheng_vote.register.actions import objections
from huasheng_vote.register.forms import WordsForm
from huasheng_vote.register.views import shown
from huasheng_vote.register.views.blueprint import bp
from huasheng_vote.rules.access import Act
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.web.access import may
from huasheng_vote.web.act import submit
from huasheng_vote.web.pages import done, page
from huasheng_vote.web.state import now, the_actor, the_estate


@bp.get("/mine")
@may(Act.SEE_OWN)
def mine() -> Any:
    estate, me = the_estate().id, the_actor().account or 0
    return page("register/mine.html", own=queries.own_part(estate, me, now()), labels=labels, me_account=me)


@bp.get("/mine/<int:unit_id>/dispute")
@may(Act.DISPUTE_LINE)
def dispute(unit_id: int) -> Any:
    return _dispute(unit_id, WordsForm())


@bp.post("/mine/<int:unit_id>/dispute")
@may(Act.DISPUTE_LINE)
def send_dispute(unit_id: int) -> Any:
    form = WordsForm()
    if form.validate():
        submit(form, objections.dispute_line, unit_id, form.words.data)
        if not form.errors and not form.form_errors:
            return done(url_for("register.mine"))
    return _dispute(unit_id, form)


@bp.get("/mine/enrolments/<int:enrolment_id>")
@may(Act.SEE_OWN)
def objection(enrolment_id: int) -> Any:
    return page("register/object.html", form=WordsForm(), enrolment_id=enrolment_id)


@bp.post("/mine/enrolments/<int:enrolment_id>")
@may(Act.SEE_OWN)
def send_objection(enrolment_id: int) -> Any:
    form = WordsForm()
    if form.validate():
        submit(form, objections.object_to_enrolment, enrolment_id, form.words.data)
        if not form.errors and not form.form_errors:
            return done(url_for("register.mine"))
    return page("register/object.html", form=form, enrolment_id=enrolment_id)


@bp.get("/disputes/<int:dispute_id>")
@may(Act.EDIT_REGISTER)
def answer(dispute_id: int) -> Any:
    return _answer(dispute_id, WordsForm())


@bp.post("/disputes/<int:dispute_id>")
@may(Act.EDIT_REGISTER)
def send_answer(dispute_id: int) -> Any:
    form = WordsForm()
    if form.validate():
        submit(form, objections.answer_dispute, dispute_id, form.words.data)
        if not form.errors and not form.form_errors:
            return done(url_for("register.unit", unit_id=queries.dispute(the_estate().id, dispute_id).unit_id))
    return _answer(dispute_id, form)


def _dispute(unit_id: int, form: WordsForm) -> Any:
    estate, me = the_estate().id, the_actor().account or 0
    found = next((unit for unit in queries.units_of_account(estate, me, now()) if unit.key == str(unit_id)), None)
    if found is None:
        raise Refused(Why.NOT_FOUND)
    return page(
        "register/dispute.html", form=form, unit=found, title=labels.unit(found.building, found.entrance, found.number), labels=labels
    )


def _answer(dispute_id: int, form: WordsForm) -> Any:
    found = queries.dispute(the_estate().id, dispute_id)
    line = queries.line(the_estate().id, found.unit_id, now())
    title = shown.place(line)
    return page("register/answer.html", form=form, dispute=found, line=line, title=title, labels=labels)
