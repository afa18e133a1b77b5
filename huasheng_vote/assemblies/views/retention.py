"""Voting material whose period is over: what there is, and its destruction by two people."""

from typing import Any

from flask import url_for

from huasheng_vote.assemblies.actions import destroying
from huasheng_vote.assemblies.queries import retention
from huasheng_vote.assemblies.views import bp
from huasheng_vote.assemblies.views.shown import readable, shown
from huasheng_vote.people import queries as people
from huasheng_vote.rules.access import Act
from huasheng_vote.rules.flows.approvals import ApprovalState
from huasheng_vote.web.access import may
from huasheng_vote.web.act import act
from huasheng_vote.web.pages import done, page
from huasheng_vote.web.state import now, the_estate


@bp.get("/assemblies/<int:assembly_id>/material")
@may(Act.DESTROY_MATERIAL)
def material(assembly_id: int) -> Any:
    row = readable(assembly_id)
    asked = people.requests(the_estate().id, (ApprovalState.ASKED, ApprovalState.GRANTED))
    return page(
        "assemblies/material.html",
        it=shown(row),
        material=retention.material(row),
        kept_until=retention.kept_until(row),
        due=retention.is_due(row, now()),
        waiting=[each for each in asked if each.kind == destroying.KIND and each.subject == f"assembly/{assembly_id}"],
    )


@bp.post("/assemblies/<int:assembly_id>/material")
@may(Act.DESTROY_MATERIAL)
def propose_destruction(assembly_id: int) -> Any:
    return done(url_for("people.approval", approval_id=act(destroying.propose_destruction, assembly_id)))


@bp.post("/assemblies/<int:assembly_id>/material/<int:approval_id>")
@may(Act.DESTROY_MATERIAL)
def destroy(assembly_id: int, approval_id: int) -> Any:
    """Do what was approved: exactly what is there."""
    people.approval(the_estate().id, approval_id)
    act(destroying.destroy_material, assembly_id)
    return done(url_for("assemblies.assembly", assembly_id=assembly_id))
