"""Who is voted on again: the top two by each measure, every tie with them, and nobody where there is nothing to run off."""

import pytest

from huasheng_vote.rules.ballot import NONE_OF_THESE
from huasheng_vote.rules.counts import Amount
from huasheng_vote.rules.runoff import run_off, standing_again
from huasheng_vote.rules.tally import Outcome


def chosen(**figures):
    return {option: Amount(heads, area) for option, (heads, area) in figures.items()}


CLEAR = chosen(a=(40, 4000), b=(30, 3500), c=(20, 1000))


def test_the_top_two_stand_again():
    assert standing_again(CLEAR) == ("a", "b")


def test_those_who_tie_for_second_place_all_stand():
    assert standing_again(chosen(a=(40, 4000), b=(30, 3000), c=(30, 3000), d=(5, 500))) == ("a", "b", "c")


def test_all_tied_all_stand():
    assert standing_again(chosen(a=(9, 900), b=(9, 900), c=(9, 900))) == ("a", "b", "c")


def test_heads_and_area_weigh_the_same():
    """c is third by heads and first by area: neither measure outranks the other."""
    assert standing_again(chosen(a=(40, 3000), b=(30, 2000), c=(20, 9000), d=(10, 100))) == ("a", "b", "c")


def test_none_of_these_takes_no_place():
    assert standing_again({**CLEAR, NONE_OF_THESE: Amount(90, 90000)}) == ("a", "b")


def test_what_nobody_chose_does_not_stand():
    assert standing_again(chosen(a=(40, 4000), b=(0, 0), c=(0, 0))) == ("a",)


def test_nobody_chose_anything():
    assert standing_again({}) == ()


@pytest.mark.parametrize("outcome", [each for each in Outcome if each is not Outcome.NOT_PASSED])
def test_only_what_was_not_passed_is_run_off(outcome):
    assert run_off(outcome, CLEAR, 3, none_won=False) == ()


def test_a_vote_that_was_not_passed_is_run_off():
    assert run_off(Outcome.NOT_PASSED, CLEAR, 3, none_won=False) == ("a", "b")


def test_where_the_owners_chose_none_nothing_is_run_off():
    assert run_off(Outcome.NOT_PASSED, CLEAR, 3, none_won=True) == ()


def test_two_alternatives_have_no_run_off_between_themselves():
    assert run_off(Outcome.NOT_PASSED, chosen(a=(4, 4), b=(3, 3)), 2, none_won=False) == ()


def test_a_single_alternative_left_is_no_run_off():
    assert run_off(Outcome.NOT_PASSED, chosen(a=(40, 4000), b=(0, 0), c=(0, 0)), 3, none_won=False) == ()
