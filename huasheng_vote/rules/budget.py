"""Participatory budgeting: which projects a budget buys when everybody has voted on a list of them.

The greedy family buys by score. The Method of Equal Shares (Peters and Skowron) gives every voter an equal share of
the budget and lets supporters pay together; here a project is worth its cost to whoever supports it. Money and scores
are exact fractions. Ties go to the project that stands earlier in the list, never to chance.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from heapq import heapify, heappop, heappush

NO_MONEY = Fraction(0)
ONE_UNIT = Fraction(1)


class BudgetRule(StrEnum):
    """How winners are chosen."""

    GREEDY = "greedy"
    GREEDY_NO_SKIP = "greedy-no-skip"
    GREEDY_THRESHOLD = "greedy-threshold"
    EQUAL_SHARES = "equal-shares"


@dataclass(frozen=True, slots=True)
class Project:
    """Something to buy; its cost is above zero."""

    id: str
    cost: Fraction


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
            return EqualShares(self).winners()
        scores = self.scores()
        ranked = sorted(self.projects, key=lambda project: -scores[project.id])
        if rule is BudgetRule.GREEDY_THRESHOLD:
            ranked = [project for project in ranked if scores[project.id] >= threshold]
        return self._greedy(ranked, stop_at_first=rule is BudgetRule.GREEDY_NO_SKIP)

    def _greedy(self, ranked: Sequence[Project], stop_at_first: bool) -> list[Project]:
        left, bought = self.budget, []
        for project in ranked:
            if project.cost <= left:
                bought.append(project)
                left -= project.cost
            elif stop_at_first:
                break
        return bought


class EqualShares:
    """The Method of Equal Shares over an election. Voters who support the same projects pay alike, so they share a purse."""

    def __init__(self, election: Election) -> None:
        self._election = election
        self._projects = election.projects
        kinds = Counter(frozenset(id_ for id_, points in ballot.items() if points > 0) for ballot in election.ballots)
        self._people = list(kinds.values())
        self._supporters = [[purse for purse, kind in enumerate(kinds) if project.id in kind] for project in self._projects]

    def winners(self) -> list[Project]:
        """Raise every share by one unit until the outcome would overspend the real budget, and keep the one before."""
        voters = len(self._election.ballots)
        if not voters:
            return []
        share = self._election.budget / voters
        supported = sum(map(bool, self._supporters))
        outcome = self.bought_with(share)
        while len(outcome) < supported:
            share += ONE_UNIT
            following = self.bought_with(share)
            if spent(following) > self._election.budget:
                break
            outcome = following
        return outcome

    def bought_with(self, share: Fraction) -> list[Project]:
        """What voters buy with a share each: always the project whose heaviest payer pays least per unit of its cost."""
        purses = [share] * len(self._people)
        waiting = [(Fraction(0), place) for place, payers in enumerate(self._supporters) if payers]
        heapify(waiting)
        bought = []
        while waiting:
            _, place = heappop(waiting)
            rate = self._rate(place, purses)
            if rate is None:
                continue
            if waiting and (rate, place) > waiting[0]:  # rates only rise as purses empty, so an old one is a lower bound
                heappush(waiting, (rate, place))
                continue
            most = rate * self._projects[place].cost
            for purse in self._supporters[place]:
                purses[purse] -= min(purses[purse], most)
            bought.append(self._projects[place])
        return bought

    def _rate(self, place: int, purses: Sequence[Fraction]) -> Fraction | None:
        """What the heaviest payer pays per unit of cost; None where the supporters cannot pay together."""
        cost = missing = self._projects[place].cost
        payers = sorted(self._supporters[place], key=lambda purse: purses[purse])
        people = sum(self._people[purse] for purse in payers)
        for purse in payers:
            if purses[purse] * people >= missing:
                return missing / people / cost
            missing -= purses[purse] * self._people[purse]
            people -= self._people[purse]
        return None


def spent(projects: Sequence[Project]) -> Fraction:
    """What projects cost together."""
    return sum((project.cost for project in projects), NO_MONEY)
