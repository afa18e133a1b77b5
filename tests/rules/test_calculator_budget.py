"""`budget`: the rules by hand on small elections, and the winners real cities announced."""

import csv

import pytest

from tests.rules.test_published_votes import shared

RULES = ("greedy", "greedy-no-skip", "greedy-threshold", "equal-shares")
CITIES = (
    "Netherlands_Assen_2024",
    "Poland_Czestochowa_2024_Mirow",
    "Poland_Czestochowa_2025_Podjasnogorska",
    "Poland_Gdynia_2020_Babie_Doly__small",
    "Poland_Lodz_2020_Nr_33",
    "Poland_Warszawa_2017_Przyczolek_Grochowski",
    "Poland_Warszawa_2017_Sadul",
    "Poland_Wroclaw_2017_Rejon_nr_11_250",
)


def election(costs, votes, budget="100", vote_type="approval", rule="greedy", **meta):
    """A file with projects a, b, c … and ballots as written; `points` follow a bar."""
    keys = {"budget": budget, "vote_type": vote_type, "rule": rule, **meta}
    lines = ["META", "key;value", *(f"{key};{value}" for key, value in keys.items() if value is not None)]
    lines += ["PROJECTS", "project_id;cost", *(f"{chr(97 + place)};{cost}" for place, cost in enumerate(costs))]
    lines += ["VOTES", "voter_id;vote;points", *(f"{place};{vote.replace('|', ';')}" for place, vote in enumerate(votes))]
    return "\n".join(lines)


@pytest.fixture
def budget(calculator):
    def run(*arguments, options=(), **meta):
        return calculator.run("budget", "-", *options, given=election(*arguments, **meta).encode()).answer

    return run


@pytest.fixture
def fault(calculator):
    def told(text):
        fault = calculator.run("budget", "-", given=text if isinstance(text, bytes) else text.encode()).fault
        return fault["error"], fault["where"]

    return told


@pytest.mark.shared_data
@pytest.mark.parametrize("city", CITIES)
def test_a_citys_own_winners_come_out_of_its_own_rule(calculator, city):
    path = shared("data", "pabulib", f"{city}.pb")
    rows = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines(), delimiter=";"))
    tables = [row[0] if len(row) == 1 else "" for row in rows]
    header, *projects = rows[tables.index("PROJECTS") + 1 : tables.index("VOTES")]
    place, selected = header.index("project_id"), header.index("selected")
    answer = calculator.run("budget", path).answer
    assert set(answer["winners"]) == {row[place] for row in projects if row[selected] == "1"}


# The answer


def test_the_answer_tells_winners_scores_and_money_exactly(budget):
    assert budget(["30.50", "40.20"], ["a,b", "b"], budget="100.10") == {
        "winners": ["b", "a"],
        "scores": {"a": "1", "b": "2"},
        "spent": "70.7",
        "budget": "100.1",
        "rule": "greedy",
    }


def test_a_rule_on_the_command_line_comes_before_that_of_the_file(budget):
    assert budget(["1"], ["a"], rule="something else", options=("--rule", "greedy")).get("rule") == "greedy"


@pytest.mark.parametrize(("named", "ours"), [("equalshares/add1", "equal-shares"), ("greedy-no-skip", "greedy-no-skip")])
def test_the_files_rule_is_known_by_its_own_name(budget, named, ours):
    assert budget(["1"], ["a"], rule=named)["rule"] == ours


# Greedy


def test_greedy_takes_what_fits_and_goes_on(budget):
    assert budget([60, 50, 40], ["a,b,c", "a,b", "a"])["winners"] == ["a", "c"]


def test_no_skip_stops_at_the_first_that_does_not_fit(budget):
    assert budget([60, 50, 40], ["a,b,c", "a,b", "a"], rule="greedy-no-skip")["winners"] == ["a"]


def test_a_budget_may_be_spent_to_the_last_unit_and_not_beyond(budget):
    assert budget([60, 40], ["a,b"])["winners"] == ["a", "b"]
    assert budget([60, "40.01"], ["a,b"])["winners"] == ["a"]


def test_ties_go_in_file_order(budget):
    assert budget([60, 60, 30], ["c", "b", "a"])["winners"] == ["a", "c"]


@pytest.mark.parametrize(("threshold", "winners"), [(1, ["a", "b"]), (2, ["a"]), (3, [])])
def test_a_threshold_drops_only_scores_under_it(budget, threshold, winners):
    keys = {"rule": "greedy-threshold", "min_project_score_threshold": threshold}
    assert budget([10, 10], ["a,b", "a"], **keys)["winners"] == winners


def test_other_rules_do_not_look_at_the_threshold(budget):
    assert budget([10], ["a"], min_project_score_threshold=9)["winners"] == ["a"]


# Scores


def test_an_approval_ballot_gives_one_to_each(budget):
    assert budget([1, 1], ["a,b", "b", ""])["scores"] == {"a": "1", "b": "2"}


def test_a_cumulative_ballot_gives_its_points(budget):
    assert budget([1, 1], ["a,b|6,4", "b|10"], vote_type="cumulative")["scores"] == {"a": "6", "b": "14"}


def test_an_ordinal_ballot_gives_the_longest_length_less_the_position(budget):
    assert budget([1, 1, 1], ["c,a", "c"], vote_type="ordinal", max_length=3)["scores"] == {"a": "2", "b": "0", "c": "6"}


def test_a_single_choice_counts_once(budget):
    assert budget([1, 1], ["a", "a", "b"], vote_type="choose-1")["scores"] == {"a": "2", "b": "1"}


# Equal Shares: a (6, two supporters) is affordable with shares of 3, b (5, one supporter) with a share of 5


def test_shares_grow_by_one_unit_until_the_real_budget_would_be_overspent(budget):
    two_and_one = ([6, 5], ["a", "a", "b"])
    assert budget(*two_and_one, budget=11, rule="equal-shares")["winners"] == ["a", "b"]
    assert budget(*two_and_one, budget="10.99", rule="equal-shares")["winners"] == ["a"]


def test_the_project_whose_heaviest_payer_pays_least_per_cost_is_first(budget):
    assert budget([1, 6], ["b", "b", "a"], budget=90, rule="equal-shares")["winners"] == ["b", "a"]


def test_supporters_who_have_little_left_pay_what_they_have(budget):
    """Shares of 6: b takes 4 from each of its three; a costs 8, of which the second voter has 2 left and the first pays 6."""
    assert budget([8, 12], ["a", "a,b", "b", "b"], budget=24, rule="equal-shares")["winners"] == ["b", "a"]


def test_equal_shares_does_not_fill_up_what_is_left(budget):
    """b or c alone would fit beside a, but the round that buys one buys both, and that is too much."""
    answer = budget([3, 5, 5], ["a", "b", "c"], budget=10, rule="equal-shares")
    assert (answer["winners"], answer["spent"]) == (["a"], "3")


def test_a_project_far_beyond_everyones_share_is_waited_for_without_counting_every_unit(budget):
    answer = budget([60, 10**30, 7], ["a", "b", "a,c"], rule="equal-shares")
    assert (answer["winners"], answer["spent"]) == (["a", "c"], "67")


def test_a_project_nobody_supports_is_not_bought(budget):
    assert budget([1, 1], ["a"], rule="equal-shares")["winners"] == ["a"]


@pytest.mark.parametrize("votes", [["", ""], ["|"]])
def test_ballots_without_a_choice_buy_nothing(budget, votes):
    assert budget([1], votes, rule="equal-shares")["winners"] == []


def test_equal_rates_go_in_file_order(budget):
    assert budget([2, 4, 2], ["c,a", "b", "a,c", "b"], budget=20, rule="equal-shares")["winners"] == ["a", "b", "c"]


# Refusals


@pytest.mark.parametrize(
    ("text", "error", "where"),
    [
        ("", "missing_value", "/META"),
        ("META\nkey;value\nbudget;1\nPROJECTS\nproject_id;cost\na;1\n", "missing_value", "/VOTES"),
        (election([1], ["a"], budget=None), "missing_value", "/META/budget"),
        (election([1], ["a"], budget="many"), "bad_number", "/META/budget"),
        (election([1], ["a"], budget=""), "missing_value", "/META/budget"),
        (election([1], ["a"], rule=None), "missing_value", "/META/rule"),
        (election([1], ["a"], rule="lottery"), "bad_value", "/META/rule"),
        (election([1], ["a"], vote_type="scoring"), "bad_value", "/META/vote_type"),
        (election([1], ["a"], rule="greedy-threshold"), "missing_value", "/META/min_project_score_threshold"),
        (election([1], ["a"], vote_type="ordinal"), "missing_value", "/META/max_length"),
        (election([1, 1], ["a,b"], vote_type="ordinal", max_length=1), "out_of_range", "/VOTES/0/vote"),
        (election([1, "x"], ["a"]), "bad_number", "/PROJECTS/1/cost"),
        (election(["0"], ["a"]), "not_positive", "/PROJECTS/0/cost"),
        (election([""], ["a"]), "missing_value", "/PROJECTS/0/cost"),
        (election([1], ["a", "a,z"]), "unknown_project", "/VOTES/1/vote"),
        (election([1], ["a,a"]), "bad_value", "/VOTES/0/vote"),
        (election([1, 1], ["a,b|1"], vote_type="cumulative"), "bad_value", "/VOTES/0/points"),
        (election([1], ["a|-1"], vote_type="cumulative"), "bad_number", "/VOTES/0/points"),
        (election([1], ["a"], vote_type="cumulative"), "missing_value", "/VOTES/0/points"),
        (election([1], ["a"]).replace("\na;1", "\na;1\na;2"), "bad_value", "/PROJECTS"),
        ("META\nkey\nbudget\nPROJECTS\nx\n1\nVOTES\ny\n1\n", "missing_value", "/PROJECTS/0/cost"),
        ("META\nname;value\nbudget;1\nPROJECTS\nx\n1\nVOTES\ny\n1\n", "missing_value", "/META/0/key"),
        (b"META\nkey;value\n\xff\n", "bad_encoding", None),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_where_it_fails(fault, text, error, where):
    assert fault(text) == (error, where)


def test_an_unknown_rule_on_the_command_line_is_refused(calculator):
    assert calculator.run("budget", "-", "--rule", "lottery").fault["error"] == "bad_usage"
