"""Owners demand an assembly (PMR 13): where a fifth of the owners propose one, it must be convened.

The regulation says "20% 以上的业主": it counts owners, so heads decide, and reaching the share exactly is enough (CC 1259). The area
behind the signatures is counted too and shown beside, because both measures will decide the vote.
"""

from collections.abc import Set
from dataclasses import dataclass
from fractions import Fraction

from huasheng_vote.rules.exact import Bar
from huasheng_vote.rules.roll import DEVELOPER, Roll

ONE_FIFTH = Bar(Fraction(1, 5), inclusive=True)
ARTICLE = "PMR 13"


@dataclass(frozen=True, slots=True)
class Support:
    """What the signatures weigh on the roll as it stands: heads, and area in 1/10000 m²."""

    heads: int
    area: int
    roll_heads: int
    roll_area: int

    @property
    def reached(self) -> bool:
        """Whether a fifth of the owners has signed. An empty roll can demand nothing."""
        return self.roll_heads > 0 and ONE_FIFTH.holds(self.heads, self.roll_heads)

    @property
    def heads_missing(self) -> int:
        """How many more heads must sign."""
        return ONE_FIFTH.short_by(self.heads, self.roll_heads)


def support(roll: Roll, signers: Set[str], *, developer: bool = False) -> Support:
    """The heads one of whose owners signed, each once with its full area; the developer's head by its own word."""
    signed = [head for head in roll.heads if (developer if head.owners == DEVELOPER else not head.owners.isdisjoint(signers))]
    return Support(len(signed), sum(head.area for head in signed), len(roll.heads), sum(head.area for head in roll.heads))
