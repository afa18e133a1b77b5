"""The roll: every owner's own line, totals by building for everybody, corrections before opening."""

from typing import Any

from flask import url_for

from huasheng_vote.assemblies.actions import correcting
from huasheng_vote.assemblies.forms.fields import doors
from huasheng_vote.assemblies.forms.meetings import CorrectionForm
from huasheng_vote.assemblies.queries import rolls
from huasheng_vote.assemblies.views import bp
from huasheng_vote.assemblies.views.shown import readable, shown
from huasheng_vote.labels import register as words
from huasheng_vote.labels.assemblies import OPTIONS
from huasheng_vote.people import queries as people
from huasheng_vote.people.actions import approvals
from huasheng_vote.register import queries as register
from huasheng_vote.rules.access import Act
from huasheng_vote.rules.flows.approvals import ApprovalState
from huasheng_vote.rules.procedure import Cause
from huasheng_vote.rules.roll import Roll
from huasheng_vote.web.access import may, public
from huasheng_vote.web.act import act, submit
from huasheng_vote.web.pages import done, page
from huasheng_vote.web.state import now, the_actor, the_estate


@bp.get("/assemblies/<int:assembly_id>/roll")
@public
def roll(assembly_id: int) -> Any:
    """Before notice the register as it would be frozen now; afterwards the frozen roll and its versions."""
    row, here, account = readable(assembly_id), the_estate().id, the_actor().account
    it = shown(row)
    if row.noticed_at is None:
        standing = Roll.of(register.roll_units(here, now()), it.terms.procedure.base)
        mine = (
            [(head.units, head.area) for head in register.heads_of_account(here, account, now(), it.terms.procedure.base)]
            if account
            else []
        )
        totals, reading = standing.by_building, standing.decided_by_reading
    else:
        mine = [(line.units, line.area) for line in rolls.own_lines(here, assembly_id, account, now())] if account else []
        totals, reading = rolls.by_building(here, assembly_id), rolls.decided_by_reading(here, assembly_id)
    return page(
        "assemblies/roll.html",
        it=it,
        mine=mine,
        totals=[(words.building(name), totals[name]) for name in sorted(totals, key=lambda name: (len(name), name))],
        reading=reading,
        versions=rolls.versions(here, assembly_id),
        base=[words.USES[each] for each in words.USES if each in it.terms.procedure.base],
        unit_words=words.unit,
        uses=words.USES,
    )


@bp.get("/assemblies/<int:assembly_id>/corrections")
@may(Act.CORRECT_ROLL)
def corrections(assembly_id: int) -> Any:
    return _corrections_page(assembly_id, CorrectionForm())


@bp.post("/assemblies/<int:assembly_id>/corrections")
@may(Act.CORRECT_ROLL)
def propose_correction(assembly_id: int) -> Any:
    """Ask for two approvals of exactly what the register says now about these units."""
    form = CorrectionForm()
    form.units.doors = doors(register.roll_units(the_estate().id, now()))
    made = (
        submit(form, correcting.propose_correction, assembly_id, form.units.units, form.reason.data, Cause(form.cause.data))
        if form.validate()
        else None
    )
    return _corrections_page(assembly_id, form) if made is None else done(url_for("people.approval", approval_id=made))


@bp.post("/assemblies/<int:assembly_id>/corrections/<int:approval_id>")
@may(Act.CORRECT_ROLL)
def correct_roll(assembly_id: int, approval_id: int) -> Any:
    """Do what was approved."""
    payload = approvals.payload_of(people.approval(the_estate().id, approval_id, correcting.KIND))
    units = [int(each) for each in str(payload["units"]).split()]
    act(correcting.correct_roll, assembly_id, units, str(payload["reason"]), Cause(str(payload["cause"])))
    return done(url_for("assemblies.roll", assembly_id=assembly_id))


def _corrections_page(assembly_id: int, form: CorrectionForm) -> Any:
    here, it = the_estate().id, shown(readable(assembly_id))
    asked = people.requests(here, (ApprovalState.ASKED, ApprovalState.GRANTED))
    waiting = [each for each in asked if each.kind == correcting.KIND and each.subject == f"assembly/{assembly_id}"]
    return page(
        "assemblies/corrections.html",
        form=form,
        it=it,
        sale=OPTIONS["sale"][it.terms.procedure.sale],
        waiting=waiting,
        versions=rolls.versions(here, assembly_id),
    )
