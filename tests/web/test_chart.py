"""A chart places whole numbers; its picture never says more than they do."""

import pytest

from huasheng_vote.web.chart import Scale, around, columns


@pytest.mark.parametrize(
    ("value", "place"), [(340, "0.00%"), (345, "0.00%"), (355, "25.00%"), (375, "75.00%"), (385, "100.00%"), (900, "100.00%")]
)
def test_a_value_stands_at_its_share_of_the_line_and_never_leaves_it(value, place):
    assert Scale(345, 385).at(value) == place


def test_a_scale_holds_every_value_and_mark_with_air_around():
    scale = around([352, 370], [355, 375])
    assert scale.low < 352
    assert scale.high > 375


def test_a_scale_of_one_value_still_has_a_width():
    assert around([5], []).at(5) == "50.00%"


def test_the_largest_column_stays_inside_the_chart():
    chart = columns([("1月", 184, 0), ("2月", 100, 33)])
    assert [amount for _, amount in chart.grid] == [0, 50, 100, 150, 200]
    assert chart.grid[-1][0] == "8.00%"
    assert chart.columns[0].free_height == "73.60%"


def test_what_is_held_stands_on_what_is_free():
    (column,) = columns([("12月", 100, 100)]).columns
    assert (column.free_y, column.free_height) == ("48.00%", "40.00%")
    assert (column.held_y, column.held_height) == ("8.00%", "40.00%")


@pytest.mark.parametrize("amounts", [[], [("1月", 0, 0)]])
def test_nothing_is_an_empty_chart(amounts):
    assert len(columns(amounts).columns) == len(amounts)
