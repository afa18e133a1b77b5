"""A fifth of the owners may require an assembly (PMR 13): heads decide, reaching the share exactly is enough."""

import pytest

from huasheng_vote.rules.demand import support
from huasheng_vote.rules.roll import Roll, Unit, Use


def flat(number, owners, area=1_000_000, *, held=False):
    return Unit(str(number), "1", "", str(number), Use.DWELLING, area, frozenset(owners), held)


def roll(heads):
    return Roll.of([flat(number, {f"o{number}"}) for number in range(heads)])


@pytest.mark.parametrize(
    ("heads", "signed", "reached", "missing"), [(10, 1, False, 1), (10, 2, True, 0), (11, 2, False, 1), (11, 3, True, 0)]
)
def test_a_fifth_is_enough_and_one_head_less_is_not(heads, signed, reached, missing):
    found = support(roll(heads), {f"o{number}" for number in range(signed)})
    assert (found.reached, found.heads_missing) == (reached, missing)


def test_heads_decide_and_area_is_only_shown():
    large = Roll.of([flat(0, {"big"}, 90_000_000), *(flat(number, {f"o{number}"}) for number in range(1, 10))])
    found = support(large, {"big"})
    assert (found.heads, found.area, found.roll_heads, found.roll_area) == (1, 90_000_000, 10, 99_000_000)
    assert not found.reached


def test_an_owner_of_two_flats_is_one_head_with_both_areas():
    found = support(Roll.of([flat(1, {"a"}), flat(2, {"a"}), flat(3, {"b"})]), {"a"})
    assert (found.heads, found.area) == (1, 2_000_000)


def test_two_co_owners_who_both_sign_are_one_head():
    assert support(Roll.of([flat(1, {"a", "b"})]), {"a", "b"}).heads == 1


def test_the_developers_head_signs_only_by_its_own_word():
    stock = Roll.of([flat(1, {"a"}), flat(2, set(), held=True)])
    assert support(stock, {"a"}).heads == 1
    assert support(stock, set(), developer=True).heads == 1


def test_an_empty_roll_demands_nothing():
    assert not support(Roll(()), {"a"}).reached
