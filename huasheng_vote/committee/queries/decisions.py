"""Reads of what the members decide. What later areas rest on is `decision`: a passed one by its number."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, or_, select

from huasheng_vote.committee.models import Decision, Paper, Seat, Subject, Vote
from huasheng_vote.extensions import db
from huasheng_vote.people.models import Account
from huasheng_vote.rules.flows.committees import Choice, DecisionState
from huasheng_vote.rules.refusal import Refused, Why

PAGE = 20


@dataclass(frozen=True)
class Passed:
    """A decision that passed: what a project, an award or the use of a seal rests on. `amount` in whole fen, where it is about money."""

    id: int
    year: int
    ordinal: int
    title: str
    text: str
    subject: Subject
    amount: int | None
    digest: str
    decided_at: datetime
    posted_at: datetime | None


@dataclass(frozen=True)
class Answer:
    """A member who may answer, and the answer that counts for the text as it now stands; none given yet: no choice."""

    account: int
    name: str
    choice: Choice | None
    reason: str
    at: datetime | None


def decision(estate_id: int, year: int, number: int) -> Passed:
    """The passed decision of this number. Refuses one that is not there, or was revoked."""
    passed = {"estate_id": estate_id, "year": year, "ordinal": number, "state": DecisionState.PASSED}
    found = db.session.scalar(select(Decision).filter_by(**passed))
    if found is None:
        raise Refused(Why.NOT_FOUND)
    return _passed(found)


def passed(estate_id: int) -> list[Passed]:
    """Every passed decision, the latest first."""
    rows = db.session.scalars(
        select(Decision)
        .filter_by(estate_id=estate_id, state=DecisionState.PASSED)
        .order_by(Decision.year.desc(), Decision.ordinal.desc())
        .limit(200)
    )
    return [_passed(each) for each in rows]


def row(estate_id: int, decision_id: int) -> Decision:
    """One question of this estate, whatever has become of it."""
    found: Decision | None = db.session.scalar(select(Decision).filter_by(estate_id=estate_id, id=decision_id))
    if found is None:
        raise Refused(Why.NOT_FOUND)
    return found


def listed(estate_id: int, page: int, *, everything: bool) -> tuple[list[Decision], int]:
    """One page, the latest first, and how many there are; what is not posted only for the committee and its supervisors."""
    chosen = select(Decision).filter_by(estate_id=estate_id)
    if not everything:
        chosen = chosen.where(Decision.posted_at.is_not(None))
    total = db.session.scalar(select(func.count()).select_from(chosen.subquery())) or 0
    rows = db.session.scalars(chosen.order_by(Decision.put_at.desc(), Decision.id.desc()).limit(PAGE).offset((page - 1) * PAGE))
    return list(rows), int(total)


def papers(estate_id: int, of: Decision) -> list[Paper]:
    """The documents of a question: those of its point on the agenda, and its own."""
    mine = or_(Paper.decision_id == of.id, and_(Paper.item_id.is_not(None), Paper.item_id == of.item_id))
    return list(db.session.scalars(select(Paper).filter_by(estate_id=estate_id).where(mine).order_by(Paper.id)))


def answers(estate_id: int, of: Decision) -> list[Answer]:
    """Every member who may answer, with the answer that counts: one to the present text, or standing aside from any."""
    counts = or_(Vote.digest == of.digest, Vote.choice == Choice.RECUSED)
    given = (Vote.estate_id == Seat.estate_id) & (Vote.decision_id == Seat.decision_id) & (Vote.account_id == Seat.account_id) & counts
    rows = db.session.execute(
        select(Seat.account_id, Account.name, Vote.choice, Vote.reason, Vote.at)
        .join(Account, Account.id == Seat.account_id)
        .outerjoin(Vote, given)
        .where(Seat.estate_id == estate_id, Seat.decision_id == of.id)
        .order_by(Seat.id)
    )
    return [Answer(account, name, Choice(choice) if choice else None, reason or "", at) for account, name, choice, reason, at in rows]


def earlier_answers(estate_id: int, of: Decision) -> int:
    """How many answers were given to wordings that no longer stand."""
    old = select(func.count()).select_from(Vote).filter_by(estate_id=estate_id, decision_id=of.id)
    return int(db.session.scalar(old.where(Vote.digest != of.digest, Vote.choice != Choice.RECUSED)) or 0)


def stands_aside(estate_id: int, decision_id: int, account: int | None) -> bool:
    """Whether the member declared a conflict of interest in the matter."""
    recused = select(Vote.id).filter_by(estate_id=estate_id, decision_id=decision_id, account_id=account, choice=Choice.RECUSED)
    return db.session.scalar(recused.limit(1)) is not None


def next_number(estate_id: int, year: int) -> int:
    """The next number of the year."""
    return int(db.session.scalar(select(func.max(Decision.ordinal)).filter_by(estate_id=estate_id, year=year)) or 0) + 1


def to_close(at: datetime) -> Sequence[tuple[int, int]]:
    """(estate, question) of those whose time is over and that nobody has counted."""
    over = select(Decision.estate_id, Decision.id).where(Decision.state == DecisionState.PUT, Decision.closes_at <= at)
    return [(each.estate_id, each.id) for each in db.session.execute(over.order_by(Decision.id))]


def open_of(estate_id: int, item_ids: Any) -> list[Decision]:
    """Questions from these points that are not decided."""
    query = select(Decision).where(Decision.estate_id == estate_id, Decision.item_id.in_(item_ids), Decision.state == DecisionState.PUT)
    return list(db.session.scalars(query))


def _passed(found: Decision) -> Passed:
    return Passed(
        found.id,
        found.year or 0,
        found.ordinal or 0,
        found.title,
        found.text,
        Subject(found.subject),
        found.amount,
        found.digest,
        found.decided_at or found.put_at,
        found.posted_at,
    )
