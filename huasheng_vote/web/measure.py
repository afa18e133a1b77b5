"""One of the two measures of a vote — exclusive floor area or heads — against the bar the law sets (民法典第 278 条).

A Measure holds what is reached, what it is a share of and the bar; it answers where the bar's tick stands, whether it
is met and how far it is to it, in exact whole units. The words around it belong to `_macros/meter.html`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from huasheng_vote.rules.exact import Bar
from huasheng_vote.web.filters import area2, heads, m2, number, percent

What = Literal["turnout", "approval"]
Unit = Literal["area", "heads"]

MIXED = {
    Fraction(0): "", Fraction(1, 2): "½", Fraction(1, 3): "⅓", Fraction(2, 3): "⅔", Fraction(1, 4): "¼", Fraction(3, 4): "¾",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Measure:
    """`have` out of `whole`, areas in whole 1/10000 m², heads as heads."""

    what: What
    unit: Unit
    have: int
    whole: int
    bar: Bar

    @property
    def met(self) -> bool:
        return self.bar.holds(self.have, self.whole)

    @property
    def missing(self) -> int:
        """The least that is still needed while the whole stays as it is."""
        return self.bar.short_by(self.have, self.whole)

    @property
    def surplus(self) -> int:
        """How far beyond the bar, in whole units, rounded down."""
        return (self.have * self._share.denominator - self.whole * self._share.numerator) // self._share.denominator

    @property
    def missing_words(self) -> str:
        return self._worded(self.missing)

    @property
    def surplus_words(self) -> str:
        return self._worded(self.surplus)

    @property
    def have_words(self) -> str:
        return self._worded(self.have, area2)

    @property
    def whole_words(self) -> str:
        return self._worded(self.whole, area2)

    @property
    def least_text(self) -> str:
        """What the tick stands for: the least that reaches the bar."""
        return area2(self._bar_floor) if self.unit == "area" else number(self.bar.least(self.whole))

    @property
    def have_text(self) -> str:
        return area2(self.have) if self.unit == "area" else number(self.have)

    @property
    def bar_text(self) -> str:
        """The right side of the inequality, exactly: "1,003⅓" heads. An area that falls between two steps of 0.0001 m² is written as the
        step that decides the same: the one above where the bar is inclusive, the one below where it is not."""
        if self.unit == "area":
            return area2(self._bar_floor if not self.bar.inclusive else self.bar.least(self.whole))
        whole, rest = divmod(self.whole * self._share, 1)
        return f"{number(int(whole))}{MIXED.get(rest, f' {rest}')}"

    @property
    def sign(self) -> str:
        """The relation between the two sides as it stands, not as one would like it."""
        if self.bar.inclusive:
            return "≥" if self.met else "<"
        return ">" if self.met else "≤"

    @property
    def share_name(self) -> str:
        """The bar's share as a key for its word: "2/3", "1/2", "3/4"."""
        return f"{self._share.numerator}/{self._share.denominator}"

    @property
    def percent(self) -> str:
        return percent(self.have, self.whole)

    @property
    def fill(self) -> str:
        """The bar's filled part as an SVG length; a filled part never touches a tick that is not met."""
        return percent(min(self.have, self.whole), self.whole, digits=2)

    @property
    def tick(self) -> str:
        """The tick's place as an SVG length."""
        return percent(self._share.numerator, self._share.denominator, digits=3)

    @property
    def tick_is_far(self) -> bool:
        """Beyond 60 % the tick's label ends at the tick, so that it never leaves a narrow page."""
        return self._share > Fraction(3, 5)

    @property
    def _share(self) -> Fraction:
        return self.bar.share

    @property
    def _bar_floor(self) -> int:
        return self.whole * self._share.numerator // self._share.denominator

    def _worded(self, amount: int, written: Callable[[int], str] | None = None) -> str:
        if self.unit == "heads":
            return heads(amount)
        return f"{written(amount)}\u00a0m²" if written else m2(amount)


def pair(what: What, area: tuple[int, int], head: tuple[int, int], bar: Bar) -> tuple[Measure, Measure]:
    """Both measures of one question: (have, whole) in area and in heads, under the same bar."""
    return Measure(what, "area", *area, bar), Measure(what, "heads", *head, bar)
