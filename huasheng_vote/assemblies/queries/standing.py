"""The standing of an open vote: a fold over its counting ballots in log order, kept in this process and brought up to date on each read.

Only ballots newer than the last one folded are read, so a look costs the same at ten ballots as at ten million; a restart folds anew and comes to
the same. What may be shown of it is decided in one place, `rules.joint.JointGate`: everything anybody sees before closing passes through here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from flask import current_app
from sqlalchemy import bindparam, select

from huasheng_vote.assemblies.models.ballots import Ballot, BallotChoice
from huasheng_vote.assemblies.queries.frozen import Frozen, FrozenMotion
from huasheng_vote.extensions import run
from huasheng_vote.rules.ballot import Choice
from huasheng_vote.rules.joint import JointGate, Scope
from huasheng_vote.rules.standing import Cast, Shown, Visibility, step_for

_ONE_AT_A_TIME = Lock()
NEWER = (
    select(Ballot.leaf, Ballot.head_id, BallotChoice.motion_id, BallotChoice.choice)
    .join(BallotChoice, (BallotChoice.estate_id == Ballot.estate_id) & (BallotChoice.ballot_id == Ballot.id))
    .where(Ballot.estate_id == bindparam("estate"), Ballot.assembly_id == bindparam("assembly"))
    .where(Ballot.leaf > bindparam("after"), ~Ballot.aside)
    .order_by(Ballot.leaf, BallotChoice.motion_id)
)
FOR_OR_AGAINST = frozenset(Choice)


@dataclass
class Standing:
    """The fold up to log index `upto`: one joint gate for all motions of the assembly."""

    gate: JointGate
    upto: int = -1
    closed: bool = False
    voted: set[int] = field(default_factory=set)
    """The heads with a ballot, shown or not: only their own people may know before the gate lets them through."""

    def fold(self, frozen: Frozen, leaf: int, head: int, choices: Mapping[int, str]) -> None:
        """Take one ballot. Of a head whose co-owners are in conflict only that it takes part: the result leaves its choice out, and the difference would
        tell it."""
        apart = frozen.heads[head].contested
        casts = {
            str(id): Cast(str(head), frozen.motions[id].areas[head], None if apart else plain(choice)) for id, choice in choices.items()
        }
        self.gate.take(str(head), casts)
        self.voted.add(head)
        self.upto = leaf

    def close(self) -> None:
        """Show the rest."""
        self.gate.close()
        self.closed = True

    @property
    def taking_part(self) -> int:
        """The heads that have voted, of this moment."""
        return self.gate.taking_part

    def taking_part_in(self, motion: int) -> int:
        """The heads taking part in a motion, of this moment."""
        return self.gate.taking_part_in(str(motion))

    def lit(self, head: int) -> bool:
        """Whether a head is shown as having taken part."""
        return self.gate.lit(str(head))

    def shown(self, motion: int) -> Shown:
        """What may be shown of a motion."""
        return self.gate.shown(str(motion))


def plain(choice: str) -> Choice | None:
    """The answer to a question that is for or against; an option among alternatives is neither."""
    return Choice(choice) if choice in FOR_OR_AGAINST else None


def standing(frozen: Frozen, closed: bool) -> Standing:
    """The fold as of now, from this process's memory."""
    key = ("standing", frozen.estate_id, frozen.id)
    memory: dict[Any, Any] = current_app.extensions["memory"]
    with _ONE_AT_A_TIME:
        found: Standing = memory.get(key) or memory.setdefault(key, empty(frozen))
        for leaf, head, choices in ballots_after(frozen, found.upto):
            found.fold(frozen, leaf, head, choices)
        if closed and not found.closed:
            found.close()
        return found


def empty(frozen: Frozen) -> Standing:
    """Before the first ballot."""
    return Standing(JointGate({str(motion.id): _scope(frozen, motion) for motion in frozen.motions.values()}))


def step_of(frozen: Frozen, motion: FrozenMotion) -> int:
    """How many heads a step gathers: the adopted number, or by the size of the motion's scope."""
    return step_for(len(motion.areas), frozen.procedure.adopted_step)


def _scope(frozen: Frozen, motion: FrozenMotion) -> Scope:
    """Alternatives show turnout only: their options would be ever smaller groups."""
    return Scope(step_of(frozen, motion), Visibility.TURNOUT if motion.options else motion.visibility)


def ballots_after(frozen: Frozen, leaf: int) -> Iterable[tuple[int, int, dict[int, str]]]:
    """(leaf, head, {motion: choice}) of every ballot that counted when it was cast and came after `leaf`, in log order."""
    rows = run(NEWER, {"estate": frozen.estate_id, "assembly": frozen.id, "after": leaf})
    gathered: dict[tuple[int, int], dict[int, str]] = {}
    for row in rows:
        gathered.setdefault((row.leaf, row.head_id), {})[row.motion_id] = row.choice
    return [(leaf, head, choices) for (leaf, head), choices in gathered.items()]
