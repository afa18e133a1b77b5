"""Quantities are exact, and a bar is reached at the very amount the law names."""

from fractions import Fraction

import pytest

from huasheng_vote.rules.exact import Bar, half_up, parse_area, parse_money, show_area, show_money
from huasheng_vote.rules.refusal import Refused, Why

TWO_THIRDS = Bar(Fraction(2, 3), inclusive=True)
HALF = Bar(Fraction(1, 2), inclusive=False)
THREE_QUARTERS = Bar(Fraction(3, 4), inclusive=True)


@pytest.mark.parametrize(
    ("text", "area"), [("226421.0857", 2264210857), ("0", 0), ("106.72", 1067200), ("0012.5", 125000), ("7.0000", 70000)]
)
def test_an_area_is_read_to_the_ten_thousandth(text, area):
    assert parse_area(text) == area


@pytest.mark.parametrize("text", ["", "-1", "+1", "1e3", "1.", ".5", "1,000", " 1", "1\n", "１２", "NaN", "9" * 5000])
def test_an_area_that_is_not_a_plain_decimal_is_refused(text):
    with pytest.raises(Refused) as refused:
        parse_area(text)
    assert refused.value.why is Why.BAD_NUMBER


def test_a_fifth_decimal_is_refused_and_never_rounded():
    with pytest.raises(Refused) as refused:
        parse_area("1.00000")
    assert refused.value.why is Why.TOO_PRECISE


@pytest.mark.parametrize("text", ["226421.0857", "0", "106.72", "5000", "0.0001"])
def test_an_area_is_shown_as_it_was_written(text):
    assert show_area(parse_area(text)) == text


def test_trailing_zeros_of_an_area_are_not_shown():
    assert show_area(parse_area("33157.7100")) == "33157.71"


def test_money_is_read_and_shown_in_fen():
    assert parse_money("226000.5") == 22600050
    assert show_money(22600050) == "226000.50"
    assert show_money(-5) == "-0.05"


@pytest.mark.parametrize(("value", "whole"), [("5/2", 3), ("-5/2", -3), ("7/3", 2), ("8/3", 3), ("0", 0), ("1/2", 1), ("-1/3", 0)])
def test_halves_round_away_from_zero(value, whole):
    assert half_up(Fraction(value)) == whole


@pytest.mark.parametrize(
    ("bar", "left", "right", "holds"),
    [
        (TWO_THIRDS, 2, 3, True),
        (TWO_THIRDS, 999, 1500, False),
        (TWO_THIRDS, 1000, 1500, True),
        (TWO_THIRDS, 1004, 1505, True),
        (TWO_THIRDS, 1003, 1505, False),
        (HALF, 2, 4, False),
        (HALF, 3, 4, True),
        (HALF, 3, 5, True),
        (HALF, 0, 0, False),
        (THREE_QUARTERS, 3, 4, True),
        (THREE_QUARTERS, 2, 4, False),
        (THREE_QUARTERS, 75, 101, False),
        (THREE_QUARTERS, 76, 101, True),
    ],
)
def test_a_bar_is_reached_exactly_where_the_law_says(bar, left, right, holds):
    assert bar.holds(left, right) is holds


@pytest.mark.parametrize("bar", [TWO_THIRDS, HALF, THREE_QUARTERS])
@pytest.mark.parametrize("right", [0, 1, 2, 3, 4, 5, 7, 12, 1500, 1505])
def test_the_shortfall_is_the_least_amount_that_reaches_the_bar(bar, right):
    for left in range(right):
        short = bar.short_by(left, right)
        assert bar.holds(left + short, right)
        assert short == 0 or not bar.holds(left + short - 1, right)
