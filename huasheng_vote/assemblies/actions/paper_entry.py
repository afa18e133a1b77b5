"""Typing in a paper ballot: two clerks, each blind to the other. The second entry decides: equal and clean, the ballot counts at once; else a third look.

Nothing the clerk sees tells which of the two it was.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from huasheng_vote.assemblies.actions.casting import whole_hour
from huasheng_vote.assemblies.actions.paper_casting import cast_paper
from huasheng_vote.assemblies.models.papers import BallotPaper, PaperEntry
from huasheng_vote.assemblies.queries import papers
from huasheng_vote.assemblies.queries.frozen import frozen
from huasheng_vote.assemblies.queries.speakers import agent_of
from huasheng_vote.assemblies.queries.voting import noticed
from huasheng_vote.extensions import db
from huasheng_vote.journal.leaf import canonical
from huasheng_vote.journal.log import Context
from huasheng_vote.rules.ballot import Channel, check_answers
from huasheng_vote.rules.flows.assemblies import AssemblyState
from huasheng_vote.rules.flows.papers import PAPER, PaperAct, PaperState
from huasheng_vote.rules.papers import Entry, doubts
from huasheng_vote.rules.refusal import Refused, Why

WHILE = frozenset({AssemblyState.OPEN, AssemblyState.CLOSED})
REFUSED = {
    PaperState.OUT: Why.PAPER_NOT_RECEIVED,
    PaperState.WITHDRAWN: Why.PAPER_WITHDRAWN,
    PaperState.LATE: Why.PAPER_LATE,
}


@dataclass(frozen=True, slots=True)
class Typed:
    """A serial and what stands on its sheet, as one clerk read it."""

    serial: str
    entry: Entry


def enter_paper(on: Context, assembly_id: int, typed: Typed) -> str:
    """Keep one clerk's entry; after the second the paper counts or waits for a third look. Returns the serial."""
    if noticed(on.estate.id, assembly_id).state not in WHILE:
        raise Refused(Why.NOT_POSSIBLE_NOW)
    paper = papers.by_serial(on.estate.id, assembly_id, typed.serial)
    before = papers.entries(paper)
    _check_clerk(on, paper)
    checked(papers.asked(frozen(on.estate.id, assembly_id), paper.head_id), typed.entry.answers)
    agree = bool(before) and not _doubtful(on, paper, papers.read_sheet(before[0].sheet), typed.entry)
    if not agree:
        paper.state = PAPER.after(PaperState(paper.state), PaperAct.DOUBT if before else PaperAct.ENTER)
    _keep(on, paper, len(before) + 1, typed.entry)
    if agree:
        cast_paper(on, paper, typed.entry)
    return paper.serial


def checked(asked: Mapping[str, tuple[str, ...]], answers: Mapping[str, str]) -> None:
    """Refuse answers that do not fit the head's motions, naming the field the motion is typed in."""
    try:
        check_answers(asked, answers, Channel.PAPER)
    except Refused as refused:
        raise Refused(refused.why, **{**refused.facts, "field": f"m{refused.facts['motion']}"}) from refused


def _check_clerk(on: Context, paper: BallotPaper) -> None:
    """Whoever brought a paper or took it in does not read it, and nobody reads it twice."""
    if on.actor.account in (paper.brought_by, paper.recorded_by):
        raise Refused(Why.COLLECTOR_ENTERS)
    mine = select(PaperEntry.id).filter_by(estate_id=on.estate.id, paper_id=paper.id, account_id=on.actor.account)
    if db.session.scalar(mine) is not None:
        raise Refused(Why.ENTERED_BY_YOU, field="serial")
    if paper.state not in (PaperState.RECEIVED, PaperState.ENTERED):
        raise Refused(REFUSED.get(PaperState(paper.state), Why.PAPER_SETTLED), field="serial")


def _keep(on: Context, paper: BallotPaper, place: int, entry: Entry) -> None:
    sheet = papers.sheet(entry)
    row = PaperEntry(
        estate_id=on.estate.id, paper_id=paper.id, place=place, account_id=on.actor.account, sheet=canonical(sheet).decode(), entered_at=on.at
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    subject, private = f"assembly/{paper.assembly_id}", {"paper": int(paper.id), "place": place, "sheet": sheet}
    on.record("paper.entered", subject, {"place": place}, private, at=whole_hour(on.at), apart=f"papers/{subject}")


def _doubtful(on: Context, paper: BallotPaper, first: Entry, second: Entry) -> bool:
    known = agent_of(on.estate.id, paper.assembly_id, paper.head_id, paper.received_at or on.at) is not None
    return bool(doubts(first, second, agent_known=known))
