"""A finding as it is frozen and published: text and whole numbers only, areas in 1/10000 m², and back for whoever shows it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from huasheng_vote.rules.counts import Amount, total
from huasheng_vote.rules.exact import Bar
from huasheng_vote.rules.finding import Contest, Found
from huasheng_vote.rules.lawbook import Measure
from huasheng_vote.rules.standing import may_split
from huasheng_vote.rules.tally import Outcome, Part, Tested, Verdict


@dataclass(frozen=True, slots=True)
class Inequality:
    """One test as published, with both its sides."""

    part: Part
    measure: Measure
    left: int
    right: int
    bar: Bar
    article: str


@dataclass(frozen=True, slots=True)
class Contested:
    """How many heads voted whose co-owners are in conflict, and the outcome with all of them for the motion, and all against."""

    heads: int
    kindest: Outcome
    harshest: Outcome


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything a published outcome rests on."""

    outcome: Outcome
    strict: Outcome
    deemed: Outcome | None
    roll: Amount
    chosen: Mapping[str, Amount]
    tests: tuple[Inequality, ...]
    doubts: tuple[str, ...]
    warnings: tuple[str, ...]
    options: Mapping[str, tuple[Inequality, ...]]
    winner: str | None
    consulted: Mapping[str, Amount]
    """What online ballots said where they only consult; empty where they count, or where too few answered to be shown apart."""
    contested: Contested | None

    def of(self, answer: str) -> Amount:
        """The heads and area of one answer."""
        return self.chosen.get(answer, Amount())


def facts(found: Found) -> dict[str, Any]:
    """The finding as the log and the table keep it."""
    verdict = found.verdict
    return {
        "outcome": found.outcome.value,
        "strict": verdict.strict.value,
        "roll": _amount(found.roll),
        "chosen": {answer: _amount(amount) for answer, amount in found.chosen.items()},
        "tests": _tests(verdict),
        "doubts": [doubt.value for doubt in found.doubts],
        "warnings": list(verdict.warnings),
        **({"deemed": verdict.deemed.value} if verdict.deemed else {}),
        **({"options": {option: _tests(each) for option, each in found.options.items()}} if found.options else {}),
        **({"winner": found.winner} if found.winner else {}),
        **({"contested": _contest(found.contested)} if found.contested else {}),
    }


def both_tallies(found: Found) -> dict[str, Any]:
    """Every inequality with contested heads at their kindest and at their harshest. Kept in the private body of the line: beside the published figures it
    would give away the area of a single such head."""
    contest = found.contested
    return {"kindest": _tests(contest.kindest), "harshest": _tests(contest.harshest)} if contest else {}


def _contest(contest: Contest) -> dict[str, Any]:
    return {"heads": contest.heads, "kindest": contest.kindest.outcome.value, "harshest": contest.harshest.outcome.value}


def _contested(body: dict[str, Any]) -> Contested:
    return Contested(body["heads"], Outcome(body["kindest"]), Outcome(body["harshest"]))


def consulted(chosen: Mapping[str, Amount]) -> dict[str, Any]:
    """A consultation's figures beside the finding: published only for a group in which nobody's choice can be told."""
    large = may_split((total(chosen.values()).heads or 0,))
    return {"consulted": {answer: _amount(amount) for answer, amount in chosen.items()}} if chosen and large else {}


def read(text: str) -> Figures:
    """The figures back from what was frozen."""
    body = json.loads(text)
    return Figures(
        Outcome(body["outcome"]),
        Outcome(body["strict"]),
        Outcome(body["deemed"]) if "deemed" in body else None,
        Amount(**body["roll"]),
        {answer: Amount(**amount) for answer, amount in body["chosen"].items()},
        tuple(_inequality(test) for test in body["tests"]),
        tuple(body["doubts"]),
        tuple(body["warnings"]),
        {option: tuple(_inequality(test) for test in tests) for option, tests in body.get("options", {}).items()},
        body.get("winner"),
        {answer: Amount(**amount) for answer, amount in body.get("consulted", {}).items()},
        _contested(body["contested"]) if "contested" in body else None,
    )


def _amount(amount: Amount) -> dict[str, int]:
    return {"heads": amount.heads or 0, "area": amount.area or 0}


def _tests(verdict: Verdict) -> list[dict[str, Any]]:
    return [_test(tested) for tested in verdict.tests]


def _test(tested: Tested) -> dict[str, Any]:
    bar = tested.test.bar
    return {
        "test": tested.part.value,
        "measure": tested.test.measure.value,
        "left": tested.left or 0,
        "right": tested.right or 0,
        "bar": f"{bar.share.numerator}/{bar.share.denominator}",
        "inclusive": "yes" if bar.inclusive else "no",
        "holds": "yes" if tested.holds else "no",
        "short_by": tested.short_by or 0,
        "article": tested.test.article,
    }


def _inequality(test: dict[str, Any]) -> Inequality:
    bar = Bar(Fraction(test["bar"]), test["inclusive"] == "yes")
    return Inequality(Part(test["test"]), Measure(test["measure"]), test["left"], test["right"], bar, test["article"])
