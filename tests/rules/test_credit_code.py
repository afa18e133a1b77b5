"""Codes of companies: published ones are right, and no single slip goes unnoticed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huasheng_vote.rules.credit_code import ALPHABET, LENGTH, check_character, parse_credit_code
from huasheng_vote.rules.refusal import Refused, Why

EXAMPLE = "91350100M000100Y43"  # of the standard itself
PUBLISHED = (EXAMPLE, "914403001922038216", "91110000802100433B", "91330100799655058B")
CODES = st.text(ALPHABET, min_size=LENGTH - 1, max_size=LENGTH - 1).map(lambda first: first + check_character(first))


def why(text):
    with pytest.raises(Refused) as refused:
        parse_credit_code(text)
    return refused.value.why


@pytest.mark.parametrize("code", PUBLISHED)
def test_a_published_code_is_taken(code):
    assert parse_credit_code(code) == code


def test_it_is_known_however_it_is_typed():
    wide = "".join(chr(ord(each) + 0xFEE0) for each in EXAMPLE)
    assert {parse_credit_code(each) for each in (EXAMPLE.lower(), wide, "9135 0100-M000100Y43 ")} == {EXAMPLE}


@pytest.mark.parametrize("text", ["", EXAMPLE[:-1], EXAMPLE + "0", "9135010OM000100Y43", *(letter + EXAMPLE[1:] for letter in "IOSVZ号é")])
def test_what_has_another_shape_is_no_code(text):
    assert why(text) is Why.BAD_CREDIT_CODE


def test_a_code_is_not_looked_for_in_a_long_text():
    assert why(" " * 60 + EXAMPLE) is Why.BAD_CREDIT_CODE


@given(CODES, st.integers(0, LENGTH - 1), st.integers(1, len(ALPHABET) - 1))
def test_any_single_wrong_character_is_found(code, place, off):
    wrong = ALPHABET[(ALPHABET.index(code[place]) + off) % len(ALPHABET)]
    assert why(code[:place] + wrong + code[place + 1 :]) is Why.CREDIT_CODE_CHECK


@given(CODES, st.integers(0, LENGTH - 2))
def test_two_neighbours_changing_places_are_found(code, place):
    turned = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert turned == code or why(turned) is Why.CREDIT_CODE_CHECK


@given(CODES)
def test_a_right_code_is_taken_as_it_is(code):
    assert parse_credit_code(code) == code
