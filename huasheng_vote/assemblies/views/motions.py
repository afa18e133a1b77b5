"""Drafting the motions of a meeting, empty or from a proposal."""

import json
from typing import Any

from flask import request, url_for

from huasheng_vote.assemblies.actions import drafting as acts
from huasheng_vote.assemblies.forms.fields import doors
from huasheng_vote.assemblies.forms.meetings import MotionForm
from huasheng_vote.assemblies.queries import meetings
from huasheng_vote.assemblies.queries.readiness import stands_published
from huasheng_vote.assemblies.views import bp
from huasheng_vote.assemblies.views.shown import readable
from huasheng_vote.labels import proposals as labels
from huasheng_vote.labels import register as register_words
from huasheng_vote.proposals.queries import all_proposals, proposal
from huasheng_vote.register import queries as register
from huasheng_vote.rules.access import Act
from huasheng_vote.rules.flows.proposals import ProposalState
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.web.access import may
from huasheng_vote.web.act import act, submit
from huasheng_vote.web.pages import done, page
from huasheng_vote.web.state import now, the_estate


@bp.get("/assemblies/<int:assembly_id>/motions/new")
@may(Act.CONVENE)
def motion_form(assembly_id: int) -> Any:
    return _form_page(assembly_id, MotionForm(data=_from_proposal(request.args.get("proposal", ""))))


@bp.post("/assemblies/<int:assembly_id>/motions/new")
@may(Act.CONVENE)
def add_motion(assembly_id: int) -> Any:
    form = _offered(MotionForm())
    if form.validate():
        submit(form, acts.add_motion, assembly_id, form.wording)
    return _form_page(assembly_id, form) if form.errors else done(url_for("assemblies.draft", assembly_id=assembly_id))


@bp.get("/assemblies/<int:assembly_id>/motions/<int:motion_id>/edit")
@may(Act.CONVENE)
def motion_edit_form(assembly_id: int, motion_id: int) -> Any:
    return _form_page(assembly_id, MotionForm(data=_as_drafted(assembly_id, motion_id)), motion_id)


@bp.post("/assemblies/<int:assembly_id>/motions/<int:motion_id>/edit")
@may(Act.CONVENE)
def edit_motion(assembly_id: int, motion_id: int) -> Any:
    form = _offered(MotionForm())
    if form.validate():
        submit(form, acts.edit_motion, assembly_id, motion_id, form.wording)
    return _form_page(assembly_id, form, motion_id) if form.errors else done(url_for("assemblies.draft", assembly_id=assembly_id))


@bp.post("/assemblies/<int:assembly_id>/motions/<int:motion_id>/remove")
@may(Act.CONVENE)
def remove_motion(assembly_id: int, motion_id: int) -> Any:
    act(acts.remove_motion, assembly_id, motion_id)
    return done(url_for("assemblies.draft", assembly_id=assembly_id))


def _offered(form: MotionForm) -> MotionForm:
    here = the_estate().id
    buildings = [(each.id, register_words.building(each.name)) for each in register.buildings(here)]
    return form.offer(buildings, doors(register.roll_units(here, now())))


def _form_page(assembly_id: int, form: MotionForm, motion_id: int | None = None) -> Any:
    row = readable(assembly_id)
    if row.state not in meetings.BEFORE_NOTICE:
        raise Refused(Why.FROZEN)
    published = [each for each in all_proposals(the_estate().id) if each.state is ProposalState.PUBLISHED]
    begun = next((each for each in published if str(each.id) == form.proposal_id.data), None)
    return page("assemblies/motion_form.html", form=_offered(form), row=row, motion_id=motion_id, proposals=published, begun=begun)


def _from_proposal(wanted: str) -> dict[str, Any]:
    """A published proposal begins the motion with its own words, answers and money. Refuses any other."""
    if not wanted:
        return {}
    found = proposal(the_estate().id, int(wanted)) if wanted.isdecimal() and len(wanted) < 16 else None
    if found is None or found.state is not ProposalState.PUBLISHED:
        raise Refused(Why.PROPOSAL_NOT_PUBLISHED)
    return {
        "title": found.title,
        "text": found.scope,
        **{asked.value: answer.value for asked, answer in found.answers.items()},
        "otherwise": found.otherwise.value,
        "budget": found.cost or None,
        "money_source": str(labels.SOURCES[found.source]),
        "proposal_id": str(found.id),
        "scope": "estate",
    }


def _as_drafted(assembly_id: int, motion_id: int) -> dict[str, Any]:
    question = meetings.question(the_estate().id, assembly_id, motion_id)
    row = question.motion
    written = {
        int(unit.key): register_words.unit(unit.building, unit.entrance, unit.number) for unit in register.roll_units(row.estate_id, now())
    }
    return {
        **{name: getattr(row, name) for name in ("title", "text", "otherwise", "scope", "budget", "money_source")},
        **json.loads(row.answers),
        "buildings": list(question.buildings),
        "units": "\n".join(written[each] for each in question.units if each in written),
        "options": "\n".join(each.text for each in question.options),
        "proposal_id": str(row.proposal_id) if row.proposal_id and stands_published(row.estate_id, row.proposal_id) else "",
    }
