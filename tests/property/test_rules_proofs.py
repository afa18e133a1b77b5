"""Proofs drawn up from the definition of RFC 6962, sections 2.1.1 and 2.1.2: all of them hold, and none that was touched."""

from hashlib import sha256

from hypothesis import given, settings
from hypothesis import strategies as st

from huasheng_vote.rules.proofs import Consistency, Inclusion


def leaves(size):
    return [sha256(b"\0" + bytes([place])).digest() for place in range(size)]


def split(size):
    """The largest power of two below the size."""
    return 1 << (size - 1).bit_length() - 1


def root(hashes):
    if len(hashes) == 1:
        return hashes[0]
    k = split(len(hashes))
    return sha256(b"\1" + root(hashes[:k]) + root(hashes[k:])).digest()


def path(index, hashes):
    if len(hashes) == 1:
        return []
    k = split(len(hashes))
    if index < k:
        return [*path(index, hashes[:k]), root(hashes[k:])]
    return [*path(index - k, hashes[k:]), root(hashes[:k])]


def between(size, hashes, known=True):
    if size == len(hashes):
        return [] if known else [root(hashes)]
    k = split(len(hashes))
    if size <= k:
        return [*between(size, hashes[:k], known), root(hashes[k:])]
    return [*between(size - k, hashes[k:], False), root(hashes[:k])]


def touched(proof, place):
    """The proof with one bit of one node turned, one node left out, or one put in."""
    if not proof:
        return [bytes(32)]
    spot = place % len(proof)
    turned = bytes([proof[spot][0] ^ 1]) + proof[spot][1:]
    return [[*proof[:spot], turned, *proof[spot + 1 :]], [*proof[:spot], *proof[spot + 1 :]], [*proof, proof[spot]]][place % 3]


SIZES = st.integers(1, 70)


@settings(deadline=None)
@given(SIZES, st.data())
def test_every_leaf_is_included_and_no_touched_proof_is_accepted(size, data):
    tree, index = leaves(size), data.draw(st.integers(0, size - 1))
    proof = path(index, tree)
    assert Inclusion(index, size, root(tree), tree[index], proof).holds()
    assert not Inclusion(index, size, root(tree), tree[index], touched(proof, data.draw(st.integers(0, 99)))).holds()
    elsewhere = data.draw(st.integers(0, size + 1))
    assert Inclusion(elsewhere, size, root(tree), tree[index], proof).holds() is (elsewhere == index)


@settings(deadline=None)
@given(SIZES, st.data())
def test_every_beginning_is_consistent_and_no_touched_proof_is_accepted(size, data):
    tree, before = leaves(size), data.draw(st.integers(1, size))
    proof, roots = between(before, tree), (root(tree[:before]), root(tree))
    assert Consistency(before, size, *roots, proof).holds()
    assert not Consistency(before, size, *roots, touched(proof, data.draw(st.integers(0, 99)))).holds()
    assert not Consistency(before, size, sha256(b"other").digest(), roots[1], proof).holds()
