"""No splitting (化整为零): amounts that belong together are added up before the method is chosen.

What belongs together is a default: everything of one project, whenever, and everything of one supplier in one category within twelve months.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from huasheng_vote.rules.timetable import years_after


@dataclass(frozen=True, slots=True)
class Purchase:
    """What was bought or is being bought: the price, or before an award the estimate, in fen. A direct purchase names its supplier beforehand."""

    amount: int
    on: date
    project: int | None = None
    supplier: int | None = None
    category: str = ""


def added_up(this: Purchase, others: Iterable[Purchase]) -> int:
    """The amount that chooses the method: this one with all of the same project, and all of the same supplier and category within twelve months."""
    return this.amount + sum(other.amount for other in others if _belongs(this, other))


def _belongs(this: Purchase, other: Purchase) -> bool:
    if this.project is not None and other.project == this.project:
        return True
    same = this.supplier is not None and (other.supplier, other.category) == (this.supplier, this.category)
    first, second = sorted((this.on, other.on))
    return same and second <= years_after(first, 1)
