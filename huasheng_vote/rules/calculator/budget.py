"""`budget FILE.pb`: the winners of a participatory-budget election, by the city's own rule or by another."""

from collections.abc import Mapping

from huasheng_vote.rules.budget import NO_MONEY, BudgetRule
from huasheng_vote.rules.calculator.pabulib import read_election
from huasheng_vote.rules.exact import show_exact
from huasheng_vote.rules.shares import spent


def run(data: bytes, rule: BudgetRule | None) -> Mapping[str, object]:
    """Read an election and buy. `rule` None takes the one the file names."""
    file = read_election(data)
    used = rule or file.rule()
    threshold = file.threshold() if used is BudgetRule.GREEDY_THRESHOLD else NO_MONEY
    winners = file.election.winners(used, threshold)
    return {
        "winners": [project.id for project in winners],
        "scores": {id_: show_exact(score) for id_, score in file.election.scores().items()},
        "spent": show_exact(spent(winners)),
        "budget": show_exact(file.election.budget),
        "rule": used,
    }
