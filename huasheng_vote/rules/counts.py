"""What the ballots of one motion add up to: heads and area per choice, foldable one ballot at a time.

A figure may be unknown, as in published results that name heads but no areas; every sum with it is then unknown too.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from huasheng_vote.rules.ballot import Choice
from huasheng_vote.rules.lawbook import Measure


@dataclass(frozen=True, slots=True)
class Amount:
    """So many heads holding so much area (1/10000 m²); None where a figure is unknown."""

    heads: int | None = 0
    area: int | None = 0

    def of(self, measure: Measure) -> int | None:
        """The figure of one measure."""
        return self.heads if measure is Measure.HEADS else self.area

    def __add__(self, other: "Amount") -> "Amount":
        return Amount(_plus(self.heads, other.heads), _plus(self.area, other.area))

    def __sub__(self, other: "Amount") -> "Amount":
        return self + Amount(_minus(other.heads), _minus(other.area))


NOBODY = Amount()


def total(amounts: Iterable[Amount]) -> Amount:
    """The sum, unknown in a measure as soon as one amount is."""
    return sum(amounts, NOBODY)


@dataclass(frozen=True, slots=True)
class Counts:
    """The ballots of one motion per choice, and the silent: delivered, unanswered.

    `present` replaces the sum of those taking part (void ballots apart) where only turnout is known.
    """

    agree: Amount = NOBODY
    oppose: Amount = NOBODY
    abstain: Amount = NOBODY
    void: Amount = NOBODY
    silent: Amount = NOBODY
    present: Amount | None = None

    def of(self, choice: Choice) -> Amount:
        """The heads and area that chose it."""
        by_choice: Mapping[Choice, Amount] = {
            Choice.AGREE: self.agree,
            Choice.OPPOSE: self.oppose,
            Choice.ABSTAIN: self.abstain,
            Choice.VOID: self.void,
        }
        return by_choice[choice]

    def plus(self, choice: Choice, amount: Amount) -> "Counts":
        """These counts after so much more chose `choice`; one ballot is one head."""
        return replace(self, **{choice.value: self.of(choice) + amount})

    def minus(self, choice: Choice, amount: Amount) -> "Counts":
        """These counts after so much less chose `choice`: a ballot was changed, superseded or struck out."""
        return replace(self, **{choice.value: self.of(choice) - amount})

    def taking_part(self, *, voids_in: bool) -> Amount:
        """Everyone whose ballot counts for the quorum; void ballots by the rule in force."""
        present = self.present or total((self.agree, self.oppose, self.abstain))
        return present + self.void if voids_in else present

    def cast(self) -> Amount:
        """The votes for and against, abstentions out."""
        return self.agree + self.oppose


def _plus(left: int | None, right: int | None) -> int | None:
    return None if left is None or right is None else left + right


def _minus(figure: int | None) -> int | None:
    return None if figure is None else -figure
