"""Somebody who sees everything shown, knows every name and every area, and tries all combinations, learns no single choice."""

import random
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huasheng_vote.rules.ballot import Choice
from huasheng_vote.rules.standing import ROUNDING, Cast, Gate, Shown, Visibility

M2 = 10_000
AREAS = st.sampled_from([89, 107, 113, 136, 300])
CHOICES = st.sampled_from([Choice.AGREE, Choice.OPPOSE, Choice.ABSTAIN])
BALLOTS = st.lists(st.tuples(st.integers(0, 60), CHOICES | st.none()), max_size=150)  # a head may vote again, or be struck out
AREA_OF = st.lists(AREAS, min_size=61, max_size=61)


@dataclass(frozen=True)
class Seen:
    """All that moves before closing: the live head count, the figures shown, the windows lit."""

    live: int
    shown: Shown
    lit: frozenset[int]


def watch(gate, ballots, areas):
    """What anybody sees after each ballot."""
    seen = []
    for head, choice in ballots:
        if choice is None:
            gate.strike_out(str(head))
        else:
            gate.take(Cast(str(head), {"1": areas[head] * M2}, choice))
        seen.append(Seen(gate.taking_part, gate.shown, frozenset(each for each in range(len(areas)) if gate.lit(str(each)))))
    return seen


@given(BALLOTS, AREA_OF, st.randoms(use_true_random=False))
def test_under_turnout_nothing_shown_depends_on_any_choice(ballots, areas, rng):
    otherwise = [(head, choice and rng.choice(list(Choice))) for head, choice in ballots]
    one, other = (watch(Gate(10, Visibility.TURNOUT), each, areas) for each in (ballots, otherwise))
    assert one == other


@given(BALLOTS, AREA_OF, st.sampled_from(Visibility), st.integers(2, 20))
def test_between_two_steps_only_the_live_head_count_moves(ballots, areas, visibility, step):
    before = Seen(0, Gate(step, visibility).shown, frozenset())
    for seen in watch(Gate(step, visibility), ballots, areas):
        if seen.shown.number == before.shown.number:
            assert (seen.shown, seen.lit) == (before.shown, before.lit)
        before = seen


@given(BALLOTS, AREA_OF, st.sampled_from(Visibility), st.integers(2, 20))
def test_a_step_gathers_at_least_so_many_heads_that_differ(ballots, areas, visibility, step):
    gate, counting, shown = Gate(step, visibility), {}, {}
    for head, choice in ballots:
        before = gate.shown.number
        watch(gate, [(head, choice)], areas)
        counting[head] = choice
        if gate.shown.number > before:
            differing = [each for each in counting if counting[each] != shown.get(each)]
            assert len(differing) >= step
            shown = dict(counting)


@given(BALLOTS, AREA_OF)
def test_at_closing_all_is_shown_whatever_waited(ballots, areas):
    gate = Gate(20, Visibility.STANDING)
    watch(gate, ballots, areas)
    gate.close()
    last = {head: choice for head, choice in ballots}
    for choice in Choice:
        assert gate.shown.choices.of(choice).heads == sum(each is choice for each in last.values())
    taking_part = [areas[head] * M2 for head, choice in last.items() if choice]
    assert (gate.shown.taking_part.heads, gate.shown.taking_part.area) == (len(taking_part), sum(taking_part))
    assert gate.taking_part == len(taking_part)


@given(st.lists(CHOICES, min_size=61, max_size=61), AREA_OF, st.integers(2, 20))
def test_whoever_is_shown_has_a_double_in_the_same_step(choices, areas, step):
    """Of equal area and another choice: changing the two about changes nothing shown, now or later."""
    lit = frozenset()
    for seen in watch(Gate(step, Visibility.STANDING), list(enumerate(choices)), areas):
        chosen = defaultdict(set)
        for head in seen.lit - lit:
            chosen[areas[head]].add(choices[head])
        assert all(len(each) > 1 for each in chosen.values())
        lit = seen.lit


# The attack, for real


class StepsAlone(Gate):
    """A gate that counts heads and asks for no doubles: what the attack is first tried on."""

    def _showable(self):
        return list(self._as_shown)


def infer(seen, areas):
    """The heads whose choice follows with certainty from everything seen, of ballots cast once, for or against.

    Forward: every (heads, area) that can agree after each head that was lit, kept only where it fits what was shown at
    the end of its step, over all steps together. Backward: the choices of each head that lie on a way to the end.
    """
    heads, layers, total = [], [{(0, 0)}], 0
    for before, after in pairwise(seen):
        for head in sorted(after.lit - before.lit):
            heads.append(head)
            total += areas[head]
            layers.append({way for agree, area in layers[-1] for way in ((agree + 1, area + areas[head]), (agree, area))})
        if after.lit != before.lit:
            layers[-1] = {way for way in layers[-1] if fits(way, total, after.shown.choices)}
    possible, certain = layers[-1], []
    for head, ways in zip(reversed(heads), reversed(layers[:-1]), strict=True):
        agreed = {(agree - 1, area - areas[head]) for agree, area in possible} & ways
        opposed = possible & ways
        if not (agreed and opposed):
            certain.append(head)
        possible = agreed | opposed
    return certain


def fits(way, total, choices):
    agree, area = way
    return agree == choices.agree.heads and all(
        (exact * M2 + ROUNDING // 2) // ROUNDING * ROUNDING == shown.area
        for exact, shown in ((area, choices.agree), (total - area, choices.oppose))
    )


def certain_of(gate_class, step, agreeing, seed, kinds):
    """How many choices the attack finds among 120 ballots, so many per cent of them agreeing; and how many were shown."""
    rng = random.Random(seed)
    areas = [rng.choice(kinds) for _ in range(120)]
    choices = [Choice.AGREE if rng.randrange(100) < agreeing else Choice.OPPOSE for _ in areas]
    gate = gate_class(step, Visibility.STANDING)
    nothing = Seen(0, gate.shown, frozenset())
    seen = [nothing, *watch(gate, list(enumerate(choices)), areas)]
    certain = infer(seen, areas)
    return len(certain), len(seen[-1].lit)


KINDS = {"a few kinds of flat": [89, 107, 113, 136], "flats and villas": [89, 107, 113, 136] * 5 + [251, 268, 320], "many": range(60, 150)}


@pytest.mark.parametrize("agreeing", [50, 80, 95])
@pytest.mark.parametrize("step", [10, 20])
@pytest.mark.parametrize("kinds", KINDS.values(), ids=KINDS)
def test_trying_all_combinations_finds_nobodys_choice(kinds, step, agreeing):
    assert [certain_of(Gate, step, agreeing, seed, kinds)[0] for seed in range(3)] == [0, 0, 0]


@pytest.mark.parametrize("agreeing", [50, 80, 95])
def test_steps_alone_would_not_withstand_the_same_attack(agreeing):
    assert sum(certain_of(StepsAlone, 10, agreeing, seed, KINDS["a few kinds of flat"])[0] for seed in range(3)) > 0


def test_the_attack_knows_a_choice_that_is_shown_alone():
    assert certain_of(StepsAlone, 1, 50, 0, KINDS["many"]) == (120, 120)


@pytest.mark.parametrize(("agreeing", "share"), [(50, 80), (80, 60), (95, 30)])
def test_withholding_leaves_most_ballots_shown(agreeing, share):
    """In per cent of 120 ballots; the more nearly all agree, the more must wait."""
    shown = [certain_of(Gate, 20, agreeing, seed, KINDS["a few kinds of flat"])[1] for seed in range(3)]
    assert min(shown) * 100 >= share * 120
