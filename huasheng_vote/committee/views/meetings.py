"""Meetings as everybody reads them; the committee drafts, calls and cancels them."""

from typing import Any

from flask import url_for

from huasheng_vote.committee.actions import meetings as acts
from huasheng_vote.committee.forms.meetings import AgendaForm, PlanForm, ReasonForm
from huasheng_vote.committee.models import Meeting
from huasheng_vote.committee.queries import meetings, members
from huasheng_vote.committee.views import bp
from huasheng_vote.committee.views.shown import insider, named, page_number, press, shown_to_all
from huasheng_vote.labels import committee as labels
from huasheng_vote.rules.access import Act
from huasheng_vote.rules.committee import agenda_due, agenda_in_time
from huasheng_vote.rules.flows.committees import MeetingState
from huasheng_vote.web import media
from huasheng_vote.web.access import may, public
from huasheng_vote.web.act import submit
from huasheng_vote.web.pages import done, page
from huasheng_vote.web.state import now, the_actor, the_estate


@bp.get("/meetings")
@public
def meetings_list() -> Any:
    number = page_number()
    rows, total = meetings.listed(the_estate().id, number, drafts=insider())
    return page("committee/meetings.html", rows=rows, number=number, pages=-(-total // meetings.PAGE), labels=labels)


@bp.get("/meetings/new")
@may(Act.RUN_COMMITTEE)
def call_form() -> Any:
    return page("committee/meeting_form.html", form=PlanForm(), it=None)


@bp.post("/meetings/new")
@may(Act.RUN_COMMITTEE)
def call() -> Any:
    form = PlanForm()
    made = submit(form, acts.call, form.key.data, form.plan) if form.validate() else None
    if made is None:
        return page("committee/meeting_form.html", form=form, it=None)
    return done(url_for("committee.meeting", meeting_id=made))


@bp.get("/meetings/<int:meeting_id>")
@public
def meeting(meeting_id: int) -> Any:
    return meeting_page(readable(meeting_id))


@bp.get("/meetings/<int:meeting_id>/edit")
@may(Act.RUN_COMMITTEE)
def edit_form(meeting_id: int) -> Any:
    found = readable(meeting_id)
    return page("committee/meeting_form.html", form=PlanForm(obj=found), it=found)


@bp.post("/meetings/<int:meeting_id>/edit")
@may(Act.RUN_COMMITTEE)
def edit_meeting(meeting_id: int) -> Any:
    form, found = PlanForm(), readable(meeting_id)
    if form.validate():
        submit(form, acts.edit_meeting, meeting_id, form.plan)
    if form.errors:
        return page("committee/meeting_form.html", form=form, it=found)
    return done(url_for("committee.meeting", meeting_id=meeting_id))


@bp.post("/meetings/<int:meeting_id>/require")
@may(Act.RUN_COMMITTEE)
def require(meeting_id: int) -> Any:
    return back(meeting_id, press(acts.require, meeting_id))


@bp.post("/meetings/<int:meeting_id>/post")
@may(Act.RUN_COMMITTEE)
def post_agenda(meeting_id: int) -> Any:
    form = AgendaForm(prefix="post-")
    if form.validate():
        submit(form, acts.post_agenda, meeting_id, form.late_reason.data)
    return back(meeting_id, form, posting=form)


@bp.post("/meetings/<int:meeting_id>/cancel")
@may(Act.RUN_COMMITTEE)
def cancel(meeting_id: int) -> Any:
    form = ReasonForm(prefix="cancel-")
    if form.validate():
        submit(form, acts.cancel, meeting_id, form.reason.data)
    return back(meeting_id, form, cancelling=form)


@bp.get("/papers/<int:paper_id>")
@public
def paper(paper_id: int) -> Any:
    """A document of a posted agenda or of a posted decision; the others are the committee's own."""
    found = meetings.paper(the_estate().id, paper_id)
    posted = meetings.posted(the_estate().id, found)
    shown_to_all(posted)
    return media.send(found.stored, shown_as=found.name, shared=posted)


def readable(meeting_id: int) -> Meeting:
    """The meeting, once its agenda is posted or where the reader is of the committee."""
    found = meetings.meeting(the_estate().id, meeting_id)
    shown_to_all(found.posted_at)
    return found


def back(meeting_id: int, form: Any, **forms: Any) -> Any:
    """The page again with what was refused, else the page anew."""
    if form.errors:
        return meeting_page(readable(meeting_id), form, **forms)
    return done(url_for("committee.meeting", meeting_id=meeting_id))


def meeting_page(found: Meeting, wrong: Any = None, **forms: Any) -> Any:
    here = the_estate().id
    calls = meetings.calls(here, found.id)
    shown = {"posting": AgendaForm(None, prefix="post-"), "cancelling": ReasonForm(None, prefix="cancel-"), **forms}
    return page(
        "committee/meeting.html",
        status=wrong.status if wrong is not None else 200,
        it=found,
        wrong=wrong,
        points=meetings.points(here, found.id),
        attendants=meetings.attendants(here, found) if found.held_at else [],
        required=len(calls),
        mine=the_actor().account in calls,
        head=members.is_head(the_actor().roles),
        draft=found.state == MeetingState.DRAFT,
        open=found.state in (MeetingState.DRAFT, MeetingState.CALLED),
        late=found.state == MeetingState.DRAFT and not agenda_in_time(now(), found.starts_at),
        due=agenda_due(found.starts_at),
        insider=insider(),
        named=named,
        labels=labels,
        **shown,
    )
