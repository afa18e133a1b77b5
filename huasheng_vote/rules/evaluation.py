"""How bids are scored and ranked: a price score, experts' scores, their sum.

price score = lowest valid price ÷ this price × weight. Every component is rounded half up to two decimals, then
summed, so that anybody can add up the printed figures. Scores are whole hundredths of a point, prices whole fen.
A tie is a value until a public draw: nothing here decides it by chance.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

from huasheng_vote.rules.exact import Bar, half_up
from huasheng_vote.rules.refusal import Refused, Why

ALL_WEIGHTS = 100
PRICE, TECHNICAL = "price", "technical"
POINT = 100  # hundredths in a point

UNDER_THE_MEAN = Bar(Fraction(40, 100), inclusive=True)
UNDER_THE_NEXT = Bar(Fraction(30, 100), inclusive=True)


@dataclass(frozen=True, slots=True)
class Trim:
    """One highest and one lowest score leave where the panel has at least so many members, counted before."""

    least_panel: int = 5

    def __post_init__(self) -> None:
        if self.least_panel < 3:  # of two nobody would remain
            raise Refused(Why.OUT_OF_RANGE, least=3)


@dataclass(frozen=True, slots=True)
class Bid:
    """A valid bid: its price in fen and its components, each already one figure in hundredths."""

    id: str
    price: int
    scores: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Ranked:
    """A bid with its price score and total in hundredths, and its rank; equals share a rank, the next one skips."""

    bid: Bid
    price_score: int
    rank: int

    @property
    def total(self) -> int:
        """The sum of the rounded components."""
        return self.price_score + sum(self.bid.scores.values())


def check_weights(weights: Mapping[str, Fraction]) -> None:
    """Refuses weights that do not sum to a hundred."""
    if sum(weights.values()) != ALL_WEIGHTS:
        raise Refused(Why.WEIGHTS_NOT_100)


def check_score(score: Fraction, weight: Fraction) -> None:
    """Refuses a score below zero or above the component's weight."""
    if not 0 <= score <= weight:
        raise Refused(Why.SCORE_RANGE)


def panel_score(scores: Sequence[Fraction], trim: Trim | None) -> int:
    """The mean of a panel's scores in hundredths, half up. `trim` None leaves all in. Needs one score at least."""
    kept = sorted(scores)
    if trim and len(kept) >= trim.least_panel:
        kept = kept[1:-1]
    return rounded(sum(kept, Fraction(0)) / len(kept))


def rounded(score: Fraction) -> int:
    """A score in hundredths, half up."""
    return half_up(score * POINT)


def rank(bids: Sequence[Bid], price_weight: Fraction) -> list[Ranked]:
    """Valid bids from first to last; those equal in total, price and technical score share a rank, in the order given."""
    if not bids:
        return []
    lowest = min(bid.price for bid in bids)
    scored = [Ranked(bid, rounded(Fraction(lowest, bid.price) * price_weight), rank=0) for bid in bids]
    ordered = sorted(scored, key=_merit)
    first: dict[tuple[int, int, int], int] = {}
    for place, each in enumerate(ordered, start=1):
        first.setdefault(_merit(each), place)
    return [Ranked(each.bid, each.price_score, first[_merit(each)]) for each in ordered]


def ties(ranking: Sequence[Ranked]) -> list[list[str]]:
    """The groups that share a rank and wait for a draw, best first."""
    groups = ([each.bid.id for each in group] for _, group in groupby(ranking, key=lambda each: each.rank))
    return [group for group in groups if len(group) > 1]


def abnormally_low(bids: Sequence[Bid]) -> list[str]:
    """Bids that owe a written explanation: far under the mean of the other valid bids, or under the next higher price."""
    return [bid.id for bid in bids if _far_below(bid.price, [other.price for other in bids if other is not bid])]


def _far_below(price: int, others: Sequence[int]) -> bool:
    higher = [other for other in others if other > price]
    if not higher:
        return False
    count, total, following = len(others), sum(others), min(higher)
    under_mean = UNDER_THE_MEAN.holds(total - price * count, total)
    return under_mean or UNDER_THE_NEXT.holds(following - price, following)


def _merit(each: Ranked) -> tuple[int, int, int]:
    """Higher total, then lower price, then higher technical score."""
    return -each.total, each.bid.price, -each.bid.scores.get(TECHNICAL, 0)
