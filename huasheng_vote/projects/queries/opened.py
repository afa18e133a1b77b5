"""Reads of projects, and of the way each came: suggestions, proposal, meeting, decision."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select

from huasheng_vote.assemblies.queries import results
from huasheng_vote.assemblies.queries.results import Decided
from huasheng_vote.committee.models import Decision, Subject
from huasheng_vote.committee.queries import Passed
from huasheng_vote.committee.queries import decisions as committee
from huasheng_vote.extensions import db
from huasheng_vote.projects.models import Project
from huasheng_vote.proposals import queries as proposals
from huasheng_vote.proposals.queries.suggestions import adopted_by
from huasheng_vote.rules.authority import Authority, AuthorityKind, Trigger
from huasheng_vote.rules.calendar import local_day
from huasheng_vote.rules.refusal import Refused, Why


@dataclass(frozen=True)
class Step:
    """One step of the way: what sort, when, about what, on which page."""

    kind: str
    at: datetime
    title: str
    endpoint: str
    args: dict[str, int] = field(default_factory=dict)


def projects(estate_id: int) -> list[Project]:
    """Every project, the latest first."""
    return list(db.session.scalars(select(Project).filter_by(estate_id=estate_id).order_by(Project.opened_at.desc(), Project.id.desc())))


def project(estate_id: int, project_id: int) -> Project:
    """One project of this estate."""
    found: Project | None = db.session.scalar(select(Project).filter_by(estate_id=estate_id, id=project_id))
    if found is None:
        raise Refused(Why.NOT_FOUND)
    return found


def decided(estate_id: int, year: int, ordinal: int) -> Decided:
    """The decision of this number."""
    return results.resolution(estate_id, year, ordinal)


def of_resolution(estate_id: int, resolution_id: int) -> Project | None:
    """The project opened from a resolution, if any."""
    found: Project | None = db.session.scalar(select(Project).filter_by(estate_id=estate_id, resolution_id=resolution_id))
    return found


def of_decision(estate_id: int, decision_id: int) -> Project | None:
    """The project opened from a decision of the committee, if any."""
    found: Project | None = db.session.scalar(select(Project).filter_by(estate_id=estate_id, decision_id=decision_id))
    return found


def decided_spending(estate_id: int) -> list[Passed]:
    """Posted decisions of the committee on money from which no project has been opened yet, the oldest first."""
    opened = set(db.session.scalars(select(Project.decision_id).filter_by(estate_id=estate_id)))
    spending = (each for each in committee.passed(estate_id) if each.subject in (Subject.SPENDING, Subject.EMERGENCY))
    return [each for each in spending if each.posted_at and each.id not in opened][::-1]


def unconfirmed(estate_id: int) -> list[Project]:
    """Emergencies the subdistrict has not confirmed."""
    return list(db.session.scalars(select(Project).filter_by(estate_id=estate_id, authority=AuthorityKind.EMERGENCY, confirmed_on=None)))


def authority(project: Project) -> Authority:
    """What the project may spend money by, and how much."""
    trigger = Trigger(project.trigger) if project.trigger else None
    return Authority(
        kind=AuthorityKind(project.authority),
        ceiling=project.budget,
        since=local_day(project.opened_at),
        until=project.until,
        trigger=trigger,
        confirmed=project.confirmed_on,
    )


def awaiting(estate_id: int) -> list[Decided]:
    """Decisions with a voted budget from which no project has been opened yet, the oldest first."""
    opened = set(db.session.scalars(select(Project.resolution_id).filter_by(estate_id=estate_id)))
    decided = [each for each in results.resolutions(estate_id) if each.motion.budget and each.resolution.id not in opened]
    return decided[::-1]


def decision(project: Project) -> Decided | None:
    """The owners' decision a project rests on; none where the committee decided."""
    return next((each for each in results.resolutions(project.estate_id) if each.resolution.id == project.resolution_id), None)


def committee_decision(project: Project) -> Decision | None:
    """The committee's decision a project rests on, where the owners did not vote on it."""
    return committee.row(project.estate_id, project.decision_id) if project.decision_id else None


def way(project: Project) -> list[Step]:
    """How the project came about, from the first idea to now."""
    decided, found = decision(project), committee_decision(project)
    steps = [*_ideas(project.estate_id, decided.motion.proposal_id), *_vote(decided)] if decided else []
    if found is not None and found.decided_at:
        steps.append(Step("decision", found.decided_at, found.title, "committee.decision", {"decision_id": found.id}))
    steps.append(Step("project", project.opened_at, project.title, "projects.project", {"project_id": project.id}))
    return sorted(steps, key=lambda step: step.at)


def _ideas(estate_id: int, proposal_id: int | None) -> Iterator[Step]:
    proposal = proposals.proposal(estate_id, proposal_id) if proposal_id else None
    if proposal is None:
        return
    for line in adopted_by(estate_id, proposal.id):
        if line.suggestion.hidden_at is None:
            args = {"suggestion_id": line.suggestion.id}
            yield Step("suggestion", line.suggestion.created_at, line.suggestion.title, "proposals.suggestion", args)
    if proposal.published_at:
        yield Step("proposal", proposal.published_at, proposal.title, "proposals.proposal", {"proposal_id": proposal.id})


def _vote(decided: Decided) -> Iterator[Step]:
    meeting, args = decided.assembly, {"assembly_id": decided.assembly.id}
    if meeting.noticed_at and meeting.closed_at:  # what was decided was noticed and closed before
        yield Step("notice", meeting.noticed_at, meeting.title, "voting.vote", args)
        yield Step("voting", meeting.closed_at, decided.motion.title, "results.result", args)
    yield Step("resolution", decided.resolution.adopted_at, decided.motion.title, "results.result", args)
