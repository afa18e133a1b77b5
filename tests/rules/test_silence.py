"""The silence rule: when the silent follow the majority, and every reason why they do not."""

import pytest

from huasheng_vote.rules.counts import NOBODY, Amount, Counts
from huasheng_vote.rules.lawbook import BEFORE_2021, CIVIL_CODE, HONG_KONG, MatterClass
from huasheng_vote.rules.silence import SilenceRule, Undeemed, deem
from huasheng_vote.rules.tally import CountingRules, Outcome, tally

ROLL = Amount(100, 1000)
THIRTY = Amount(30, 300)
ON = CountingRules(silence=SilenceRule())
ON_WITHOUT_SAFEGUARD = CountingRules(silence=SilenceRule(safeguard=False))


def spoken(agree, oppose=NOBODY, abstain=NOBODY, silent=THIRTY):
    return Counts(agree, oppose, abstain, silent=silent)


def verdict(counts, rules=ON, law=CIVIL_CODE, class_=MatterClass.ORDINARY, roll=ROLL):
    return tally(law, class_, roll, counts, rules)


def test_off_by_default():
    plain = tally(CIVIL_CODE, MatterClass.ORDINARY, ROLL, spoken(Amount(51, 510)))
    assert (plain.outcome, plain.deemed, plain.warnings) == (Outcome.NO_QUORUM, None, ())


@pytest.mark.parametrize("law", [CIVIL_CODE, BEFORE_2021])
def test_the_silent_join_the_leading_side_and_take_part(law):
    assert verdict(spoken(Amount(51, 510)), law=law).outcome is Outcome.PASSED


def test_the_strict_outcome_always_stands_beside():
    both = verdict(spoken(Amount(51, 510)))
    assert (both.strict, both.deemed, both.outcome) == (Outcome.NO_QUORUM, Outcome.PASSED, Outcome.PASSED)


def test_the_inequalities_shown_are_those_that_give_the_outcome():
    assert [each.left for each in verdict(spoken(Amount(51, 510))).tests] == [81, 810, 81, 810]


def test_the_silent_follow_a_leading_no_as_well():
    against = verdict(spoken(Amount(5, 50), oppose=Amount(51, 510)))
    assert (against.strict, against.outcome) == (Outcome.NO_QUORUM, Outcome.NOT_PASSED)


@pytest.mark.parametrize(
    ("agree", "deemed"),
    [(Amount(51, 501), True), (Amount(50, 501), False), (Amount(51, 500), False)],
)
def test_the_leading_side_alone_must_exceed_half_of_the_roll_in_both_measures(agree, deemed):
    found = verdict(spoken(agree))
    assert (found.deemed is not None) is deemed
    assert (Undeemed.BELOW_HALF in found.warnings) is not deemed


def test_rules_without_the_safeguard_need_a_leader_only():
    found = verdict(spoken(Amount(40, 400), oppose=Amount(20, 200)), ON_WITHOUT_SAFEGUARD)
    assert (found.strict, found.deemed) == (Outcome.NO_QUORUM, Outcome.PASSED)


@pytest.mark.parametrize(
    ("agree", "oppose", "abstain"),
    [
        (Amount(30, 300), Amount(30, 200), Amount()),  # even in heads
        (Amount(30, 300), Amount(20, 300), Amount()),  # even in area
        (Amount(30, 200), Amount(20, 300), Amount()),  # each leads in one measure
        (Amount(30, 300), Amount(20, 200), Amount(30, 100)),  # as many abstain
        (Amount(30, 300), Amount(20, 200), Amount(10, 301)),
        (Amount(10, 100), Amount(10, 100), Amount(60, 600)),  # abstaining leads, which is no side
        (Amount(), Amount(), Amount()),
    ],
)
def test_without_a_leader_in_both_measures_nobody_is_deemed(agree, oppose, abstain):
    found = verdict(spoken(agree, oppose, abstain), ON_WITHOUT_SAFEGUARD)
    assert (found.deemed, found.warnings) == (None, (Undeemed.NO_LEADER,))


def test_void_ballots_are_no_rival():
    counts = Counts(agree=Amount(20, 200), void=Amount(30, 300), silent=Amount(50, 500))
    assert verdict(counts, ON_WITHOUT_SAFEGUARD).deemed is Outcome.PASSED


def test_a_special_matter_is_never_deemed():
    found = verdict(spoken(Amount(60, 600)), class_=MatterClass.SPECIAL)
    assert (found.outcome, found.deemed, found.warnings) == (Outcome.NO_QUORUM, None, (Undeemed.SPECIAL,))


@pytest.mark.parametrize("class_", MatterClass)
def test_hong_kong_knows_no_silence_rule(class_):
    assert verdict(spoken(Amount(60, 600)), law=HONG_KONG, class_=class_).warnings == (Undeemed.NOT_IN_LAW,)


@pytest.mark.parametrize(
    ("roll", "counts"),
    [
        (ROLL, spoken(Amount(60, None))),
        (ROLL, spoken(Amount(60, 600), oppose=Amount(None, 0))),
        (ROLL, spoken(Amount(60, 600), abstain=Amount(0, None))),
        (ROLL, spoken(Amount(60, 600), silent=Amount(None, 300))),
        (Amount(100, None), spoken(Amount(60, 600))),
    ],
)
def test_with_a_needed_figure_unknown_nobody_is_deemed(roll, counts):
    found = verdict(counts, roll=roll)
    assert (found.deemed, found.warnings) == (None, (Undeemed.UNKNOWN,))


def test_without_the_safeguard_an_unknown_roll_does_not_hinder_deeming():
    assert isinstance(deem(CIVIL_CODE, MatterClass.ORDINARY, Amount(None, None), spoken(Amount(60, 600)), SilenceRule(False)), Counts)


def test_a_known_turnout_grows_by_the_silent():
    counts = Counts(agree=Amount(51, 510), present=Amount(60, 600), silent=Amount(10, 100))
    assert [each.left for each in verdict(counts).tests] == [70, 700, 61, 610]


def test_void_ballots_are_counted_both_ways_beside_the_deemed_too():
    counts = Counts(agree=Amount(51, 510), void=Amount(1, 10), silent=Amount(15, 150))
    found = verdict(counts)
    assert (found.strict, found.deemed, found.outcome) == (Outcome.NO_QUORUM, Outcome.NEEDS_REVIEW, Outcome.NEEDS_REVIEW)
