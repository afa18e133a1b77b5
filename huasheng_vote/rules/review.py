"""Where the facts or the law are honestly doubtful: every reading is tallied, and if they part, nobody says "passed".

Four doubts are known: void ballots without an adopted rule, heads whose co-owners are in conflict, whether parking and
storage belong to the base (courts disagree), and a class the statute leaves open. Each reading combines one answer to
every doubt; an outcome stands only if all readings share it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import product

from huasheng_vote.rules.ballot import NONE_OF_THESE, Choice
from huasheng_vote.rules.counts import NOBODY, Amount, Counts, total
from huasheng_vote.rules.lawbook import Law, Matter, MatterClass
from huasheng_vote.rules.tally import STATUTE_ALONE, CountingRules, Outcome, Verdict, VoidRule, tally


class Doubt(StrEnum):
    """What an outcome turned out to hang on."""

    VOIDS = "voids"
    CONTESTED = "contested"
    BASE = "base"
    CLASS = "class"


@dataclass(frozen=True, slots=True)
class Contested:
    """A head whose co-owners are in unresolved conflict: its weight, and every choice one of them claims for it."""

    weight: Amount
    claims: frozenset[Choice]


class _Contest(StrEnum):
    """How contested heads are read: not at all, each at its kindest to the motion, each at its harshest."""

    LEFT_OUT = "left_out"
    KINDEST = "kindest"
    HARSHEST = "harshest"


@dataclass(frozen=True, slots=True)
class Base:
    """One reading of what the roll counts: its totals, the undisputed ballots, and the contested heads apart."""

    roll: Amount
    counts: Counts
    contested: tuple[Contested, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """The outcome, the verdict of the reading in force, and the doubts on which the outcome hangs. `contested`, where co-owners are in conflict: the
    verdict with each of their heads at its kindest to the motion, and at its harshest."""

    outcome: Outcome
    verdict: Verdict
    doubts: tuple[Doubt, ...]
    contested: tuple[Verdict, Verdict] | None = None


def decide(
    law: Law,
    classes: Sequence[MatterClass],
    bases: Sequence[Base],
    rules: CountingRules = STATUTE_ALONE,
    matter: Matter | None = None,
) -> Decision:
    """Tally a motion under every reading; the first class and the first base are those in force.

    The verdict shown leaves contested heads out. Since one more head agreeing never hurts, the kindest and the
    harshest reading bound every mixture of claims.
    """
    verdicts = {
        (class_, base, contest): tally(law, class_, bases[base].roll, counts, rules, matter)
        for class_, base in product(dict.fromkeys(classes), range(len(bases)))
        for contest, counts in _contests(bases[base])
    }
    in_force, verdict = next(iter(verdicts.items()))
    outcomes = {each.outcome for each in verdicts.values()}
    both = _both(in_force, verdicts)
    if outcomes == {verdict.outcome} and verdict.outcome is not Outcome.NEEDS_REVIEW:
        return Decision(verdict.outcome, verdict, (), both)
    return Decision(Outcome.NEEDS_REVIEW, verdict, tuple(_doubts(in_force, verdicts)), both)


def tally_alternatives(
    law: Law,
    class_: MatterClass,
    roll: Amount,
    chosen: Mapping[str, Amount],
    others: Counts,
    voids: VoidRule = VoidRule.BOTH,
) -> dict[str, Verdict]:
    """Tally each alternative with its choosers as agree and all others taking part as not; the most votes alone win
    nothing. `others` holds those who abstained or were void; "none of these" is always an alternative.
    """
    options = {**chosen, NONE_OF_THESE: chosen.get(NONE_OF_THESE, NOBODY)}
    return {option: tally(law, class_, roll, _as_agree(option, options, others), CountingRules(voids)) for option in options}


def _as_agree(option: str, options: Mapping[str, Amount], others: Counts) -> Counts:
    rest = total(amount for each, amount in options.items() if each != option)
    return others.plus(Choice.AGREE, options[option]).plus(Choice.OPPOSE, rest)


_Key = tuple[MatterClass, int, _Contest]
_AXES = (Doubt.CLASS, Doubt.BASE, Doubt.CONTESTED)


def _contests(base: Base) -> Iterator[tuple[_Contest, Counts]]:
    yield _Contest.LEFT_OUT, base.counts
    if base.contested:
        yield _Contest.KINDEST, _claimed(base, (Choice.AGREE, Choice.ABSTAIN, Choice.OPPOSE, Choice.VOID))
        yield _Contest.HARSHEST, _claimed(base, (Choice.OPPOSE, Choice.ABSTAIN, Choice.VOID, Choice.AGREE))


def _both(in_force: "_Key", verdicts: Mapping["_Key", Verdict]) -> tuple[Verdict, Verdict] | None:
    class_, base, _contest = in_force
    kindest, harshest = ((class_, base, contest) for contest in (_Contest.KINDEST, _Contest.HARSHEST))
    return (verdicts[kindest], verdicts[harshest]) if kindest in verdicts else None


def _claimed(base: Base, order: Sequence[Choice]) -> Counts:
    counts = base.counts
    for head in base.contested:
        counts = counts.plus(next(choice for choice in order if choice in head.claims), head.weight)
    return counts


def _doubts(in_force: _Key, verdicts: Mapping[_Key, Verdict]) -> Iterator[Doubt]:
    """The doubts that alone change the outcome; where only several together do, every one that was open."""
    ours = verdicts[in_force].outcome
    differing = [key for key, verdict in verdicts.items() if verdict.outcome is not ours]
    moved = [{axis for axis, one, other in zip(_AXES, in_force, key, strict=True) if one != other} for key in differing]
    if any(verdict.outcome is Outcome.NEEDS_REVIEW for verdict in verdicts.values()):
        yield Doubt.VOIDS
    alone = set().union(*(axes for axes in moved if len(axes) == 1))
    together = set().union(*moved)
    yield from (axis for axis in _AXES if axis in (alone or together))
