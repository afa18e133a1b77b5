"""`payments CASE.json`: what of a contract is payable now, what is retained, what blocks."""

from collections.abc import Mapping, Sequence

from huasheng_vote.rules.calculator.documents import Node, unknown_keys
from huasheng_vote.rules.exact import show_money
from huasheng_vote.rules.money import Account, RetentionModel

NEEDED = ("contract", "settlement", "retention_percent")
OPTIONAL = ("variations", "retention_model", "paid", "penalties", "budget", "price_reviewed")


def run(root: Node) -> Mapping[str, object]:
    """Read a contract's account and tell what may be paid. Refuses amounts that are not exact to the fen."""
    fields = root.fields(*NEEDED, *OPTIONAL, needed=NEEDED)
    if "retention_model" in fields:
        fields["retention_model"].word(RetentionModel)  # both withhold the same in the end
    account = _account(fields)
    retained = show_money(account.retained)
    return {
        "retained": retained,
        "payable_now": show_money(account.payable_now),
        "released_later": retained,
        "blocked": account.blocked(),
        "warnings": unknown_keys(root),
    }


def _account(fields: Mapping[str, Node]) -> Account:
    budget = fields.get("budget", Node(None))
    return Account(
        contract=fields["contract"].money(),
        variations=_amounts(fields, "variations", signed=True),
        settlement=fields["settlement"].money(),
        retention=fields["retention_percent"].decimal() / 100,
        paid=_amounts(fields, "paid"),
        penalties=fields["penalties"].money() if "penalties" in fields else 0,
        budget=None if budget.value is None else budget.money(),
        price_reviewed=fields["price_reviewed"].flag() if "price_reviewed" in fields else True,
    )


def _amounts(fields: Mapping[str, Node], key: str, signed: bool = False) -> Sequence[int]:
    return [node.money(signed) for node in fields[key].items()] if key in fields else []
