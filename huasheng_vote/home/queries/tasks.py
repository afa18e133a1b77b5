"""待我处理: what waits for this person, collected from every area by one small function each."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select

from huasheng_vote.extensions import db
from huasheng_vote.notices import queries as notices
from huasheng_vote.people.models import Approval
from huasheng_vote.people.queries import signatures
from huasheng_vote.proposals import queries as proposals
from huasheng_vote.rules.access import Act, Actor, why_not
from huasheng_vote.rules.flows.approvals import ApprovalState
from huasheng_vote.rules.refusal import Why

NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Task:
    """One thing to do: its kind (worded in labels), what it is about, the page where it is done, and by when."""

    kind: str
    about: str
    endpoint: str
    args: dict[str, Any] = field(default_factory=dict)
    due: datetime | None = None
    count: int = 1


def tasks(estate_id: int, actor: Actor, at: datetime) -> list[Task]:
    """Everything that waits for the actor, the nearest deadline first, what has none last."""
    found = [task for source in SOURCES for task in source(estate_id, actor, at)]
    return sorted(found, key=lambda task: task.due or NEVER)


def holds(actor: Actor, act: Act) -> bool:
    """Whether the act is the actor's, if need be after a fresh code."""
    return why_not(act, actor) in (None, Why.NEEDS_STEP_UP)


def approvals(estate_id: int, actor: Actor, at: datetime) -> Iterator[Task]:
    """Four-eyes requests the actor may still sign."""
    asked = db.session.scalars(select(Approval).filter_by(estate_id=estate_id, state=ApprovalState.ASKED).where(Approval.expires_at >= at))
    for request in asked:
        mine = set(request.roles.split()) & set(actor.roles) and request.proposed_by != actor.account
        if mine and not any(each.account_id == actor.account and each.digest == request.digest for each in signatures(request)):
            yield Task("approve", request.kind, "people.approval", {"approval_id": request.id}, request.expires_at)


def suggestions(estate_id: int, actor: Actor, at: datetime) -> Iterator[Task]:
    """Ideas without an answer."""
    if not holds(actor, Act.MODERATE):
        return
    waiting = proposals.unanswered(estate_id)
    if waiting:
        yield Task("answer", "", "proposals.suggestions_list", count=waiting)


def demands(estate_id: int, actor: Actor, at: datetime) -> Iterator[Task]:
    """A fifth of the owners require an assembly."""
    if not holds(actor, Act.CONVENE):
        return
    for each in proposals.duties(estate_id):
        yield Task("convene", each.title, "proposals.demand", {"demand_id": each.id}, each.reached_at)


def paper(estate_id: int, actor: Actor, at: datetime) -> Iterator[Task]:
    """Notices to be printed and handed over."""
    waiting = len(notices.to_print(estate_id)) if holds(actor, Act.HAND_OUT_PAPER) else 0
    if waiting:
        yield Task("print", "", "notices.to_print", count=waiting)


SOURCES = (approvals, suggestions, demands, paper)
