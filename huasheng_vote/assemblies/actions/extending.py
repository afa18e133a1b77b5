"""The one public extension of a vote: only under the conditions that stand in the notice, by two people, who see turnout only."""

from datetime import datetime, timedelta

from sqlalchemy import func, select

from huasheng_vote.assemblies.actions.telling import moment, tell_owners
from huasheng_vote.assemblies.models.ballots import Ballot
from huasheng_vote.assemblies.models.meetings import Assembly
from huasheng_vote.assemblies.models.rolls import RollHead
from huasheng_vote.assemblies.queries import meetings
from huasheng_vote.extensions import db
from huasheng_vote.journal.log import Context
from huasheng_vote.people.actions import approvals
from huasheng_vote.rules.flows.assemblies import ASSEMBLY, AssemblyAct, AssemblyState
from huasheng_vote.rules.lawbook import TWO_THIRDS
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
    ASSEMBLY.after(AssemblyState(meeting.state), AssemblyAct.EXTEND)
    over = meeting.closes_at is None or on.at >= meeting.closes_at
    if meeting.extended_to or over or not meetings.terms(meeting).procedure.extension_days:
        raise Refused(Why.NO_EXTENSION)
    _check_condition(meeting)
    return meeting


def _check_condition(meeting: Assembly) -> None:
    """The condition in the notice: fewer than two thirds of the heads take part. The head count is public at any moment, so asking tells nothing."""
    of = {"estate_id": meeting.estate_id, "assembly_id": meeting.id}
    taking_part = db.session.scalar(select(func.count()).select_from(Ballot).filter_by(**of, counts=True))
    heads = db.session.scalar(select(func.count()).select_from(RollHead).filter_by(**of, counted=True, until_version=None))
    if TWO_THIRDS.holds(taking_part, heads):
        raise Refused(Why.ENOUGH_TAKE_PART)


def _check(on: Context, meeting: Assembly, closes_at: datetime) -> None:
    before, days = meeting.closes_at, meetings.terms(meeting).procedure.extension_days
    if before is None or not before < closes_at <= before + timedelta(days=days):
        raise Refused(Why.EXTENSION_TOO_LONG, field="closes_at", days=days)


def _payload(closes_at: datetime, reason: str) -> dict[str, str | int]:
    return {"closes_at": closes_at.isoformat(), "reason": reason}
