"""Calling a meeting: drafted by a member, required by a third or called by the head, its agenda posted seven days before (GR 31–39)."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from huasheng_vote.assemblies.actions.papers import Paper as Kept
from huasheng_vote.assemblies.actions.telling import moment, tell_everybody, tell_supervisors
from huasheng_vote.committee.actions.members import member
from huasheng_vote.committee.models import MOST_ITEMS, Call, Item, Meeting, Paper
from huasheng_vote.committee.queries import meetings as read
from huasheng_vote.committee.queries.members import is_head, members
from huasheng_vote.extensions import db
from huasheng_vote.journal.log import Context
from huasheng_vote.notices.outbox import enqueue
from huasheng_vote.proposals.actions.once import earlier
from huasheng_vote.rules.committee import agenda_due, agenda_in_time, may_require
from huasheng_vote.rules.flows.committees import COMMITTEE_MEETING, MeetingAct, MeetingState
from huasheng_vote.rules.refusal import Refused, Why

MOST_PAPERS = 10


@dataclass(frozen=True)
class Plan:
    """What is announced of a meeting: about what, where, how from elsewhere, when."""

    title: str
    place: str
    online: str
    starts_at: datetime

    @property
    def body(self) -> dict[str, Any]:
        """For the log."""
        return asdict(self) | {"starts_at": self.starts_at.isoformat()}


def call(on: Context, key: str, plan: Plan) -> int:
    """Draft a meeting; whoever drafts it requires it. Refuses one in the past."""
    before = earlier(on, Meeting, key, title=plan.title)
    if before is not None:
        return before.id
    author = member(on)
    _ahead(on, plan)
    made = Meeting(estate_id=on.estate.id, key=key, author_id=author, created_at=on.at, **asdict(plan))
    db.session.add(made)
    db.session.flush()
    db.session.add(Call(estate_id=on.estate.id, meeting_id=made.id, account_id=author, at=on.at))
    on.record("committee.called", subject(made.id), {}, plan.body)
    return int(made.id)


def edit_meeting(on: Context, meeting_id: int, plan: Plan) -> None:
    """Change what is announced, as long as it is not."""
    found = _draft(on, meeting_id)
    _ahead(on, plan)
    for name, value in asdict(plan).items():
        setattr(found, name, value)
    on.record("committee.meeting_edited", subject(meeting_id), {}, plan.body)


def require(on: Context, meeting_id: int) -> None:
    """Put one's name under the call, once."""
    _draft(on, meeting_id)
    if on.actor.account in read.calls(on.estate.id, meeting_id):
        raise Refused(Why.ALREADY_DONE)
    db.session.add(Call(estate_id=on.estate.id, meeting_id=meeting_id, account_id=on.actor.account, at=on.at))
    on.record("committee.meeting_required", subject(meeting_id), {})


def write_item(on: Context, meeting_id: int, title: str, text: str, item_id: int | None = None) -> int:
    """Add a point to the agenda, or word one anew."""
    _draft(on, meeting_id)
    there = {each.id: each for each in read.items(on.estate.id, meeting_id)}
    if item_id is not None and item_id not in there:
        raise Refused(Why.NOT_FOUND)
    last = max((each.ordinal for each in there.values()), default=0)
    if item_id is None and last >= MOST_ITEMS:
        raise Refused(Why.OUT_OF_RANGE, low=1, high=MOST_ITEMS)
    item = there[item_id] if item_id else Item(estate_id=on.estate.id, meeting_id=meeting_id, ordinal=last + 1)
    item.title, item.text = title, text
    db.session.add(item)
    db.session.flush()
    on.record("committee.item_written", subject(meeting_id), {"item": item.id}, {"title": title, "text": text})
    return int(item.id)


def remove_item(on: Context, item_id: int) -> int:
    """Take a point off the agenda with its papers, as long as it is not posted. Returns the meeting."""
    item = read.item(on.estate.id, item_id)
    _draft(on, item.meeting_id)
    for paper in _papers(on, item_id=item_id):
        db.session.delete(paper)
    db.session.flush()
    db.session.delete(item)
    on.record("committee.item_removed", subject(item.meeting_id), {"item": item_id})
    return int(item.meeting_id)


def add_paper(on: Context, item_id: int, kept: Kept) -> int:
    """Put a document beside a point. Returns the meeting."""
    item = read.item(on.estate.id, item_id)
    _draft(on, item.meeting_id)
    keep_paper(on, kept, item_id=item_id)
    on.record("committee.paper_added", subject(item.meeting_id), {"item": item_id, "digest": kept.digest})
    return int(item.meeting_id)


def keep_paper(on: Context, kept: Kept, **of: int) -> None:
    """The row behind a document, under the caller's leaf. Refuses an eleventh, and the same one twice."""
    there = _papers(on, **of)
    if any(each.digest == kept.digest for each in there):
        raise Refused(Why.ALREADY_DONE, field="paper")
    if len(there) >= MOST_PAPERS:
        raise Refused(Why.TOO_MANY_FILES, field="paper", most=MOST_PAPERS, chosen=len(there) + 1)
    db.session.add(Paper(estate_id=on.estate.id, added_at=on.at, **of, **asdict(kept)))
    db.session.flush()


def post_agenda(on: Context, meeting_id: int, late_reason: str = "") -> None:
    """Call the meeting in public: from now on the agenda is fixed. Refuses a call by fewer than a third without the head, an empty agenda,
    and one posted later than seven days before, unless an emergency is explained."""
    found = _draft(on, meeting_id)
    state = COMMITTEE_MEETING.after(MeetingState(found.state), MeetingAct.CALL)
    _called(on, meeting_id)
    if not read.items(on.estate.id, meeting_id):
        raise Refused(Why.AGENDA_EMPTY)
    if found.starts_at <= on.at:
        raise Refused(Why.NOT_POSSIBLE_NOW)
    late = not agenda_in_time(on.at, found.starts_at)
    if late and not late_reason:
        raise Refused(Why.AGENDA_LATE, field="late_reason", title=found.title, due=agenda_due(found.starts_at).isoformat())
    found.state, found.posted_at, found.late_reason = state, on.at, late_reason if late else ""
    facts = {"title": found.title, "place": found.place, "starts_at": found.starts_at.isoformat()}
    on.record("committee.agenda_posted", subject(meeting_id), facts | ({"late": late_reason} if late else {}))
    _tell(on, found)


def cancel(on: Context, meeting_id: int, reason: str) -> None:
    """The meeting does not take place; everybody who was told of it is told. Only the head cancels it, or whoever called it."""
    found = read.meeting(on.estate.id, meeting_id)
    if member(on) != found.author_id and not is_head(on.actor.roles):
        raise Refused(Why.NOT_ALLOWED)
    told = found.state == MeetingState.CALLED
    found.state, found.cancelled_reason = COMMITTEE_MEETING.after(MeetingState(found.state), MeetingAct.CANCEL), reason
    on.record("committee.meeting_cancelled", subject(meeting_id), {"reason": reason})
    if told:
        tell_everybody(on, "committee.cancelled", {"title": found.title})
        tell_members(on, "committee.cancelled", {"title": found.title})


def remind(on: Context, meeting_id: int) -> None:
    """The day before, once. Done by the clock."""
    found = read.meeting(on.estate.id, meeting_id)
    if found.reminded_at is not None or found.state != MeetingState.CALLED:
        raise Refused(Why.NOT_POSSIBLE_NOW)
    found.reminded_at = on.at
    on.record("committee.reminded", subject(meeting_id), {})
    tell_members(on, "committee.reminder", {"title": found.title, "at": moment(found.starts_at), "place": found.place})


def tell_members(on: Context, code: str, facts: dict[str, str | int]) -> None:
    """Every other member in office."""
    for account in members(on.estate.id, on.at):
        if account != on.actor.account:
            enqueue(on, account, None, code, facts)


def subject(meeting_id: int) -> str:
    """How log lines name a meeting."""
    return f"committee_meeting/{meeting_id}"


def _tell(on: Context, found: Meeting) -> None:
    facts: dict[str, str | int] = {"title": found.title, "at": moment(found.starts_at), "place": found.place}
    tell_everybody(on, "committee.called", facts)
    tell_members(on, "committee.called_you", facts)
    tell_supervisors(on, "committee.called", facts)


def _called(on: Context, meeting_id: int) -> None:
    """The head calls alone; otherwise a third of all members."""
    all_members = members(on.estate.id, on.at)
    asking = len(read.calls(on.estate.id, meeting_id) & set(all_members))
    if not is_head(on.actor.roles) and not may_require(asking, len(all_members)):
        raise Refused(Why.NOT_CALLED, missing=-(-len(all_members) // 3) - asking)


def _draft(on: Context, meeting_id: int) -> Meeting:
    member(on)
    found = read.meeting(on.estate.id, meeting_id)
    if found.state != MeetingState.DRAFT:
        raise Refused(Why.AGENDA_FIXED)
    return found


def _ahead(on: Context, plan: Plan) -> None:
    if plan.starts_at <= on.at:
        raise Refused(Why.BAD_VALUE, field="starts_at")


def _papers(on: Context, **of: int) -> list[Paper]:
    return list(db.session.scalars(db.select(Paper).filter_by(estate_id=on.estate.id, **of)))
