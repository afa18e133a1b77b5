"""`tally CASE.json`: does a motion pass? The case holds the roll, the counts and the rules in force."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from huasheng_vote.rules.calculator.documents import Node, unknown_keys
from huasheng_vote.rules.counts import NOBODY, Amount, Counts
from huasheng_vote.rules.exact import show_area
from huasheng_vote.rules.lawbook import LAWS, Law, Matter, MatterClass, Measure
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.rules.silence import SilenceRule
from huasheng_vote.rules.tally import CountingRules, Tested, Verdict, VoidRule, tally

UNKNOWN = Amount(None, None)
PRESENT_BELOW_COUNTS = "present_below_counts"


class Silence(StrEnum):
    """Whether the silent follow the majority."""

    OFF = "off"
    WITH_MAJORITY = "with_majority"


@dataclass(frozen=True, slots=True)
class Case:
    """A case as read: everything a tally needs."""

    law: Law
    class_: MatterClass
    matter: Matter | None
    roll: Amount
    counts: Counts
    rules: CountingRules
    warnings: tuple[str, ...]

    def verdict(self) -> Verdict:
        """The motion decided."""
        return tally(self.law, self.class_, self.roll, self.counts, self.rules, self.matter)


def run(root: Node) -> Mapping[str, object]:
    """Read a case, decide it, and tell the outcome with both sides of every inequality."""
    case = read_case(root)
    verdict = case.verdict()
    return {
        "outcome": verdict.outcome,
        "tests": [_test(tested) for tested in verdict.tests],
        "strict": {"outcome": verdict.strict},
        "deemed": {"outcome": verdict.deemed} if verdict.deemed else None,
        "warnings": [*verdict.warnings, *case.warnings],
        "law": case.law.code,
        "class": case.class_,
    }


def read_case(root: Node) -> Case:
    """Read a case. Refuses an unknown law or class, numbers that are not exact, and counts that exceed the roll."""
    fields = root.fields("law", "class", "matter", "roll", "counts", "present", "silence_rule", "silence_safeguard", "void_rule")
    law = _law(fields)
    class_, matter = _class(law, fields)
    roll = _roll(fields)
    counts = _counts(fields)
    _check_fit(roll, counts)
    rules = _rules(fields)
    warnings = unknown_keys(root)
    if _below_counts(counts):
        warnings.append(PRESENT_BELOW_COUNTS)
    return Case(law, class_, matter, roll, counts, rules, tuple(warnings))


def _law(fields: Mapping[str, Node]) -> Law:
    code = fields["law"].value if "law" in fields else None
    if not isinstance(code, str) or code not in LAWS:
        raise Refused(Why.UNKNOWN_LAW, where="/law")
    return LAWS[code]


def _class(law: Law, fields: Mapping[str, Node]) -> tuple[MatterClass, Matter | None]:
    """The class as named or as the law gives it to the matter; the two must not contradict each other."""
    named, about = fields.get("class", Node(None, "/class")), fields.get("matter", Node(None))
    matter = None if about.value is None else about.word(Matter, Why.UNKNOWN_CLASS)
    if matter and named.value is None:
        return law.class_of(matter), matter
    class_ = named.word(MatterClass, Why.UNKNOWN_CLASS)
    if matter and class_ is not law.class_of(matter):
        raise Refused(Why.CLASS_MATTER_CONFLICT, where="/class")
    return class_, matter


def _rules(fields: Mapping[str, Node]) -> CountingRules:
    voids = fields["void_rule"].word(VoidRule) if "void_rule" in fields else VoidRule.BOTH
    silence = fields["silence_rule"].word(Silence) if "silence_rule" in fields else Silence.OFF
    safeguard = fields["silence_safeguard"].flag() if "silence_safeguard" in fields else True
    return CountingRules(voids, SilenceRule(safeguard) if silence is Silence.WITH_MAJORITY else None)


def _roll(fields: Mapping[str, Node]) -> Amount:
    roll = _amount(fields["roll"], missing=UNKNOWN) if "roll" in fields else UNKNOWN
    empty = [measure for measure in Measure if roll.of(measure) == 0]
    if empty:
        raise Refused(Why.EMPTY_ROLL, where="/roll" if len(empty) == len(Measure) else f"/roll/{empty[0]}")
    return roll


def _counts(fields: Mapping[str, Node]) -> Counts:
    choices = ("agree", "oppose", "abstain", "void", "silent")
    node = fields.get("counts")
    if node is None:
        counts = Counts()
    elif node.value is None:
        counts = Counts(UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN)
    else:
        counts = Counts(**{choice: _amount(part) for choice, part in node.fields(*choices).items()})
    turnout = fields.get("present")
    if turnout is None or turnout.value is None:
        return counts
    present = _amount(turnout, missing=counts.taking_part(voids_in=False))
    return Counts(counts.agree, counts.oppose, counts.abstain, counts.void, counts.silent, present)


def _amount(node: Node, missing: Amount = NOBODY) -> Amount:
    """Heads and area; a measure that is not named is the `missing` one, a null is unknown."""
    if node.value is None:
        return UNKNOWN
    fields = node.fields("heads", "area")
    return Amount(
        fields["heads"].heads() if "heads" in fields else missing.heads,
        fields["area"].area() if "area" in fields else missing.area,
    )


def _check_fit(roll: Amount, counts: Counts) -> None:
    """Refuse more heads or area than the roll has, as far as they are known."""
    apart = (counts.void, counts.silent)
    for measure in Measure:
        limit = roll.of(measure)
        if limit is None:
            continue
        if _known((counts.agree, counts.oppose, counts.abstain, *apart), measure) > limit:
            raise Refused(Why.COUNTS_EXCEED_ROLL, where="/counts")
        if counts.present and _known((counts.present, *apart), measure) > limit:
            raise Refused(Why.COUNTS_EXCEED_ROLL, where=f"/present/{measure}")


def _below_counts(counts: Counts) -> bool:
    """Whether a turnout was given that its own ballots exceed."""
    if counts.present is None:
        return False
    turnout = ((measure, counts.present.of(measure)) for measure in Measure)
    ballots = (counts.agree, counts.oppose, counts.abstain)
    return any(limit is not None and _known(ballots, measure) > limit for measure, limit in turnout)


def _known(amounts: tuple[Amount, ...], measure: Measure) -> int:
    return sum(amount.of(measure) or 0 for amount in amounts)


def _test(tested: Tested) -> Mapping[str, object]:
    measure, bar = tested.test.measure, tested.test.bar
    return {
        "test": tested.part,
        "measure": measure,
        "left": _shown(tested.left, measure),
        "right": _shown(tested.right, measure),
        "bar": str(bar.share),
        "inclusive": bar.inclusive,
        "holds": tested.holds,
        "short_by": _shown(tested.short_by, measure),
        "article": tested.test.article,
    }


def _shown(figure: int | None, measure: Measure) -> str | None:
    if figure is None:
        return None
    return show_area(figure) if measure is Measure.AREA else str(figure)
