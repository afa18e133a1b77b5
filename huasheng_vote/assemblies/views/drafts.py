"""The conveners' desk of a meeting before its notice: plan, motions, dates, what is missing, preview, review, notice."""

from typing import Any

from flask import url_for

from huasheng_vote.assemblies.actions import drafting as acts
from huasheng_vote.assemblies.actions import noticing
from huasheng_vote.assemblies.forms.meetings import MeetingForm
from huasheng_vote.assemblies.models.meetings import Assembly
from huasheng_vote.assemblies.queries import conveners, meetings, timetable
from huasheng_vote.assemblies.queries.adopted import rules_in_force
from huasheng_vote.assemblies.queries.readiness import why_not_ready
from huasheng_vote.assemblies.views import bp
from huasheng_vote.assemblies.views.public import paper_facts
from huasheng_vote.assemblies.views.related import related
from huasheng_vote.assemblies.views.shown import readable, shown
from huasheng_vote.labels import words
from huasheng_vote.rules.access import Act
from huasheng_vote.rules.flows.assemblies import ASSEMBLY, AssemblyState
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.rules.timetable import Earliest
from huasheng_vote.web.access import may
from huasheng_vote.web.act import act, submit
from huasheng_vote.web.pages import done, page
from huasheng_vote.web.state import now, the_estate


@bp.get("/assemblies/new")
@may(Act.CONVENE)
def meeting_form() -> Any:
    return _form_page(MeetingForm(), None)


@bp.post("/assemblies/new")
@may(Act.CONVENE)
def draft_meeting() -> Any:
    form = MeetingForm()
    made = submit(form, acts.draft_assembly, form.plan) if form.validate() else None
    return _form_page(form, None) if made is None else done(url_for("assemblies.draft", assembly_id=made))


@bp.get("/assemblies/<int:assembly_id>/draft")
@may(Act.CONVENE)
def draft(assembly_id: int) -> Any:
    """The desk: what stands, what is next."""
    row = _before_notice(assembly_id)
    dates, years = _dates(row)
    refused = why_not_ready(row, now())
    return page(
        "assemblies/draft.html",
        it=shown(row),
        related=related(row),
        dates=dates,
        years=years,
        missing=words(refused) if refused and row.state == AssemblyState.ROLL_REVIEW else "",
        acts={each.value for each in ASSEMBLY.possible(AssemblyState(row.state))},
    )


@bp.get("/assemblies/<int:assembly_id>/edit")
@may(Act.CONVENE)
def edit_form(assembly_id: int) -> Any:
    row = _before_notice(assembly_id)
    return _form_page(MeetingForm(obj=row, held=row.form), row)


@bp.post("/assemblies/<int:assembly_id>/edit")
@may(Act.CONVENE)
def edit_meeting(assembly_id: int) -> Any:
    form, row = MeetingForm(), meetings.meeting(the_estate().id, assembly_id)
    if form.validate():
        submit(form, acts.edit_assembly, assembly_id, form.plan)
    return _form_page(form, row) if form.errors else done(url_for("assemblies.draft", assembly_id=assembly_id))


@bp.get("/assemblies/<int:assembly_id>/preview")
@may(Act.CONVENE)
def preview(assembly_id: int) -> Any:
    """Notice and ballot as they would go out now."""
    return page("assemblies/preview.html", **paper_facts(shown(_before_notice(assembly_id))))


@bp.post("/assemblies/<int:assembly_id>/review")
@may(Act.CONVENE)
def begin_review(assembly_id: int) -> Any:
    act(noticing.begin_review, assembly_id)
    return done(url_for("assemblies.draft", assembly_id=assembly_id))


@bp.post("/assemblies/<int:assembly_id>/review/end")
@may(Act.CONVENE)
def end_review(assembly_id: int) -> Any:
    act(noticing.end_review, assembly_id)
    return done(url_for("assemblies.draft", assembly_id=assembly_id))


@bp.get("/assemblies/<int:assembly_id>/give-notice")
@may(Act.GIVE_NOTICE)
def confirm_notice(assembly_id: int) -> Any:
    """What will be frozen, before it is."""
    row = _before_notice(assembly_id)
    refused = why_not_ready(row, now())
    if refused:
        raise refused
    return page("assemblies/confirm_notice.html", it=shown(row))


@bp.post("/assemblies/<int:assembly_id>/give-notice")
@may(Act.GIVE_NOTICE)
def give_notice(assembly_id: int) -> Any:
    act(noticing.give_notice, assembly_id)
    return done(url_for("assemblies.assembly", assembly_id=assembly_id))


def _before_notice(assembly_id: int) -> Assembly:
    """The desk is gone once notice is given."""
    row = readable(assembly_id)
    if row.state not in meetings.BEFORE_NOTICE:
        raise Refused(Why.FROZEN)
    return row


def _dates(row: Assembly | None) -> tuple[Earliest, list[int]]:
    here, at = the_estate().id, now()
    procedure = meetings.terms(row).procedure if row else rules_in_force(here).procedure
    dates = timetable.earliest_dates(here, at, row.review_from if row else None, procedure)
    return dates, timetable.unannounced_years(here, dates)


def _form_page(form: MeetingForm, row: Assembly | None) -> Any:
    form.offer(conveners.groups_in_force(the_estate().id, now()))
    dates, years = _dates(row)
    return page("assemblies/meeting_form.html", form=form, row=row, dates=dates, years=years)
