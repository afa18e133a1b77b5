"""The Method of Equal Shares (Peters and Skowron): every voter has an equal share of the budget, supporters pay together.

A project is worth its cost to whoever supports it. Shares grow by one unit while the real budget is not overspent.
Rounds that cannot change anything are skipped, exactly: all amounts of a round are straight lines in what a share
has grown by, so two of them that were compared change their order only where the lines meet.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from heapq import heapify, heappop, heappush
from math import ceil
from typing import Self


@dataclass(frozen=True, slots=True)
class Project:
    """Something to buy; its cost is above zero."""

    id: str
    cost: Fraction


@dataclass(slots=True)
class Horizon:
    """How far shares may grow before the first comparison that was made turns out otherwise; None: without end."""

    nearest: Fraction | None = None

    def meet(self, gap: Fraction, closing: Fraction) -> None:
        """Two lines were compared: their distance, and by how much it shrinks with every unit."""
        if closing and gap / closing >= 0 and (self.nearest is None or gap / closing < self.nearest):
            self.nearest = gap / closing


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """An amount now, and by how much it grows with every unit of the share. Comparing two tells the horizon."""

    now: Fraction
    growth: Fraction
    horizon: Horizon

    def __lt__(self, other: Self) -> bool:
        self.horizon.meet(other.now - self.now, self.growth - other.growth)
        return self.now < other.now

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Line):
            return NotImplemented
        self.horizon.meet(other.now - self.now, self.growth - other.growth)
        return self.now == other.now

    __hash__ = None  # type: ignore[assignment]

    def __sub__(self, other: Self) -> "Line":
        return Line(self.now - other.now, self.growth - other.growth, self.horizon)

    def __mul__(self, factor: Fraction | int) -> "Line":
        return Line(self.now * factor, self.growth * factor, self.horizon)


class EqualShares:
    """An election by Equal Shares. Voters who support the same projects pay alike, so they share one kind of purse."""

    def __init__(self, budget: Fraction, projects: Sequence[Project], support: Mapping[frozenset[str], int]) -> None:
        self._budget, self._projects = budget, projects
        self._people = list(support.values())
        self._supporters = [[purse for purse, kind in enumerate(support) if project.id in kind] for project in projects]

    def winners(self) -> list[Project]:
        """Raise every share by one unit until the outcome would overspend the real budget, and keep the one before."""
        if not self._people:
            return []
        share = self._budget / sum(self._people)
        outcome, unchanged = self.bought_with(share)
        supported = sum(map(bool, self._supporters))
        while unchanged is not None and len(outcome) < supported:
            share += max(1, ceil(unchanged))
            following, unchanged = self.bought_with(share)
            if spent(following) > self._budget:
                break
            outcome = following
        return outcome

    def bought_with(self, share: Fraction) -> tuple[list[Project], Fraction | None]:
        """What voters buy with a share each, the project first whose heaviest payer pays least per unit of its cost.

        Beside it, by how much shares may grow before anything can change; None if nothing ever will."""
        horizon = Horizon()
        purses = [Line(share, Fraction(1), horizon)] * len(self._people)
        nothing = Line(Fraction(0), Fraction(0), horizon)
        waiting = [(nothing, place) for place, payers in enumerate(self._supporters) if payers]
        heapify(waiting)
        bought = []
        while waiting:
            _, place = heappop(waiting)
            rate = self._rate(place, purses, horizon)
            if rate is None:
                continue
            if waiting and waiting[0] < (rate, place):  # rates only rise as purses empty, so an old one is a lower bound
                heappush(waiting, (rate, place))
                continue
            most = rate * self._projects[place].cost
            for purse in self._supporters[place]:
                purses[purse] -= min(purses[purse], most)
            bought.append(self._projects[place])
        return bought, horizon.nearest

    def _rate(self, place: int, purses: Sequence[Line], horizon: Horizon) -> Line | None:
        """What the heaviest payer pays per unit of cost; None where the supporters cannot pay together."""
        cost = self._projects[place].cost
        missing = Line(cost, Fraction(0), horizon)
        payers = sorted(self._supporters[place], key=lambda purse: purses[purse])
        people = sum(self._people[purse] for purse in payers)
        for purse in payers:
            if not purses[purse] * people < missing:
                return missing * (1 / (people * cost))
            missing -= purses[purse] * self._people[purse]
            people -= self._people[purse]
        return None


def spent(projects: Sequence[Project]) -> Fraction:
    """What projects cost together."""
    return sum((project.cost for project in projects), Fraction(0))
