"""The third look: both entries of a paper side by side, what was proposed, and the second signature. Only for those who decide, behind a fresh code."""

from typing import Any

from flask import Blueprint, url_for

from huasheng_vote.assemblies.actions.paper_look import asked_for, decided, propose_look, sign_look
from huasheng_vote.assemblies.forms.papers import DecisionForm, SignForm, sheet_form
from huasheng_vote.assemblies.models.papers import BallotPaper
from huasheng_vote.assemblies.queries import papers
from huasheng_vote.assemblies.queries.frozen import FrozenMotion
from huasheng_vote.assemblies.queries.speakers import agent_of
from huasheng_vote.assemblies.views.paper_sheets import numbered
from huasheng_vote.assemblies.views.reader import Vote, the_vote
from huasheng_vote.labels import papers as labels
from huasheng_vote.labels import voting
from huasheng_vote.rules.access import Act
from huasheng_vote.rules.ballot import NONE_OF_THESE, Choice
from huasheng_vote.rules.flows.papers import PaperState
from huasheng_vote.rules.papers import FAULTS, SIGNATURES, Doubt, Entry, differences, doubts, grouped
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.web.access import may
from huasheng_vote.web.act import act, submit
from huasheng_vote.web.pages import done, page
from huasheng_vote.web.state import the_actor

bp = Blueprint("paper_looks", __name__, url_prefix="/<estate>/assemblies/<int:assembly_id>/papers/looks")


@bp.get("")
@may(Act.LOOK_AT_PAPER)
def index(assembly_id: int) -> Any:
    """Every paper that waits for a third look."""
    vote = the_vote(assembly_id)
    waiting = [(each, _doubts(each)) for each in papers.in_state(vote.known.estate_id, assembly_id, PaperState.LOOK)]
    return page("assemblies/paper_looks.html", meeting=vote.meeting, waiting=waiting, grouped=grouped, doubt_words=labels.DOUBTS)


@bp.get("/<int:paper_id>")
@may(Act.LOOK_AT_PAPER)
def look(assembly_id: int, paper_id: int) -> Any:
    """One of them."""
    vote = the_vote(assembly_id)
    paper = papers.paper(vote.known.estate_id, assembly_id, paper_id)
    return _looked(vote, paper, sheet_form(DecisionForm, vote.known.asked(paper.head_id)))


@bp.post("/<int:paper_id>")
@may(Act.LOOK_AT_PAPER)
def propose(assembly_id: int, paper_id: int) -> Any:
    """Write down what it is."""
    vote = the_vote(assembly_id)
    paper = papers.paper(vote.known.estate_id, assembly_id, paper_id)
    form = sheet_form(DecisionForm, vote.known.asked(paper.head_id))
    asked = submit(form, propose_look, assembly_id, paper_id, form.decision) if form.validate_on_submit() else None
    if asked is None:
        return _looked(vote, paper, form)
    return done(url_for("paper_looks.look", assembly_id=assembly_id, paper_id=paper_id))


@bp.post("/<int:paper_id>/sign")
@may(Act.LOOK_AT_PAPER)
def sign(assembly_id: int, paper_id: int) -> Any:
    """Sign for it; with the second signature it is settled."""
    settled = act(sign_look, assembly_id, paper_id, SignForm().digest.data or "")
    where = "paper_looks.index" if settled else "paper_looks.look"
    return done(url_for(where, assembly_id=assembly_id, paper_id=None if settled else paper_id))


def _looked(vote: Vote, paper: BallotPaper, form: Any) -> Any:
    if paper.state != PaperState.LOOK:  # where any other paper is, is nobody's to look up
        raise Refused(Why.NOT_FOUND)
    request, motions = asked_for(paper.estate_id, paper), vote.known.asked(paper.head_id)
    return page(
        "assemblies/paper_look.html",
        form=form,
        meeting=vote.meeting,
        paper=paper,
        why=[labels.DOUBTS[each] for each in _doubts(paper)],
        serial=grouped(paper.serial),
        rows=_rows(motions, *(papers.read_sheet(each.sheet) for each in papers.entries(paper))),
        request_=request,
        sign_form=SignForm(digest=request.digest) if request else None,
        mine=request is not None and request.proposed_by == the_actor().account,
        proposed=_proposed(motions, paper) if request else [],
        numbers={motion.id: numbered(motion) for motion in motions},
        faults=[(code, labels.FAULTS[fault]) for code, fault in FAULTS.items()],
        signatures=[(code, labels.SIGNATURES[each]) for code, each in SIGNATURES.items()],
    )


def _doubts(paper: BallotPaper) -> list[Doubt]:
    first, second = (papers.read_sheet(each.sheet) for each in papers.entries(paper))
    known = agent_of(paper.estate_id, paper.assembly_id, paper.head_id, paper.received_at or paper.issued_at) is not None
    return sorted(doubts(first, second, agent_known=known))


def _rows(motions: list[FrozenMotion], first: Entry, second: Entry) -> list[tuple[Any, Any, Any, bool]]:
    """(what, first entry, second entry, whether they differ)."""
    parted = differences(first, second)
    rows = [(each.title, _said(each, first), _said(each, second), str(each.id) in parted) for each in motions]
    signed = (labels.SIGNATURES[first.signature], labels.SIGNATURES[second.signature])
    return [*rows, (labels.SIGNATURE, *signed, "signature" in parted)]


def _proposed(motions: list[FrozenMotion], paper: BallotPaper) -> list[tuple[Any, Any]]:
    entry = decided(paper).entry
    verdict = labels.VERDICTS["count" if entry else "void"]
    answers = [(each.title, _said(each, entry)) for each in motions] if entry else []
    signed = [(labels.SIGNATURE, labels.SIGNATURES[entry.signature])] if entry else []
    return [(labels.TERMS["verdict"], verdict), *answers, *signed, (labels.REASON, decided(paper).reason)]


def _said(motion: FrozenMotion, entry: Entry) -> str:
    key = str(motion.id)
    names = {**motion.options, NONE_OF_THESE: voting.CHOICES[NONE_OF_THESE], **{each.value: voting.CHOICES[each] for each in Choice}}
    said, fault = str(names.get(entry.answers.get(key, ""), "—")), entry.faults.get(key)
    return f"{said} · {labels.FAULTS[fault]}" if fault else said
