"""What waits for a member of the committee."""

from collections.abc import Iterator
from datetime import datetime

from huasheng_vote.committee.queries import waiting
from huasheng_vote.rules.access import Act, Actor
from huasheng_vote.web.task import Task, holds


def committee_matters(estate_id: int, actor: Actor, at: datetime) -> Iterator[Task]:
    """Meetings, minutes, questions, the seal."""
    if actor.account is not None and holds(actor, Act.RUN_COMMITTEE):
        for each in waiting(estate_id, actor.account, at):
            yield Task(each.kind, each.about, each.endpoint, each.args, each.due)
