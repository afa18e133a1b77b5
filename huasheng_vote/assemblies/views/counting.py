"""The counting of the papers: its record, the witness, and the publication that waits for both."""

from typing import Any

from flask import Blueprint, url_for
from flask_babel import gettext as _

from huasheng_vote.assemblies.actions.counting import publish_counted, record_count, witness_count
from huasheng_vote.assemblies.forms.counting import CountForm, PressForm
from huasheng_vote.assemblies.models.counting import CountRecord
from huasheng_vote.assemblies.queries import adopted, papers
from huasheng_vote.assemblies.queries import counting as read
from huasheng_vote.assemblies.views.papers import taken
from huasheng_vote.assemblies.views.reader import Vote, the_vote
from huasheng_vote.labels import words
from huasheng_vote.labels.papers import STATES
from huasheng_vote.people import queries as people
from huasheng_vote.rules.access import SUPERVISORS, Act
from huasheng_vote.rules.flows.assemblies import AssemblyState
from huasheng_vote.rules.flows.papers import PaperState
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.web import media
from huasheng_vote.web.access import may
from huasheng_vote.web.act import submit
from huasheng_vote.web.filters import when
from huasheng_vote.web.pages import done, page
from huasheng_vote.web.state import the_actor

bp = Blueprint("counting", __name__, url_prefix="/<estate>/assemblies/<int:assembly_id>/counting")


@bp.get("")
@may(Act.RECORD_COUNT)
def count(assembly_id: int) -> Any:
    """How far the counting is, and what comes next."""
    vote = the_vote(assembly_id)
    return _page(vote, CountForm(place=vote.meeting.counting_place, began_at=vote.meeting.counting_at))


@bp.post("")
@may(Act.RECORD_COUNT)
def record(assembly_id: int) -> Any:
    """Write the counting down."""
    form = CountForm()
    if form.validate_on_submit():
        sheet = taken(form, "sheet")
        if not form.errors:
            submit(form, record_count, assembly_id, form.counting(sheet))
    if form.errors or form.form_errors:
        return _page(the_vote(assembly_id), form)
    return done(url_for("counting.count", assembly_id=assembly_id))


@bp.post("/witness")
@may(Act.RECORD_COUNT)
def witness(assembly_id: int) -> Any:
    """The residents' committee confirms it."""
    return _pressed(assembly_id, witness_count, "counting.count")


@bp.post("/publish")
@may(Act.RECORD_COUNT)
def publish(assembly_id: int) -> Any:
    """Find and publish the result."""
    return _pressed(assembly_id, publish_counted, "results.result")


@bp.get("/sheet")
@may(Act.RECORD_COUNT)
def sheet(assembly_id: int) -> Any:
    """The signed sheet, for those who count; owners see the original under supervision."""
    vote = the_vote(assembly_id)
    found = read.record(vote.known.estate_id, assembly_id)
    document = adopted.document(vote.known.estate_id, found.document_id) if found else None
    if document is None:
        raise Refused(Why.NOT_FOUND)
    return media.send(document.stored, shown_as=document.name)


def _pressed(assembly_id: int, fn: Any, onward: str) -> Any:
    form = PressForm()
    if form.validate_on_submit():
        submit(form, fn, assembly_id)
    if form.form_errors or form.errors:
        return _page(the_vote(assembly_id), form)
    return done(url_for(onward, assembly_id=assembly_id))


def _page(vote: Vote, form: Any) -> Any:
    here = (vote.known.estate_id, vote.known.id)
    found, count = read.record(*here), papers.by_state(*here)
    waiting = read.in_the_way(*here)
    return page(
        "assemblies/counting.html",
        form=form,
        meeting=vote.meeting,
        closed=vote.meeting.state == AssemblyState.CLOSED,
        over=vote.over,
        record=found,
        rows=_rows(found) if found else [],
        states=[(STATES[state], count[state]) for state in PaperState if count.get(state)],
        in_the_way=words(waiting) if waiting else "",
        may_witness=bool(
            found and not found.witnessed_at and found.recorded_by != the_actor().account and the_actor().is_any(*SUPERVISORS)
        ),
    )


def _rows(found: CountRecord) -> list[tuple[Any, Any]]:
    names = read.names(found.estate_id, found)
    staff = people.names(each for each in (found.recorded_by, found.witnessed_by) if each)
    by, at = found.witnessed_by, found.witnessed_at
    witnessed = _("%(name)s，%(when)s", name=staff[by], when=when(at)) if by and at else _("还没有确认")
    return [
        (_("地点"), found.place),
        (_("开始"), when(found.began_at, year=True)),
        (_("唱票"), names[found.caller_id]),
        (_("计票"), names[found.counter_id]),
        (_("监票"), names[found.overseer_id]),
        (_("封条"), found.seals),
        (_("登记"), _("%(name)s，%(when)s", name=staff[found.recorded_by], when=when(found.recorded_at))),
        (_("社区见证"), witnessed),
    ]
