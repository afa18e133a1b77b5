"""Taking in a paper ballot: that it came, when, and by whom. An act of its own, apart from reading it; a late one is written down and never counted.

The line in the log keeps the whole hour and a pseudonym of its own, so that nobody can tell from it whose paper a neighbour head brought.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from huasheng_vote.assemblies.actions.casting import whole_hour
from huasheng_vote.assemblies.models.papers import BallotPaper
from huasheng_vote.assemblies.queries import papers
from huasheng_vote.assemblies.queries.counting import record
from huasheng_vote.assemblies.queries.frozen import FrozenHead, frozen
from huasheng_vote.assemblies.queries.voting import OVER, closing_time, noticed, opening_time
from huasheng_vote.extensions import db
from huasheng_vote.journal.leaf import stamp
from huasheng_vote.journal.log import Context
from huasheng_vote.people.queries.keepers import kept_by
from huasheng_vote.rules.access import CONVENERS, SUPERVISORS
from huasheng_vote.rules.flows.assemblies import AssemblyState
from huasheng_vote.rules.flows.papers import PAPER, PaperAct, PaperState
from huasheng_vote.rules.refusal import Refused, Why


class Way(StrEnum):
    """How a paper came: collected at the door by whoever records it, or out of the box or over the counter."""

    COLLECTED = "collected"
    BOX = "box"


@dataclass(frozen=True, slots=True)
class Arrived:
    """A paper that came: the serial as typed, how, and when it was received (none: now)."""

    serial: str
    way: Way
    at: datetime | None = None


def receive_paper(on: Context, assembly_id: int, arrived: Arrived) -> bool:
    """Record that a paper came. Returns whether it was in time.

    Only those who keep the box may say that a paper was in it earlier than now; whoever collects at the doors records it at once. Once the counting is
    recorded every further paper is late, whatever is said of it."""
    meeting, at = noticed(on.estate.id, assembly_id), arrived.at or on.at
    if meeting.state == AssemblyState.CANCELLED or at > on.at:
        raise Refused(Why.NOT_POSSIBLE_NOW if at <= on.at else Why.BAD_VALUE, field="received_at")
    if at < opening_time(meeting):
        raise Refused(Why.VOTING_NOT_OPEN)
    paper = papers.by_serial(on.estate.id, assembly_id, arrived.serial)
    _check_hands(on, paper, arrived, _standing(paper))
    late = at >= closing_time(meeting) or record(on.estate.id, assembly_id) is not None or meeting.state in OVER
    _take_in(on, paper, arrived.way, at, late)
    return not late


def _take_in(on: Context, paper: BallotPaper, way: Way, at: datetime, late: bool) -> None:
    paper.state = PAPER.after(PaperState.OUT, PaperAct.RECEIVE_LATE if late else PaperAct.RECEIVE)
    paper.received_at, paper.recorded_at, paper.recorded_by = at, on.at, on.actor.account
    paper.brought_by = on.actor.account if way is Way.COLLECTED else None
    db.session.flush()
    on.record(
        "paper.received",
        subject := f"assembly/{paper.assembly_id}",
        {"channel": "paper", "in_time": "no" if late else "yes"},
        {"paper": int(paper.id), "serial": paper.serial, "way": way.value, "at": stamp(at)},
        at=whole_hour(on.at),
        apart=f"papers/{subject}",
    )


def _standing(paper: BallotPaper) -> FrozenHead:
    """The head of a paper that is still out. Refuses one that was replaced, one that came already, one whose head left the roll."""
    head = frozen(paper.estate_id, paper.assembly_id).heads.get(paper.head_id)
    if paper.state == PaperState.WITHDRAWN or head is None:
        raise Refused(Why.PAPER_WITHDRAWN, field="serial")
    if paper.state != PaperState.OUT:
        raise Refused(Why.PAPER_RECEIVED, field="serial")
    return head


def _check_hands(on: Context, paper: BallotPaper, arrived: Arrived, head: FrozenHead) -> None:
    if on.actor.is_any(*CONVENERS, *SUPERVISORS):
        return
    if arrived.way is not Way.COLLECTED or arrived.at is not None:
        raise Refused(Why.NOT_ALLOWED)
    if {door.building for door in head.doors}.isdisjoint(kept_by(on.estate.id, on.actor.account or 0, on.at)):
        raise Refused(Why.NOT_YOUR_BUILDING)
