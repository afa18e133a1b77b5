"""Reads of paper ballots: one by its serial, what was typed of it, and how many are where."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Select, func, select

from huasheng_vote.assemblies.models.papers import BallotPaper, PaperEntry
from huasheng_vote.assemblies.queries.frozen import Frozen
from huasheng_vote.extensions import db
from huasheng_vote.rules.flows.papers import UNFINISHED, PaperState
from huasheng_vote.rules.papers import Entry, Fault, Signature, read_serial
from huasheng_vote.rules.refusal import Refused, Why


def by_serial(estate_id: int, assembly_id: int, typed: str) -> BallotPaper:
    """The paper of this vote that bears the serial somebody typed."""
    found: BallotPaper | None = db.session.scalar(
        select(BallotPaper).filter_by(estate_id=estate_id, assembly_id=assembly_id, serial=read_serial(typed))
    )
    if found is None:
        raise Refused(Why.NO_SUCH_PAPER, field="serial")
    return found


def paper(estate_id: int, assembly_id: int, paper_id: int) -> BallotPaper:
    """One paper of this vote."""
    found: BallotPaper | None = db.session.scalar(select(BallotPaper).filter_by(estate_id=estate_id, assembly_id=assembly_id, id=paper_id))
    if found is None:
        raise Refused(Why.NOT_FOUND)
    return found


def papers_of(estate_id: int, assembly_id: int, head_id: int) -> Sequence[BallotPaper]:
    """Every sheet of a head, the earliest first."""
    of = {"estate_id": estate_id, "assembly_id": assembly_id, "head_id": head_id}
    rows: Sequence[BallotPaper] = db.session.scalars(select(BallotPaper).filter_by(**of).order_by(BallotPaper.id)).all()
    return rows


def current(estate_id: int, assembly_id: int) -> Mapping[int, BallotPaper]:
    """The newest sheet of each head that was not withdrawn, whether or not it came back: a list of those still out would tell who has voted."""
    rows = select(BallotPaper).filter_by(estate_id=estate_id, assembly_id=assembly_id).where(BallotPaper.state != PaperState.WITHDRAWN)
    return {each.head_id: each for each in db.session.scalars(rows.order_by(BallotPaper.id))}


def issued_heads(estate_id: int, assembly_id: int) -> frozenset[int]:
    """The heads that ever got a paper."""
    return frozenset(db.session.scalars(select(BallotPaper.head_id).filter_by(estate_id=estate_id, assembly_id=assembly_id).distinct()))


def in_state(estate_id: int, assembly_id: int, state: PaperState) -> Sequence[BallotPaper]:
    """The papers in a state, the longest there first."""
    of = {"estate_id": estate_id, "assembly_id": assembly_id, "state": state}
    rows: Sequence[BallotPaper] = db.session.scalars(
        select(BallotPaper).filter_by(**of).order_by(BallotPaper.recorded_at, BallotPaper.id)
    ).all()
    return rows


def by_state(estate_id: int, assembly_id: int) -> Mapping[PaperState, int]:
    """How many papers are where."""
    rows = select(BallotPaper.state, func.count()).filter_by(estate_id=estate_id, assembly_id=assembly_id).group_by(BallotPaper.state)
    return {PaperState(state): count for state, count in db.session.execute(rows)}


def unfinished(estate_id: int, assembly_id: int) -> int:
    """How many received in time are neither counted nor refused yet."""
    of = {"estate_id": estate_id, "assembly_id": assembly_id}
    found = select(func.count()).select_from(BallotPaper).filter_by(**of).where(BallotPaper.state.in_(UNFINISHED))
    return db.session.scalar(found) or 0


def entries(paper: BallotPaper) -> Sequence[PaperEntry]:
    """What was typed of a paper, in order."""
    of = {"estate_id": paper.estate_id, "paper_id": paper.id}
    rows: Sequence[PaperEntry] = db.session.scalars(select(PaperEntry).filter_by(**of).order_by(PaperEntry.place)).all()
    return rows


def waiting_for(estate_id: int, assembly_id: int, account_id: int) -> int:
    """How many papers the account may still type in."""
    return db.session.scalar(select(func.count()).select_from(_waiting(estate_id, assembly_id, account_id).subquery())) or 0


def on_the_desk(estate_id: int, assembly_id: int, account_id: int, most: int) -> list[str]:
    """Serials of the first papers the account may still type in: only the demonstration shows them, where there is no desk with paper on it."""
    return list(db.session.scalars(_waiting(estate_id, assembly_id, account_id).order_by(BallotPaper.id).limit(most)))


def _waiting(estate_id: int, assembly_id: int, account_id: int) -> Select[str]:
    """Received in time, not yet twice entered, and not by this account."""
    mine = select(PaperEntry.paper_id).filter_by(estate_id=estate_id, account_id=account_id)
    here = select(BallotPaper.serial).filter_by(estate_id=estate_id, assembly_id=assembly_id)
    return here.where(BallotPaper.state.in_((PaperState.RECEIVED, PaperState.ENTERED)), BallotPaper.id.not_in(mine))


def entered_by(estate_id: int, assembly_id: int, account_id: int) -> int:
    """How many papers of this vote the account typed in."""
    of = PaperEntry.estate_id == BallotPaper.estate_id, PaperEntry.paper_id == BallotPaper.id
    found = select(func.count()).select_from(PaperEntry).join(BallotPaper, of[0] & of[1])
    here = (BallotPaper.estate_id == estate_id, BallotPaper.assembly_id == assembly_id, PaperEntry.account_id == account_id)
    return db.session.scalar(found.where(*here)) or 0


def sheet(entry: Entry) -> dict[str, Any]:
    """An entry as the log and the table keep it."""
    faults = {motion: fault.value for motion, fault in entry.faults.items()}
    return {"answers": {key: str(said) for key, said in entry.answers.items()}, "faults": faults, "signature": entry.signature.value}


def read_sheet(text: str) -> Entry:
    """Back from what was kept."""
    body = json.loads(text)
    return Entry(body["answers"], Signature(body["signature"]), {motion: Fault(fault) for motion, fault in body["faults"].items()})


def asked(known: Frozen, head: int) -> Mapping[str, tuple[str, ...]]:
    """The alternatives of each motion the head decides, by the motion's number in the table as text."""
    return {str(motion.id): tuple(motion.options) for motion in known.asked(head)}
