"""Every sort of line that is ever written to the log has words, and no words are left of a line that nobody writes."""

import ast
from pathlib import Path

from huasheng_vote.labels.log import TYPES
from huasheng_vote.procurement.actions.sealed_lines import SEALED  # noqa: F401  (the one type without a dot, recorded by its name)
from huasheng_vote.rules.flows.proposals import ProposalState

SOURCE = Path(__file__).parent.parent.parent / "huasheng_vote"
# Types that an act puts together: from the state a proposal comes to, from what is moderated and how.
COMPOSED = {
    "f'proposal.{state}'": {f"proposal.{state}" for state in (ProposalState.PUT, ProposalState.PUBLISHED, ProposalState.ADOPTED)},
    """f"{subject.partition('/')[0]}.{('hidden' if found.hidden_at else 'restored')}\"""": {
        f"{what}.{how}" for what in ("suggestion", "comment") for how in ("hidden", "restored")
    },
}


def written() -> set[str]:
    """The type in each call that records a line, or closes a batch of them."""
    found: set[str] = set()
    for path in sorted(SOURCE.rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text())):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr in ("record", "close") and call.args:
                found |= types_of(call.args[0])
    return found


def types_of(argument: ast.expr) -> set[str]:
    if isinstance(argument, ast.Constant):
        return {argument.value} if "." in str(argument.value) else set()
    if isinstance(argument, ast.Name):
        return {globals().get(argument.id, "")} - {""}
    if isinstance(argument, ast.JoinedStr):
        return COMPOSED[ast.unparse(argument)]
    if isinstance(argument, ast.IfExp):
        return types_of(argument.body) | types_of(argument.orelse)
    return set()


def test_every_type_that_is_recorded_has_words_and_no_other():
    assert written() == set(TYPES)
