"""How many are called back, and who: exact, and to be repeated by anyone."""

from fractions import Fraction
from math import comb

from hypothesis import given
from hypothesis import strategies as some

from huasheng_vote.rules.callbacks import RISK, Cast, Side, draw, flips, missed, sample
from huasheng_vote.rules.exact import Bar
from huasheng_vote.rules.lawbook import Measure
from huasheng_vote.rules.tally import Part

TWO_THIRDS, HALF = Bar(Fraction(2, 3), True), Bar(Fraction(1, 2), False)


def sides(agree, taking_part, roll, area=100):
    """The four inequalities of a motion whose heads all own `area`."""
    return [
        Side(Part.QUORUM, Measure.HEADS, taking_part, roll, TWO_THIRDS),
        Side(Part.QUORUM, Measure.AREA, taking_part * area, roll * area, TWO_THIRDS),
        Side(Part.AGREE, Measure.HEADS, agree, taking_part, HALF),
        Side(Part.AGREE, Measure.AREA, agree * area, taking_part * area, HALF),
    ]


def cast(agree, others, area=100):
    return [Cast(area, True)] * agree + [Cast(area, False)] * others


def test_a_thousand_ballots_of_which_twenty_would_turn_the_result_need_138_calls():
    assert sample(1000, 20) == 138
    assert missed(1000, 20, 138) <= RISK < missed(1000, 20, 137)


def test_where_one_ballot_decides_nearly_everybody_is_called():
    assert sample(100, 1) == 95


@given(some.integers(1, 60), some.data())
def test_the_chance_is_that_of_the_textbook_and_the_sample_the_smallest(ballots, data):
    wrong = data.draw(some.integers(1, ballots))
    size = data.draw(some.integers(0, ballots))
    assert missed(ballots, wrong, size) == Fraction(comb(ballots - wrong, size), comb(ballots, size))
    needed = sample(ballots, wrong)
    assert missed(ballots, wrong, needed) <= RISK
    assert needed == 0 or missed(ballots, wrong, needed - 1) > RISK


def test_what_passed_turns_with_the_nearest_inequality():
    assert flips(sides(agree=60, taking_part=70, roll=100), cast(60, 10)) == 4  # 70 of 100: at 66 two thirds are missed
    assert flips(sides(agree=38, taking_part=70, roll=70), cast(38, 32)) == 3  # 38 of 70: 35 are no majority


def test_the_heaviest_ballots_are_taken_first():
    heavy = [Cast(1000, True), *cast(59, 10)]
    area = [Side(Part.QUORUM, Measure.AREA, 7900, 10000, TWO_THIRDS)]
    assert flips(area, heavy) == 4  # 1,234 above the bar: one owner of 1,000 and three of 100


def test_what_failed_needs_every_inequality_to_turn():
    assert flips(sides(agree=30, taking_part=70, roll=70), cast(30, 40)) == 6


def test_too_few_taking_part_is_nothing_calls_could_show():
    assert flips(sides(agree=30, taking_part=60, roll=100), cast(30, 30)) is None


def test_the_draw_follows_from_the_seed_alone():
    heads = [f"{place:04x}" for place in range(50)]
    first = draw("03 11 17", heads, 10)
    assert first == draw("03 11 17", reversed(heads), 10)
    assert len(set(first)) == 10
    assert first != draw("03 11 18", heads, 10)
    assert draw("03 11 17", heads, 20)[:10] == first
