"""From the ballots of one motion to a finding: the counts, every inequality, the outcome, and what it hangs on if it is doubtful.

A plain question goes through rules.review with every open doubt; among alternatives each option is tallied on its own (its choosers agree, all others
taking part do not), the most votes alone win nothing, and "none of these" winning decides nothing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from huasheng_vote.rules.ballot import NONE_OF_THESE, Choice
from huasheng_vote.rules.counts import NOBODY, Amount, Counts, total
from huasheng_vote.rules.lawbook import Law, Matter, MatterClass
from huasheng_vote.rules.review import Base, Contested, Doubt, decide, tally_alternatives
from huasheng_vote.rules.tally import CountingRules, Outcome, Verdict


@dataclass(frozen=True, slots=True)
class Vote:
    """One head of the scope at closing: its weight, what it chose (None: no ballot), whether it was served, whether its co-owners are in conflict."""

    weight: Amount
    choice: str | None
    served: bool = False
    contested: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """What is tallied: the law with the classes that may apply (the first is in force), the matter, the alternatives if any."""

    law: Law
    classes: tuple[MatterClass, ...]
    matter: Matter
    rules: CountingRules
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Contest:
    """Heads whose co-owners are in conflict and that voted: both tallies are kept. The ballots of these heads are in neither `chosen` nor the verdict."""

    heads: int
    kindest: Verdict
    harshest: Verdict


@dataclass(frozen=True, slots=True)
class Found:
    """The outcome with what it rests on. `chosen` holds every answer with its heads and area; `winner` the alternative that passed."""

    outcome: Outcome
    verdict: Verdict
    roll: Amount
    chosen: Mapping[str, Amount]
    doubts: tuple[Doubt, ...] = ()
    options: Mapping[str, Verdict] | None = None
    winner: str | None = None
    contested: Contest | None = None


def find(question: Question, bases: Iterable[Iterable[Vote]]) -> Found:
    """Decide the motion on its heads, once for each reading of the roll base; the first base is the one in force."""
    readings = [_read(votes) for votes in bases]
    if question.options:
        return _among_alternatives(question, readings[0])
    decision = decide(question.law, question.classes, [reading.base for reading in readings], question.rules, question.matter)
    contest = Contest(len(readings[0].base.contested), *decision.contested) if decision.contested else None
    return Found(decision.outcome, decision.verdict, readings[0].base.roll, readings[0].chosen, decision.doubts, contested=contest)


@dataclass(frozen=True, slots=True)
class _Reading:
    base: Base
    chosen: Mapping[str, Amount]
    silent: Amount


_PLAIN = frozenset(Choice)
# Whichever of the two a conflicting co-owner claims, the truth lies between all for and all against.
_EITHER = frozenset({Choice.AGREE, Choice.OPPOSE})


def _read(votes: Iterable[Vote]) -> _Reading:
    roll, silent, chosen, contested = NOBODY, NOBODY, dict[str, Amount](), list[Contested]()
    for vote in votes:
        roll += vote.weight
        if vote.choice is None:
            silent += vote.weight if vote.served else NOBODY
        elif vote.contested:
            contested.append(Contested(vote.weight, _EITHER))
        else:
            chosen[vote.choice] = chosen.get(vote.choice, NOBODY) + vote.weight
    counts = Counts(silent=silent)
    for choice, amount in chosen.items():
        counts = counts.plus(Choice(choice), amount) if choice in _PLAIN else counts
    return _Reading(Base(roll, counts, tuple(contested)), chosen, silent)


def _among_alternatives(question: Question, reading: _Reading) -> Found:
    """The class in force decides; an option passes by the same bars as any question."""
    named = {option: reading.chosen.get(option, NOBODY) for option in (*question.options, NONE_OF_THESE)}
    others = Counts(abstain=reading.base.counts.abstain, void=reading.base.counts.void, silent=reading.silent)
    ending = _end(question, reading, named, others)
    contest, hangs = _contest(question, reading, named, others, ending)
    voids = any(verdict.outcome is Outcome.NEEDS_REVIEW for verdict in ending.verdicts.values())
    doubts = (*([Doubt.VOIDS] if voids else []), *([Doubt.CONTESTED] if hangs else []))
    return Found(
        Outcome.NEEDS_REVIEW if doubts else ending.outcome,
        ending.verdicts[ending.leading],
        reading.base.roll,
        reading.chosen,
        doubts,
        ending.verdicts,
        ending.leading if ending.outcome is Outcome.PASSED and not doubts else None,
        contest,
    )


@dataclass(frozen=True, slots=True)
class _Ending:
    verdicts: Mapping[str, Verdict]
    leading: str
    outcome: Outcome

    @property
    def decision(self) -> tuple[Outcome, str]:
        """What is decided, and for which option if for one."""
        return self.outcome, self.leading if self.outcome is Outcome.PASSED else ""


def _end(question: Question, reading: _Reading, named: Mapping[str, Amount], others: Counts) -> _Ending:
    verdicts = tally_alternatives(question.law, question.classes[0], reading.base.roll, named, others, question.rules.voids)
    passed = [option for option in question.options if verdicts[option].outcome is Outcome.PASSED]
    none_won = not passed and verdicts[NONE_OF_THESE].outcome is Outcome.PASSED
    leading = passed[0] if passed else max(named, key=lambda option: (named[option].heads or 0, named[option].area or 0))
    return _Ending(verdicts, leading, Outcome.NOT_PASSED if none_won else verdicts[leading].outcome)


def _contest(
    question: Question, reading: _Reading, named: Mapping[str, Amount], others: Counts, ending: _Ending
) -> tuple[Contest | None, bool]:
    """Heads whose co-owners are in conflict, read as all for one option, for each option, and as for none; and whether the decision hangs on that."""
    apart = total(head.weight for head in reading.base.contested)
    if not reading.base.contested:
        return None, False
    against = _end(question, reading, named, others.plus(Choice.ABSTAIN, apart))
    behind = {option: _end(question, reading, {**named, option: named[option] + apart}, others) for option in named}
    leading = ending.leading
    contest = Contest(len(reading.base.contested), behind[leading].verdicts[leading], against.verdicts[leading])
    return contest, any(each.decision != ending.decision for each in (against, *behind.values()))
