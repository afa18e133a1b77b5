"""What waits for a member: meetings to call, to hold, to sign, to publish; questions to answer and decisions to post; seals to put on."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import or_, select

from huasheng_vote.assemblies.queries.calendar import holidays
from huasheng_vote.committee.models import Attendance, Decision, Meeting, MinutesSignature, Seat, Vote
from huasheng_vote.committee.queries import seal
from huasheng_vote.committee.queries.decisions import stands_aside
from huasheng_vote.extensions import db
from huasheng_vote.rules.calendar import SHANGHAI
from huasheng_vote.rules.committee import agenda_due, posting_due
from huasheng_vote.rules.flows.committees import Choice, DecisionState, MeetingState


@dataclass(frozen=True)
class Waiting:
    """One thing to do: its kind, what it is about, the page where it is done, and by when."""

    kind: str
    about: str
    endpoint: str
    args: dict[str, Any] = field(default_factory=dict)
    due: datetime | None = None


def waiting(estate_id: int, account: int, at: datetime) -> Iterator[Waiting]:
    """Everything that waits for this member."""
    off = holidays(estate_id, at)
    for meeting in _running(estate_id):
        kind, due = _next_step(meeting, off)
        yield Waiting(kind, meeting.title, "committee.meeting", {"meeting_id": meeting.id}, due)
    for meeting in _unsigned(estate_id, account):
        due = end_of(posting_due(meeting.starts_at, off))
        yield Waiting("committee_sign", meeting.title, "committee.minutes", {"meeting_id": meeting.id}, due)
    for decision in _unanswered(estate_id, account):
        yield Waiting("committee_decide", decision.title, "committee.decision", {"decision_id": decision.id}, decision.closes_at)
    for decision in (each for each in _unposted(estate_id) if not stands_aside(estate_id, each.id, account)):
        due = end_of(posting_due(decision.decided_at or at, off))
        yield Waiting("committee_post", decision.title, "committee.decision", {"decision_id": decision.id}, due)
    for entry in seal.granted(estate_id):
        yield Waiting("seal", entry.use.title, "committee.seal_use", {"use_id": entry.use.id}, entry.approval.expires_at)


def end_of(day: date) -> datetime:
    """The last minute of a day."""
    return datetime.combine(day, time(23, 59), SHANGHAI)


def _next_step(meeting: Meeting, off: frozenset[date]) -> tuple[str, datetime]:
    if meeting.state == MeetingState.DRAFT:
        return "committee_call", end_of(agenda_due(meeting.starts_at))
    if meeting.state == MeetingState.CALLED:
        return "committee_meet", meeting.starts_at
    return "committee_publish", end_of(posting_due(meeting.starts_at, off))


def _running(estate_id: int) -> list[Meeting]:
    states = (MeetingState.DRAFT, MeetingState.CALLED, MeetingState.HELD, MeetingState.MINUTED, MeetingState.SIGNED)
    query = select(Meeting).filter_by(estate_id=estate_id).where(Meeting.state.in_(states))
    return list(db.session.scalars(query.order_by(Meeting.starts_at)))


def _unsigned(estate_id: int, account: int) -> list[Meeting]:
    """Minutes the member attended, as they now stand without the member's name."""
    came = (Attendance.estate_id == Meeting.estate_id) & (Attendance.meeting_id == Meeting.id)
    signed = select(MinutesSignature.id).where(
        MinutesSignature.estate_id == Meeting.estate_id,
        MinutesSignature.meeting_id == Meeting.id,
        MinutesSignature.account_id == account,
        MinutesSignature.digest == Meeting.minutes_digest,
    )
    query = select(Meeting).join(Attendance, came).where(Attendance.account_id == account, Attendance.present)
    query = query.where(Meeting.estate_id == estate_id, Meeting.state == MeetingState.MINUTED)
    return list(db.session.scalars(query.where(~signed.exists())))


def _unanswered(estate_id: int, account: int) -> list[Decision]:
    """Open questions the member may answer and has not."""
    given = select(Vote.id).where(
        Vote.estate_id == Decision.estate_id,
        Vote.decision_id == Decision.id,
        Vote.account_id == account,
        or_(Vote.digest == Decision.digest, Vote.choice == Choice.RECUSED),
    )
    mine = (Seat.estate_id == Decision.estate_id) & (Seat.decision_id == Decision.id)
    query = select(Decision).join(Seat, mine).where(Seat.account_id == account, ~given.exists())
    return list(db.session.scalars(query.where(Decision.estate_id == estate_id, Decision.state == DecisionState.PUT)))


def _unposted(estate_id: int) -> list[Decision]:
    query = select(Decision).filter_by(estate_id=estate_id, posted_at=None).where(Decision.decided_at.is_not(None))
    return list(db.session.scalars(query.order_by(Decision.decided_at)))
