"""Holding a meeting: who came, the minutes, the names under them, their publication."""

from typing import Any

from flask import url_for

from huasheng_vote.committee.actions import minutes as acts
from huasheng_vote.committee.forms.meetings import CameForm, MinutesForm, SignForm
from huasheng_vote.committee.models import Meeting
from huasheng_vote.committee.queries import meetings, members
from huasheng_vote.committee.views import bp
from huasheng_vote.committee.views.shown import named, press
from huasheng_vote.labels import committee as labels
from huasheng_vote.rules.access import Act
from huasheng_vote.rules.flows.committees import COMMITTEE_MEETING, MeetingAct, MeetingState
from huasheng_vote.web.access import may
from huasheng_vote.web.act import submit
from huasheng_vote.web.pages import done, page
from huasheng_vote.web.state import now, the_actor, the_estate


@bp.get("/meetings/<int:meeting_id>/minutes")
@may(Act.SEE_COMMITTEE)
def minutes(meeting_id: int) -> Any:
    return _minutes_page(_found(meeting_id))


@bp.post("/meetings/<int:meeting_id>/hold")
@may(Act.RUN_COMMITTEE)
def hold(meeting_id: int) -> Any:
    form = _came()
    if form.validate():
        submit(form, acts.hold, meeting_id, form.came.data)
    return _back(meeting_id, form, coming=form)


@bp.post("/meetings/<int:meeting_id>/minutes")
@may(Act.RUN_COMMITTEE)
def write_minutes(meeting_id: int) -> Any:
    form = MinutesForm(prefix="write-")
    if form.validate():
        submit(form, acts.write_minutes, meeting_id, form.text.data)
    return _back(meeting_id, form, writing=form)


@bp.post("/meetings/<int:meeting_id>/sign")
@may(Act.SIGN_MINUTES)
def sign_minutes(meeting_id: int) -> Any:
    form = SignForm(prefix="sign-")
    if form.validate():
        submit(form, acts.sign_minutes, meeting_id, form.seen.data, form.remark.data)
    return _back(meeting_id, form, signing=form)


@bp.post("/meetings/<int:meeting_id>/publish")
@may(Act.RUN_COMMITTEE)
def publish_minutes(meeting_id: int) -> Any:
    return _back(meeting_id, press(acts.publish_minutes, meeting_id))


def _found(meeting_id: int) -> Meeting:
    return meetings.meeting(the_estate().id, meeting_id)


def _came() -> CameForm:
    form: CameForm = CameForm(prefix="came-").offer(members.members(the_estate().id, now()))
    return form


def _back(meeting_id: int, form: Any, **forms: Any) -> Any:
    if form.errors:
        return _minutes_page(_found(meeting_id), form, **forms)
    return done(url_for("committee.minutes", meeting_id=meeting_id))


def _minutes_page(found: Meeting, wrong: Any = None, **forms: Any) -> Any:
    here, possible = the_estate().id, COMMITTEE_MEETING.possible(MeetingState(found.state))
    attendants = meetings.attendants(here, found) if found.held_at else []
    mine = next((each for each in attendants if each.account == the_actor().account and each.present), None)
    offered = {
        "coming": _came() if MeetingAct.HOLD in possible else None,
        "writing": MinutesForm(None, prefix="write-", data={"text": found.minutes}) if mine and MeetingAct.MINUTE in possible else None,
        "signing": SignForm(None, prefix="sign-", data={"seen": found.minutes_digest})
        if mine and MeetingAct.SIGN in possible and not mine.signed_at
        else None,
    }
    return page(
        "committee/minutes.html",
        status=wrong.status if wrong is not None else 200,
        it=found,
        wrong=wrong,
        attendants=attendants,
        begun=now() >= found.starts_at,
        complete=found.state == MeetingState.SIGNED,
        points=meetings.points(here, found.id),
        named=named,
        labels=labels,
        **{**offered, **forms},
    )
