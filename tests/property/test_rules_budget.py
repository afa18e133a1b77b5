"""Equal Shares against its definition done the slow way, voter by voter."""

from collections import Counter
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from huasheng_vote.rules.budget import BudgetRule, Election
from huasheng_vote.rules.shares import EqualShares, Project, spent

COSTS = st.lists(st.integers(1, 12), min_size=1, max_size=5)


@st.composite
def elections(draw):
    projects = [Project(str(place), Fraction(cost)) for place, cost in enumerate(draw(COSTS))]
    ballot = st.sets(st.sampled_from([project.id for project in projects])).map(lambda ids: dict.fromkeys(ids, Fraction(1)))
    return Election(Fraction(draw(st.integers(0, 40))), projects, draw(st.lists(ballot, min_size=1, max_size=6)))


def shares_of(election):
    return EqualShares(election.budget, election.projects, Counter(map(frozenset, election.ballots)))


def slowly(election, share):
    """Each round buys the project with the least rate r at which its supporters, paying at most r·cost each, afford it."""
    purses, bought = [share] * len(election.ballots), []
    while True:
        offers = []
        for place, project in enumerate(election.projects):
            payers = [voter for voter, ballot in enumerate(election.ballots) if project.id in ballot]
            if project in bought or sum(purses[voter] for voter in payers) < project.cost:
                continue
            rates = sorted({rate for voter in payers for rate in rates_of(project, purses, payers, voter)})
            offers.append((next(rate for rate in rates if paid(project, purses, payers, rate) >= project.cost), place, payers))
        if not offers:
            return bought
        rate, place, payers = min(offers)
        project = election.projects[place]
        for voter in payers:
            purses[voter] -= min(purses[voter], rate * project.cost)
        bought.append(project)


def rates_of(project, purses, payers, voter):
    """Rates at which something happens: a purse is emptied, or the richer ones cover what the poorer cannot."""
    poorer = [purses[other] for other in payers if purses[other] < purses[voter]]
    yield purses[voter] / project.cost
    yield (project.cost - sum(poorer)) / (len(payers) - len(poorer)) / project.cost


def paid(project, purses, payers, rate):
    return sum(min(purses[voter], rate * project.cost) for voter in payers)


@settings(deadline=None)
@given(elections(), st.fractions(0, 15, max_denominator=4))
def test_what_shares_buy_is_what_the_definition_says(election, share):
    assert shares_of(election).bought_with(share)[0] == slowly(election, share)


@settings(deadline=None)
@given(elections())
def test_skipped_rounds_would_have_changed_nothing(election):
    share, outcome = election.budget / len(election.ballots), []
    for units in range(80):  # all costs together are 60 at most, so a share of 60 buys everything
        following = slowly(election, share + units)
        if spent(following) > election.budget:
            break
        outcome = following
        if len(outcome) == len({id_ for ballot in election.ballots for id_ in ballot}):
            break
    assert election.winners(BudgetRule.EQUAL_SHARES) == outcome


@settings(deadline=None)
@given(elections(), st.sampled_from(BudgetRule))
def test_no_rule_overspends_or_buys_twice(election, rule):
    winners = election.winners(rule, Fraction(1))
    assert spent(winners) <= election.budget
    assert len({project.id for project in winners}) == len(winners)
