"""Who counts and how much: one owner set, one head, its whole area."""

import pytest

from huasheng_vote.rules.counts import Amount
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.rules.roll import DEFAULT_BASE, BuildingTotal, Roll, Unit, Use

EVERY_USE = frozenset(Use)


def unit(number, *owners, building="1", use=Use.DWELLING, area=100, developer=False):
    return Unit(f"{building}-1-{number}", building, "1", str(number), use, area, frozenset(owners), developer)


def heads(*units, base=DEFAULT_BASE):
    return Roll.of(units, base).total.heads


def test_one_owner_of_fifteen_units_is_one_head_with_the_area_of_all():
    assert Roll.of(unit(number, "zhang") for number in range(15)).total == Amount(1, 1500)


def test_co_owners_share_one_head():
    assert heads(unit(1, "zhang", "li")) == 1


def test_the_same_owner_set_is_one_head_in_whatever_order_it_is_written():
    assert heads(unit(1, "zhang", "li"), unit(2, "li", "zhang")) == 1


def test_owner_sets_that_differ_are_different_heads():
    assert heads(unit(1, "zhang"), unit(2, "zhang", "li"), unit(3, "li")) == 3


def test_the_roll_says_how_many_heads_hang_on_that_reading():
    roll = Roll.of([unit(1, "zhang"), unit(2, "zhang", "li"), unit(3, "wang"), unit(4, "wang")])
    assert roll.decided_by_reading == 2


def test_everything_the_developer_still_holds_is_one_head():
    roll = Roll.of([unit(1, developer=True), unit(2, "buyer", developer=True), unit(3, "zhang")])
    assert roll.total == Amount(2, 300)


def test_a_buyer_of_an_undelivered_unit_keeps_a_head_for_a_unit_already_delivered():
    roll = Roll.of([unit(1, "zhang", developer=True), unit(2, "zhang")])
    assert [len(head.units) for head in roll.heads] == [1, 1]
    assert roll.decided_by_reading == 0


def test_parking_and_storage_do_not_count_unless_the_adopted_base_says_so():
    units = [unit(1, "zhang"), unit(2, "zhang", use=Use.PARKING), unit(3, "li", use=Use.STORAGE)]
    assert Roll.of(units).total == Amount(1, 100)
    assert Roll.of(units, EVERY_USE).total == Amount(2, 300)


def test_a_scope_has_its_own_heads_and_area():
    roll = Roll.of([unit(1, "zhang"), unit(2, "li"), unit(1, "zhang", building="2")])
    scope = roll.within(frozenset({"2-1-1"}))
    assert scope.total == Amount(1, 100)
    assert [head.owners for head in scope.heads] == [frozenset({"zhang"})]


def test_buildings_are_totalled_and_a_head_counts_in_each_it_has_a_unit_in():
    roll = Roll.of([unit(1, "zhang"), unit(2, "zhang"), unit(1, "zhang", building="2"), unit(2, "li", building="2")])
    assert roll.by_building == {"1": BuildingTotal(2, 1, 200), "2": BuildingTotal(2, 2, 200)}
    assert roll.total.heads == 2


def test_a_unit_listed_twice_is_refused():
    with pytest.raises(Refused) as refused:
        Roll.of([unit(1, "zhang"), unit(1, "li")])
    assert refused.value.why is Why.DUPLICATE_UNIT


def test_a_unit_nobody_owns_is_refused():
    with pytest.raises(Refused) as refused:
        Roll.of([unit(1)])
    assert refused.value.why is Why.NOBODY_OWNS
