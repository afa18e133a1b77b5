"""Holding a meeting: who came, what was said, the names of all who attended under exactly those words, and their publication."""

from collections.abc import Collection

from huasheng_vote.assemblies.actions.telling import tell_everybody
from huasheng_vote.committee.actions.meetings import subject
from huasheng_vote.committee.actions.members import member
from huasheng_vote.committee.models import Attendance, Meeting, MinutesSignature
from huasheng_vote.committee.queries import decisions
from huasheng_vote.committee.queries import meetings as read
from huasheng_vote.committee.queries.members import members
from huasheng_vote.extensions import db
from huasheng_vote.journal.log import Context
from huasheng_vote.notices.outbox import enqueue
from huasheng_vote.proposals.actions.once import digest
from huasheng_vote.rules.committee import quorate
from huasheng_vote.rules.flows.committees import COMMITTEE_MEETING, MeetingAct, MeetingState
from huasheng_vote.rules.refusal import Refused, Why


def hold(on: Context, meeting_id: int, came: Collection[int]) -> bool:
    """Note who came; without more than half of all members there is no meeting. Returns whether there is one. No proxies: only members count."""
    member(on)
    found = read.meeting(on.estate.id, meeting_id)
    COMMITTEE_MEETING.after(MeetingState(found.state), MeetingAct.HOLD)
    if on.at < found.starts_at:
        raise Refused(Why.MEETING_TOO_SOON)
    all_members = members(on.estate.id, on.at)
    if not set(came) <= set(all_members):
        raise Refused(Why.BAD_VALUE, field="came")
    enough = quorate(len(set(came)), len(all_members))
    move = MeetingAct.HOLD if enough else MeetingAct.FIND_INQUORATE
    found.state, found.held_at, found.members = COMMITTEE_MEETING.after(MeetingState(found.state), move), on.at, len(all_members)
    rows = [Attendance(estate_id=on.estate.id, meeting_id=meeting_id, account_id=each, present=each in came) for each in all_members]
    db.session.add_all(rows)
    facts = {"present": len(set(came)), "members": len(all_members)}
    on.record("committee.attended" if enough else "committee.no_quorum", subject(meeting_id), facts, {"accounts": sorted(set(came))})
    return enough


def write_minutes(on: Context, meeting_id: int, text: str) -> None:
    """Write what was said, or word it anew: whoever signed another wording signs again."""
    found, came = _held(on, meeting_id), read.present(on.estate.id, meeting_id)
    state = COMMITTEE_MEETING.after(MeetingState(found.state), MeetingAct.MINUTE)
    if text == found.minutes:
        raise Refused(Why.NOTHING_CHANGED)
    found.minutes_version += 1
    held_at = (found.held_at or on.at).isoformat()
    said = {"meeting": meeting_id, "held_at": held_at, "present": sorted(came), "version": found.minutes_version, "minutes": text}
    fresh = digest(said)
    found.state, found.minutes, found.minutes_digest, found.minutes_by = state, text, fresh, on.actor.account
    on.record("committee.minutes_written", subject(meeting_id), {"digest": fresh}, {"minutes": text})
    for account in sorted(came - {on.actor.account}):
        enqueue(on, account, None, "committee.sign", {"title": found.title})


def sign_minutes(on: Context, meeting_id: int, seen: str, remark: str = "") -> None:
    """Put one's name under the words that were `seen`, with a reservation if need be. Refuses other words, and a second time."""
    found = _held(on, meeting_id)
    _minuted(found)
    COMMITTEE_MEETING.after(MeetingState(found.state), MeetingAct.SIGN)
    if seen != found.minutes_digest:
        raise Refused(Why.CHANGED_MEANWHILE)
    mine = next(each for each in read.attendants(on.estate.id, found) if each.account == on.actor.account)
    if mine.signed_at is not None:
        raise Refused(Why.ALREADY_DONE)
    signed = {"account_id": on.actor.account, "digest": seen, "remark": remark, "at": on.at}
    db.session.add(MinutesSignature(estate_id=on.estate.id, meeting_id=meeting_id, **signed))
    if not _unsigned(on, found):
        found.state = COMMITTEE_MEETING.after(MeetingState(found.state), MeetingAct.COMPLETE)
    on.record("committee.minutes_signed", subject(meeting_id), {"digest": seen}, {"remark": remark} if remark else None)


def publish_minutes(on: Context, meeting_id: int) -> None:
    """Show the minutes to everybody. Refuses while somebody who attended has not signed, or a question of the meeting is open."""
    member(on)
    found = read.meeting(on.estate.id, meeting_id)
    _minuted(found)
    if found.state == MeetingState.MINUTED:
        raise Refused(Why.MINUTES_UNSIGNED, missing=_unsigned(on, found))
    state = COMMITTEE_MEETING.after(MeetingState(found.state), MeetingAct.POST)
    if decisions.open_of(on.estate.id, [each.id for each in read.items(on.estate.id, meeting_id)]):
        raise Refused(Why.QUESTIONS_OPEN)
    found.state, found.published_at = state, on.at
    on.record("committee.minutes_published", subject(meeting_id), {"digest": found.minutes_digest})
    tell_everybody(on, "committee.minutes", {"title": found.title})


def _minuted(found: Meeting) -> None:
    if found.state == MeetingState.HELD:
        raise Refused(Why.NO_MINUTES)


def _unsigned(on: Context, found: Meeting) -> int:
    """How many of those who attended have not signed the present words."""
    db.session.flush()
    return sum(each.present and each.signed_at is None for each in read.attendants(on.estate.id, found))


def _held(on: Context, meeting_id: int) -> Meeting:
    """A meeting the actor attended."""
    found = read.meeting(on.estate.id, meeting_id)
    if on.actor.account not in read.present(on.estate.id, meeting_id):
        raise Refused(Why.NOT_AT_THE_MEETING)
    return found
