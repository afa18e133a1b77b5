"""Who signs a drawing, in which order; what a bill of quantities says."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huasheng_vote.rules.bill import LARGEST, MOST_LETTERS, MOST_LINES, BillLine, parse_bill, show_bill
from huasheng_vote.rules.designs import DesignKind, Standing, Step, Touched, check_step, may_return, missing
from huasheng_vote.rules.flows.skills import Field
from huasheng_vote.rules.refusal import Refused, Why

AUTHOR, SECOND, BUYER = 1, 2, 3
FRESH = Standing(DesignKind.SPECIFICATION, AUTHOR, {})
SIGNED = replace(FRESH, signed={Step.SIGN: AUTHOR})
REVIEWED = replace(FRESH, signed={Step.SIGN: AUTHOR, Step.REVIEW: SECOND})
ADVISED = replace(FRESH, signed={Step.SIGN: AUTHOR, Step.REVIEW: SECOND, Step.ADVISE: BUYER})


def why(fn, *args):
    with pytest.raises(Refused) as refused:
        fn(*args)
    return refused.value.why


def test_the_steps_of_a_specification_come_in_their_order():
    assert [each.waits_for for each in (FRESH, SIGNED, REVIEWED, ADVISED)] == [Step.SIGN, Step.REVIEW, Step.ADVISE, None]
    assert [each.ready for each in (FRESH, SIGNED, REVIEWED, ADVISED)] == [False, False, False, True]


def test_a_drawing_needs_no_advice():
    assert replace(REVIEWED, kind=DesignKind.SCHEME).ready


def test_only_the_author_signs_the_design_and_nobody_reviews_their_own():
    check_step(FRESH, Step.SIGN, AUTHOR, ())
    assert why(check_step, FRESH, Step.SIGN, SECOND, ()) is Why.OTHER_PERSON_SIGNS
    check_step(SIGNED, Step.REVIEW, SECOND, ())
    assert why(check_step, SIGNED, Step.REVIEW, AUTHOR, ()) is Why.OTHER_PERSON_SIGNS


def test_the_adviser_is_a_third_person_who_knows_buying_or_cost():
    check_step(REVIEWED, Step.ADVISE, BUYER, {Field.COST})
    check_step(REVIEWED, Step.ADVISE, BUYER, {Field.PROCUREMENT, Field.LAW})
    assert why(check_step, REVIEWED, Step.ADVISE, BUYER, {Field.ELECTRICAL}) is Why.SKILL_NEEDED
    assert why(check_step, REVIEWED, Step.ADVISE, SECOND, {Field.COST}) is Why.OTHER_PERSON_SIGNS


@pytest.mark.parametrize(("standing", "step"), [(FRESH, Step.REVIEW), (SIGNED, Step.ADVISE), (SIGNED, Step.SIGN), (ADVISED, Step.ADVISE)])
def test_a_step_out_of_its_turn_is_refused(standing, step):
    assert why(check_step, standing, step, 9, {Field.COST}) is Why.NOT_POSSIBLE_NOW


def test_nothing_is_signed_on_what_was_returned_or_followed_by_a_later_version():
    for over in (replace(SIGNED, returned=True), replace(SIGNED, superseded=True)):
        assert why(check_step, over, Step.REVIEW, SECOND, ()) is Why.NOT_POSSIBLE_NOW
        assert not over.ready


def test_a_reader_may_send_it_back_and_the_author_may_not():
    may_return(SIGNED, SECOND)
    assert why(may_return, SIGNED, AUTHOR) is Why.OTHER_PERSON_SIGNS
    assert why(may_return, FRESH, SECOND) is Why.NOT_POSSIBLE_NOW
    assert why(may_return, ADVISED, SECOND) is Why.NOT_POSSIBLE_NOW


def test_a_scheme_is_enough_where_nothing_dangerous_is_touched():
    ready = {DesignKind.SCHEME, DesignKind.SPECIFICATION, DesignKind.BILL}
    assert missing((), ready) == ()
    assert missing((), ready - {DesignKind.SCHEME}) == (DesignKind.SCHEME,)
    assert missing((), ready - {DesignKind.SCHEME} | {DesignKind.WORKING}) == ()


@pytest.mark.parametrize("touched", list(Touched))
def test_structure_foundations_and_power_need_a_stamped_drawing(touched):
    ready = {DesignKind.SCHEME, DesignKind.SPECIFICATION, DesignKind.BILL}
    assert missing({touched}, ready) == (DesignKind.WORKING,)


def test_unsaid_is_not_nothing():
    assert why(missing, None, set(DesignKind)) is Why.TOUCHED_UNKNOWN


def test_a_bill_is_read_from_bars_and_from_a_spreadsheet():
    typed = "LED 灯头 | 盏 | 42 | 60W\n\n电缆\t米\t１,２５０.５\n"
    assert parse_bill(typed) == [BillLine("LED 灯头", "盏", 42_000, "60W"), BillLine("电缆", "米", 1_250_500)]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("灯头", Why.BILL_LINE),
        ("灯头 | 盏", Why.BILL_LINE),
        ("a|b|1|c|d", Why.BILL_LINE),
        ("| 盏 | 42", Why.BILL_LINE),
        ("灯头 | | 42", Why.BILL_LINE),
        ("灯头 | 盏 | 0", Why.BILL_QUANTITY),
        ("灯头 | 盏 | -1", Why.BILL_QUANTITY),
        ("灯头 | 盏 | 1.2345", Why.BILL_QUANTITY),
        ("灯头 | 盏 | =42", Why.BILL_QUANTITY),
        (f"灯头 | 盏 | {LARGEST + 1}", Why.BILL_QUANTITY),
        (f"{'长' * (MOST_LETTERS + 1)} | 盏 | 1", Why.BILL_LINE_LONG),
    ],
)
def test_a_line_that_cannot_be_read_is_named_by_its_number(line, reason):
    with pytest.raises(Refused) as refused:
        parse_bill(f"好的 | 项 | 1\n\n{line}")
    assert (refused.value.why, refused.value.facts["row"]) == (reason, 3)


def test_boundaries_of_a_bill():
    assert parse_bill(f"{'长' * MOST_LETTERS} | 盏 | {LARGEST}")[0].quantity == LARGEST * 1000
    assert len(parse_bill("a|b|1\n" * MOST_LINES)) == MOST_LINES
    assert why(parse_bill, "a|b|1\n" * (MOST_LINES + 1)) is Why.TOO_MANY_LINES
    assert why(parse_bill, " \n") is Why.MISSING_VALUE


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z"), exclude_characters="|｜"), min_size=1, max_size=9)


@given(st.lists(st.builds(BillLine, WORDS, WORDS, st.integers(1, 10**9), st.one_of(st.just(""), WORDS)), min_size=1, max_size=9))
def test_a_bill_written_out_reads_the_same(lines):
    assert parse_bill(show_bill(lines)) == lines
