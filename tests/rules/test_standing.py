"""What an open vote may show: one live figure, everything else in steps."""

import pytest

from huasheng_vote.rules.ballot import Choice
from huasheng_vote.rules.counts import Amount, Counts
from huasheng_vote.rules.standing import Cast, Gate, Visibility, may_split, publishable, step_for

M2 = 10_000


def cast(number, choice=None, square_metres=100):
    """A ballot of that head: even numbers agree, odd ones oppose, unless told otherwise."""
    return Cast(f"head {number}", {"1": square_metres * M2}, choice or (Choice.OPPOSE if number % 2 else Choice.AGREE))


def gate(*casts, step=20, visibility=Visibility.STANDING):
    made = Gate(step, visibility)
    for each in casts:
        made.take(each)
    return made


def test_only_the_head_count_moves_before_a_step_is_complete():
    held = gate(*(cast(number) for number in range(19)))
    assert held.taking_part == 19
    assert held.shown == gate().shown
    assert not held.lit("head 0")


def test_everything_moves_together_with_the_ballot_that_completes_the_step():
    shown = gate(*(cast(number) for number in range(20)))
    assert shown.shown.number == 1
    assert shown.shown.taking_part == Amount(20, 2000 * M2)
    assert shown.shown.buildings == {"1": Amount(20, 2000 * M2)}
    assert shown.shown.choices == Counts(agree=Amount(10, 1000 * M2), oppose=Amount(10, 1000 * M2))
    assert shown.lit("head 19")


def test_the_rest_is_shown_at_closing():
    ended = gate(*(cast(number) for number in range(25)))
    assert ended.shown.taking_part.heads == 20
    ended.close()
    assert ended.shown.taking_part.heads == 25


def test_closing_without_a_rest_is_no_step():
    ended = gate(*(cast(number) for number in range(20)))
    ended.close()
    assert ended.shown.number == 1


def test_turnout_shows_no_choices_at_all():
    shown = gate(*(cast(number) for number in range(20)), visibility=Visibility.TURNOUT).shown
    assert shown.taking_part.heads == 20
    assert shown.choices is None


def test_one_head_changing_its_ballot_again_and_again_completes_no_step():
    changing = gate(*(cast(0, choice) for choice in (Choice.AGREE, Choice.OPPOSE) * 50))
    assert changing.shown.number == 0
    assert changing.taking_part == 1


def test_a_head_back_at_what_is_shown_counts_towards_no_step():
    held = gate(*(cast(number) for number in range(20)))
    for number in range(0, 20, 2):
        held.take(cast(number, Choice.OPPOSE))
        held.take(cast(number, Choice.AGREE))
    for number in range(20, 39):
        held.take(cast(number))
    assert held.shown.number == 1


def test_twenty_changed_ballots_are_a_step():
    held = gate(*(cast(number) for number in range(20)))
    for number in range(20):
        held.take(cast(number, Choice.AGREE if number % 2 else Choice.ABSTAIN))
    assert held.shown.number == 2
    assert held.shown.choices == Counts(agree=Amount(10, 1000 * M2), abstain=Amount(10, 1000 * M2))


def test_a_changed_choice_moves_nothing_where_only_turnout_is_shown():
    held = gate(*(cast(number) for number in range(20)), visibility=Visibility.TURNOUT)
    for number in range(20):
        held.take(cast(number, Choice.OPPOSE))
    assert held.shown.number == 1


def test_a_ballot_struck_out_leaves_the_live_figure_at_once_and_its_window_with_the_step():
    held = gate(*(cast(number) for number in range(20)))
    held.strike_out("head 3")
    assert held.taking_part == 19
    assert held.lit("head 3")
    for number in range(20, 39):
        held.take(cast(number))
    assert not held.lit("head 3")
    assert held.shown.taking_part == Amount(38, 3800 * M2)
    assert held.shown.buildings["1"] == Amount(38, 3800 * M2)


def test_a_ballot_struck_out_before_its_step_was_never_there():
    held = gate(*(cast(number) for number in range(19)))
    held.strike_out("head 0")
    held.take(cast(19))
    assert held.shown.number == 0


@pytest.mark.parametrize(("odd", "shown"), [(100, 1000), (104, 1000), (105, 1010), (114, 1010), (115, 1020)])
def test_areas_of_a_choice_are_rounded_to_ten_square_metres_halves_up(odd, shown):
    """A pair of equal heads differs from the others, so that each of the two has the other for its double."""
    casts = [cast(number, square_metres=100 if number > 1 else odd) for number in range(20)]
    choices = gate(*casts).shown.choices
    assert choices == Counts(agree=Amount(10, shown * M2), oppose=Amount(10, shown * M2))


def test_a_step_in_which_all_chose_alike_is_not_shown():
    held = gate(*(cast(number, Choice.AGREE) for number in range(200)))
    assert held.shown.number == 0
    assert held.taking_part == 200


def test_who_chose_otherwise_opens_the_step_for_those_of_like_area_only():
    small = [cast(number, Choice.AGREE, 80) for number in range(20)]
    large = [cast(number, Choice.AGREE, 120) for number in range(20, 39)]
    held = gate(*small, *large, cast(39, Choice.OPPOSE, 80))
    assert held.shown.taking_part == Amount(21, 1680 * M2)
    assert held.lit("head 0")
    assert not held.lit("head 20")


def test_a_villa_among_flats_waits_for_closing():
    held = gate(cast(0, square_metres=400), *(cast(number) for number in range(1, 100)))
    assert held.shown.number > 0
    assert not held.lit("head 0")
    held.close()
    assert held.lit("head 0")


def test_waiting_ballots_make_no_step_under_twenty():
    """Nineteen have a double, the twentieth has none."""
    held = gate(*(cast(number) for number in range(19)), cast(19, square_metres=400))
    assert held.shown.number == 0


def test_turnout_waits_for_nobodys_double():
    assert gate(*(cast(number, Choice.AGREE) for number in range(20)), visibility=Visibility.TURNOUT).shown.number == 1


def test_a_head_lights_each_building_it_has_a_unit_in():
    two = Cast("head", {"1": 60 * M2, "2": 40 * M2}, None)
    lit = gate(two, step=1, visibility=Visibility.TURNOUT)
    assert lit.shown.buildings == {"1": Amount(1, 60 * M2), "2": Amount(1, 40 * M2)}
    assert lit.shown.taking_part == Amount(1, 100 * M2)


@pytest.mark.parametrize(
    ("heads", "adopted", "step"),
    [(99, None, 10), (100, None, 20), (1505, None, 20), (1, None, 10), (99, 20, 20), (99, 50, 50), (100, 50, 50), (1, 500, 500)],
)
def test_small_scopes_move_in_smaller_steps_unless_a_larger_one_was_adopted(heads, adopted, step):
    assert step_for(heads, adopted) == step


def test_the_share_of_a_building_is_public_from_ten_heads_on():
    assert publishable({"1": 9, "2": 10, "3": 192}) == {"2", "3"}


@pytest.mark.parametrize(("groups", "allowed"), [([20, 20], True), ([20, 19], False), ([200], True), ([], True)])
def test_for_and_against_are_never_split_into_groups_under_twenty_heads(groups, allowed):
    assert may_split(groups) is allowed


def test_the_same_ballots_in_the_same_order_show_the_same_steps():
    casts = [cast(number, Choice.OPPOSE if number % 3 else Choice.AGREE) for number in range(77)]
    assert gate(*casts).shown == gate(*casts).shown
