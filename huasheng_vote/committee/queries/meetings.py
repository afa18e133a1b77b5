"""Reads of meetings: the list, one with its agenda, who came and who signed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select

from huasheng_vote.committee.models import Attendance, Call, Decision, Item, Meeting, MinutesSignature, Paper
from huasheng_vote.extensions import db
from huasheng_vote.people.models import Account
from huasheng_vote.rules.flows.committees import MeetingState
from huasheng_vote.rules.refusal import Refused, Why

PAGE = 20
REMIND_BEFORE = timedelta(days=1)


@dataclass(frozen=True)
class Attendant:
    """A member of the meeting, whether they came, and their name under the minutes as they now stand."""

    account: int
    name: str
    present: bool
    signed_at: datetime | None
    remark: str


@dataclass(frozen=True)
class Point:
    """An item with its papers and the questions put from it."""

    item: Item
    papers: list[Paper]
    decisions: list[Decision]


def meeting(estate_id: int, meeting_id: int) -> Meeting:
    """One meeting of this estate."""
    found: Meeting | None = db.session.scalar(select(Meeting).filter_by(estate_id=estate_id, id=meeting_id))
    if found is None:
        raise Refused(Why.NOT_FOUND)
    return found


def item(estate_id: int, item_id: int) -> Item:
    """One point of an agenda."""
    found: Item | None = db.session.scalar(select(Item).filter_by(estate_id=estate_id, id=item_id))
    if found is None:
        raise Refused(Why.NOT_FOUND)
    return found


def listed(estate_id: int, page: int, *, drafts: bool) -> tuple[list[Meeting], int]:
    """One page of meetings, the latest first, and how many there are; drafts only for the committee."""
    chosen = select(Meeting).filter_by(estate_id=estate_id)
    if not drafts:
        chosen = chosen.where(Meeting.posted_at.is_not(None))
    total = db.session.scalar(select(func.count()).select_from(chosen.subquery())) or 0
    rows = db.session.scalars(chosen.order_by(Meeting.starts_at.desc(), Meeting.id.desc()).limit(PAGE).offset((page - 1) * PAGE))
    return list(rows), int(total)


def items(estate_id: int, meeting_id: int) -> list[Item]:
    """The agenda in its order."""
    return list(db.session.scalars(select(Item).filter_by(estate_id=estate_id, meeting_id=meeting_id).order_by(Item.ordinal)))


def points(estate_id: int, meeting_id: int) -> list[Point]:
    """The agenda with papers and questions, in three statements."""
    rows = items(estate_id, meeting_id)
    ids = [each.id for each in rows]
    papers = list(db.session.scalars(select(Paper).where(Paper.estate_id == estate_id, Paper.item_id.in_(ids)).order_by(Paper.id)))
    put = list(db.session.scalars(select(Decision).where(Decision.estate_id == estate_id, Decision.item_id.in_(ids)).order_by(Decision.id)))
    return [Point(each, [p for p in papers if p.item_id == each.id], [d for d in put if d.item_id == each.id]) for each in rows]


def calls(estate_id: int, meeting_id: int) -> frozenset[int]:
    """The accounts that require the meeting."""
    return frozenset(db.session.scalars(select(Call.account_id).filter_by(estate_id=estate_id, meeting_id=meeting_id)))


def attendants(estate_id: int, meeting: Meeting) -> list[Attendant]:
    """All members at the time of the meeting, those who came first."""
    signed = (MinutesSignature.estate_id == Attendance.estate_id) & (MinutesSignature.meeting_id == Attendance.meeting_id)
    signed &= (MinutesSignature.account_id == Attendance.account_id) & (MinutesSignature.digest == meeting.minutes_digest)
    rows = db.session.execute(
        select(Attendance.account_id, Account.name, Attendance.present, MinutesSignature.at, MinutesSignature.remark)
        .join(Account, Account.id == Attendance.account_id)
        .outerjoin(MinutesSignature, signed)
        .where(Attendance.estate_id == estate_id, Attendance.meeting_id == meeting.id)
        .order_by(Attendance.present.desc(), Attendance.id)
    )
    return [Attendant(account, name, present, at, remark or "") for account, name, present, at, remark in rows]


def present(estate_id: int, meeting_id: int) -> frozenset[int]:
    """The accounts that came."""
    return frozenset(db.session.scalars(select(Attendance.account_id).filter_by(estate_id=estate_id, meeting_id=meeting_id, present=True)))


def paper(estate_id: int, paper_id: int) -> Paper:
    """One document."""
    found: Paper | None = db.session.scalar(select(Paper).filter_by(estate_id=estate_id, id=paper_id))
    if found is None:
        raise Refused(Why.NOT_FOUND)
    return found


def posted(estate_id: int, paper: Paper) -> bool:
    """Whether everybody may read the document: its agenda is posted, or what was decided with it."""
    of = select(Meeting.posted_at).join(Item, (Item.estate_id == Meeting.estate_id) & (Item.meeting_id == Meeting.id))
    question = select(Decision.posted_at).filter_by(estate_id=estate_id, id=paper.decision_id)
    found = of.where(Item.estate_id == estate_id, Item.id == paper.item_id) if paper.item_id else question
    return db.session.scalar(found) is not None


def to_remind(at: datetime) -> Sequence[tuple[int, int]]:
    """(estate, meeting) of those that begin within a day and of which the members were not reminded."""
    soon = select(Meeting.estate_id, Meeting.id).where(Meeting.state == MeetingState.CALLED, Meeting.reminded_at.is_(None))
    rows = db.session.execute(soon.where(Meeting.starts_at > at, Meeting.starts_at <= at + REMIND_BEFORE).order_by(Meeting.id))
    return [(row.estate_id, row.id) for row in rows]
