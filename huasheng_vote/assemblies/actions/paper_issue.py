"""Handing out ballot papers: one numbered sheet for each head, on request at any time; a lost one is replaced, and its serial is then worth nothing.

The log says how many were issued. Which serial belongs to which head stands in the private body alone.
"""

import secrets
from collections.abc import Iterable

from sqlalchemy import insert, select

from huasheng_vote.assemblies.actions.casting import whole_hour
from huasheng_vote.assemblies.models.meetings import Assembly
from huasheng_vote.assemblies.models.papers import BallotPaper
from huasheng_vote.assemblies.queries import papers
from huasheng_vote.assemblies.queries.frozen import FrozenHead, frozen
from huasheng_vote.assemblies.queries.voting import closing_time, noticed, window
from huasheng_vote.extensions import db
from huasheng_vote.journal.log import Context
from huasheng_vote.rules.ballot import Change
from huasheng_vote.rules.flows.assemblies import AssemblyState
from huasheng_vote.rules.flows.papers import PAPER, PaperAct, PaperState
from huasheng_vote.rules.papers import DIGITS, serial
from huasheng_vote.rules.refusal import Refused, Why

WHILE = frozenset({AssemblyState.NOTICED, AssemblyState.OPEN})


def issue_papers(on: Context, assembly_id: int, building: str) -> int:
    """A first paper for every head of a building that never had one; a head with units in several gets it with its first. Returns how many."""
    _issuing(on, assembly_id)
    had = papers.issued_heads(on.estate.id, assembly_id)
    heads = [head.id for head in frozen(on.estate.id, assembly_id).heads.values() if home(head) == building and head.id not in had]
    if not heads:
        raise Refused(Why.ALREADY_DONE)
    _issue(on, assembly_id, heads)
    return len(heads)


def reissue_paper(on: Context, assembly_id: int, unit_id: int, reason: str) -> str:
    """Another paper for the head of a unit: its first, one in place of a lost one, or, where ballots may be changed, one to change it with.
    Returns the serial."""
    _issuing(on, assembly_id)
    head = next(
        (each.id for each in frozen(on.estate.id, assembly_id).heads.values() if unit_id in {door.unit for door in each.doors}), None
    )
    if head is None:
        raise Refused(Why.NOT_ON_ROLL, field="unit")
    earlier = papers.papers_of(on.estate.id, assembly_id, head)
    back = [each for each in earlier if each.state not in (PaperState.OUT, PaperState.WITHDRAWN)]
    if back and window(on.estate.id, assembly_id).change is Change.NONE:
        raise Refused(Why.PAPER_RECEIVED, field="unit")
    for each in earlier:
        if each.state == PaperState.OUT:
            _withdraw(on, each, reason)
    return _issue(on, assembly_id, [head])[0]


def home(head: FrozenHead) -> str:
    """The building whose neighbour head brings the paper: that of the head's first unit."""
    return head.doors[0].building if head.doors else ""


def _issuing(on: Context, assembly_id: int) -> Assembly:
    meeting = noticed(on.estate.id, assembly_id)
    if meeting.state not in WHILE or on.at >= closing_time(meeting):
        raise Refused(Why.VOTING_CLOSED)
    return meeting


def _withdraw(on: Context, paper: BallotPaper, reason: str) -> None:
    paper.state = PAPER.after(PaperState(paper.state), PaperAct.WITHDRAW)
    paper.withdrawn_reason = reason
    db.session.flush()
    private = {"paper": int(paper.id), "serial": paper.serial, "reason": reason}
    on.record("paper.withdrawn", f"assembly/{paper.assembly_id}", {"papers": 1}, private, at=whole_hour(on.at))


def _issue(on: Context, assembly_id: int, heads: list[int]) -> list[str]:
    serials = _fresh(on.estate.id, len(heads))
    of = {"estate_id": on.estate.id, "assembly_id": assembly_id, "state": PaperState.OUT}
    by = {"issued_at": on.at, "issued_by": on.actor.account, "withdrawn_reason": "", "decision": "", "reason": ""}
    db.session.execute(
        insert(BallotPaper), [{**of, **by, "head_id": head, "serial": each} for head, each in zip(heads, serials, strict=True)]
    )
    private = {"heads": heads, "serials": serials}
    on.record("paper.issued", f"assembly/{assembly_id}", {"papers": len(heads)}, private, at=whole_hour(on.at))
    return serials


def _fresh(estate_id: int, count: int) -> list[str]:
    """Serials nobody can guess and no paper of the estate bears."""
    found: set[str] = set()
    while len(found) < count:
        drawn = {serial(secrets.randbelow(10**DIGITS)) for _ in range(count - len(found))}
        found |= drawn - _taken(estate_id, drawn)
    return sorted(found, key=lambda _each: secrets.randbelow(2**32))


def _taken(estate_id: int, drawn: Iterable[str]) -> frozenset[str]:
    return frozenset(
        db.session.scalars(select(BallotPaper.serial).filter_by(estate_id=estate_id).where(BallotPaper.serial.in_(list(drawn))))
    )
