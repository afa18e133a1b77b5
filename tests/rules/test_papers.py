"""Serials that notice a slip of the finger; what two entries of one sheet come to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huasheng_vote.rules.flows.papers import UNFINISHED, PaperState
from huasheng_vote.rules.papers import (
    DIGITS,
    Doubt,
    Entry,
    Fault,
    Signature,
    boxes,
    differences,
    doubts,
    grouped,
    read_box,
    read_serial,
    read_signature,
    serial,
)
from huasheng_vote.rules.refusal import Refused, Why

numbers = st.integers(0, 10**DIGITS - 1)


def refused(fn, *args):
    with pytest.raises(Refused) as caught:
        fn(*args)
    return caught.value.why


@given(numbers)
def test_a_serial_is_read_back_however_it_is_written(number):
    made = serial(number)
    wide = made.translate({ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789"})
    assert read_serial(f" {grouped(made)} ") == read_serial(wide) == read_serial(f"{made[:3]}-{made[3:]}") == made


@given(numbers, st.integers(0, DIGITS), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(number, place, off):
    made = serial(number)
    wrong = f"{made[:place]}{(int(made[place]) + off) % 10}{made[place + 1 :]}"
    assert refused(read_serial, wrong) is Why.BAD_SERIAL


@given(numbers, st.integers(0, DIGITS - 1))
def test_two_neighbours_swapped_are_always_noticed(number, place):
    made = serial(number)
    swapped = made[:place] + made[place + 1] + made[place] + made[place + 2 :]
    assert swapped == made or refused(read_serial, swapped) is Why.BAD_SERIAL


@pytest.mark.parametrize("typed", ["", "123", "12345678901", "abcdefghij", "٣٣٣٣٣٣٣٣٣٣", "²²²²²²²²²²x"])
def test_what_no_paper_bears_is_no_serial(typed):
    assert refused(read_serial, typed) is Why.BAD_SERIAL


def test_boxes_are_numbered_as_they_are_printed():
    assert boxes(()) == ["agree", "oppose", "abstain"]
    assert boxes(("a", "b")) == ["a", "b", "none_of_these", "abstain"]
    assert read_box("2", ()) == ("oppose", None)
    assert read_box("３ ", ("a", "b")) == ("none_of_these", None)
    assert read_box("0", ()) == ("void", Fault.BLANK)
    assert read_box("88", ("a",)) == ("void", Fault.SEVERAL)


@pytest.mark.parametrize("typed", ["", "4", "-1", "x", "1.5", "999"])
def test_a_number_beside_no_box_is_refused(typed):
    assert refused(read_box, typed, ()) is Why.BAD_BOX


def test_the_signature_is_one_of_three_numbers():
    assert [read_signature(each) for each in "120"] == [Signature.OWNER, Signature.AGENT, Signature.NONE]
    assert refused(read_signature, "3") is Why.BAD_BOX


CLEAN = Entry({"1": "agree", "2": "oppose"}, Signature.OWNER)


def test_two_equal_clean_entries_leave_no_doubt():
    assert doubts(CLEAN, Entry(dict(CLEAN.answers), Signature.OWNER), agent_known=False) == frozenset()


def test_entries_differ_by_motion_by_fault_and_by_signature():
    other = Entry({"1": "agree", "2": "abstain"}, Signature.AGENT)
    assert differences(CLEAN, other) == ("2", "signature")
    blank, several = (Entry({"1": "void"}, Signature.OWNER, {"1": fault}) for fault in (Fault.BLANK, Fault.SEVERAL))
    assert differences(blank, several) == ("1",)
    assert differences(CLEAN, Entry({"1": "agree"}, Signature.OWNER)) == ("2",)


def test_equal_entries_with_a_void_answer_or_without_signature_still_need_a_third_look():
    void = Entry({"1": "void"}, Signature.OWNER, {"1": Fault.BLANK})
    unsigned = Entry({"1": "agree"}, Signature.NONE)
    assert doubts(void, void, agent_known=False) == {Doubt.VOID}
    assert doubts(unsigned, unsigned, agent_known=True) == {Doubt.UNSIGNED}


def test_an_agent_counts_only_with_a_written_authority_on_record():
    signed = Entry({"1": "agree"}, Signature.AGENT)
    assert doubts(signed, signed, agent_known=False) == {Doubt.UNKNOWN_AGENT}
    assert doubts(signed, signed, agent_known=True) == frozenset()


def test_nothing_is_finished_while_it_waits_for_a_clerk_or_a_third_look():
    assert {PaperState.RECEIVED, PaperState.ENTERED, PaperState.LOOK} == UNFINISHED
