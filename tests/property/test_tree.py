"""Proofs at any size: those of the definition, and from few stored subtrees."""

from functools import cache
from hashlib import sha256
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from huasheng_vote.journal import tree
from huasheng_vote.rules.proofs import Consistency, Inclusion
from tests.property.test_rules_proofs import between, path, root

MOST = 2000
LEAVES = [sha256(b"\0" + place.to_bytes(4, "big")).digest() for place in range(MOST)]
SIZES = st.integers(1, MOST)


@cache
def subtree(level, index):
    return root(LEAVES[index << level : index + 1 << level])


def from_memory(asked):
    """Complete subtrees as the database would hold them, noting how many were asked for."""

    def stored(_estate, places):
        asked.extend(places)
        return {place: subtree(*place) for place in places}

    return patch.object(tree, "_stored", stored)


@settings(deadline=None, max_examples=60)
@given(SIZES, st.data())
def test_inclusion_is_that_of_the_definition_from_few_subtrees(size, data):
    index, asked = data.draw(st.integers(0, size - 1)), []
    with from_memory(asked):
        proof = tree.inclusion(1, index, size)
        head = tree.roots(1, [(0, size)])[0]
    assert proof == path(index, LEAVES[:size])
    assert Inclusion(index, size, head, LEAVES[index], proof).holds()
    assert len(asked) <= 3 * size.bit_length()


@settings(deadline=None, max_examples=60)
@given(SIZES, st.data())
def test_consistency_is_that_of_the_definition_from_few_subtrees(size, data):
    old, asked = data.draw(st.integers(1, size)), []
    with from_memory(asked):
        proof = tree.consistency(1, old, size)
        first, second = tree.roots(1, [(0, old), (0, size)])
    assert proof == between(old, LEAVES[:size])
    assert Consistency(old, size, first, second, proof).holds()
    assert len(asked) <= 4 * size.bit_length()
