"""Who holds which office: for everybody with masked names, for staff with the way to give and end them."""

from typing import Any

from flask import g, url_for
from flask_babel import gettext as _

from huasheng_vote.labels.people import ROLES
from huasheng_vote.people import queries
from huasheng_vote.people.actions import offices as acts
from huasheng_vote.people.actions import second_factor as factor
from huasheng_vote.people.forms import GrantForm, ReasonForm, RemovalForm
from huasheng_vote.people.views.blueprint import bp
from huasheng_vote.rules.access import WEIGHT, Act, Role
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.web.access import allowed, may, public
from huasheng_vote.web.act import submit
from huasheng_vote.web.pages import done, page
from huasheng_vote.web.state import now, the_actor


@bp.get("/<estate>/offices")
@public
def offices() -> Any:
    """Occupants hold no office, and their list is nobody's business."""
    held = [each for each in queries.offices(g.estate.id, now()) if each.role != Role.OCCUPANT or allowed(Act.SEE_OFFICES)]
    held.sort(key=lambda each: (WEIGHT.index(Role(each.role)), each.since))
    return page("people/offices.html", offices=held, roles=ROLES, mine=the_actor().account, doors=_doors())


@bp.get("/<estate>/offices/new")
@may(Act.GRANT_ROLE)
def new_office() -> Any:
    return page("people/grant.html", form=GrantForm())


@bp.post("/<estate>/offices/new")
@may(Act.GRANT_ROLE)
def ask_office() -> Any:
    form = GrantForm()
    request = None
    if form.validate():
        until = form.until.past if form.until.data else None
        request = submit(
            form,
            acts.ask_grant,
            form.phone.number,
            form.name.data,
            Role(form.role.data),
            form.since.first,
            until,
            form.reason.data,
            form.building.data,
        )
    if form.errors or request is None:
        return page("people/grant.html", form=form)
    return done(url_for("people.approval", approval_id=request))


@bp.get("/<estate>/offices/<int:grant_id>/end")
@may(Act.GRANT_ROLE)
def office_to_end(grant_id: int) -> Any:
    return _ending(grant_id, ReasonForm(), "people.ask_end")


@bp.post("/<estate>/offices/<int:grant_id>/end")
@may(Act.GRANT_ROLE)
def ask_end(grant_id: int) -> Any:
    form = ReasonForm()
    request = submit(form, acts.ask_end, grant_id, form.reason.data) if form.validate() else None
    if request is None:
        return _ending(grant_id, form, "people.ask_end")
    return done(url_for("people.approval", approval_id=request))


@bp.get("/<estate>/offices/<int:grant_id>/resign")
@may(Act.SEE_OWN)
def office_to_resign(grant_id: int) -> Any:
    _own(grant_id)
    return _ending(grant_id, ReasonForm(), "people.resign")


@bp.post("/<estate>/offices/<int:grant_id>/resign")
@may(Act.SEE_OWN)
def resign(grant_id: int) -> Any:
    _own(grant_id)
    form = ReasonForm()
    if form.validate():
        submit(form, acts.resign, grant_id, form.reason.data)
    if form.errors:
        return _ending(grant_id, form, "people.resign")
    return done(url_for("people.offices"))


@bp.get("/<estate>/second-factor/removal")
@may(Act.GRANT_ROLE)
def removal() -> Any:
    return page("people/removal.html", form=RemovalForm())


@bp.post("/<estate>/second-factor/removal")
@may(Act.GRANT_ROLE)
def ask_removal() -> Any:
    form = RemovalForm()
    request = submit(form, factor.ask_removal, form.phone.number, form.reason.data) if form.validate() else None
    if request is None:
        return page("people/removal.html", form=form)
    return done(url_for("people.approval", approval_id=request))


def _doors() -> list[tuple[str, str]]:
    """What the reader may do about offices: words and address."""
    doors = [
        (Act.GRANT_ROLE, _("申请授予职务"), "people.new_office"),
        (Act.SEE_APPROVALS, _("待审批的事项"), "people.approvals"),
        (Act.GRANT_ROLE, _("解除丢失的动态口令"), "people.removal"),
        (Act.SERVE_AT_COUNTER, _("现场办理换手机号"), "people.counter"),
    ]
    return [(words, url_for(endpoint)) for right, words, endpoint in doors if allowed(right)]


def _ending(grant_id: int, form: ReasonForm, endpoint: str) -> Any:
    given = queries.grant(g.estate.id, grant_id)
    name = queries.account(given.account_id).name
    action = url_for(endpoint, grant_id=given.id)
    return page("people/end_office.html", form=form, action=action, given=given, name=name, role=ROLES[Role(given.role)])


def _own(grant_id: int) -> None:
    """Somebody else's office is not there to be left."""
    if queries.grant(g.estate.id, grant_id).account_id != the_actor().account:
        raise Refused(Why.NOT_FOUND)
