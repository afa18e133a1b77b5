"""What became of a proposal: the vote about it, its result, the project opened from it. Pages below know nothing of these; they link to one address."""

from sqlalchemy import select

from huasheng_vote.assemblies.models.meetings import Assembly
from huasheng_vote.assemblies.models.motions import Motion
from huasheng_vote.assemblies.models.results import Resolution
from huasheng_vote.assemblies.queries.voting import FROZEN
from huasheng_vote.extensions import db
from huasheng_vote.projects import queries as projects
from huasheng_vote.rules.flows.assemblies import AssemblyState
from huasheng_vote.rules.refusal import Refused, Why

OVER = (AssemblyState.PUBLISHED, AssemblyState.ANNOUNCED)


def onward(estate_id: int, proposal_id: int) -> tuple[str, dict[str, int]]:
    """Endpoint and arguments of the furthest page the proposal has come to. Refuses one that no vote is about."""
    query = (
        select(Assembly, Resolution)
        .join(Motion, (Motion.estate_id == Assembly.estate_id) & (Motion.assembly_id == Assembly.id))
        .outerjoin(Resolution, (Resolution.estate_id == Motion.estate_id) & (Resolution.motion_id == Motion.id))
        .where(Motion.estate_id == estate_id, Motion.proposal_id == proposal_id)
        .where(Assembly.state.in_(FROZEN - {AssemblyState.CANCELLED}))
        .order_by(Assembly.id.desc())
        .limit(1)
    )
    found = db.session.execute(query).first()
    if found is None:
        raise Refused(Why.NOT_FOUND)
    meeting, decision = found
    project = projects.of_resolution(estate_id, decision.id) if decision else None
    if project is not None:
        return "projects.project", {"project_id": project.id}
    return "results.result" if meeting.state in OVER else "voting.vote", {"assembly_id": meeting.id}
