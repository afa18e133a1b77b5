"""A refusal carries a code, a kind, and facts that stay as they were."""

import pytest

from huasheng_vote.rules.refusal import Kind, Refused, Why


def test_a_code_is_its_own_name_in_small_letters():
    assert all(why.value == why.name.lower() for why in Why)


def test_a_code_without_a_kind_is_a_conflict():
    assert Why.CHANGED_MEANWHILE.kind is Kind.CONFLICT


def test_a_code_finds_its_member_again():
    assert Why("not_found") is Why.NOT_FOUND
    assert Why.NOT_FOUND.kind is Kind.MISSING


def test_a_refusal_keeps_its_facts():
    refusal = Refused(Why.BAD_NUMBER, value="12a", row=7)
    assert refusal.why is Why.BAD_NUMBER
    assert dict(refusal.facts) == {"value": "12a", "row": 7}
    with pytest.raises(TypeError):
        refusal.facts["row"] = 8  # type: ignore[index]
