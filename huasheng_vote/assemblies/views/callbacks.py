"""The call-back audit: the draw, the households to call, what they answered. Doors, never a choice."""

from typing import Any

from flask import Blueprint, url_for

from huasheng_vote.assemblies.actions.callbacks import draw_calls, note_call
from huasheng_vote.assemblies.forms.callbacks import CallForm, DrawForm
from huasheng_vote.assemblies.models.callbacks import Callback
from huasheng_vote.assemblies.queries import callbacks as read
from huasheng_vote.assemblies.views.reader import Vote, the_vote
from huasheng_vote.labels import register as words
from huasheng_vote.labels.voting import CALLS
from huasheng_vote.rules.access import Act
from huasheng_vote.rules.callbacks import Answer
from huasheng_vote.rules.flows.assemblies import AssemblyState
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.web.access import may
from huasheng_vote.web.act import act, submit
from huasheng_vote.web.pages import done, page

bp = Blueprint("callbacks", __name__, url_prefix="/<estate>/assemblies/<int:assembly_id>/callbacks")


@bp.get("")
@may(Act.CALL_BACK)
def index(assembly_id: int) -> Any:
    """How many to call, or who was drawn."""
    return _page(_closed(assembly_id), DrawForm())


@bp.post("")
@may(Act.CALL_BACK)
def draw(assembly_id: int) -> Any:
    """Draw by a public seed."""
    form = DrawForm()
    if form.validate_on_submit():
        submit(form, draw_calls, assembly_id, form.source.data, form.seed.data)
    if form.errors or form.form_errors:
        return _page(_closed(assembly_id), form)
    return done(url_for("callbacks.index", assembly_id=assembly_id))


@bp.post("/<int:callback_id>")
@may(Act.CALL_BACK)
def note(assembly_id: int, callback_id: int) -> Any:
    """Write down what a call came to."""
    form = CallForm()
    if not form.validate_on_submit():
        raise Refused(Why.BAD_VALUE)
    act(note_call, assembly_id, callback_id, Answer(form.answer.data))
    return done(url_for("callbacks.index", assembly_id=assembly_id) + f"#c{callback_id}")


def _closed(assembly_id: int) -> Vote:
    vote = the_vote(assembly_id)
    if not vote.over or vote.row.destroyed_at is not None:
        raise Refused(Why.NO_RESULT_YET)
    return vote


def _page(vote: Vote, form: DrawForm) -> Any:
    here = (vote.known.estate_id, vote.known.id)
    found = read.drawn(*here)
    return page(
        "assemblies/callbacks.html",
        meeting=vote.meeting,
        form=form,
        running=vote.meeting.state == AssemblyState.PUBLISHED,
        drawn=found,
        plan=found or read.plan(vote.known),
        calls=[_row(vote, each) for each in read.calls(*here)],
        answers=[(CALLS[answer], count) for answer, count in read.answers(*here).items()],
        call_words=CALLS,
    )


def _row(vote: Vote, call: Callback) -> dict[str, Any]:
    head = vote.known.heads[call.head_id]
    doors = head.doors or head.others
    return {
        "id": call.id,
        "place": call.place,
        "doors": [words.unit(door.building, door.entrance, door.number) for door in doors],
        "unit": doors[0].unit,
        "answer": call.answer,
        "words": CALLS[Answer(call.answer)] if call.answer else "",
    }
