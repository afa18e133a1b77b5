"""From counts to an outcome: every inequality with both its sides, and what is still missing.

All tests of participation come first, then all tests of agreement (CC 278); failing the first is another ending than
failing the second. A figure that is unknown decides nothing, unless a known one already decides.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from huasheng_vote.rules.counts import Amount, Counts
from huasheng_vote.rules.lawbook import Bars, Denominator, Law, Matter, MatterClass, Test
from huasheng_vote.rules.silence import SilenceRule, Undeemed, deem

FUND_TWO_THIRDS_OF_ALL = "fund_two_thirds_of_all"  # some fund offices still ask for the bar of the law before 2021


class Outcome(StrEnum):
    """How a motion ends. Not passed is not the opposite decision; no quorum is neither."""

    PASSED = "passed"
    NOT_PASSED = "not_passed"
    NO_QUORUM = "no_quorum"
    NEEDS_REVIEW = "needs_review"
    UNDETERMINED = "undetermined"


class Part(StrEnum):
    """Which half of the law a test belongs to."""

    QUORUM = "quorum"
    AGREE = "agree"


class VoidRule(StrEnum):
    """Whether void ballots take part: by the adopted rule, or, where there is none, both ways."""

    IN_QUORUM = "in_quorum"
    OUT = "out"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Tested:
    """One inequality of the law with its two sides; a side is None where it is unknown."""

    part: Part
    test: Test
    left: int | None
    right: int | None

    @property
    def holds(self) -> bool | None:
        """Whether the bar is reached; None where a side is unknown."""
        if self.left is None or self.right is None:
            return None
        return self.test.bar.holds(self.left, self.right)

    @property
    def short_by(self) -> int | None:
        """The least further amount that makes it hold: joining (quorum), or present and now agreeing (agree)."""
        if self.left is None or self.right is None:
            return None
        return self.test.bar.short_by(self.left, self.right)

    @property
    def required(self) -> Fraction | None:
        """The exact amount the bar stands at, seldom whole: two thirds of 1,505 heads are 1003⅓."""
        return None if self.right is None else self.right * self.test.bar.share


@dataclass(frozen=True, slots=True)
class Tally:
    """The inequalities of one way of counting, and what follows from them."""

    tests: tuple[Tested, ...]

    @property
    def outcome(self) -> Outcome:
        """The ending these inequalities lead to, participation before agreement."""
        for part, failing in ((Part.QUORUM, Outcome.NO_QUORUM), (Part.AGREE, Outcome.NOT_PASSED)):
            answers = [tested.holds for tested in self.tests if tested.part is part]
            if False in answers:
                return failing
            if None in answers:
                return Outcome.UNDETERMINED
        return Outcome.PASSED


def judge(bars: Bars, roll: Amount, counts: Counts, *, voids_in: bool) -> Tally:
    """Hold the counts against every bar, quorum before agreement."""
    present = counts.taking_part(voids_in=voids_in)
    out_of = {Denominator.TOTAL: roll, Denominator.PRESENT: present, Denominator.CAST: counts.cast()}
    halves = ((Part.QUORUM, bars.quorum, present), (Part.AGREE, bars.agree, counts.agree))
    return Tally(
        tuple(
            Tested(part, test, left.of(test.measure), out_of[test.denominator].of(test.measure))
            for part, tests, left in halves
            for test in tests
        )
    )


@dataclass(frozen=True, slots=True)
class CountingRules:
    """What the adopted rules say about void ballots and about silence."""

    voids: VoidRule = VoidRule.BOTH
    silence: SilenceRule | None = None


STATUTE_ALONE = CountingRules()


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome, the inequalities that give it, and beside it the outcome without deeming anybody's vote.

    Where void ballots are counted both ways the inequalities are those without them.
    """

    outcome: Outcome
    tests: tuple[Tested, ...]
    strict: Outcome
    deemed: Outcome | None
    warnings: tuple[str, ...] = ()

    @property
    def failing(self) -> tuple[Tested, ...]:
        """The inequalities that do not hold, in the order of the law."""
        return tuple(tested for tested in self.tests if tested.holds is False)


def tally(
    law: Law,
    class_: MatterClass,
    roll: Amount,
    counts: Counts,
    rules: CountingRules = STATUTE_ALONE,
    matter: Matter | None = None,
) -> Verdict:
    """Decide a motion strictly and, where the silence rule is on and its conditions hold, with the silent deemed."""
    bars = law.bars[class_]
    strict = _every_way(bars, roll, counts, rules.voids)
    deeming = deem(law, class_, roll, counts, rules.silence) if rules.silence else None
    counted = deeming if isinstance(deeming, Counts) else counts
    tallies = _every_way(bars, roll, counted, rules.voids)
    outcome = _agreed(tallies)
    warnings: list[str] = [deeming] if isinstance(deeming, Undeemed) else []
    older = law.older.get(matter, ()) if matter else ()
    if outcome is Outcome.PASSED and _misses(older, roll, counted):
        warnings.append(FUND_TWO_THIRDS_OF_ALL)
    return Verdict(
        outcome=outcome,
        tests=tallies[0].tests,
        strict=_agreed(strict),
        deemed=outcome if isinstance(deeming, Counts) else None,
        warnings=tuple(warnings),
    )


def _agreed(tallies: Sequence[Tally]) -> Outcome:
    """The one outcome all ways of counting share, else that somebody must look."""
    outcomes = {each.outcome for each in tallies}
    return outcomes.pop() if len(outcomes) == 1 else Outcome.NEEDS_REVIEW


def _every_way(bars: Bars, roll: Amount, counts: Counts, voids: VoidRule) -> Sequence[Tally]:
    ways = {VoidRule.OUT: (False,), VoidRule.IN_QUORUM: (True,), VoidRule.BOTH: (False, True)}[voids]
    return [judge(bars, roll, counts, voids_in=way) for way in ways]


def _misses(older: tuple[Test, ...], roll: Amount, counts: Counts) -> bool:
    return judge(Bars((), older), roll, counts, voids_in=False).outcome is Outcome.NOT_PASSED
