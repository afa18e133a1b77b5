"""Where facts or law are doubtful all readings are tallied, and "passed" is said only if they agree."""

import pytest

from huasheng_vote.rules.ballot import Choice
from huasheng_vote.rules.counts import Amount, Counts
from huasheng_vote.rules.lawbook import CIVIL_CODE, HONG_KONG, MatterClass
from huasheng_vote.rules.review import Base, Contested, Doubt, decide, tally_alternatives
from huasheng_vote.rules.tally import CountingRules, Outcome, VoidRule

ORDINARY, SPECIAL = MatterClass.ORDINARY, MatterClass.SPECIAL


def both(figure):
    return Amount(figure, figure)


def claimed(*claims):
    return Contested(both(1), frozenset(claims))


def decided(*bases, classes=(ORDINARY,), rules=CountingRules()):  # noqa: B008 - frozen
    decision = decide(CIVIL_CODE, classes, bases, rules)
    return decision.outcome, decision.doubts


def test_a_motion_without_doubts_is_decided_as_tallied():
    assert decided(Base(both(9), Counts(agree=both(6)))) == (Outcome.PASSED, ())


def test_a_contested_head_that_turns_the_outcome_needs_review():
    base = Base(both(6), Counts(agree=both(2), oppose=both(2)), (claimed(Choice.AGREE, Choice.OPPOSE),))
    assert decided(base) == (Outcome.NEEDS_REVIEW, (Doubt.CONTESTED,))


def test_a_contested_head_that_turns_nothing_leaves_the_outcome():
    base = Base(both(9), Counts(agree=both(8)), (claimed(Choice.AGREE, Choice.OPPOSE),))
    assert decided(base) == (Outcome.PASSED, ())


def test_a_contested_head_may_make_the_quorum():
    base = Base(both(9), Counts(agree=both(5)), (claimed(Choice.AGREE, Choice.OPPOSE),))
    assert decided(base) == (Outcome.NEEDS_REVIEW, (Doubt.CONTESTED,))


def test_the_verdict_shown_leaves_contested_heads_out():
    base = Base(both(9), Counts(agree=both(8)), (claimed(Choice.AGREE),))
    assert decide(CIVIL_CODE, [ORDINARY], [base]).verdict.tests[0].left == 8


def test_a_base_that_turns_the_outcome_needs_review():
    dwellings, with_parking = Base(both(9), Counts(agree=both(6))), Base(both(10), Counts(agree=both(6)))
    assert decided(dwellings, with_parking) == (Outcome.NEEDS_REVIEW, (Doubt.BASE,))
    assert decided(dwellings, dwellings) == (Outcome.PASSED, ())


def test_a_doubtful_class_that_turns_the_outcome_needs_review():
    base = Base(both(4), Counts(agree=both(3), oppose=both(1)))
    short = Base(both(5), Counts(agree=both(3), oppose=both(2)))
    assert decided(base, classes=(ORDINARY, SPECIAL)) == (Outcome.PASSED, ())
    assert decided(short, classes=(ORDINARY, SPECIAL)) == (Outcome.NEEDS_REVIEW, (Doubt.CLASS,))


def test_void_ballots_that_turn_the_outcome_are_named_as_the_doubt():
    base = Base(both(9), Counts(agree=both(5), void=both(1)))
    assert decided(base) == (Outcome.NEEDS_REVIEW, (Doubt.VOIDS,))
    assert decided(base, rules=CountingRules(voids=VoidRule.OUT)) == (Outcome.NO_QUORUM, ())


def test_two_doubts_that_only_together_turn_the_outcome_need_review():
    counts = Counts(agree=both(13), oppose=both(4))  # 13 of 17 are three quarters, 13 of 18 are not
    base = Base(both(20), counts, (claimed(Choice.OPPOSE),))
    assert decided(base) == (Outcome.PASSED, ())
    assert decided(base, classes=(ORDINARY, SPECIAL)) == (Outcome.NEEDS_REVIEW, (Doubt.CLASS, Doubt.CONTESTED))


CHOSEN = {"甲公司": Amount(40, 400), "乙公司": Amount(15, 150), "none_of_these": Amount(5, 50)}


def outcomes(law, roll, chosen, others):
    return {option: verdict.outcome for option, verdict in tally_alternatives(law, ORDINARY, roll, chosen, others).items()}


def test_each_alternative_is_tallied_with_all_others_taking_part_as_not():
    assert outcomes(CIVIL_CODE, Amount(90, 900), CHOSEN, Counts()) == {
        "甲公司": Outcome.PASSED,
        "乙公司": Outcome.NOT_PASSED,
        "none_of_these": Outcome.NOT_PASSED,
    }


def test_the_most_votes_alone_win_nothing():
    found = outcomes(CIVIL_CODE, Amount(90, 900), CHOSEN, Counts(abstain=Amount(20, 200)))
    assert set(found.values()) == {Outcome.NOT_PASSED}


def test_none_of_these_is_an_alternative_even_if_nobody_chose_it():
    assert "none_of_these" in outcomes(CIVIL_CODE, both(3), {"甲公司": both(2)}, Counts())


@pytest.mark.parametrize(("law", "expected"), [(HONG_KONG, Outcome.PASSED), (CIVIL_CODE, Outcome.NO_QUORUM)])
def test_a_choice_of_contractors_counts_abstentions_by_the_law_it_is_held_under(law, expected):
    shares = {"宏業": 3866, "俊豪": 2044, "其他": 1146}
    chosen = {name: Amount(0, share) for name, share in shares.items()}
    others = Counts(abstain=Amount(0, 681), present=Amount(595, 7737))
    assert outcomes(law, Amount(1984, 25794), chosen, others)["宏業"] is expected
