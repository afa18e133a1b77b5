"""Cancelling with a published reason, noticing anew, the one public extension."""

from datetime import datetime
from typing import Any

from flask import url_for

from huasheng_vote.assemblies.actions import cancelling, extending
from huasheng_vote.assemblies.forms.meetings import ExtendForm
from huasheng_vote.assemblies.forms.setup import ReasonForm
from huasheng_vote.assemblies.queries.extension import taking_part, why_not_extendable
from huasheng_vote.assemblies.views import bp
from huasheng_vote.assemblies.views.shown import readable, shown
from huasheng_vote.labels import words
from huasheng_vote.people import queries as people
from huasheng_vote.people.actions import approvals
from huasheng_vote.rules.access import Act
from huasheng_vote.rules.flows.approvals import ApprovalState
from huasheng_vote.web.access import may
from huasheng_vote.web.act import act, submit
from huasheng_vote.web.pages import done, page
from huasheng_vote.web.state import now, the_estate


@bp.get("/assemblies/<int:assembly_id>/cancel")
@may(Act.STOP_ASSEMBLY)
def cancel_form(assembly_id: int) -> Any:
    return page("assemblies/cancel.html", form=ReasonForm(), it=shown(readable(assembly_id)))


@bp.post("/assemblies/<int:assembly_id>/cancel")
@may(Act.STOP_ASSEMBLY)
def cancel(assembly_id: int) -> Any:
    form = ReasonForm()
    if form.validate():
        submit(form, cancelling.cancel_assembly, assembly_id, form.reason.data)
    if form.errors:
        return page("assemblies/cancel.html", form=form, it=shown(readable(assembly_id)))
    return done(url_for("assemblies.assembly", assembly_id=assembly_id))


@bp.post("/assemblies/<int:assembly_id>/anew")
@may(Act.CONVENE)
def notice_anew(assembly_id: int) -> Any:
    """A new draft with the same questions."""
    return done(url_for("assemblies.draft", assembly_id=act(cancelling.notice_anew, assembly_id)))


@bp.get("/assemblies/<int:assembly_id>/extend")
@may(Act.EXTEND_VOTE)
def extend_form(assembly_id: int) -> Any:
    return _extend_page(assembly_id, ExtendForm())


@bp.post("/assemblies/<int:assembly_id>/extend")
@may(Act.EXTEND_VOTE)
def propose_extension(assembly_id: int) -> Any:
    form = ExtendForm()
    made = submit(form, extending.propose_extension, assembly_id, form.closes_at.data, form.reason.data) if form.validate() else None
    return _extend_page(assembly_id, form) if made is None else done(url_for("people.approval", approval_id=made))


@bp.post("/assemblies/<int:assembly_id>/extend/<int:approval_id>")
@may(Act.EXTEND_VOTE)
def extend(assembly_id: int, approval_id: int) -> Any:
    """Do what was approved."""
    payload = approvals.payload_of(people.approval(the_estate().id, approval_id, extending.KIND))
    act(extending.extend_voting, assembly_id, datetime.fromisoformat(str(payload["closes_at"])), str(payload["reason"]))
    return done(url_for("assemblies.assembly", assembly_id=assembly_id))


def _extend_page(assembly_id: int, form: ExtendForm) -> Any:
    asked = people.requests(the_estate().id, (ApprovalState.ASKED, ApprovalState.GRANTED))
    waiting = [each for each in asked if each.kind == extending.KIND and each.subject == f"assembly/{assembly_id}"]
    row = readable(assembly_id)
    refused = why_not_extendable(row, now())
    return page(
        "assemblies/extend.html",
        form=form,
        it=shown(row),
        waiting=waiting,
        turnout=taking_part(row),
        refused=words(refused) if refused else "",
    )
