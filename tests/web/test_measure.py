"""A measure against its bar: where the tick stands and how far it is, exactly at, below and above."""

from fractions import Fraction

import pytest

from huasheng_vote.rules.exact import Bar
from huasheng_vote.web.measure import Measure, pair
from tests.web.bare import bare_app

TWO_THIRDS, HALF = Bar(Fraction(2, 3), inclusive=True), Bar(Fraction(1, 2), inclusive=False)


@pytest.fixture(autouse=True)
def a_reader(tmp_path):
    with bare_app(tmp_path).test_request_context("/"):
        yield


def heads(have, whole, bar=TWO_THIRDS, what="turnout"):
    return Measure(what, "heads", have, whole, bar)


@pytest.mark.parametrize(
    ("have", "met", "missing", "surplus", "sign"), [(999, False, 1, -1, "<"), (1000, True, 0, 0, "≥"), (1001, True, 0, 1, "≥")]
)
def test_two_thirds_are_reached_at_exactly_two_thirds(have, met, missing, surplus, sign):
    measure = heads(have, 1500)
    assert (measure.met, measure.missing, measure.surplus, measure.sign) == (met, missing, surplus, sign)


@pytest.mark.parametrize(("have", "met", "missing", "sign"), [(499, False, 2, "≤"), (500, False, 1, "≤"), (501, True, 0, ">")])
def test_half_is_not_more_than_half(have, met, missing, sign):
    measure = heads(have, 1000, HALF, "approval")
    assert (measure.met, measure.missing, measure.sign) == (met, missing, sign)


def test_a_bar_between_two_heads_is_told_exactly_and_asked_as_the_next_head():
    measure = heads(1087, 1505)
    assert (measure.bar_text, measure.least_text, measure.surplus_words) == ("1,003⅓", "1,004", "83\u00a0人")


def test_an_area_keeps_its_last_ten_thousandth():
    measure = Measure("turnout", "area", 1, 3, TWO_THIRDS)
    assert (measure.missing_words, measure.bar_text) == ("0.0001\u00a0m²", "0.0002")


def test_the_filled_part_stops_short_of_a_tick_that_is_not_met():
    measure = heads(666_666, 1_000_000)
    assert not measure.met
    assert (measure.fill, measure.tick) == ("66.66%", "66.666%")


def test_nothing_and_everything_stay_inside_the_bar():
    assert (heads(0, 1505).fill, heads(1505, 1505).fill, heads(2000, 1505).fill) == ("0.00%", "100.00%", "100.00%")


def test_the_label_of_a_far_tick_ends_at_the_tick():
    assert heads(0, 9).tick_is_far
    assert not heads(0, 9, HALF).tick_is_far


def test_both_measures_of_a_question_stand_under_one_bar():
    area, people = pair("approval", (5, 9), (2, 3), HALF)
    assert (area.unit, people.unit, area.bar, people.bar) == ("area", "heads", HALF, HALF)
