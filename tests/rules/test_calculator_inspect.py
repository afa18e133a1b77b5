"""`inspect`: pieces, lots and the risk of the sample, sentence by sentence of the contract."""

import pytest

CONTRACT = {
    "characteristic": {
        "unit": "mm",
        "nominal": "3.75",
        "lower": "3.55",
        "upper": None,
        "decision": "each",
        "readings_per_piece": 3,
        "uncertainty": "0.02",
    },
    "lot": 42,
    "sample": 8,
    "accept": 0,
    "readings": {"P01": ["3.71", "3.69", "3.74"], "P02": ["3.50", "3.61", "3.70"]},
}


def case(*readings, lot=42, sample=8, accept=0, **characteristic):
    """Pieces P0, P1 … with their readings, between 3 and 5 unless told otherwise."""
    about = {"lower": "3", "upper": "5", "decision": "each", "readings_per_piece": 1, **characteristic}
    pieces = {f"P{place}": each if isinstance(each, list) else [each] for place, each in enumerate(readings)}
    return {"characteristic": about, "lot": lot, "sample": sample, "accept": accept, "readings": pieces}


@pytest.fixture
def inspect(calculator):
    return lambda *readings, **keys: calculator.case("inspect", case(*readings, **keys)).answer


@pytest.fixture
def piece(inspect):
    return lambda *readings, **keys: inspect(list(readings), **keys)["pieces"]["P0"]


@pytest.fixture
def fault(calculator):
    def told(case):
        fault = calculator.case("inspect", case).fault
        return fault["error"], fault["where"]

    return told


def test_the_contract_example_answers_as_printed(calculator):
    assert calculator.case("inspect", CONTRACT).answer == {
        "pieces": {"P01": "ok", "P02": "not_ok"},
        "lot": "rejected",
        "measured": 2,
        "bad": 1,
        "pass_risk": {"bad_10pct": "0.414", "bad_20pct": "0.154"},
        "warnings": [],
    }


# A piece


@pytest.mark.parametrize(("value", "verdict"), [("2.99", "not_ok"), ("3", "ok"), ("5.00", "ok"), ("5.01", "not_ok"), (4, "ok")])
def test_limits_are_within(piece, value, verdict):
    assert piece(value) == verdict


@pytest.mark.parametrize(
    ("value", "verdict"),
    [("2.98", "not_ok"), ("2.9801", "undetermined"), ("3", "undetermined"), ("3.0199", "undetermined"), ("3.02", "ok"), ("5.02", "not_ok")],
)
def test_closer_to_a_limit_than_the_uncertainty_nothing_is_decided(piece, value, verdict):
    assert piece(value, uncertainty="0.02") == verdict


@pytest.mark.parametrize(("limits", "verdict"), [({"lower": None}, "ok"), ({"lower": ""}, "ok"), ({"upper": None}, "not_ok")])
def test_a_blank_limit_is_no_limit_and_not_zero(piece, limits, verdict):
    assert piece("-1", **limits) == verdict


@pytest.mark.parametrize(
    ("readings", "verdict"),
    [
        (("4", "4", "4"), "ok"),
        (("4", "2", "4"), "not_ok"),
        (("2",), "not_ok"),
        (("2", "", "3.001"), "not_ok"),
        (("4", None, "4"), "incomplete"),
        (("4", " ", "3.001"), "incomplete"),
        (("4", "3.001", "4"), "undetermined"),
        ((), "incomplete"),
        (("4", "4", "4", "2"), "not_ok"),
    ],
)
def test_where_each_reading_decides_a_bad_one_comes_before_a_missing_one_and_that_before_a_doubt(piece, readings, verdict):
    assert piece(*readings, readings_per_piece=3, uncertainty="0.01") == verdict


@pytest.mark.parametrize(("decision", "verdict"), [("mean", "ok"), ("min", "not_ok"), ("each", "not_ok")])
def test_the_mean_or_the_minimum_decides_where_the_plan_says_so(piece, decision, verdict):
    assert piece("2", "4", decision=decision, readings_per_piece=2) == verdict


@pytest.mark.parametrize("decision", ["mean", "min"])
def test_the_mean_and_the_minimum_wait_for_all_readings(piece, decision):
    assert piece("2", "2", decision=decision, readings_per_piece=3) == "incomplete"
    assert piece("2", "2", "2", decision=decision, readings_per_piece=3) == "not_ok"


def test_a_mean_is_exact(piece):
    assert piece("3", "3", "2.9999", decision="mean", readings_per_piece=3) == "not_ok"
    assert piece("0.1", "0.2", "0.3", decision="mean", readings_per_piece=3, lower="0.2", upper="0.2") == "ok"


# A lot


def test_a_lot_is_accepted_once_the_sample_is_decided(inspect):
    assert inspect("4", sample=2)["lot"] == "incomplete"
    assert inspect("4", "4", sample=2)["lot"] == "accepted"


def test_a_lot_is_rejected_as_soon_as_one_bad_piece_too_many_is_found(inspect):
    assert inspect("4", "2", sample=2, accept=1)["lot"] == "accepted"
    assert inspect("2", "2", sample=8, accept=1)["lot"] == "rejected"


def test_a_doubtful_piece_keeps_the_lot_open(inspect):
    assert inspect("4", "4", "3.001", sample=2, uncertainty="0.01")["lot"] == "incomplete"


def test_an_incomplete_piece_beyond_the_sample_does_not_keep_the_lot_open(inspect):
    assert inspect("4", "4", "", sample=2)["lot"] == "accepted"


@pytest.mark.parametrize("readings", [(), ("",), ([],), ([None, ""],)])
def test_no_readings_are_never_an_acceptance(inspect, readings):
    assert inspect(*readings)["lot"] == "not_inspected"


def test_measured_counts_the_doubtful_and_not_the_incomplete(inspect):
    answer = inspect("4", "3.001", "2", "", uncertainty="0.01", accept=5)
    assert (answer["measured"], answer["bad"]) == (3, 1)


# The risk


@pytest.mark.parametrize(
    ("lot", "sample", "accept", "risk"),
    [
        (42, 3, 0, "0.735"),
        (42, 8, 0, "0.414"),
        (42, 20, 0, "0.065"),
        (42, 42, 0, "0.000"),
        (42, 42, 4, "1.000"),
        (42, 42, 3, "0.000"),
        (5, 1, 0, "0.800"),
        (4, 1, 0, "0.750"),
        (1, 1, 0, "0.000"),
        (2, 1, 1, "1.000"),
    ],
)
def test_the_risk_of_passing_with_a_tenth_bad_at_least_one(inspect, lot, sample, accept, risk):
    assert inspect(lot=lot, sample=sample, accept=accept)["pass_risk"]["bad_10pct"] == risk


@pytest.mark.parametrize(("lot", "least"), [(24, 17), (42, 18), (60, 19), (90, 20)])
def test_the_smallest_sample_that_catches_a_tenth_bad_nine_times_in_ten(inspect, lot, least):
    assert (
        inspect(lot=lot, sample=least)["pass_risk"]["bad_10pct"] <= "0.100" < inspect(lot=lot, sample=least - 1)["pass_risk"]["bad_10pct"]
    )


def test_half_a_piece_is_a_piece(inspect):
    """A tenth of 15 is 1.5, so two are bad: 13/15."""
    assert inspect(lot=15, sample=1)["pass_risk"]["bad_10pct"] == "0.867"


def test_the_largest_lot_is_answered_and_one_more_is_refused(inspect, fault):
    assert inspect(lot=100_000, sample=50, accept=0)["pass_risk"]["bad_10pct"] == "0.005"
    assert fault(case(lot=100_001)) == ("out_of_range", "/lot")


# Refusals


@pytest.mark.parametrize("limits", [{"lower": None, "upper": None}, {"lower": "", "upper": ""}])
def test_a_characteristic_without_limits_is_refused(fault, limits):
    assert fault(case("4", **limits)) == ("no_limit", "/characteristic")


@pytest.mark.parametrize(("lot", "sample"), [(8, 9), (8, 0), (0, 0)])
def test_a_sample_lies_between_one_and_the_lot(fault, lot, sample):
    assert fault(case("4", lot=lot, sample=sample)) == ("bad_sample", "/sample")


def test_the_whole_lot_may_be_the_sample(inspect):
    assert inspect("4", lot=1, sample=1)["lot"] == "accepted"


def test_more_pieces_than_the_lot_has_are_refused(fault):
    assert fault(case("4", "4", lot=1, sample=1)) == ("bad_sample", "/readings")


@pytest.mark.parametrize(
    ("broken", "error", "where"),
    [
        (case(3.71), "bad_number", "/readings/P0/0"),
        (case("3,71"), "bad_number", "/readings/P0/0"),
        (case(["4", "x"]), "bad_number", "/readings/P0/1"),
        (case("4", uncertainty="-0.1"), "bad_number", "/characteristic/uncertainty"),
        (case("4", decision="max"), "bad_value", "/characteristic/decision"),
        (case("4", readings_per_piece=0), "out_of_range", "/characteristic"),
        (case("4", lower="5.1"), "out_of_range", "/characteristic"),
        ({**case("4"), "lot": None}, "missing_value", "/lot"),
        ({**case("4"), "readings": []}, "bad_value", "/readings"),
        ({**case("4"), "readings": {"P/1": "4"}}, "bad_value", "/readings/P~11"),
        ({**case("4"), "sample": "1.0"}, "bad_number", "/sample"),
    ],
)
def test_a_case_that_cannot_be_read_is_refused_where_it_fails(fault, broken, error, where):
    assert fault(broken) == (error, where)
