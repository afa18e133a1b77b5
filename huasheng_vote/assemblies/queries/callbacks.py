"""Reads of the call-back audit: how many to ask, who was drawn, what the calls came to."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from huasheng_vote.assemblies.models.ballots import Ballot, BallotChoice
from huasheng_vote.assemblies.models.callbacks import Callback, CallbackDraw
from huasheng_vote.assemblies.models.meetings import Assembly
from huasheng_vote.assemblies.models.results import Result
from huasheng_vote.assemblies.queries.figures import Inequality
from huasheng_vote.assemblies.queries.frozen import Frozen
from huasheng_vote.assemblies.queries.results import MotionFinding, findings
from huasheng_vote.extensions import db
from huasheng_vote.rules.callbacks import Answer, Cast, Side, flips, sample
from huasheng_vote.rules.flows.assemblies import AssemblyState
from huasheng_vote.rules.tally import Outcome


@dataclass(frozen=True, slots=True)
class Plan:
    """Out of how many ballots how many are asked, and why so many."""

    ballots: int
    flips: int
    size: int


def plan(known: Frozen) -> Plan | None:
    """What the result asks for; None where no number of false ballots would turn it."""
    chosen = _chosen(known)
    ballots = len({head for by_head in chosen.values() for head in by_head})
    needed = [found for each in findings(known.estate_id, known.id) if (found := _flips(known, each, chosen.get(each.motion.id, {})))]
    return Plan(ballots, min(needed), sample(ballots, min(needed))) if needed else None


def _flips(known: Frozen, found: MotionFinding, chosen: Mapping[int, str]) -> int | None:
    """For one motion. Where it was in doubt a single ballot may decide; among alternatives, the one nearest to turning."""
    if found.figures.outcome is Outcome.NEEDS_REVIEW:
        return 1
    weight = known.motions[found.motion.id].weight
    options = found.figures.options or {"agree": found.figures.tests}
    winner = found.figures.winner
    asked = [winner] if winner and winner in options else list(options)
    counts = [
        flips([_side(test) for test in options[option]], [Cast(weight[head], choice == option) for head, choice in chosen.items()])
        for option in asked
    ]
    return min(filter(None, counts), default=None)


def _side(test: Inequality) -> Side:
    return Side(test.part, test.measure, test.left, test.right, test.bar)


def _chosen(known: Frozen) -> dict[int, dict[int, str]]:
    """What each head answered to each motion, by motion."""
    rows = db.session.execute(
        select(BallotChoice.motion_id, Ballot.head_id, BallotChoice.choice)
        .join(Ballot, (Ballot.estate_id == BallotChoice.estate_id) & (Ballot.id == BallotChoice.ballot_id))
        .where(Ballot.estate_id == known.estate_id, Ballot.assembly_id == known.id, Ballot.counts)
    )
    chosen: dict[int, dict[int, str]] = {}
    for motion, head, choice in rows:
        chosen.setdefault(motion, {})[head] = choice
    return chosen


def voters(known: Frozen) -> list[int]:
    """The heads whose ballot counts."""
    return list(db.session.scalars(select(Ballot.head_id).filter_by(estate_id=known.estate_id, assembly_id=known.id).where(Ballot.counts)))


def drawn(estate_id: int, assembly_id: int) -> CallbackDraw | None:
    """The draw of this vote, if there was one."""
    found: CallbackDraw | None = db.session.scalar(select(CallbackDraw).filter_by(estate_id=estate_id, assembly_id=assembly_id))
    return found


def calls(estate_id: int, assembly_id: int) -> list[Callback]:
    """The households drawn, in the order of the draw."""
    return list(db.session.scalars(select(Callback).filter_by(estate_id=estate_id, assembly_id=assembly_id).order_by(Callback.place)))


def answers(estate_id: int, assembly_id: int) -> Mapping[Answer, int]:
    """How many calls came to what."""
    found = db.session.scalars(select(Callback.answer).filter_by(estate_id=estate_id, assembly_id=assembly_id))
    return Counter(Answer(each) for each in found if each)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A published result with calls still to make (before the draw: at least one), and the last day for them."""

    assembly: int
    title: str
    until: date
    left: int


def to_make(estate_id: int) -> list[Waiting]:
    """Every published result of the estate whose calls are not all made."""
    rows = db.session.execute(
        select(Assembly.id, Assembly.title, Result.objections_until, CallbackDraw.size, func.count(Callback.answer))
        .join(Result, (Result.estate_id == Assembly.estate_id) & (Result.assembly_id == Assembly.id))
        .outerjoin(CallbackDraw, (CallbackDraw.estate_id == Assembly.estate_id) & (CallbackDraw.assembly_id == Assembly.id))
        .outerjoin(Callback, (Callback.estate_id == Assembly.estate_id) & (Callback.assembly_id == Assembly.id))
        .where(Assembly.estate_id == estate_id, Assembly.state == AssemblyState.PUBLISHED)
        .group_by(Assembly.id, Assembly.title, Result.objections_until, CallbackDraw.size)
    )
    found = [Waiting(id, title, until, (size or 1) - called) for id, title, until, size, called in rows]
    return [each for each in found if each.left]
