"""Opening a project: an act of the committee that reads a resolution. A passed motion by itself opens nothing."""

from huasheng_vote.assemblies.queries import results
from huasheng_vote.extensions import db
from huasheng_vote.journal.log import Context
from huasheng_vote.notices import outbox
from huasheng_vote.projects import queries
from huasheng_vote.projects.models import Project
from huasheng_vote.rules.refusal import Refused, Why


def open_project(on: Context, year: int, ordinal: int) -> int:
    """Open the project that the decision of this number calls for, with its voted budget. Refuses a second one, and a decision without money."""
    decided = results.resolution(on.estate.id, year, ordinal)
    if queries.of_resolution(on.estate.id, decided.resolution.id) is not None:
        raise Refused(Why.ALREADY_DONE)
    if decided.motion.budget is None:
        raise Refused(Why.NO_BUDGET_VOTED)
    project = Project(
        estate_id=on.estate.id,
        resolution_id=decided.resolution.id,
        title=decided.motion.title,
        budget=decided.motion.budget,
        money_source=decided.motion.money_source,
        opened_at=on.at,
        opened_by=on.actor.account,
    )
    db.session.add(project)
    db.session.flush()
    facts = {"year": year, "number": ordinal, "title": project.title, "budget": project.budget}
    on.record("project.opened", f"project/{project.id}", facts)
    outbox.enqueue(on, None, None, "project.opened", {"title": project.title})
    return int(project.id)
