"""One thing that waits for a person, as every area's tasks are told."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from huasheng_vote.rules.access import Act, Actor, why_not
from huasheng_vote.rules.refusal import Why


@dataclass(frozen=True)
class Task:
    """One thing to do: its kind (worded in labels), what it is about, the page where it is done, and by when."""

    kind: str
    about: str
    endpoint: str
    args: dict[str, Any] = field(default_factory=dict)
    due: datetime | None = None
    count: int = 1


def holds(actor: Actor, act: Act) -> bool:
    """Whether the act is the actor's, if need be after a fresh code."""
    return why_not(act, actor) in (None, Why.NEEDS_STEP_UP)
