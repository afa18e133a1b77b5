"""What waits in projects: decisions nothing has been opened from, drawings and papers to sign."""

from collections.abc import Iterator
from datetime import datetime

from huasheng_vote.people import queries as people
from huasheng_vote.projects import queries as projects
from huasheng_vote.projects.queries import designs
from huasheng_vote.rules.access import Act, Actor
from huasheng_vote.rules.designs import ADVISERS, Step
from huasheng_vote.web.task import Task, holds


def projects_to_open(estate_id: int, actor: Actor, at: datetime) -> Iterator[Task]:
    """Decisions with money from which nothing has been opened."""
    if not holds(actor, Act.OPEN_PROJECT):
        return
    for each in projects.awaiting(estate_id):
        decision = each.resolution
        yield Task("open_project", each.motion.title, "projects.opening", {"year": decision.year, "ordinal": decision.ordinal})


def spending_to_open(estate_id: int, actor: Actor, at: datetime) -> Iterator[Task]:
    """Decisions of the committee on money from which nothing has been opened."""
    if holds(actor, Act.OPEN_PROJECT):
        for each in projects.decided_spending(estate_id):
            yield Task("open_project", each.title, "projects.spending", {"year": each.year, "ordinal": each.ordinal})


def emergencies_to_confirm(estate_id: int, actor: Actor, at: datetime) -> Iterator[Task]:
    """Emergencies whose confirmation by the subdistrict has not been entered."""
    if holds(actor, Act.CONFIRM_EMERGENCY):
        for each in projects.unconfirmed(estate_id):
            yield Task("confirm_emergency", each.title, "projects.confirmation", {"project_id": each.id}, each.opened_at)


def designs_to_sign(estate_id: int, actor: Actor, at: datetime) -> Iterator[Task]:
    """Drawings and papers on which the step that waits can be this expert's."""
    if actor.account is None or not holds(actor, Act.SIGN_DESIGN):
        return
    buys = not ADVISERS.isdisjoint(people.checked_fields(estate_id, actor.account))
    for each in designs.awaiting(estate_id, actor.account):
        if buys or each.standing.waits_for is not Step.ADVISE:
            yield Task("design", each.design.title, "projects.design", {"design_id": each.design.id})
