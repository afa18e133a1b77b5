"""回访抽查: how many of those who took part are asked whether the ballot was theirs, and who.

A ballot ticked for an absent owner looks like any other. If a result would turn with `flips` false ballots, a sample that would miss them all with a chance of at
most one in twenty shows that there are not so many (domain/trust.md; hypergeometric, exact). The draw is a function of a public seed that nobody knew at
closing: anyone can repeat it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from hashlib import sha256

from huasheng_vote.rules.exact import Bar
from huasheng_vote.rules.lawbook import Measure
from huasheng_vote.rules.tally import Part

RISK = Fraction(1, 20)
"""The greatest chance accepted of missing as many false ballots as would turn the result."""


class Answer(StrEnum):
    """What a call came to."""

    CONFIRMED = "confirmed"
    DENIED = "denied"
    AWAY = "away"


@dataclass(frozen=True, slots=True)
class Side:
    """One published inequality: `left` against `bar` of `right`."""

    part: Part
    measure: Measure
    left: int
    right: int
    bar: Bar

    @property
    def holds(self) -> bool:
        """Whether it is reached."""
        return self.bar.holds(self.left, self.right)


@dataclass(frozen=True, slots=True)
class Cast:
    """One ballot of a motion: its area in 1/10000 m², and whether it agrees (among alternatives: chose the one that won)."""

    area: int
    agrees: bool


def flips(sides: Sequence[Side], cast: Sequence[Cast]) -> int | None:
    """The fewest false ballots with which the motion would have come out otherwise; None where no number would.

    What passed fails as soon as one inequality does: false ballots leave the quorum, or a false yes was a no. What failed on agreement passes
    only with every inequality: false noes were yeses. Too few taking part is nothing that calling those who took part could show.
    """
    if all(side.holds for side in sides):
        return min(filter(None, (_to_break(side, cast) for side in sides)), default=None)
    failed = [side for side in sides if not side.holds]
    if any(side.part is Part.QUORUM for side in failed):
        return None
    needed = [_to_reach(side, cast) for side in failed]
    return None if None in needed else max(filter(None, needed))


def sample(ballots: int, wrong: int) -> int:
    """The smallest sample out of `ballots` that misses all of `wrong` false ones with a chance of at most `RISK`: 1,000 and 20 need 138."""
    low, high = 0, ballots
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if missed(ballots, wrong, middle) <= RISK else (middle + 1, high)
    return low


def missed(ballots: int, wrong: int, size: int) -> Fraction:
    """The chance that a sample of `size` out of `ballots` contains none of `wrong`: C(ballots - wrong, size) / C(ballots, size)."""
    few, many = sorted((wrong, size))
    if wrong + size > ballots:
        return Fraction(0)
    above = below = 1
    for each in range(few):
        above, below = above * (ballots - many - each), below * (ballots - each)
    return Fraction(above, below)


def draw(seed: str, heads: Iterable[str], size: int) -> list[str]:
    """The heads to call, by pseudonym: the first `size` in the order of SHA-256("callback/v1|" + seed + "|" + pseudonym)."""
    return sorted(heads, key=lambda head: sha256(f"callback/v1|{seed}|{head}".encode()).digest())[:size]


def _to_break(side: Side, cast: Sequence[Cast]) -> int | None:
    weights = _weights(side.measure, (each for each in cast if side.part is Part.QUORUM or each.agrees))
    return _fewest(weights, side.left - side.bar.least(side.right) + 1)


def _to_reach(side: Side, cast: Sequence[Cast]) -> int | None:
    return _fewest(_weights(side.measure, (each for each in cast if not each.agrees)), side.bar.short_by(side.left, side.right))


def _weights(measure: Measure, cast: Iterable[Cast]) -> list[int]:
    return sorted((1 if measure is Measure.HEADS else each.area for each in cast), reverse=True)


def _fewest(weights: Sequence[int], amount: int) -> int | None:
    """How many of the heaviest make up the amount."""
    for count, weight in enumerate(weights, start=1):
        amount -= weight
        if amount <= 0:
            return count
    return None
