"""Words for codes: every refusal, state, act and matter, said once. Rules speak codes; only the edge speaks Chinese or English."""

from typing import Any

from huasheng_vote.labels import common, people, proposals, register
from huasheng_vote.rules.refusal import Refused, Why

REFUSALS: dict[Why, Any] = {**common.REFUSALS, **people.REFUSALS, **proposals.REFUSALS, **register.REFUSALS}


def words(refused: Refused) -> str:
    """The sentence for a refusal, in the reader's language, with its facts filled in."""
    sentence = REFUSALS.get(refused.why)
    return str(sentence) % refused.facts if sentence is not None else refused.why.value
