"""The motions of one assembly move together: none tells what another holds back."""

from hypothesis import given
from hypothesis import strategies as st

from huasheng_vote.rules.ballot import Choice
from huasheng_vote.rules.counts import Amount
from huasheng_vote.rules.joint import JointGate, Scope
from huasheng_vote.rules.standing import Cast, Gate, Visibility

M2 = 10_000
AGREE, OPPOSE = Choice.AGREE, Choice.OPPOSE
LAMPS, LIFT = "lamps", "lift"


def cast(number, choice, square_metres=100):
    return Cast(f"head {number}", {"1": square_metres * M2}, choice)


def joint(lamps=Visibility.STANDING, lift=Visibility.TURNOUT, step=20, lift_step=20):
    return JointGate({LAMPS: Scope(step, lamps), LIFT: Scope(lift_step, lift)})


def vote(gate, number, lamps, lift=AGREE, square_metres=100):
    gate.take(f"head {number}", {LAMPS: cast(number, lamps, square_metres), LIFT: cast(number, lift, square_metres)})


def test_a_window_that_waits_in_one_motion_waits_in_all():
    """Twenty agree on the lamps and nobody opposes: a lit window on the other motion's page would tell how each of them voted."""
    gate = joint()
    for number in range(20):
        vote(gate, number, AGREE)
    assert gate.taking_part == 20
    assert not gate.lit("head 0")
    assert gate.shown(LIFT).taking_part == Amount(0, 0)


def test_both_move_with_the_ballot_that_completes_the_step():
    gate = joint()
    for number in range(20):
        vote(gate, number, OPPOSE if number % 2 else AGREE)
    assert gate.shown(LAMPS).taking_part == gate.shown(LIFT).taking_part == Amount(20, 2000 * M2)
    assert gate.shown(LAMPS).choices.agree == Amount(10, 1000 * M2)
    assert gate.shown(LIFT).choices is None
    assert gate.lit("head 19")


def test_a_head_without_a_double_in_one_motion_waits_and_so_does_whoever_had_it_for_double():
    gate = joint(lift=Visibility.STANDING, step=10, lift_step=10)
    for number in range(10):  # on the lift the villa-sized ones all agree
        vote(gate, number, OPPOSE if number % 2 else AGREE, AGREE, square_metres=300)
    for number in range(10, 20):
        vote(gate, number, OPPOSE if number % 2 else AGREE, AGREE if number % 2 else OPPOSE)
    assert gate.shown(LAMPS).taking_part == gate.shown(LIFT).taking_part == Amount(10, 1000 * M2)
    assert not gate.lit("head 0")


def test_a_narrow_scope_gathers_its_own_step_before_its_heads_are_shown_anywhere():
    gate = joint(lamps=Visibility.TURNOUT, lift_step=10)
    for number in range(9):
        vote(gate, number, AGREE)
    for number in range(9, 30):
        gate.take(f"head {number}", {LAMPS: cast(number, AGREE)})
    assert gate.shown(LAMPS).taking_part == Amount(21, 2100 * M2)
    assert gate.shown(LIFT).taking_part == Amount(0, 0)
    assert not gate.lit("head 0")


def test_a_change_in_one_motion_moves_nothing_of_the_other():
    gate = joint()
    for number in range(20):
        vote(gate, number, OPPOSE if number % 2 else AGREE)
    before = gate.shown(LIFT).taking_part
    for number in range(20):
        vote(gate, number, AGREE if number % 2 else OPPOSE)
    assert gate.shown(LAMPS).number == 2
    assert gate.shown(LIFT).taking_part == before


def test_the_live_figure_of_each_motion_counts_its_own_scope():
    gate = joint()
    gate.take("head 1", {LAMPS: cast(1, AGREE)})
    vote(gate, 2, AGREE)
    vote(gate, 2, OPPOSE)
    assert (gate.taking_part_in(LAMPS), gate.taking_part_in(LIFT), gate.taking_part) == (2, 1, 2)


def test_closing_shows_the_rest():
    gate = joint()
    vote(gate, 1, AGREE)
    gate.close()
    assert gate.shown(LAMPS).taking_part == Amount(1, 100 * M2)
    assert gate.lit("head 1")


casts = st.lists(st.tuples(st.integers(0, 40), st.sampled_from([AGREE, OPPOSE, Choice.ABSTAIN]), st.sampled_from([80, 100])), max_size=120)


@given(casts=casts, visibility=st.sampled_from(Visibility))
def test_one_motion_alone_is_shown_just_as_its_own_gate_would(casts, visibility):
    """Except that the single gate looks again after as many newly waiting heads."""
    area = {}
    gate, alone = JointGate({LAMPS: Scope(10, visibility)}), Gate(10, visibility)
    for number, choice, square_metres in casts:
        each = cast(number, choice, area.setdefault(number, square_metres))
        gate.take(each.head, {LAMPS: each})
        alone.take(each)
    assert gate.shown(LAMPS) == alone.shown
    assert gate.taking_part == alone.taking_part
    assert [gate.lit(f"head {number}") for number in area] == [alone.lit(f"head {number}") for number in area]
