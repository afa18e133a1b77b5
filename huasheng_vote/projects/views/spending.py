"""Projects the owners did not vote on one by one: under what they delegated, and in an emergency that the subdistrict confirmed."""

from typing import Any

from flask import url_for

from huasheng_vote.committee.models import Subject
from huasheng_vote.committee.queries import decision
from huasheng_vote.labels import committee as words
from huasheng_vote.projects import queries
from huasheng_vote.projects.actions import opening as acts
from huasheng_vote.projects.forms.opening import ConfirmForm, EmergencyForm, SpendingForm
from huasheng_vote.projects.views import bp
from huasheng_vote.rules.access import Act
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.web.access import may
from huasheng_vote.web.act import submit
from huasheng_vote.web.pages import done, page
from huasheng_vote.web.state import the_estate


@bp.get("/spend/<int:year>/<int:ordinal>")
@may(Act.OPEN_PROJECT)
def spending(year: int, ordinal: int) -> Any:
    """The facts before the act."""
    return _spending(_form(year, ordinal, fresh=True), year, ordinal)


@bp.post("/spend/<int:year>/<int:ordinal>")
@may(Act.OPEN_PROJECT)
def open_spending(year: int, ordinal: int) -> Any:
    form = _form(year, ordinal)
    opened = None
    if form.validate():
        if isinstance(form, EmergencyForm):
            opened = submit(form, acts.open_emergency, year, ordinal, form.danger, form.money_source.data)
        else:
            opened = submit(form, acts.open_delegated, year, ordinal, form.money_source.data)
    if opened is None:
        return _spending(form, year, ordinal)
    return done(url_for("projects.project", project_id=opened))


@bp.get("/<int:project_id>/confirm")
@may(Act.CONFIRM_EMERGENCY)
def confirmation(project_id: int) -> Any:
    """For the community supervisor."""
    return _confirmation(ConfirmForm(None), project_id)


@bp.post("/<int:project_id>/confirm")
@may(Act.CONFIRM_EMERGENCY)
def confirm(project_id: int) -> Any:
    form = ConfirmForm()
    if form.validate():
        submit(form, acts.confirm_emergency, project_id, form.confirmed_on.data, form.confirmation.data)
    if form.errors:
        return _confirmation(form, project_id)
    return done(url_for("projects.project", project_id=project_id))


def _form(year: int, ordinal: int, *, fresh: bool = False) -> SpendingForm:
    subject = decision(the_estate().id, year, ordinal).subject
    if subject not in (Subject.SPENDING, Subject.EMERGENCY):
        raise Refused(Why.NOT_FOUND)
    form = EmergencyForm if subject is Subject.EMERGENCY else SpendingForm
    return form(None) if fresh else form()


def _spending(form: SpendingForm, year: int, ordinal: int) -> Any:
    found = decision(the_estate().id, year, ordinal)
    return page(
        "projects/spending.html", form=form, decided=found, number=words.number(year, ordinal), emergency=isinstance(form, EmergencyForm)
    )


def _confirmation(form: ConfirmForm, project_id: int) -> Any:
    return page("projects/confirm.html", form=form, project=queries.project(the_estate().id, project_id))
