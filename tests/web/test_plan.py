"""A window stands where its door number says."""

import pytest

from huasheng_vote.web.facade import street
from huasheng_vote.web.plan import Door, plan


def doors(*numbers, entrance="", use="住宅"):
    return [Door(f"{entrance}{number}", entrance, number, use) for number in numbers]


def test_the_number_on_the_door_is_floor_and_door():
    places = plan("3栋", doors("101", "102", "1201", "1202")).places
    assert places == {"101": (1, 1), "102": (1, 2), "1201": (12, 1), "1202": (12, 2)}


def test_entrances_stand_side_by_side_in_counted_order():
    places = plan("3栋", doors("101", entrance="10单元") + doors("101", "102", entrance="2单元")).places
    assert places == {"2单元101": (1, 1), "2单元102": (1, 2), "10单元101": (1, 3)}


def test_a_door_with_a_letter_has_its_own_column():
    assert plan("3栋", doors("0101A", "0101B", "0201A")).places == {"0101A": (1, 1), "0101B": (1, 2), "0201A": (2, 1)}


@pytest.mark.parametrize("number", ["铺面", "9", "-101", "12101", "00", "\u0661\u0662\u0663", "🏠"])
def test_a_number_without_a_floor_stands_at_the_ground_beside_the_others(number):
    assert plan("3栋", doors("101", "201", number)).places[number] == (1, 2)


def test_an_uneven_building_draws_its_units_only():
    building = plan("3栋", doors("101", "102", "201")).building
    assert building.places == {(1, 1), (1, 2), (2, 1)}


@pytest.mark.parametrize(("use", "kind"), [("dwelling", "house"), ("commercial", "shop"), ("parking", "garage"), ("storage", "garage")])
def test_units_without_floors_stand_in_a_row_of_their_kind(use, kind):
    made = plan("别墅", doors("10", "2", "1", use=use))
    assert made.building.kind == kind
    assert made.places == {"1": (1, 1), "2": (1, 2), "10": (1, 3)}


def test_light_and_frames_go_to_the_units_named():
    made = plan("3栋", doors("101", "102", "201"))
    building = made.lit(["201", "unknown"], own=["102"], mine=True, caption="33%")
    assert (building.lit, building.own, building.mine, building.caption) == ({(2, 1)}, {(1, 2)}, True, "33%")


def test_a_building_without_units_is_an_empty_row():
    assert street([plan("空", []).building])[0].pane == ""
