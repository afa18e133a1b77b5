"""`tally`, sentence by sentence of its contract."""

import json

import pytest

QUZHOU = {
    "law": "cn-civil-code",
    "class": "ordinary",
    "silence_rule": "off",
    "roll": {"heads": 1505, "area": "191619.21"},
    "counts": {
        "agree": {"heads": 238, "area": "29734.25"},
        "oppose": {"heads": 762, "area": "95862.363"},
        "abstain": {"heads": 256, "area": "33157.71"},
        "void": {"heads": 0, "area": "0"},
        "silent": {"heads": 100, "area": "13000.90"},
    },
}


def case(roll=100, law="cn-civil-code", class_="ordinary", more=None, **counts):
    """A case whose area in m² equals its heads, unless a pair says otherwise."""
    return {
        "law": law,
        "class": class_,
        "roll": amount(roll),
        "counts": {choice: amount(figure) for choice, figure in counts.items()},
        **(more or {}),
    }


def amount(figure):
    heads, area = figure if isinstance(figure, tuple) else (figure, figure)
    return {"heads": heads, "area": None if area is None else str(area)}


def changed(path, value, base=QUZHOU):
    """The case with one value at a pointer replaced."""
    copy = json.loads(json.dumps(base))
    *parents, last = path.strip("/").split("/")
    place = copy
    for parent in parents:
        place = place[parent]
    place[last] = value
    return copy


@pytest.fixture
def outcome(calculator):
    return lambda *arguments, **named: calculator.tally(case(*arguments, **named)).answer["outcome"]


# The answer


def test_the_contract_example_answers_exactly_as_printed(calculator):
    answer = calculator.tally(QUZHOU).answer
    assert answer["outcome"] == "not_passed"
    first = {key: answer["tests"][0][key] for key in ("test", "measure", "left", "right", "bar", "inclusive", "holds", "short_by")}
    assert first == {
        "test": "quorum",
        "measure": "heads",
        "left": "1256",
        "right": "1505",
        "bar": "2/3",
        "inclusive": True,
        "holds": True,
        "short_by": "0",
    }
    assert (answer["strict"], answer["deemed"], answer["warnings"]) == ({"outcome": "not_passed"}, None, [])


def test_tests_come_quorum_then_agree_heads_then_area(calculator):
    tests = calculator.tally(QUZHOU).answer["tests"]
    assert [(each["test"], each["measure"]) for each in tests] == [
        ("quorum", "heads"),
        ("quorum", "area"),
        ("agree", "heads"),
        ("agree", "area"),
    ]


def test_sides_and_distances_are_exact_strings_without_trailing_zeros(calculator):
    tests = calculator.tally(QUZHOU).answer["tests"]
    assert [(each["left"], each["right"], each["short_by"]) for each in tests] == [
        ("1256", "1505", "0"),
        ("158754.323", "191619.21", "0"),
        ("238", "1256", "391"),
        ("29734.25", "158754.323", "49642.9116"),
    ]


def test_the_bar_of_each_test_is_told_with_its_inclusiveness(calculator):
    tests = calculator.tally(changed("/class", "special")).answer["tests"]
    assert [(each["bar"], each["inclusive"]) for each in tests] == [("2/3", True)] * 2 + [("3/4", True)] * 2
    assert [(each["bar"], each["inclusive"]) for each in calculator.tally(QUZHOU).answer["tests"][2:]] == [("1/2", False)] * 2


def test_a_quorum_lacks_the_least_amount_newly_taking_part(calculator):
    tests = calculator.tally(case(roll=(1505, "191619.21"), agree=(1000, "100000"))).answer["tests"]
    assert [each["short_by"] for each in tests[:2]] == ["4", "27746.14"]


def test_the_majority_lacks_the_least_amount_already_taking_part(calculator):
    tests = calculator.tally(case(roll=4, agree=2, oppose=2)).answer["tests"]
    assert [each["short_by"] for each in tests[2:]] == ["1", "0.0001"]


def test_feasibility_of_the_distance_is_not_considered(calculator):
    tests = calculator.tally(case(roll=1)).answer["tests"]
    assert [each["short_by"] for each in tests] == ["1", "0.6667", "1", "0.0001"]


def test_an_unknown_side_is_null_and_so_are_its_test_and_distance(calculator):
    test = calculator.tally(changed("/roll/area", None)).answer["tests"][1]
    assert (test["left"], test["right"], test["holds"], test["short_by"]) == ("158754.323", None, None, None)


# Input


def test_missing_counts_are_zero(calculator):
    bare = {"law": "cn-civil-code", "class": "ordinary", "roll": {"heads": 3, "area": "3"}}
    assert calculator.tally(bare).answer["outcome"] == "no_quorum"
    assert calculator.tally({**bare, "counts": {"agree": {"heads": 2}}}).answer["tests"][1]["left"] == "0"


@pytest.mark.parametrize("path", ["/roll", "/roll/area"])
def test_a_missing_roll_measure_is_unknown(calculator, path):
    copy = json.loads(json.dumps(QUZHOU))
    if path == "/roll":
        del copy["roll"]
    else:
        del copy["roll"]["area"]
    answer = calculator.tally(copy).answer
    assert answer["outcome"] == "undetermined"
    assert answer["tests"][1]["right"] is None


def test_a_whole_choice_may_be_unknown(calculator):
    answer = calculator.tally(changed("/counts/abstain", None)).answer
    assert (answer["outcome"], answer["tests"][0]["left"], answer["tests"][2]["left"]) == ("undetermined", None, "238")


def test_counts_that_are_null_altogether_are_unknown(calculator):
    assert calculator.tally(changed("/counts", None)).answer["outcome"] == "undetermined"


def test_areas_may_be_json_integers_and_heads_decimal_strings(calculator):
    answer = calculator.tally(changed("/counts/agree", {"heads": "238", "area": 29734})).answer
    assert [answer["tests"][place]["left"] for place in (2, 3)] == ["238", "29734"]


def test_a_matter_stands_in_for_the_class(calculator):
    by_matter = {key: value for key, value in QUZHOU.items() if key != "class"}
    bars = {
        matter: calculator.tally({**by_matter, "matter": matter}).answer["tests"][2]["bar"]
        for matter in (
            "elect_committee",
            "rules_of_procedure",
            "covenant",
            "property_company",
            "use_fund",
            "raise_fund",
            "rebuild",
            "change_use",
            "other_major",
        )
    }
    assert {matter for matter, bar in bars.items() if bar == "3/4"} == {"raise_fund", "rebuild", "change_use"}


def test_before_2021_using_raising_and_rebuilding_are_special(calculator):
    by_matter = {**QUZHOU, "law": "cn-pre-2021", "class": None}
    bars = {
        matter: calculator.tally({**by_matter, "matter": matter}).answer["tests"][2]["bar"]
        for matter in ("use_fund", "raise_fund", "rebuild", "change_use", "other_major")
    }
    assert {matter for matter, bar in bars.items() if bar == "2/3"} == {"use_fund", "raise_fund", "rebuild"}


def test_a_class_that_agrees_with_the_matter_is_fine(calculator):
    assert calculator.tally({**QUZHOU, "matter": "property_company"}).answer["outcome"] == "not_passed"


@pytest.mark.parametrize("path", ["/turnout", "/counts/agreed", "/counts/agree/head", "/roll/buildings", "/present/shares", "/a~b"])
def test_unknown_keys_warn_with_their_place(calculator, path):
    copy = {**QUZHOU, "present": {"heads": 1256, "area": "158754.323"}}
    warnings = calculator.tally(changed(path, {"anything": 0.5}, copy)).answer["warnings"]
    assert warnings == [f"unknown_key {path.replace('~', '~0')}"]


@pytest.mark.parametrize("path", ["/_source", "/counts/_note", "/counts/agree/_note", "/roll/_note"])
def test_keys_that_begin_with_an_underscore_do_not_warn(calculator, path):
    assert calculator.tally(changed(path, 0.5)).answer["warnings"] == []


def test_a_byte_order_mark_is_read_over(calculator):
    assert calculator.tally(b"\xef\xbb\xbf" + json.dumps(QUZHOU).encode()).answer["outcome"] == "not_passed"


# Turnout alone


def test_present_replaces_the_sum_taking_part(calculator):
    answer = calculator.tally({**QUZHOU, "present": {"heads": 1360, "area": "171755.223"}}).answer
    assert [each["left"] for each in answer["tests"][:2]] == ["1360", "171755.223"]
    assert [each["right"] for each in answer["tests"][2:]] == ["1360", "171755.223"]


def test_a_measure_that_present_does_not_name_is_still_summed(calculator):
    answer = calculator.tally({**QUZHOU, "present": {"heads": 1360}}).answer
    assert [each["left"] for each in answer["tests"][:2]] == ["1360", "158754.323"]


def test_present_leaves_void_ballots_out(calculator):
    turnout = {"present": {"heads": 66, "area": "66"}, "void_rule": "in_quorum"}
    assert calculator.tally(case(agree=66, void=1, more=turnout)).answer["tests"][0]["left"] == "67"
    turnout["void_rule"] = "out"
    assert calculator.tally(case(agree=66, void=1, more=turnout)).answer["tests"][0]["left"] == "66"


def test_a_turnout_below_its_own_ballots_warns(calculator):
    answer = calculator.tally(case(agree=70, more={"present": {"heads": 69, "area": "70"}})).answer
    assert answer["warnings"] == ["present_below_counts"]


# Refusals


@pytest.mark.parametrize(
    "number",
    [
        *("29734.25", "1.0", "1e3", "-1", "-0", "true", "[]", "{}", "NaN", "Infinity"),
        *('"-1"', '"+1"', '"1.00000"', '"0.00001"', '"1e3"', '"1,000"', '" 1"', '""', '"１"', '"0x10"', '"1_000"', '".5"', '"5."'),
    ],
)
@pytest.mark.parametrize("path", ["/counts/agree/area", "/roll/area"])
def test_a_number_that_is_not_exact_is_refused_at_its_place(calculator, number, path):
    text = json.dumps(changed(path, "HERE")).replace('"HERE"', number)
    fault = calculator.tally(text).fault
    assert (fault["error"], fault["where"]) == ("bad_number", path)


@pytest.mark.parametrize("number", ["1.5", "238.0", '"238.5"', '"238.0"', "-1", "false", '"x"', "1" * 1001])
def test_heads_are_whole_numbers(calculator, number):
    text = json.dumps(changed("/counts/agree/heads", "HERE")).replace('"HERE"', number)
    fault = calculator.tally(text).fault
    assert (fault["error"], fault["where"]) == ("bad_number", "/counts/agree/heads")


def test_numbers_far_beyond_any_estate_stay_exact(calculator):
    huge = "9" * 900
    answer = calculator.tally(case(roll=(int(huge), huge), agree=(int(huge), huge))).answer
    assert (answer["outcome"], answer["tests"][0]["left"]) == ("passed", huge)


@pytest.mark.parametrize(
    "counts",
    [
        {"agree": 101},
        {"agree": (100, "100.0001")},
        {"agree": 50, "oppose": 51},
        {"agree": 90, "silent": 11},
        {"agree": 90, "void": (5, 11)},
        {"abstain": 101},
    ],
)
def test_counts_beyond_the_roll_are_refused(calculator, counts):
    fault = calculator.tally(case(**counts)).fault
    assert (fault["error"], fault["where"]) == ("counts_exceed_roll", "/counts")


def test_counts_that_exhaust_the_roll_are_fine(outcome):
    assert outcome(agree=60, oppose=10, abstain=10, void=10, silent=10) == "passed"


def test_a_turnout_beyond_the_roll_is_refused(calculator):
    fault = calculator.tally(case(agree=90, void=1, more={"present": {"heads": 100, "area": "90"}})).fault
    assert (fault["error"], fault["where"]) == ("counts_exceed_roll", "/present/heads")


def test_unknown_counts_exceed_nothing(outcome):
    assert outcome(roll=(100, None), agree=(100, 5000)) == "undetermined"


@pytest.mark.parametrize(
    ("roll", "where"), [(0, "/roll"), ((0, 5), "/roll/heads"), ((5, "0.0000"), "/roll/area"), ((0, None), "/roll/heads")]
)
def test_an_empty_roll_is_refused(calculator, roll, where):
    fault = calculator.tally(case(roll=roll)).fault
    assert (fault["error"], fault["where"]) == ("empty_roll", where)


@pytest.mark.parametrize(
    ("path", "value", "error"),
    [
        ("/class", "extraordinary", "unknown_class"),
        ("/class", "Ordinary", "unknown_class"),
        ("/class", None, "unknown_class"),
        ("/class", 1, "unknown_class"),
        ("/matter", "street_lamps", "unknown_class"),
        ("/matter", "rebuild", "class_matter_conflict"),
        ("/law", "tw-condominium", "unknown_law"),
        ("/law", "CN-civil-code", "unknown_law"),
        ("/law", None, "unknown_law"),
        ("/law", ["cn-civil-code"], "unknown_law"),
        ("/silence_rule", "on", "bad_value"),
        ("/silence_safeguard", "yes", "bad_value"),
        ("/silence_safeguard", 1, "bad_value"),
        ("/void_rule", "in", "bad_value"),
        ("/roll", 1505, "bad_value"),
        ("/counts", [], "bad_value"),
        ("/counts/agree", 238, "bad_value"),
        ("/present", "1256", "bad_value"),
    ],
)
def test_a_word_or_shape_nobody_knows_is_refused_at_its_place(calculator, path, value, error):
    fault = calculator.tally(changed(path, value)).fault
    where = "/class" if error == "class_matter_conflict" else path
    assert (fault["error"], fault["where"]) == (error, where)


@pytest.mark.parametrize(("key", "error"), [("law", "unknown_law"), ("class", "unknown_class")])
def test_a_case_without_its_law_or_class_is_refused(calculator, key, error):
    fault = calculator.tally({name: value for name, value in QUZHOU.items() if name != key}).fault
    assert (fault["error"], fault["where"]) == (error, f"/{key}")


def test_the_ordinary_class_for_a_special_matter_is_a_conflict_and_the_other_way_round(calculator):
    for class_, matter in (("ordinary", "raise_fund"), ("special", "use_fund")):
        fault = calculator.tally({**QUZHOU, "class": class_, "matter": matter}).fault
        assert fault["error"] == "class_matter_conflict"


def test_a_key_that_comes_twice_is_refused(calculator):
    text = json.dumps(QUZHOU).replace('"agree":', '"agree": {"heads": 1000}, "agree":')
    fault = calculator.tally(text).fault
    assert (fault["error"], fault["where"]) == ("duplicate_key", "/counts/agree")


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", "bad_json"),
        (b"{", "bad_json"),
        (b'{"law": "cn-civil-code",}', "bad_json"),
        (b"{} {}", "bad_json"),
        (b"[" * 100_000, "bad_json"),
        (b"[]", "bad_value"),
        (b"null", "bad_value"),
        (b"1" * 5000, "bad_value"),
        (b"\xff\xfe{\x00}\x00", "bad_encoding"),
        ('{"law": "甲"}'.encode("gb18030"), "bad_encoding"),
        (b'{"\\ud800": 1, "law": "cn-civil-code", "class": "x"}', "unknown_class"),
        (b'{"a\\u0000": 1}', "unknown_law"),
    ],
)
def test_whatever_is_no_case_is_refused_without_a_traceback(calculator, data, error):
    assert calculator.tally(data).fault["error"] == error


def test_a_warning_may_name_a_key_that_is_no_text(calculator):
    answer = calculator.tally(json.dumps(QUZHOU)[:-1] + ', "\\ud800": 1}').answer
    assert answer["warnings"] == ["unknown_key /\ud800"]


def test_notes_may_come_twice(calculator):
    text = json.dumps(QUZHOU)[:-1] + ', "_note": 1, "_note": 2}'
    assert calculator.tally(text).answer["outcome"] == "not_passed"


# Void ballots


@pytest.mark.parametrize(("rule", "expected"), [("in_quorum", "passed"), ("out", "no_quorum"), ("both", "needs_review")])
def test_void_rule_says_whether_void_ballots_take_part(calculator, rule, expected):
    assert calculator.tally(case(agree=66, void=1, more={"void_rule": rule})).answer["outcome"] == expected


def test_both_is_the_default_and_shows_the_tests_of_out(calculator):
    answer = calculator.tally(case(agree=66, void=1)).answer
    assert (answer["outcome"], answer["strict"]) == ("needs_review", {"outcome": "needs_review"})
    assert answer["tests"][0]["left"] == "66"


def test_in_quorum_void_ballots_take_part_and_do_not_agree(calculator):
    answer = calculator.tally(case(agree=40, oppose=39, void=1, more={"void_rule": "in_quorum"})).answer
    assert (answer["outcome"], answer["tests"][2]["right"]) == ("not_passed", "80")


def test_void_ballots_that_do_not_matter_leave_the_outcome(outcome):
    assert outcome(agree=80, void=1) == "passed"
    assert outcome(oppose=80, void=1) == "not_passed"


def test_an_unknown_number_of_void_ballots_needs_review_only_where_they_are_asked_for(calculator):
    unknown = case(agree=80, void=(None, None))
    assert calculator.tally(unknown).answer["outcome"] == "needs_review"
    assert calculator.tally({**unknown, "void_rule": "out"}).answer["outcome"] == "passed"


# Silence


def silence(**more):
    return {"silence_rule": "with_majority", **more}


def test_the_deemed_outcome_stands_beside_the_strict_one_and_prevails(calculator):
    answer = calculator.tally(case(agree=51, silent=20, more=silence())).answer
    assert (answer["strict"], answer["deemed"], answer["outcome"]) == ({"outcome": "no_quorum"}, {"outcome": "passed"}, "passed")
    assert answer["tests"][0]["left"] == answer["tests"][2]["left"] == "71"


@pytest.mark.parametrize(
    ("named", "more", "warning"),
    [
        ({"class_": "special", "agree": 60}, {}, "silence_special"),
        ({"law": "hk-cap344", "agree": 60}, {}, "silence_not_in_law"),
        ({"law": "hk-cap344", "class_": "special", "agree": 60}, {}, "silence_not_in_law"),
        ({"law": "cn-pre-2021", "class_": "special", "agree": 60}, {}, "silence_special"),
        ({"agree": 50}, {}, "silence_below_half"),
        ({"agree": (51, 50)}, {}, "silence_below_half"),
        ({"agree": 30, "oppose": 30}, {}, "silence_no_leader"),
        ({"agree": 30, "abstain": 30}, {"silence_safeguard": False}, "silence_no_leader"),
        ({"agree": (60, None)}, {}, "silence_unknown"),
        ({"agree": 60, "silent": (None, 5)}, {}, "silence_unknown"),
        ({"roll": (100, None), "agree": 60}, {}, "silence_unknown"),
    ],
)
def test_where_nothing_is_deemed_one_warning_says_why(calculator, named, more, warning):
    answer = calculator.tally(case(**{"silent": 10, **named}, more=silence(**more))).answer
    assert (answer["deemed"], answer["warnings"]) == (None, [warning])
    assert answer["outcome"] == answer["strict"]["outcome"]


def test_without_the_safeguard_a_leader_below_half_is_followed(calculator):
    answer = calculator.tally(case(agree=40, oppose=20, silent=20, more=silence(silence_safeguard=False))).answer
    assert (answer["deemed"], answer["warnings"]) == ({"outcome": "passed"}, [])


def test_off_deems_nobody_and_says_nothing(calculator):
    answer = calculator.tally(case(agree=51, silent=20)).answer
    assert (answer["outcome"], answer["deemed"], answer["warnings"]) == ("no_quorum", None, [])


def test_the_quzhou_rule_cannot_reach_its_opposing_majority_of_those_present(calculator):
    """762 of 1,505 are more than half of the heads, 95,862.363 of 191,619.21 m² more than half of the area."""
    answer = calculator.tally({**QUZHOU, "silence_rule": "with_majority"}).answer
    assert (answer["strict"], answer["deemed"]) == ({"outcome": "not_passed"}, {"outcome": "not_passed"})
    assert [each["left"] for each in answer["tests"]] == ["1356", "171755.223", "238", "29734.25"]


# The laws


@pytest.mark.parametrize(
    ("law", "class_", "counts", "expected"),
    [
        ("cn-civil-code", "ordinary", {"agree": (67, "66.6667")}, "passed"),
        ("cn-civil-code", "ordinary", {"agree": (67, "66.6666")}, "no_quorum"),
        ("cn-civil-code", "ordinary", {"agree": (66, "70")}, "no_quorum"),
        ("cn-civil-code", "ordinary", {"agree": 40, "oppose": 40}, "not_passed"),
        ("cn-civil-code", "ordinary", {"agree": (41, "40.0001"), "oppose": (39, 40)}, "passed"),
        ("cn-civil-code", "special", {"agree": 60, "oppose": 20}, "passed"),
        ("cn-civil-code", "special", {"agree": (60, "59.9999"), "oppose": (20, 20)}, "not_passed"),
        ("cn-pre-2021", "ordinary", {"agree": 50, "oppose": 1}, "not_passed"),
        ("cn-pre-2021", "ordinary", {"agree": (51, "50.0001")}, "passed"),
        ("cn-pre-2021", "ordinary", {"agree": 50}, "no_quorum"),
        ("cn-pre-2021", "special", {"agree": (67, "66.6667")}, "passed"),
        ("cn-pre-2021", "special", {"agree": (66, "66.6667")}, "not_passed"),
        ("hk-cap344", "ordinary", {"agree": (10, 1)}, "passed"),
        ("hk-cap344", "ordinary", {"agree": (9, 90)}, "no_quorum"),
        ("hk-cap344", "ordinary", {"agree": (1, "5.0001"), "oppose": (30, 5), "abstain": (0, 80)}, "passed"),
        ("hk-cap344", "ordinary", {"agree": (30, 5), "oppose": (1, 5)}, "not_passed"),
        ("hk-cap344", "ordinary", {"abstain": (30, 5)}, "not_passed"),
    ],
)
def test_each_law_at_its_bars(outcome, law, class_, counts, expected):
    assert outcome(law=law, class_=class_, **counts) == expected


def test_hong_kong_tests_heads_for_the_quorum_and_shares_for_agreement_alone(calculator):
    answer = calculator.tally(case(law="hk-cap344", agree=(None, 60), oppose=(None, 30), more={"present": {"heads": 30}})).answer
    assert [(each["test"], each["measure"], each["left"], each["right"]) for each in answer["tests"]] == [
        ("quorum", "heads", "30", "100"),
        ("agree", "area", "60", "90"),
    ]
    assert answer["outcome"] == "passed"


@pytest.mark.parametrize(("agree", "warnings"), [(67, []), (60, ["fund_two_thirds_of_all"]), ((67, 60), ["fund_two_thirds_of_all"])])
def test_a_passed_use_of_the_fund_that_misses_the_older_bar_warns(calculator, agree, warnings):
    answer = calculator.tally(case(agree=agree, oppose=20, more={"matter": "use_fund"})).answer
    assert (answer["outcome"], answer["warnings"]) == ("passed", warnings)


# Unknown figures


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ({"agree": (60, None)}, "no_quorum"),
        ({"agree": (None, 60)}, "no_quorum"),
        ({"agree": (80, None)}, "undetermined"),
        ({"agree": (20, None), "oppose": (60, 60)}, "undetermined"),
        ({"agree": (None, None)}, "undetermined"),
    ],
)
def test_a_null_is_undetermined_unless_a_false_quorum_decides(outcome, counts, expected):
    assert outcome(**counts) == expected


@pytest.mark.parametrize(
    ("agree", "expected"),
    [((40, None), "not_passed"), ((None, 40), "not_passed"), ((41, None), "undetermined"), ((None, None), "undetermined")],
)
def test_with_a_quorum_a_false_majority_decides_before_an_unknown_one(calculator, agree, expected):
    turnout = {"present": {"heads": 80, "area": "80"}}
    assert calculator.tally(case(agree=agree, more=turnout)).answer["outcome"] == expected
