"""A shared secret: any k shares restore it, fewer say nothing, and the arithmetic is that of AES."""

from collections import Counter
from itertools import combinations, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.rules.sharing import Share, over, restore, split, times

SECRET = bytes(range(200, 232))


def by_hand(one, other):
    """The product as FIPS 197 defines it: add the doubled elements bit by bit."""
    product = 0
    for bit in range(8):
        if other >> bit & 1:
            product ^= one << bit
    for bit in range(14, 7, -1):
        if product >> bit & 1:
            product ^= 0x11B << (bit - 8)
    return product


def test_products_are_those_of_the_definition():
    assert all(times(one, other) == by_hand(one, other) for one in range(256) for other in range(256))


@pytest.mark.parametrize(("one", "other", "product"), [(0x57, 0x83, 0xC1), (0x57, 0x13, 0xFE), (0x53, 0xCA, 0x01)])
def test_the_examples_of_fips_197(one, other, product):
    assert times(one, other) == product


def test_a_quotient_times_its_divisor_is_the_dividend():
    assert all(times(over(one, other), other) == one for one in range(256) for other in range(1, 256))


def test_shares_worked_on_paper():
    """2-of-3 of 0x42 with the coefficient 0x07: 42 ⊕ 07·x."""
    assert [share.value for share in split(b"\x42", 3, [b"\x07"])] == [b"\x45", b"\x4c", b"\x4b"]


@given(st.data())
def test_any_k_of_n_restore_in_any_order(data):
    secret = data.draw(st.binary(min_size=1, max_size=40))
    count = data.draw(st.integers(2, 7))
    needed = data.draw(st.integers(2, count))
    random = st.binary(min_size=len(secret), max_size=len(secret))
    shares = split(secret, count, [data.draw(random) for _ in range(needed - 1)])
    chosen = data.draw(st.permutations(shares))[:needed]
    assert restore(chosen) == secret
    assert restore(chosen, at=count) == shares[-1].value


def test_any_two_of_three_restore():
    shares = split(SECRET, 3, [bytes(range(32))])
    assert {restore(pair) for pair in permutations(shares, 2)} == {SECRET}


@pytest.mark.parametrize("number", [1, 2, 3])
@pytest.mark.parametrize("secret", [0, 1, 0x42, 255])
def test_one_share_of_two_needed_says_nothing(number, secret):
    """Whatever the secret byte, the share takes each of the 256 values for exactly one coefficient."""
    seen = Counter(split(bytes([secret]), 3, [bytes([coefficient])])[number - 1].value for coefficient in range(256))
    assert len(seen) == 256
    assert set(seen.values()) == {1}


def test_two_shares_of_three_needed_say_nothing():
    """One secret byte: every pair of values turns up once over all pairs of coefficients, for each pair of officers."""
    shares = [split(b"\x42", 3, [bytes([one]), bytes([two])]) for one in range(256) for two in range(256)]
    for one, two in combinations(range(3), 2):
        assert len({(each[one].value, each[two].value) for each in shares}) == 65536


def test_shares_that_do_not_belong_together_give_something_else():
    ours, theirs = split(SECRET, 3, [bytes(range(32))]), split(SECRET, 3, [bytes(range(1, 33))])
    assert restore([ours[0], theirs[1]]) != SECRET


@pytest.mark.parametrize(
    ("shares", "why"),
    [
        ([Share(1, b"a"), Share(1, b"a")], Why.SHARE_TWICE),
        ([Share(1, b"a"), Share(2, b"ab")], Why.NOT_A_SHARE),
        ([Share(0, b"a"), Share(2, b"b")], Why.NOT_A_SHARE),
        ([Share(256, b"a"), Share(2, b"b")], Why.NOT_A_SHARE),
        ([], Why.NOT_A_SHARE),
    ],
)
def test_what_are_no_shares_is_refused(shares, why):
    with pytest.raises(Refused) as refused:
        restore(shares)
    assert refused.value.why is why


@pytest.mark.parametrize(("count", "coefficients"), [(1, [b"a"]), (256, [b"a"]), (3, [b"ab"]), (2, [b"a", b"b"])])
def test_a_sharing_nobody_could_use_is_refused(count, coefficients):
    with pytest.raises(Refused):
        split(b"s", count, coefficients)
