"""`inspect CASE.json`: readings against a specification, the verdict on every piece and on the lot."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from huasheng_vote.rules import inspection
from huasheng_vote.rules.calculator.documents import Node, unknown_keys
from huasheng_vote.rules.exact import show_decimal
from huasheng_vote.rules.inspection import Characteristic, Decision, Plan
from huasheng_vote.rules.refusal import Refused, Why

RISKS = {"bad_10pct": Fraction(10, 100), "bad_20pct": Fraction(20, 100)}
NOTHING = Node(None)


def run(root: Node) -> Mapping[str, object]:
    """Read a case and judge it. Refuses a characteristic without limits and a sample larger than its lot."""
    needed = ("characteristic", "lot", "sample", "readings")
    fields = root.fields("characteristic", "lot", "sample", "accept", "readings", needed=needed)
    characteristic = _characteristic(fields["characteristic"])
    plan = _plan(fields)
    taken = {piece: _readings(node) for piece, node in fields["readings"].entries().items()}
    if len(taken) > plan.lot:
        raise Refused(Why.BAD_SAMPLE, where="/readings")
    pieces = {piece: characteristic.judge(readings) for piece, readings in taken.items()}
    any_reading = any(reading is not None for readings in taken.values() for reading in readings)
    return {
        "pieces": pieces,
        "lot": plan.judge(pieces.values(), any_reading),
        "measured": inspection.measured(pieces.values()),
        "bad": inspection.bad(pieces.values()),
        "pass_risk": {name: show_decimal(plan.pass_risk(share), decimals=3) for name, share in RISKS.items()},
        "warnings": unknown_keys(root),
    }


def _characteristic(node: Node) -> Characteristic:
    known = ("name", "unit", "nominal", "lower", "upper", "decision", "readings_per_piece", "uncertainty")
    fields = node.fields(*known, needed=("decision",))
    _optional(fields.get("nominal", NOTHING))
    uncertainty = fields.get("uncertainty", NOTHING)
    each = fields.get("readings_per_piece", NOTHING)
    limits = _optional(fields.get("lower", NOTHING)), _optional(fields.get("upper", NOTHING))
    decision = fields["decision"].word(Decision)
    of_a_piece = 1 if each.value is None else each.whole()
    doubt = Fraction(0) if uncertainty.value is None else uncertainty.decimal()
    with node.pointed_at():
        return Characteristic(*limits, decision, of_a_piece, doubt)


def _plan(fields: Mapping[str, Node]) -> Plan:
    lot, sample = fields["lot"].whole(), fields["sample"].whole()
    accept = fields["accept"].whole() if "accept" in fields else 0
    with fields["lot" if lot > inspection.MOST_PIECES else "sample"].pointed_at():
        return Plan(lot, sample, accept)


def _readings(node: Node) -> Sequence[Fraction | None]:
    return [_optional(reading) for reading in node.items()]


def _optional(node: Node) -> Fraction | None:
    """A number, or None for what was left blank: a blank is not zero."""
    blank = node.value is None or (isinstance(node.value, str) and not node.value.strip())
    return None if blank else node.decimal(signed=True)
