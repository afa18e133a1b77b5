"""Ballot papers as the conveners see them: how many are where, the printed pack of a building, another paper in place of a lost one."""

from typing import Any

from flask import Blueprint, request, url_for

from huasheng_vote.assemblies.actions.paper_issue import WHILE, home, issue_papers, reissue_paper
from huasheng_vote.assemblies.forms.fields import doors
from huasheng_vote.assemblies.forms.papers import BuildingForm, ReissueForm
from huasheng_vote.assemblies.queries import meetings, papers
from huasheng_vote.assemblies.views.paper_sheets import sheets
from huasheng_vote.assemblies.views.reader import Vote, the_vote
from huasheng_vote.labels import papers as labels
from huasheng_vote.labels import register as words
from huasheng_vote.register import queries as register
from huasheng_vote.rules.access import Act
from huasheng_vote.rules.flows.papers import PaperState
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.web.access import allowed, may
from huasheng_vote.web.act import act, submit
from huasheng_vote.web.filters import number
from huasheng_vote.web.pages import done, page

bp = Blueprint("papers", __name__, url_prefix="/<estate>/assemblies/<int:assembly_id>/papers")


@bp.get("")
@may(Act.ISSUE_PAPERS)
def desk(assembly_id: int) -> Any:
    """Papers by where they are, and building by building how many are issued."""
    vote = the_vote(assembly_id)
    count = papers.by_state(vote.known.estate_id, assembly_id)
    return page(
        "assemblies/papers.html",
        meeting=vote.meeting,
        issuing=_issuing(vote),
        buildings=_buildings(vote),
        states=[(labels.STATES[state], number(count.get(state, 0))) for state in PaperState],
        looks=count.get(PaperState.LOOK, 0),
        may_look=allowed(Act.LOOK_AT_PAPER),
        building_words=words.building,
    )


@bp.post("/issue")
@may(Act.ISSUE_PAPERS)
def issue(assembly_id: int) -> Any:
    """A paper for every head of a building that has none."""
    form = BuildingForm()
    if not form.validate_on_submit():
        raise Refused(Why.BAD_VALUE, field="building")
    act(issue_papers, assembly_id, form.building.data)
    return done(url_for("papers.pack", assembly_id=assembly_id, building=form.building.data))


@bp.get("/pack")
@may(Act.ISSUE_PAPERS)
def pack(assembly_id: int) -> Any:
    """The papers of a building, an A4 page each, or the one that was just issued. Whether one came back is not to be seen here."""
    vote = the_vote(assembly_id)
    wanted, serial, heads = request.args.get("building", ""), request.args.get("serial", ""), vote.known.heads
    issued = [(heads[head], paper) for head, paper in papers.current(vote.known.estate_id, assembly_id).items() if head in heads]
    chosen = [paper for head, paper in issued if (paper.serial == serial if serial else home(head) == wanted)]
    if not chosen:
        raise Refused(Why.NOT_FOUND)
    return page("assemblies/paper_pack.html", meeting=vote.meeting, terms=meetings.terms(vote.meeting), sheets=sheets(vote, chosen))


@bp.get("/another")
@may(Act.ISSUE_PAPERS)
def another(assembly_id: int) -> Any:
    """The form for one more paper."""
    return page("assemblies/paper_another.html", form=ReissueForm(), meeting=the_vote(assembly_id).meeting)


@bp.post("/another")
@may(Act.ISSUE_PAPERS)
def reissue(assembly_id: int) -> Any:
    """Issue it; the earlier serial of the head is worth nothing from then on."""
    vote, form = the_vote(assembly_id), ReissueForm()
    form.units.doors = doors(register.roll_units(vote.known.estate_id, vote.at))
    serial = submit(form, reissue_paper, assembly_id, form.units.units[0], form.reason.data) if form.validate_on_submit() else None
    if serial is None:
        return page("assemblies/paper_another.html", form=form, meeting=vote.meeting)
    return done(url_for("papers.pack", assembly_id=assembly_id, serial=serial))


def _issuing(vote: Vote) -> bool:
    return vote.meeting.state in WHILE and vote.at < vote.closes


def _buildings(vote: Vote) -> list[tuple[str, int, int]]:
    """(building, heads, how many were issued a paper) in the order of the roll."""
    issued = papers.issued_heads(vote.known.estate_id, vote.known.id)
    by_building: dict[str, list[int]] = {}
    for head in vote.known.heads.values():
        if head.doors:
            by_building.setdefault(home(head), []).append(head.id)
    return [(name, len(heads), sum(head in issued for head in heads)) for name, heads in by_building.items()]
