"""Announcing (公告): after the objection period, every objection answered and every doubt resolved, what passed becomes a numbered decision of the owners
(CC 278, 280). Out of `needs_review` lead two approvers and the community supervisor, together and with a reason.
"""

from sqlalchemy import insert, update

from huasheng_vote.assemblies.actions.closing import agreed_count
from huasheng_vote.assemblies.actions.publishing import refuse_differences
from huasheng_vote.assemblies.models.motions import Motion
from huasheng_vote.assemblies.models.results import Finding, Resolution, Result
from huasheng_vote.assemblies.queries.frozen import frozen
from huasheng_vote.assemblies.queries.results import MotionFinding, finding, findings, next_number, result, unanswered
from huasheng_vote.assemblies.queries.voting import noticed
from huasheng_vote.extensions import db
from huasheng_vote.journal.log import Context
from huasheng_vote.people.actions import approvals
from huasheng_vote.proposals.actions.proposals import bring_back, pass_into_force
from huasheng_vote.proposals.queries import proposal
from huasheng_vote.register.actions.holds import release
from huasheng_vote.rules.access import SUPERVISORS
from huasheng_vote.rules.calendar import local_day
from huasheng_vote.rules.flows.assemblies import ASSEMBLY, MOTION, AssemblyAct, AssemblyState, MotionAct, MotionState
from huasheng_vote.rules.flows.proposals import ProposalState
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.rules.tally import Outcome

REVIEW = "motion.resolve_review"
SIGNERS_OF_REVIEW = 3  # two approvers and the community supervisor
RESOLVES = {
    Outcome.PASSED: MotionAct.FIND_PASSED,
    Outcome.NOT_PASSED: MotionAct.FIND_NOT_PASSED,
    Outcome.NO_QUORUM: MotionAct.FIND_NO_QUORUM,
}


def ask_for_review(on: Context, motion_id: int, outcome: Outcome, reason: str) -> int:
    """Write down how a doubtful motion shall be resolved, for the others to sign. Returns the request's id."""
    _doubtful(on, motion_id)
    payload = _payload(outcome, reason)
    return approvals.propose(on, REVIEW, f"motion/{motion_id}", payload, needed=SIGNERS_OF_REVIEW, must=SUPERVISORS)


def resolve_review(on: Context, motion_id: int, outcome: Outcome, reason: str) -> None:
    """Resolve it as signed for: exactly this outcome, for exactly this reason."""
    found = _doubtful(on, motion_id)
    approvals.consume(on, REVIEW, f"motion/{motion_id}", _payload(outcome, reason))
    state = MOTION.after(MotionState.NEEDS_REVIEW, RESOLVES[outcome])
    found.resolved, found.reason, found.resolved_at = outcome.value, reason, on.at
    db.session.execute(update(Motion).filter_by(estate_id=on.estate.id, id=motion_id).values(state=state))
    on.record("result.resolved", f"motion/{motion_id}", {"outcome": outcome.value, "reason": reason})


def announce(on: Context, assembly_id: int) -> list[int]:
    """Announce the result and number its decisions. Returns their ordinals."""
    assembly, published = noticed(on.estate.id, assembly_id), result(on.estate.id, assembly_id)
    state = ASSEMBLY.after(AssemblyState(assembly.state), AssemblyAct.ANNOUNCE)
    found = findings(on.estate.id, assembly_id)
    _nothing_in_the_way(on, published, found)
    agreed_count(frozen(on.estate.id, assembly_id))
    refuse_differences(on, assembly_id)
    year = local_day(on.at).year
    published.year, published.ordinal = year, next_number(Result, on.estate.id, year)
    assembly.announced_at, assembly.state = on.at, state
    numbers = [_decide(on, each, year) for each in found if each.outcome is Outcome.PASSED]
    release(on, f"assembly/{assembly_id}")
    facts = {"year": year, "number": published.ordinal, "resolutions": numbers}
    on.record("result.announced", f"assembly/{assembly_id}", facts)
    for each in found:
        _settle_proposal(on, each)
    return numbers


def _settle_proposal(on: Context, found: MotionFinding) -> None:
    """The proposal behind a motion is adopted with it, or free again to be amended and put to another vote."""
    worked = proposal(on.estate.id, found.motion.proposal_id) if found.motion.proposal_id else None
    if worked is None or worked.state is not ProposalState.PUT:
        return
    (pass_into_force if found.outcome is Outcome.PASSED else bring_back)(on, worked.id)


def _decide(on: Context, found: MotionFinding, year: int) -> int:
    ordinal = next_number(Resolution, on.estate.id, year)
    row = {"estate_id": on.estate.id, "year": year, "ordinal": ordinal, "motion_id": found.motion.id, "adopted_at": on.at}
    db.session.execute(insert(Resolution).values(row))
    on.record("resolution.adopted", f"motion/{found.motion.id}", {"year": year, "number": ordinal})
    return ordinal


def _nothing_in_the_way(on: Context, published: Result, found: list[MotionFinding]) -> None:
    if local_day(on.at) <= published.objections_until:
        raise Refused(Why.OBJECTIONS_RUNNING, until=published.objections_until.isoformat())
    if waiting := unanswered(on.estate.id, published.assembly_id):
        raise Refused(Why.UNANSWERED_OBJECTIONS, count=waiting)
    if any(each.outcome is Outcome.NEEDS_REVIEW for each in found):
        raise Refused(Why.UNRESOLVED_REVIEW)


def _doubtful(on: Context, motion_id: int) -> Finding:
    found = finding(on.estate.id, motion_id)
    if found.outcome != Outcome.NEEDS_REVIEW or found.resolved is not None:
        raise Refused(Why.NOT_POSSIBLE_NOW)
    return found


def _payload(outcome: Outcome, reason: str) -> dict[str, str | int]:
    return {"outcome": outcome.value, "reason": reason}
