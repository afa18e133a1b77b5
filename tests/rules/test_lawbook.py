"""The laws say which class a matter has and which bars it must reach; nobody else does."""

from fractions import Fraction

import pytest

from huasheng_vote.rules.lawbook import (
    BEFORE_2021,
    CIVIL_CODE,
    HONG_KONG,
    LAWS,
    Answer,
    Asked,
    Denominator,
    Matter,
    MatterClass,
    Measure,
    propose,
)
from huasheng_vote.rules.refusal import Refused, Why

NO_TO_ALL = dict.fromkeys(Asked, Answer.NO)


def test_three_laws_stand_under_their_contract_names():
    assert set(LAWS) == {"cn-civil-code", "cn-pre-2021", "hk-cap344"}


def test_the_civil_code_makes_exactly_three_matters_special():
    assert CIVIL_CODE.special == {Matter.RAISE_FUND, Matter.REBUILD, Matter.CHANGE_USE}


def test_using_the_fund_was_special_before_2021_and_is_ordinary_since():
    assert BEFORE_2021.class_of(Matter.USE_FUND) is MatterClass.SPECIAL
    assert CIVIL_CODE.class_of(Matter.USE_FUND) is MatterClass.ORDINARY


def test_changing_use_was_ordinary_before_2021():
    assert BEFORE_2021.class_of(Matter.CHANGE_USE) is MatterClass.ORDINARY


def test_dismissing_the_property_company_is_ordinary_everywhere():
    assert {law.class_of(Matter.PROPERTY_COMPANY) for law in LAWS.values()} == {MatterClass.ORDINARY}


@pytest.mark.parametrize("law", LAWS.values(), ids=LAWS)
def test_every_bar_names_its_article(law):
    assert all(test.article for bars in law.bars.values() for test in (*bars.quorum, *bars.agree))


@pytest.mark.parametrize("law", LAWS.values(), ids=LAWS)
def test_the_quorum_is_always_measured_against_the_whole_roll(law):
    assert {test.denominator for bars in law.bars.values() for test in bars.quorum} == {Denominator.TOTAL}


@pytest.mark.parametrize("law", [CIVIL_CODE, BEFORE_2021])
def test_chinese_law_asks_both_measures_heads_first(law):
    for bars in law.bars.values():
        assert [test.measure for test in bars.quorum] == [Measure.HEADS, Measure.AREA]
        assert [test.measure for test in bars.agree] == [Measure.HEADS, Measure.AREA]


def test_hong_kong_counts_heads_for_the_quorum_and_shares_for_agreement():
    bars = HONG_KONG.bars[MatterClass.ORDINARY]
    assert [(test.measure, test.bar.share, test.bar.inclusive) for test in bars.quorum] == [(Measure.HEADS, Fraction(1, 10), True)]
    assert [(test.measure, test.denominator) for test in bars.agree] == [(Measure.AREA, Denominator.CAST)]


def test_the_silent_may_only_be_deemed_in_ordinary_matters_and_never_in_hong_kong():
    assert CIVIL_CODE.silence == BEFORE_2021.silence == {MatterClass.ORDINARY}
    assert not HONG_KONG.silence


@pytest.mark.parametrize(
    ("asked", "matter"),
    [
        (Asked.REBUILD, Matter.REBUILD),
        (Asked.CHANGE_USE, Matter.CHANGE_USE),
        (Asked.BUSINESS, Matter.CHANGE_USE),
        (Asked.RAISE_FUND, Matter.RAISE_FUND),
    ],
)
def test_a_yes_to_a_question_of_the_statute_makes_the_motion_special(asked, matter):
    proposed = propose(CIVIL_CODE, {**NO_TO_ALL, asked: Answer.YES}, otherwise=Matter.USE_FUND)
    assert (proposed.matter, proposed.classes) == (matter, (MatterClass.SPECIAL,))


def test_no_to_all_four_questions_leaves_the_motion_ordinary():
    proposed = propose(CIVIL_CODE, NO_TO_ALL, otherwise=Matter.USE_FUND)
    assert (proposed.matter, proposed.classes) == (Matter.USE_FUND, (MatterClass.ORDINARY,))


def test_an_honest_doubt_brings_both_classes():
    proposed = propose(CIVIL_CODE, {**NO_TO_ALL, Asked.CHANGE_USE: Answer.UNSURE}, otherwise=Matter.OTHER_MAJOR)
    assert (proposed.matter, proposed.classes) == (Matter.OTHER_MAJOR, (MatterClass.ORDINARY, MatterClass.SPECIAL))


def test_a_doubt_beside_a_certain_special_matter_changes_nothing():
    answers = {**NO_TO_ALL, Asked.REBUILD: Answer.YES, Asked.BUSINESS: Answer.UNSURE}
    for law in (CIVIL_CODE, BEFORE_2021):
        assert propose(law, answers, otherwise=Matter.OTHER_MAJOR).classes == (MatterClass.SPECIAL,)


def test_the_special_one_of_two_certain_matters_decides():
    answers = {**NO_TO_ALL, Asked.CHANGE_USE: Answer.YES, Asked.REBUILD: Answer.YES}
    assert propose(BEFORE_2021, answers, otherwise=Matter.USE_FUND).matter is Matter.REBUILD


def test_nobody_may_raise_the_class_by_naming_a_special_matter_after_four_noes():
    with pytest.raises(Refused) as refused:
        propose(CIVIL_CODE, NO_TO_ALL, otherwise=Matter.REBUILD)
    assert refused.value.why is Why.CLASS_MATTER_CONFLICT


def test_a_question_left_open_is_refused():
    with pytest.raises(Refused) as refused:
        propose(CIVIL_CODE, {Asked.REBUILD: Answer.NO}, otherwise=Matter.USE_FUND)
    assert refused.value.why is Why.MISSING_VALUE
