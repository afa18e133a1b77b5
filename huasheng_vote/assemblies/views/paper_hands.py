"""Papers coming in and being typed in: two short forms, each ready for the next paper as soon as one is saved. Neither names anybody or shows how a vote stands."""

from typing import Any

from flask import Blueprint, current_app, request, url_for

from huasheng_vote.assemblies.actions.paper_entry import WHILE, Typed, enter_paper
from huasheng_vote.assemblies.actions.paper_receive import receive_paper
from huasheng_vote.assemblies.forms.papers import EntryForm, ReceiveForm, sheet_form
from huasheng_vote.assemblies.queries import papers
from huasheng_vote.assemblies.views.paper_sheets import numbered
from huasheng_vote.assemblies.views.reader import the_vote
from huasheng_vote.labels import papers as labels
from huasheng_vote.rules.access import CONVENERS, SUPERVISORS, Act
from huasheng_vote.rules.papers import FAULTS, SIGNATURES, grouped, read_serial
from huasheng_vote.rules.refusal import Refused
from huasheng_vote.web.access import may
from huasheng_vote.web.act import submit
from huasheng_vote.web.pages import done, page
from huasheng_vote.web.state import the_actor

SHOWN = 6  # papers that lie on the desk of the demonstration

bp = Blueprint("paper_hands", __name__, url_prefix="/<estate>/assemblies/<int:assembly_id>/papers")


@bp.get("/receive")
@may(Act.RECEIVE_PAPER)
def receive(assembly_id: int) -> Any:
    """The form to take one in; the code on a paper leads here with its serial filled in."""
    return _receiving(assembly_id, ReceiveForm(serial=_named("serial")))


@bp.post("/receive")
@may(Act.RECEIVE_PAPER)
def take_in(assembly_id: int) -> Any:
    """Record that it came."""
    form = ReceiveForm()
    in_time = submit(form, receive_paper, assembly_id, form.arrived(_keeps_box())) if form.validate_on_submit() else None
    if in_time is None:
        return _receiving(assembly_id, form)
    return done(url_for("paper_hands.receive", assembly_id=assembly_id, saved=form.serial.data, late=None if in_time else 1))


@bp.get("/entry")
@may(Act.ENTER_PAPER)
def entry(assembly_id: int) -> Any:
    """The form to type one in."""
    return _entering(assembly_id, sheet_form(EntryForm, the_vote(assembly_id).known.motions.values()))


@bp.post("/entry")
@may(Act.ENTER_PAPER)
def enter(assembly_id: int) -> Any:
    """Keep the entry, and on to the next paper."""
    form = sheet_form(EntryForm, the_vote(assembly_id).known.motions.values())
    saved = submit(form, enter_paper, assembly_id, Typed(form.serial.data, form.entry)) if form.validate_on_submit() else None
    if saved is None:
        return _entering(assembly_id, form)
    return done(url_for("paper_hands.entry", assembly_id=assembly_id, saved=saved))


def _receiving(assembly_id: int, form: Any) -> Any:
    vote = the_vote(assembly_id)
    late = bool(request.args.get("late"))
    return page(
        "assemblies/paper_receive.html",
        form=form,
        meeting=vote.meeting,
        closes=vote.closes,
        keeps_box=_keeps_box(),
        saved=_saved(),
        late=late,
    )


def _entering(assembly_id: int, form: Any) -> Any:
    vote, account = the_vote(assembly_id), the_actor().account or 0
    here = (vote.known.estate_id, assembly_id, account)
    return page(
        "assemblies/paper_entry.html",
        form=form,
        meeting=vote.meeting,
        entering=vote.meeting.state in WHILE,
        numbers={motion.id: numbered(motion) for motion in form.motions},
        faults=[(code, labels.FAULTS[fault]) for code, fault in FAULTS.items()],
        signatures=[(code, labels.SIGNATURES[each]) for code, each in SIGNATURES.items()],
        saved=_saved(),
        done=papers.entered_by(*here),
        waiting=papers.waiting_for(*here),
        desk=[grouped(each) for each in papers.on_the_desk(*here, SHOWN)] if current_app.config["SETTINGS"].demo else [],
    )


def _keeps_box() -> bool:
    return the_actor().is_any(*CONVENERS, *SUPERVISORS)


def _named(name: str) -> str:
    """A serial in the address, if it is one."""
    try:
        return read_serial(request.args.get(name, ""))
    except Refused:
        return ""


def _saved() -> str:
    serial = _named("saved")
    return grouped(serial) if serial else ""
