"""The one public extension of a vote: only under the conditions that stand in the notice, by two people, who see turnout only."""

from datetime import datetime, timedelta

from huasheng_vote.assemblies.actions.telling import moment, tell_owners
from huasheng_vote.assemblies.models.meetings import Assembly
from huasheng_vote.assemblies.queries import meetings
from huasheng_vote.assemblies.queries.extension import check_extendable
from huasheng_vote.journal.log import Context
from huasheng_vote.people.actions import approvals
from huasheng_vote.rules.refusal import Refused, Why

KIND = "assembly.extend"


def propose_extension(on: Context, assembly_id: int, closes_at: datetime, reason: str) -> int:
    """Ask for the second pair of eyes. Returns the request's id."""
    _check(on, _extendable(on, assembly_id), closes_at)
    return approvals.propose(on, KIND, f"assembly/{assembly_id}", _payload(closes_at, reason))


def extend_voting(on: Context, assembly_id: int, closes_at: datetime, reason: str) -> None:
    """Do what two people approved, and tell everybody at once."""
    meeting = _extendable(on, assembly_id)
    _check(on, meeting, closes_at)
    approvals.consume(on, KIND, f"assembly/{assembly_id}", _payload(closes_at, reason))
    meeting.extended_to, meeting.extension_reason = closes_at, reason
    facts = {"closes": closes_at.isoformat(), "reason": reason}
    if meeting.counts_at is not None:
        facts["counting"] = meeting.counts_at.isoformat()
    on.record("assembly.extended", f"assembly/{assembly_id}", facts)
    tell_owners(on, assembly_id, "assembly.extended", {"title": meeting.title, "closes": moment(closes_at)})


def _extendable(on: Context, assembly_id: int) -> Assembly:
    meeting = meetings.meeting(on.estate.id, assembly_id)
    check_extendable(meeting, on.at)
    return meeting


def _check(on: Context, meeting: Assembly, closes_at: datetime) -> None:
    before, days = meeting.closes_at, meetings.terms(meeting).procedure.extension_days
    if before is None or not before < closes_at <= before + timedelta(days=days):
        raise Refused(Why.EXTENSION_TOO_LONG, field="closes_at", days=days)


def _payload(closes_at: datetime, reason: str) -> dict[str, str | int]:
    return {"closes_at": closes_at.isoformat(), "reason": reason}
