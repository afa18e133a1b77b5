"""Corrections of one unit: its line, its owners, who represents them. While an assembly rests on the register, each asks for a second person."""

from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from huasheng_vote.labels import register as labels
from huasheng_vote.people.actions import approvals
from huasheng_vote.people.models import Approval
from huasheng_vote.register import queries
from huasheng_vote.register.actions import edits, holds
from huasheng_vote.register.forms import HeadForm, LeaveForm, LineForm, OwnerForm, choices
from huasheng_vote.register.queries.line import Line
from huasheng_vote.register.views import shown
from huasheng_vote.register.views.blueprint import bp
from huasheng_vote.rules.access import Act
from huasheng_vote.rules.flows.approvals import ApprovalState
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.web.access import may
from huasheng_vote.web.act import act, submit
from huasheng_vote.web.pages import done, page
from huasheng_vote.web.state import now, the_estate


@dataclass(frozen=True)
class Waiting:
    """A correction that a second person was asked for."""

    request: Approval
    words: str
    granted: bool


def waiting(unit_id: int) -> list[Waiting]:
    """Corrections of the unit not yet done: asked for, or signed and ready."""
    found = queries.approvals_of(the_estate().id, f"unit/{unit_id}", now())
    return [Waiting(each, str(labels.CORRECTIONS[each.kind]), each.state == ApprovalState.GRANTED) for each in found]


@bp.get("/units/<int:unit_id>/line")
@may(Act.EDIT_REGISTER)
def edit_line(unit_id: int) -> Any:
    line = _line(unit_id)
    return _form("line", line, LineForm.of(line.unit))


@bp.post("/units/<int:unit_id>/line")
@may(Act.EDIT_REGISTER)
def change_line(unit_id: int) -> Any:
    form = LineForm()
    return _correct("line", _line(unit_id), form, lambda: form.payload)


@bp.get("/units/<int:unit_id>/owner")
@may(Act.EDIT_REGISTER)
def edit_owner(unit_id: int) -> Any:
    return _form("owner", _line(unit_id), OwnerForm())


@bp.post("/units/<int:unit_id>/owner")
@may(Act.EDIT_REGISTER)
def change_owner(unit_id: int) -> Any:
    form, line = OwnerForm(), _line(unit_id)
    return _correct("owner", line, form, lambda: form.payload([owner.ownership.id for owner in line.owners]))


@bp.get("/units/<int:unit_id>/owner-end")
@may(Act.EDIT_REGISTER)
def edit_owner_end(unit_id: int) -> Any:
    line = _line(unit_id)
    return _form("owner_end", line, _leave(line))


@bp.post("/units/<int:unit_id>/owner-end")
@may(Act.EDIT_REGISTER)
def change_owner_end(unit_id: int) -> Any:
    line = _line(unit_id)
    form = _leave(line)
    return _correct("owner_end", line, form, lambda: {"ownership": form.ownership.data, "reason": form.reason.data})


@bp.get("/units/<int:unit_id>/head")
@may(Act.EDIT_REGISTER)
def edit_head(unit_id: int) -> Any:
    line = _line(unit_id)
    form = _head(line)
    if line.note:
        form.representative.data, form.conflict.data = line.note.representative_id or 0, line.note.conflict
    return _form("head", line, form)


@bp.post("/units/<int:unit_id>/head")
@may(Act.EDIT_REGISTER)
def change_head(unit_id: int) -> Any:
    line = _line(unit_id)
    form = _head(line)
    return _correct("head", line, form, lambda: {"representative": form.representative.data, "conflict": form.conflict.data})


@bp.post("/units/<int:unit_id>/signed/<int:approval_id>")
@may(Act.EDIT_REGISTER)
def do_signed(unit_id: int, approval_id: int) -> Any:
    """What two people have signed is done, exactly so."""
    request = next((each.request for each in waiting(unit_id) if each.request.id == approval_id), None)
    if request is None:
        raise Refused(Why.NOT_FOUND)
    act(edits.do, request.kind, unit_id, approvals.payload_of(request))
    return done(url_for("register.unit", unit_id=unit_id))


def _correct(what: str, line: Line, form: Any, payload: Any) -> Any:
    kind, unit_id = f"register.{what}", line.unit.id
    if form.validate():
        if holds.held(the_estate().id, now()):
            submit(form, approvals.propose, kind, f"unit/{unit_id}", payload())
        else:
            submit(form, edits.do, kind, unit_id, payload())
        if not form.errors and not form.form_errors:
            return done(url_for("register.unit", unit_id=unit_id))
    return _form(what, line, form)


def _form(what: str, line: Line, form: Any) -> Any:
    title = shown.place(line)
    return page(f"register/edit_{what}.html", form=form, line=line, title=title, held=holds.held(the_estate().id, now()))


def _line(unit_id: int) -> Line:
    return queries.line(the_estate().id, unit_id, now())


def _leave(line: Line) -> LeaveForm:
    form = LeaveForm()
    form.ownership.choices = choices((owner.ownership.id, shown.owner(owner.party)) for owner in line.owners)
    return form


def _head(line: Line) -> HeadForm:
    form = HeadForm()
    named = [(owner.party.id, shown.owner(owner.party)) for owner in line.owners]
    form.representative.choices = choices([(0, _("还没有推举")), *named])
    return form
