"""Counts are folded one ballot at a time; an unknown figure makes every sum with it unknown."""

from huasheng_vote.rules.ballot import Choice
from huasheng_vote.rules.counts import Amount, Counts, total

FLAT = Amount(1, 1067200)


def test_a_ballot_adds_its_head_and_its_area_to_its_choice():
    counts = Counts().plus(Choice.AGREE, FLAT).plus(Choice.AGREE, FLAT).plus(Choice.OPPOSE, FLAT)
    assert (counts.agree, counts.oppose) == (Amount(2, 2134400), FLAT)


def test_a_changed_ballot_leaves_one_choice_for_another():
    counts = Counts().plus(Choice.AGREE, FLAT).minus(Choice.AGREE, FLAT).plus(Choice.ABSTAIN, FLAT)
    assert counts == Counts(abstain=FLAT)


def test_every_choice_is_folded_into_its_own_place():
    counts = Counts()
    for choice in Choice:
        counts = counts.plus(choice, FLAT)
    assert all(counts.of(choice) == FLAT for choice in Choice)
    assert counts.taking_part(voids_in=False) == Amount(3, 3201600)
    assert counts.taking_part(voids_in=True) == Amount(4, 4268800)
    assert counts.cast() == Amount(2, 2134400)


def test_one_unknown_figure_makes_the_sum_of_its_measure_unknown():
    assert total([FLAT, Amount(1, None), FLAT]) == Amount(3, None)
    assert Amount(5, 5) - Amount(None, 2) == Amount(None, 3)
