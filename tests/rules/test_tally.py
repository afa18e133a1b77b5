"""Four inequalities, all of which must hold; and what follows where one does not, or cannot be known."""

import pytest

from huasheng_vote.rules.counts import Amount, Counts
from huasheng_vote.rules.exact import parse_area
from huasheng_vote.rules.lawbook import BEFORE_2021, CIVIL_CODE, HONG_KONG, Matter, MatterClass, Measure
from huasheng_vote.rules.tally import CountingRules, Outcome, Part, VoidRule, tally

ORDINARY, SPECIAL = MatterClass.ORDINARY, MatterClass.SPECIAL


def both(figure):
    """As many heads as tenthousandths, so that both measures stand alike."""
    return Amount(figure, figure)


def outcome(roll, counts, class_=ORDINARY, law=CIVIL_CODE, **rules):
    return tally(law, class_, roll, counts, CountingRules(**rules)).outcome


@pytest.mark.parametrize(
    ("total", "present", "expected"),
    [(3, 2, Outcome.PASSED), (3, 1, Outcome.NO_QUORUM), (1500, 1000, Outcome.PASSED), (1500, 999, Outcome.NO_QUORUM)],
)
def test_two_thirds_of_the_roll_are_a_quorum_exactly(total, present, expected):
    assert outcome(both(total), Counts(agree=both(present))) is expected


@pytest.mark.parametrize(
    ("agree", "class_", "expected"),
    [
        (2, ORDINARY, Outcome.NOT_PASSED),
        (3, ORDINARY, Outcome.PASSED),
        (3, SPECIAL, Outcome.PASSED),
        (2, SPECIAL, Outcome.NOT_PASSED),
    ],
)
def test_of_four_taking_part_more_than_two_or_at_least_three_must_agree(agree, class_, expected):
    assert outcome(both(4), Counts(agree=both(agree), oppose=both(4 - agree)), class_) is expected


def test_heads_alone_do_not_carry_a_motion():
    counts = Counts(agree=Amount(3, 1), oppose=Amount(1, 3))
    verdict = tally(CIVIL_CODE, ORDINARY, both(4), counts)
    assert verdict.outcome is Outcome.NOT_PASSED
    assert [(failing.part, failing.test.measure) for failing in verdict.failing] == [(Part.AGREE, Measure.AREA)]


@pytest.mark.parametrize(("area", "expected"), [(20000, Outcome.PASSED), (19999, Outcome.NO_QUORUM)])
def test_an_area_of_exactly_two_thirds_is_enough_and_a_tenthousandth_less_is_not(area, expected):
    assert outcome(Amount(3, 30000), Counts(agree=Amount(2, area))) is expected


def test_an_abstention_works_as_a_no():
    assert outcome(both(4), Counts(agree=both(2), abstain=both(2))) is Outcome.NOT_PASSED


def test_an_abstention_helps_the_quorum():
    assert outcome(both(6), Counts(agree=both(3))) is Outcome.NO_QUORUM
    assert outcome(both(6), Counts(agree=both(3), abstain=both(1))) is Outcome.PASSED


def test_the_silent_take_no_part():
    assert outcome(both(3), Counts(agree=both(1), silent=both(2))) is Outcome.NO_QUORUM


def test_a_failing_quorum_is_another_ending_than_a_failing_majority():
    assert outcome(both(9), Counts(oppose=both(5))) is Outcome.NO_QUORUM
    assert outcome(both(9), Counts(oppose=both(6))) is Outcome.NOT_PASSED


def test_both_sides_and_the_distance_of_every_inequality_are_given():
    counts = Counts(
        agree=Amount(238, parse_area("29734.25")),
        oppose=Amount(762, parse_area("95862.363")),
        abstain=Amount(256, parse_area("33157.71")),
    )
    verdict = tally(CIVIL_CODE, ORDINARY, Amount(1505, parse_area("191619.21")), counts)
    assert [(each.part, each.test.measure, each.left, each.right, each.holds, each.short_by) for each in verdict.tests] == [
        ("quorum", "heads", 1256, 1505, True, 0),
        ("quorum", "area", 1587543230, 1916192100, True, 0),
        ("agree", "heads", 238, 1256, False, 391),
        ("agree", "area", 297342500, 1587543230, False, 496429116),
    ]


def test_the_distance_to_a_quorum_is_told_in_whole_heads_and_tenthousandths():
    tests = tally(CIVIL_CODE, ORDINARY, Amount(1505, 100), Counts(agree=Amount(1000, 50))).tests
    assert [each.short_by for each in tests[:2]] == [4, 17]


def test_what_a_bar_requires_is_exact_and_seldom_whole():
    required = tally(CIVIL_CODE, ORDINARY, both(1505), Counts()).tests[0].required
    assert required is not None
    assert required * 3 == 3010


# Before 2021, and in Hong Kong


@pytest.mark.parametrize(
    ("agree", "class_", "expected"),
    [
        (500, ORDINARY, Outcome.NOT_PASSED),
        (501, ORDINARY, Outcome.PASSED),
        (666, SPECIAL, Outcome.NOT_PASSED),
        (667, SPECIAL, Outcome.PASSED),
    ],
)
def test_before_2021_agreement_was_out_of_the_whole_roll(agree, class_, expected):
    assert outcome(both(1000), Counts(agree=both(agree), oppose=both(100)), class_, BEFORE_2021) is expected


@pytest.mark.parametrize(("present", "expected"), [(500, Outcome.NO_QUORUM), (501, Outcome.NOT_PASSED)])
def test_before_2021_more_than_half_had_to_take_part(present, expected):
    assert outcome(both(1000), Counts(oppose=both(present)), law=BEFORE_2021) is expected


@pytest.mark.parametrize(("heads", "expected"), [(10, Outcome.PASSED), (9, Outcome.NO_QUORUM)])
def test_in_hong_kong_a_tenth_of_the_owners_are_a_quorum(heads, expected):
    assert outcome(both(100), Counts(agree=Amount(heads, 1)), law=HONG_KONG) is expected


@pytest.mark.parametrize(("agree", "expected"), [(50, Outcome.NOT_PASSED), (51, Outcome.PASSED)])
def test_in_hong_kong_abstentions_stay_out_of_the_majority(agree, expected):
    counts = Counts(agree=Amount(5, agree), oppose=Amount(5, 50), abstain=Amount(20, 900))
    assert outcome(Amount(100, 1000), counts, law=HONG_KONG) is expected


def test_in_hong_kong_heads_do_not_decide():
    counts = Counts(agree=Amount(1, 51), oppose=Amount(19, 50))
    verdict = tally(HONG_KONG, ORDINARY, Amount(100, 1000), counts)
    assert verdict.outcome is Outcome.PASSED
    assert [(each.part, each.test.measure) for each in verdict.tests] == [("quorum", "heads"), ("agree", "area")]


# Void ballots

NEAR_QUORUM = Counts(agree=both(5), void=both(1))  # of nine: six with the void one
NEAR_MAJORITY = Counts(agree=both(5), oppose=both(4), void=both(1))  # of ten: five of nine, five of ten


@pytest.mark.parametrize(
    ("rule", "expected"),
    [(VoidRule.OUT, Outcome.NO_QUORUM), (VoidRule.IN_QUORUM, Outcome.PASSED), (VoidRule.BOTH, Outcome.NEEDS_REVIEW)],
)
def test_a_void_ballot_that_makes_the_quorum_needs_review_without_a_rule(rule, expected):
    assert outcome(both(9), NEAR_QUORUM, voids=rule) is expected


@pytest.mark.parametrize(
    ("rule", "expected"),
    [(VoidRule.OUT, Outcome.PASSED), (VoidRule.IN_QUORUM, Outcome.NOT_PASSED), (VoidRule.BOTH, Outcome.NEEDS_REVIEW)],
)
def test_a_void_ballot_that_takes_part_does_not_agree(rule, expected):
    assert outcome(both(10), NEAR_MAJORITY, voids=rule) is expected


def test_void_ballots_that_change_nothing_need_no_review():
    assert outcome(both(10), Counts(agree=both(9), void=both(1))) is Outcome.PASSED


def test_where_voids_are_counted_both_ways_the_inequalities_are_those_without_them():
    assert [each.left for each in tally(CIVIL_CODE, ORDINARY, both(9), NEAR_QUORUM).tests[:2]] == [5, 5]


# Unknown figures


@pytest.mark.parametrize(
    ("roll", "counts", "expected"),
    [
        (Amount(1000, None), Counts(agree=Amount(600, None)), Outcome.NO_QUORUM),  # heads fail, whatever the area
        (Amount(1000, None), Counts(agree=Amount(900, None)), Outcome.UNDETERMINED),
        (Amount(1000, None), Counts(agree=Amount(100, None), oppose=Amount(800, 0)), Outcome.UNDETERMINED),  # quorum first
        (both(1000), Counts(agree=Amount(100, None), present=both(900)), Outcome.NOT_PASSED),
        (both(1000), Counts(agree=Amount(800, None), present=both(900)), Outcome.UNDETERMINED),
        (both(1000), Counts(agree=both(800), abstain=Amount(None, 0)), Outcome.UNDETERMINED),
    ],
)
def test_an_unknown_figure_decides_nothing_unless_a_known_one_already_does(roll, counts, expected):
    assert outcome(roll, counts) is expected


def test_an_unknown_side_has_no_distance():
    unknown = tally(CIVIL_CODE, ORDINARY, Amount(10, None), Counts(agree=both(9))).tests[1]
    assert (unknown.left, unknown.right, unknown.holds, unknown.short_by, unknown.required) == (9, None, None, None, None)


def test_a_known_turnout_stands_in_for_unknown_ballots():
    counts = Counts(agree=both(501), oppose=Amount(None, None), present=both(1000))
    assert outcome(both(1500), counts) is Outcome.PASSED


def test_a_known_turnout_leaves_void_ballots_out():
    counts = Counts(agree=both(5), present=both(5), void=both(1))
    assert outcome(both(9), counts, voids=VoidRule.OUT) is Outcome.NO_QUORUM
    assert outcome(both(9), counts, voids=VoidRule.IN_QUORUM) is Outcome.PASSED


# The older bar of some fund offices


@pytest.mark.parametrize(("agree", "warns"), [(1000, False), (999, True)])
def test_a_passed_use_of_the_fund_warns_where_it_would_miss_two_thirds_of_all(agree, warns):
    verdict = tally(CIVIL_CODE, ORDINARY, both(1500), Counts(agree=both(agree), oppose=both(500)), matter=Matter.USE_FUND)
    assert verdict.outcome is Outcome.PASSED
    assert ("fund_two_thirds_of_all" in verdict.warnings) is warns


def test_other_matters_and_motions_that_failed_do_not_warn_of_the_older_bar():
    few = Counts(agree=both(600), oppose=both(500))
    assert not tally(CIVIL_CODE, ORDINARY, both(1500), few, matter=Matter.OTHER_MAJOR).warnings
    assert not tally(CIVIL_CODE, ORDINARY, both(1700), few, matter=Matter.USE_FUND).warnings
