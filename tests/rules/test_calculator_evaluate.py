"""`evaluate`: scores, ranks, ties and the low-price flag, sentence by sentence of the contract."""

import json

import pytest

from tests.rules.test_published_votes import shared

WORKED = {
    "weights": {"price": 40, "technical": 45, "commercial": 15},
    "trim": True,
    "trim_min_panel": 5,
    "bids": [
        {"id": "甲", "price": "248000.00", "scores": {"technical": [40, 42, 41, 43, 39], "commercial": [13, 12, 13, 14, 12]}},
        {"id": "乙", "price": "226000.00", "scores": {"technical": [38, 40, 39, 44, 36], "commercial": [12, 12, 11, 13, 12]}},
        {"id": "丙", "price": "239500.00", "scores": {"technical": [41, 41, 42, 40, 45], "commercial": [11, 12, 12, 12, 10]}},
    ],
}


def changed(**keys):
    return {**json.loads(json.dumps(WORKED)), **keys}


def priced(*prices, weights=None, scores=None):
    """Bids 0, 1, 2 … that differ in nothing but their price, unless scores are given."""
    marks = scores or ["30"] * len(prices)
    bids = [{"id": str(n), "price": price, "scores": {"technical": marks[n]}} for n, price in enumerate(prices)]
    return {"weights": weights or {"price": 60, "technical": 40}, "bids": bids}


@pytest.fixture
def evaluate(calculator):
    return lambda case: calculator.case("evaluate", case).answer


@pytest.fixture
def fault(calculator):
    def told(case):
        fault = calculator.case("evaluate", case).fault
        return fault["error"], fault["where"]

    return told


def ranks(answer):
    return [each["rank"] for each in answer["results"]]


def totals(answer):
    return [each["total"] for each in answer["results"]]


def test_the_worked_example_comes_out_as_printed(evaluate):
    answer = evaluate(WORKED)
    assert answer["results"][0] == {
        "id": "甲",
        "price_score": "36.45",
        "scores": {"technical": "41.00", "commercial": "12.67"},
        "total": "90.12",
        "rank": 3,
    }
    assert (totals(answer), ranks(answer)) == (["90.12", "91.00", "90.75"], [3, 1, 2])
    assert (answer["ties"], answer["flags"], answer["warnings"]) == ([], [], [])


def test_without_the_fifth_panelist_nobody_is_trimmed_and_second_place_changes(evaluate):
    case = changed()
    for bid in case["bids"]:
        for marks in bid["scores"].values():
            marks.pop()
    answer = evaluate(case)
    assert (totals(answer), ranks(answer)) == (["90.95", "92.25", "90.50"], [2, 1, 3])


def test_a_published_award_comes_out_as_published(evaluate):
    prices = ("2311110.40", "2296472.00", "2299360.00", "2288231.72")
    case = priced(*prices, weights={"price": 20, "technical": 80}, scores=["49.50", "56.00", "49.00", "75.00"])
    answer = evaluate(case)
    assert [each["price_score"] for each in answer["results"]] == ["19.80", "19.93", "19.90", "20.00"]
    assert (totals(answer), ranks(answer)) == (["69.30", "75.93", "68.90", "95.00"], [3, 2, 4, 1])


@pytest.mark.shared_data
def test_the_contract_example_is_answered_as_it_expects(calculator):
    path = shared("contracts", "examples", "evaluate-worked.json")
    expected = json.loads(path.read_text(encoding="utf-8"))["_expected"]
    results = calculator.run("evaluate", path).answer["results"]
    assert {each["id"]: [each["price_score"], each["total"], each["rank"]] for each in results} == expected


def test_results_keep_the_order_of_the_bids(evaluate):
    assert [each["id"] for each in evaluate(WORKED)["results"]] == ["甲", "乙", "丙"]


# Rounding and trimming


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        (["10.00", "10.01"], "10.01"),
        (["10.00", "10.00", "10.01"], "10.00"),
        ([10, 10, 11], "10.33"),
        ("12.345", "12.35"),
        ("12.3449", "12.34"),
    ],
)
def test_a_component_is_rounded_half_up_to_two_decimals(evaluate, marks, expected):
    assert evaluate(priced("100", scores=[marks]))["results"][0]["scores"]["technical"] == expected


def test_components_are_rounded_before_they_are_summed(evaluate):
    case = {"weights": {"price": 0, "a": 50, "b": 50}, "bids": [{"id": "1", "price": "1", "scores": {"a": "1.005", "b": "1.005"}}]}
    assert totals(evaluate(case)) == ["2.02"]


@pytest.mark.parametrize(("marks", "expected"), [([0, 9, 9, 9], "6.75"), ([0, 9, 9, 9, 9], "9.00"), ([0, 0, 9, 9, 9, 9], "6.75")])
def test_one_highest_and_one_lowest_leave_from_five_panelists_on(evaluate, marks, expected):
    answer = evaluate({**priced("100", scores=[marks]), "trim": True})
    assert answer["results"][0]["scores"]["technical"] == expected


def test_nothing_is_trimmed_unless_the_case_says_so(evaluate):
    assert evaluate(priced("100", scores=[[0, 9, 9, 9, 9]]))["results"][0]["scores"]["technical"] == "7.20"


def test_figures_made_of_a_panel_elsewhere_are_not_trimmed_again(evaluate):
    assert evaluate({**priced("100", scores=["39"]), "trim": True})["results"][0]["scores"]["technical"] == "39.00"


# Ranks and ties


def test_of_equal_totals_the_lower_price_is_first(evaluate):
    answer = evaluate(priced("200", "100", weights={"price": 20, "technical": 80}, scores=["60", "50"]))
    assert (totals(answer), ranks(answer), answer["ties"]) == (["70.00", "70.00"], [2, 1], [])


def test_of_equal_totals_and_prices_the_higher_technical_score_is_first(evaluate):
    bids = [{"id": n, "price": "1", "scores": {"technical": t, "commercial": c}} for n, t, c in (("甲", 20, 10), ("乙", 21, 9))]
    answer = evaluate({"weights": {"price": 30, "technical": 40, "commercial": 30}, "bids": [*map(strings, bids)]})
    assert (ranks(answer), answer["ties"]) == ([2, 1], [])


def strings(bid):
    return {**bid, "scores": {name: str(score) for name, score in bid["scores"].items()}}


def test_what_is_equal_in_all_three_shares_a_rank_and_the_next_skips(evaluate):
    answer = evaluate(priced("100", "100", "200"))
    assert (ranks(answer), answer["ties"]) == ([1, 1, 3], [["0", "1"]])


def test_every_group_of_equals_is_a_tie_of_its_own(evaluate):
    answer = evaluate(priced("200", "100", "200", "100", "300"))
    assert (ranks(answer), answer["ties"]) == ([3, 1, 3, 1, 5], [["1", "3"], ["0", "2"]])


# Bids that take no part


def test_a_disqualified_bid_says_why_and_moves_nobody(evaluate):
    case = priced("100", "200")
    case["bids"].insert(0, {"id": "x", "price": "50", "disqualified": "资质不符"})
    answer = evaluate(case)
    assert answer["results"][0] == {"id": "x", "rank": None, "disqualified": "资质不符"}
    assert [each.get("price_score") for each in answer["results"][1:]] == ["60.00", "30.00"]


@pytest.mark.parametrize("price", ["0", "0.00", 0, None, ""])
def test_a_bid_without_a_price_is_invalid(evaluate, price):
    answer = evaluate(priced("100", price))
    assert answer["results"][1] == {"id": "1", "rank": None, "invalid": "no_price"}
    assert answer["results"][0]["rank"] == 1


def test_no_bids_have_no_results(evaluate):
    answer = evaluate(priced())
    assert (answer["results"], answer["ties"], answer["flags"]) == ([], [], [])


# Abnormally low


def flagged(answer):
    return [each["id"] for each in answer["flags"] if each["flag"] == "abnormally_low"]


@pytest.mark.parametrize(("low", "flags"), [("60.00", ["0"]), ("60.01", [])])
def test_forty_percent_under_the_mean_of_the_others_is_flagged_from_exactly_there(evaluate, low, flags):
    assert flagged(evaluate(priced(low, "85", "115"))) == flags


@pytest.mark.parametrize(("low", "flags"), [("70.00", ["0"]), ("70.01", [])])
def test_thirty_percent_under_the_next_is_flagged_from_exactly_there(evaluate, low, flags):
    assert flagged(evaluate(priced(low, "100", "100"))) == flags


def test_the_next_is_the_next_higher_price_not_an_equal_one(evaluate):
    assert flagged(evaluate(priced("70", "70", "100"))) == ["0", "1"]


def test_every_bid_is_looked_at_not_only_the_lowest(evaluate):
    assert flagged(evaluate(priced("90", "100", "200"))) == ["0", "1"]


def test_disqualified_bids_are_no_others(evaluate):
    case = priced("70", "99", "100")
    case["bids"][2]["disqualified"] = "迟到"
    assert flagged(evaluate(case)) == []


def test_a_single_bid_is_never_low(evaluate):
    assert flagged(evaluate(priced("1"))) == []


# Refusals


@pytest.mark.parametrize("weights", [{"price": 40, "technical": 59}, {"price": 40, "technical": "60.01"}, {"price": 40, "technical": 61}])
def test_weights_sum_to_a_hundred(fault, weights):
    assert fault(priced("1", weights=weights)) == ("weights_not_100", "/weights")


def test_weights_may_be_decimal_strings(evaluate):
    assert totals(evaluate(priced("1", weights={"price": "59.5", "technical": "40.5"}))) == ["89.50"]


@pytest.mark.parametrize("marks", [[41], [-1], ["40.01"], "40.01", "-0.01"])
def test_a_score_lies_between_zero_and_its_weight(fault, marks):
    where = "/bids/0/scores/technical" + ("/0" if isinstance(marks, list) else "")
    assert fault(priced("1", scores=[marks])) == ("score_range", where)


@pytest.mark.parametrize("marks", [[0], [40], "0", "40.00"])
def test_zero_and_the_weight_itself_are_scores(evaluate, marks):
    assert ranks(evaluate(priced("1", scores=[marks]))) == [1]


def test_panels_of_unequal_length_are_refused(fault):
    assert fault(priced("1", "2", scores=[[1, 2], [1]])) == ("panel_mismatch", "/bids/1/scores/technical")
    case = changed()
    case["bids"][0]["scores"]["commercial"] = [13, 12, 13, 14]
    assert fault(case) == ("panel_mismatch", "/bids/0/scores/commercial")


def test_one_component_is_scored_by_the_panel_for_all_bids_or_for_none(fault):
    assert fault(priced("1", "2", scores=[[1, 2], "1.5"])) == ("panel_mismatch", "/bids/1/scores/technical")


@pytest.mark.parametrize(
    ("marks", "error", "where"),
    [
        ([], "missing_value", ""),
        (None, "missing_value", ""),
        ([1, None], "missing_value", "/1"),
        ([1.5], "bad_number", "/0"),
        (["x"], "bad_number", "/0"),
        ([True], "bad_number", "/0"),
        ("1e1", "bad_number", ""),
    ],
)
def test_a_score_that_is_missing_or_inexact_is_pointed_at(fault, marks, error, where):
    case = priced("1")
    case["bids"][0]["scores"]["technical"] = marks
    assert fault(case) == (error, f"/bids/0/scores/technical{where}")


@pytest.mark.parametrize("price", [1.5, "-1", "1.001", "1,000", "一"])
def test_a_price_is_exact_to_the_fen(fault, price):
    assert fault(priced(price)) == ("bad_number", "/bids/0/price")


@pytest.mark.parametrize(
    ("keys", "error", "where"),
    [
        ({"weights": None}, "missing_value", "/weights"),
        ({"bids": {}}, "bad_value", "/bids"),
        ({"weights": {"technical": 100}}, "missing_value", "/weights/price"),
        ({"trim": "yes"}, "bad_value", "/trim"),
        ({"trim_min_panel": 2}, "out_of_range", "/trim_min_panel"),
        ({"bids": [{"price": "1"}]}, "missing_value", "/bids/0/id"),
        ({"bids": [{"id": "1", "price": "1"}]}, "missing_value", "/bids/0/scores"),
        ({"bids": [{"id": "1", "disqualified": "x"}, {"id": "1", "price": None}]}, "duplicate_bid", "/bids/1/id"),
    ],
)
def test_a_case_that_is_not_whole_is_refused_where_it_fails(fault, keys, error, where):
    assert fault(changed(**keys)) == (error, where)


def test_a_score_for_something_without_a_weight_warns(evaluate):
    case = changed()
    case["bids"][0]["scores"]["looks"] = [1]
    assert evaluate(case)["warnings"] == ["unknown_key /bids/0/scores/looks"]
