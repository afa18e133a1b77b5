"""Letters for units: choose a building, print, put into doors; and the list to tick them off on. And the counter, for whom no letter reaches."""

from typing import Any

from flask import g, request, url_for
from flask_babel import gettext as _

from huasheng_vote.labels import register as labels
from huasheng_vote.people.actions import codes
from huasheng_vote.register import queries
from huasheng_vote.register.actions import enrolment, letters, objections
from huasheng_vote.register.forms import CounterForm, DecisionForm, choices
from huasheng_vote.register.views import shown
from huasheng_vote.register.views.blueprint import bp
from huasheng_vote.rules.access import Act
from huasheng_vote.web.access import may
from huasheng_vote.web.act import act, submit
from huasheng_vote.web.pages import done, page
from huasheng_vote.web.state import now, the_estate


@bp.get("/letters", endpoint="letters")
@may(Act.CONFIRM_ENROLMENT)
def letters_page() -> Any:
    return page("register/letters.html", buildings=queries.letter_counts(the_estate().id, now()), labels=labels)


@bp.post("/letters/<int:building_id>")
@may(Act.CONFIRM_ENROLMENT)
def print_letters(building_id: int) -> Any:
    """The answer is the letters themselves: nobody can show them a second time."""
    everybody = request.form.get("who") == "everybody"
    return _printed(act(letters.issue, building_id, everybody=everybody))


@bp.post("/units/<int:unit_id>/letter")
@may(Act.CONFIRM_ENROLMENT)
def print_letter(unit_id: int) -> Any:
    line = queries.line(the_estate().id, unit_id, now())
    return _printed(act(letters.issue, line.building.id, unit_id=unit_id))


@bp.get("/letters/<int:building_id>/list")
@may(Act.CONFIRM_ENROLMENT)
def letter_list(building_id: int) -> Any:
    """Paper to tick off on: who got a letter, when, by whose hand."""
    building, rows = queries.letter_list(the_estate().id, building_id, now())
    return page("register/letter_list.html", building=labels.building(building), rows=rows, labels=labels)


def _printed(printed: list[letters.Letter]) -> Any:
    sheets = [
        {
            "title": labels.unit(each.building, each.entrance, each.number),
            "code": each.code,
            "url": url_for("register.enrol", code=each.code, _external=True),
        }
        for each in printed
    ]
    response = page("register/letter_sheets.html", sheets=sheets, until=now() + letters.LIFE, issuer=g.estate.name)
    response.headers["Cache-Control"] = "no-store"
    return response


@bp.get("/units/<int:unit_id>/counter")
@may(Act.CONFIRM_ENROLMENT)
def counter(unit_id: int) -> Any:
    return _counter(unit_id, _counter_form(unit_id))


@bp.post("/units/<int:unit_id>/counter")
@may(Act.CONFIRM_ENROLMENT)
def confirm_at_counter(unit_id: int) -> Any:
    form = _counter_form(unit_id)
    if form.validate():
        earlier = submit(form, enrolment.confirm_at_counter, unit_id, form.party.data, form.phone.number, form.evidence.data)
        if earlier is not None:
            if earlier:
                codes.tell(earlier, _("您在业主名册上的手机号已改为另一个号码。如果不是您本人办理的，请立即联系社区。"))
            return done(url_for("register.unit", unit_id=unit_id))
    return _counter(unit_id, form)


@bp.get("/units/<int:unit_id>/enrolments/<int:enrolment_id>")
@may(Act.CONFIRM_ENROLMENT)
def decide(unit_id: int, enrolment_id: int) -> Any:
    return _decision(unit_id, enrolment_id, DecisionForm())


@bp.post("/units/<int:unit_id>/enrolments/<int:enrolment_id>")
@may(Act.CONFIRM_ENROLMENT)
def decided(unit_id: int, enrolment_id: int) -> Any:
    form = DecisionForm()
    if form.validate():
        submit(form, objections.decide_objection, enrolment_id, stays=form.stays.data == "yes", reason=form.reason.data)
        if not form.errors and not form.form_errors:
            return done(url_for("register.unit", unit_id=unit_id))
    return _decision(unit_id, enrolment_id, form)


def _decision(unit_id: int, enrolment_id: int, form: DecisionForm) -> Any:
    line = queries.line(the_estate().id, unit_id, now())
    title = shown.place(line)
    found = queries.enrolment_of(line, enrolment_id)
    return page("register/decide.html", form=form, line=line, title=title, owner=found[0], enrolment=found[1])


def _counter_form(unit_id: int) -> CounterForm:
    form = CounterForm()
    owners = queries.line(the_estate().id, unit_id, now()).owners
    form.party.choices = choices((owner.party.id, shown.owner(owner.party)) for owner in owners)
    return form


def _counter(unit_id: int, form: CounterForm) -> Any:
    line = queries.line(the_estate().id, unit_id, now())
    title = shown.place(line)
    return page("register/counter.html", form=form, line=line, title=title)
