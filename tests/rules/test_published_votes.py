"""Votes that really took place, as published: the same figures give the outcome their law gives them."""

import json
from pathlib import Path

import pytest

from tests.servers import SHARED

PUBLISHED = json.loads((Path(__file__).parents[1] / "data" / "votes" / "published.json").read_text(encoding="utf-8"))["cases"]

WEIGHTS = {"HK": "hk-cap344", "CN": "cn-civil-code"}


@pytest.mark.parametrize("vote", PUBLISHED, ids=lambda vote: vote["id"])
def test_a_published_vote_ends_as_its_law_says(calculator, vote):
    answer = calculator.tally(vote["case"]).answer
    assert answer["strict"]["outcome"] == answer["outcome"] == vote["strict"]
    if "area_agrees" in vote:
        assert answer["tests"][-1]["holds"] is vote["area_agrees"]


@pytest.mark.parametrize("vote", PUBLISHED, ids=lambda vote: vote["id"])
def test_a_silence_clause_changes_a_published_vote_only_where_it_may(calculator, vote):
    answer = calculator.tally({**vote["case"], "silence_rule": "with_majority"}).answer
    assert answer["deemed"] == (vote["deemed"] and {"outcome": vote["deemed"]})
    assert answer["warnings"] == ([vote["warning"]] if "warning" in vote else [])


def shared(*parts):
    path = SHARED.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"the shared folder is not beside this checkout: {path}")
    return path


@pytest.mark.shared_data
def test_the_contract_example_is_answered_as_it_expects(calculator):
    path = shared("contracts", "examples", "tally-quzhou-2022.json")
    expected = json.loads(path.read_text(encoding="utf-8"))["_expected"]
    answer = calculator.run("tally", path).answer
    holds = {f"{each['test']}_{each['measure']}": each["holds"] for each in answer["tests"]}
    assert {"outcome": answer["outcome"], **holds} == expected
    assert answer["warnings"] == []


@pytest.mark.shared_data
def test_every_published_vote_can_be_given_to_the_calculator_as_it_was_collected(calculator):
    path = shared("data", "votes", "public.jsonl")
    for line in path.read_text(encoding="utf-8").splitlines():
        vote = json.loads(line, parse_float=str)
        answer = calculator.tally(as_case(vote)).answer
        assert answer["outcome"] in ("passed", "not_passed", "no_quorum", "undetermined")
        if vote["published_outcome"] == "not passed":
            assert answer["outcome"] == "not_passed"
        if vote["published_outcome"] == "passed" and vote["id"].startswith("HK"):
            assert answer["outcome"] == "passed"


def as_case(vote):
    """One collected vote as a case; what was not published is null, and the deemed take part as published."""
    counts = {choice: amount(vote, choice) for choice in ("agree", "oppose", "abstain")}
    law = WEIGHTS[vote["id"][:2]]
    return {"law": law, "class": vote["class"], "roll": amount(vote, "total"), "present": amount(vote, "part"), "counts": counts}


def amount(vote, what):
    return {"heads": vote[f"{what}_heads"], "area": vote[f"{what}_area"]}
