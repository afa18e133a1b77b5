"""What of a contract may be paid now, what is kept back, and what stands in the way. All amounts in whole fen.

The invariant: paid + retained + penalties + payable = settlement, no term below zero. The ceilings are defaults an
estate may adopt: retention 3 %, variations 10 % of the contract, settlement 110 % of the voted budget, a price review
from 30,000 yuan on.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from huasheng_vote.rules.exact import YUAN, half_up

MOST_RETENTION = Fraction(3, 100)
MOST_VARIATIONS = Fraction(10, 100)
MOST_OF_BUDGET = Fraction(110, 100)
REVIEWED_ABOVE = 30_000 * YUAN


class RetentionModel(StrEnum):
    """When retention is taken; one model per contract."""

    LAST = "last"
    EACH = "each"


class Block(StrEnum):
    """What forbids any payment until it is cleared."""

    SETTLEMENT_ABOVE_CONTRACT = "settlement_above_contract"
    RETENTION_ABOVE_3 = "retention_above_3"
    OVER_BUDGET_110 = "over_budget_110"
    VARIATIONS_OVER_10 = "variations_over_10"
    REVIEW_MISSING = "review_missing"
    OVERPAID = "overpaid"


@dataclass(frozen=True, slots=True)
class Account:
    """A contract's account at its settlement. `paid` is net of retention; variations may lower the price."""

    contract: int
    variations: Sequence[int]
    settlement: int
    retention: Fraction
    paid: Sequence[int]
    penalties: int = 0
    budget: int | None = None
    price_reviewed: bool = True

    @property
    def retained(self) -> int:
        """The whole retention, half up; both models come to the same, for `each` settles its roundings with the last payment."""
        return half_up(self.settlement * self.retention)

    @property
    def left(self) -> int:
        """What the settlement still owes now; below zero when too much was paid."""
        return self.settlement - self.retained - self.penalties - sum(self.paid)

    @property
    def payable_now(self) -> int:
        """What may be paid; nothing while anything blocks."""
        return 0 if self.blocked() else self.left

    def blocked(self) -> list[Block]:
        """Everything that stands in the way."""
        varied = sum(self.variations)
        found = {
            Block.SETTLEMENT_ABOVE_CONTRACT: self.settlement > self.contract + varied,
            Block.RETENTION_ABOVE_3: self.retention > MOST_RETENTION,
            Block.OVER_BUDGET_110: self.budget is not None and self.settlement > self.budget * MOST_OF_BUDGET,
            Block.VARIATIONS_OVER_10: varied > self.contract * MOST_VARIATIONS,
            Block.REVIEW_MISSING: not self.price_reviewed and self.settlement > REVIEWED_ABOVE,
            Block.OVERPAID: self.left < 0,
        }
        return [block for block, holds in found.items() if holds]


def withheld(gross: Sequence[int], retention: Fraction, model: RetentionModel) -> list[int]:
    """What is kept back from each gross payment; `last` takes from the final one what `each` takes from all."""
    if not gross:
        return []
    whole = half_up(sum(gross) * retention)
    before = [half_up(payment * retention) if model is RetentionModel.EACH else 0 for payment in gross[:-1]]
    return [*before, whole - sum(before)]
