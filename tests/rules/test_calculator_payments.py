"""`payments`: retention, what is payable, and what blocks it, sentence by sentence of the contract."""

import pytest

CONTRACT = {
    "contract": "226000.00",
    "variations": ["5000.00"],
    "settlement": "231000.00",
    "retention_percent": "3",
    "retention_model": "last",
    "paid": ["67800.00", "90400.00"],
    "penalties": "0",
}


@pytest.fixture
def payments(calculator):
    return lambda **keys: calculator.case("payments", {**CONTRACT, **keys}).answer


@pytest.fixture
def blocked(payments):
    return lambda **keys: payments(**keys)["blocked"]


def test_the_contract_example_answers_as_printed(payments):
    assert payments() == {"retained": "6930.00", "payable_now": "65870.00", "released_later": "6930.00", "blocked": [], "warnings": []}


def test_retention_from_each_payment_comes_to_the_same_sum(payments):
    assert payments(retention_model="each") == payments()


def test_penalties_lower_what_is_payable_and_not_what_is_retained(payments):
    answer = payments(penalties="1000.00")
    assert (answer["payable_now"], answer["retained"]) == ("64870.00", "6930.00")


@pytest.mark.parametrize(("settlement", "retained"), [("0.16", "0.00"), ("0.17", "0.01"), ("0.50", "0.02"), ("0.49", "0.01")])
def test_retention_is_rounded_half_up_to_the_fen(payments, settlement, retained):
    answer = payments(settlement=settlement, paid=[])
    assert (answer["retained"], answer["released_later"]) == (retained, retained)


def test_what_is_not_said_is_nothing_paid_nothing_varied_nothing_deducted(calculator):
    case = {"contract": "100.00", "settlement": "100.00", "retention_percent": "0"}
    assert calculator.case("payments", case).answer["payable_now"] == "100.00"


@pytest.mark.parametrize(
    ("block", "at_the_bar", "beyond"),
    [
        ("settlement_above_contract", {"settlement": "231000.00"}, {"settlement": "231000.01"}),
        ("retention_above_3", {"retention_percent": "3.00"}, {"retention_percent": "3.01"}),
        ("over_budget_110", {"budget": "210000.00"}, {"budget": "209999.99"}),
        ("variations_over_10", {"variations": ["20000", "2600.00"]}, {"variations": ["20000", "2600.01"]}),
        ("overpaid", {"paid": ["224070.00"]}, {"paid": ["224070.01"]}),
    ],
)
def test_each_block_holds_beyond_its_bar_and_not_at_it(payments, block, at_the_bar, beyond):
    assert payments(**at_the_bar)["blocked"] == []
    answer = payments(**beyond)
    assert (answer["blocked"], answer["payable_now"]) == ([block], "0.00")


@pytest.mark.parametrize(("settlement", "blocks"), [("30000.00", []), ("30000.01", ["review_missing"])])
def test_a_price_review_is_missed_only_above_thirty_thousand(blocked, settlement, blocks):
    assert blocked(settlement=settlement, paid=[], price_reviewed=False) == blocks
    assert blocked(settlement=settlement, paid=[], price_reviewed=True) == []


def test_a_variation_may_lower_the_price_and_cover_less(blocked):
    assert blocked(variations=["5000.00", "-0.01"]) == ["settlement_above_contract"]


def test_budget_bar_is_met_at_exactly_a_hundred_and_ten_percent(blocked):
    assert blocked(contract="110.00", variations=[], settlement="110.00", paid=[], budget="100.00") == []


def test_everything_that_blocks_is_told_at_once(blocked):
    everything = {"settlement": "300000.00", "retention_percent": "5", "variations": ["30000.00"], "paid": ["300000.00"]}
    assert blocked(**everything, budget="1.00", price_reviewed=False) == [
        "settlement_above_contract",
        "retention_above_3",
        "over_budget_110",
        "variations_over_10",
        "review_missing",
        "overpaid",
    ]


@pytest.mark.parametrize(
    ("keys", "error", "where"),
    [
        ({"contract": 226000.5}, "bad_number", "/contract"),
        ({"contract": "226000.001"}, "bad_number", "/contract"),
        ({"settlement": "-1"}, "bad_number", "/settlement"),
        ({"settlement": None}, "missing_value", "/settlement"),
        ({"paid": ["1", "-1"]}, "bad_number", "/paid/1"),
        ({"paid": ["1", None]}, "missing_value", "/paid/1"),
        ({"paid": "1"}, "bad_value", "/paid"),
        ({"retention_percent": "3%"}, "bad_number", "/retention_percent"),
        ({"retention_model": "first"}, "bad_value", "/retention_model"),
        ({"price_reviewed": "yes"}, "bad_value", "/price_reviewed"),
        ({"budget": []}, "bad_number", "/budget"),
    ],
)
def test_a_case_that_cannot_be_read_is_refused_where_it_fails(calculator, keys, error, where):
    fault = calculator.case("payments", {**CONTRACT, **keys}).fault
    assert (fault["error"], fault["where"]) == (error, where)
