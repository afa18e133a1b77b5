"""Participatory budgeting: which projects a budget buys when everybody has voted on a list of them.

The greedy family buys by score; `shares` holds the Method of Equal Shares. Money and scores are exact fractions. Ties go to the project that stands earlier in the list, never to chance.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from huasheng_vote.rules.shares import EqualShares, Project

NO_MONEY = Fraction(0)


class BudgetRule(StrEnum):
    """How winners are chosen."""

    GREEDY = "greedy"
    GREEDY_NO_SKIP = "greedy-no-skip"
    GREEDY_THRESHOLD = "greedy-threshold"
    EQUAL_SHARES = "equal-shares"


@dataclass(frozen=True, slots=True)
class Election:
    """A budget, the projects in their order, and each ballot as the points it gives, by project."""

    budget: Fraction
    projects: Sequence[Project]
    ballots: Sequence[Mapping[str, Fraction]]

    def scores(self) -> Mapping[str, Fraction]:
        """The points of every project, in the order of the list."""
        totals = {project.id: Fraction(0) for project in self.projects}
        for ballot in self.ballots:
            for id_, points in ballot.items():
                totals[id_] += points
        return totals

    def winners(self, rule: BudgetRule, threshold: Fraction = NO_MONEY) -> list[Project]:
        """Winners in the order in which they are selected; only the threshold rule looks at the threshold."""
        if rule is BudgetRule.EQUAL_SHARES:
            return self._equal_shares()
        scores = self.scores()
        ranked = sorted(self.projects, key=lambda project: -scores[project.id])
        if rule is BudgetRule.GREEDY_THRESHOLD:
            ranked = [project for project in ranked if scores[project.id] >= threshold]
        return self._greedy(ranked, stop_at_first=rule is BudgetRule.GREEDY_NO_SKIP)

    def _equal_shares(self) -> list[Project]:
        support = Counter(frozenset(id_ for id_, points in ballot.items() if points > 0) for ballot in self.ballots)
        return EqualShares(self.budget, self.projects, support).winners()

    def _greedy(self, ranked: Sequence[Project], stop_at_first: bool) -> list[Project]:
        left, bought = self.budget, []
        for project in ranked:
            if project.cost <= left:
                bought.append(project)
                left -= project.cost
            elif stop_at_first:
                break
        return bought
