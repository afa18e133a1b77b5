"""`evaluate CASE.json`: scores and ranks of bids, ties left standing, abnormally low prices flagged."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from huasheng_vote.rules import evaluation
from huasheng_vote.rules.calculator.documents import Node, unknown_keys
from huasheng_vote.rules.evaluation import POINT, PRICE, Bid, Ranked, Trim
from huasheng_vote.rules.exact import show_decimal
from huasheng_vote.rules.refusal import Refused, Why

Outside = Mapping[str, object]
"""The result of a bid that takes no part."""


@dataclass(slots=True)
class Reader:
    """Reads bids one by one; the panel of the first score sheet is the measure of all others."""

    weights: Mapping[str, Fraction]
    trim: Trim | None
    panel: int | None = None
    summed: dict[str, bool] = field(default_factory=dict)

    @property
    def components(self) -> list[str]:
        """What is scored by people."""
        return [name for name in self.weights if name != PRICE]

    def bid(self, node: Node) -> Bid | Outside:
        """A bid, or the result of one that is disqualified or without a price; of those nothing further is read."""
        fields = node.fields("id", "price", "scores", "disqualified", needed=("id",))
        id_ = fields["id"].text()
        reason, price = fields.get("disqualified", Node(None)), fields.get("price", Node(None))
        if reason.value is not None:
            return {"id": id_, "rank": None, "disqualified": reason.text()}
        fen = 0 if price.value in (None, "") else price.money()
        if fen == 0:
            return {"id": id_, "rank": None, "invalid": "no_price"}
        return Bid(id_, fen, self._scores(fields.get("scores", Node(None, f"{node.where}/scores"))))

    def _scores(self, node: Node) -> Mapping[str, int]:
        if node.value is None:
            if self.components:
                raise Refused(Why.MISSING_VALUE, where=node.where)
            return {}
        sheets = node.fields(*self.components, needed=self.components)
        return {name: self._score(name, sheet) for name, sheet in sheets.items()}

    def _score(self, name: str, sheet: Node) -> int:
        """One component in hundredths: a panel's list, or a figure that was already made of one."""
        summed = not isinstance(sheet.value, list)
        if self.summed.setdefault(name, summed) is not summed:
            raise Refused(Why.PANEL_MISMATCH, where=sheet.where)
        if summed:
            return evaluation.rounded(self._figure(name, sheet))
        marks = sheet.items()
        self.panel = len(marks) if self.panel is None else self.panel
        if len(marks) != self.panel:
            raise Refused(Why.PANEL_MISMATCH, where=sheet.where)
        if not marks:
            raise Refused(Why.MISSING_VALUE, where=sheet.where)
        return evaluation.panel_score([self._figure(name, mark) for mark in marks], self.trim)

    def _figure(self, name: str, node: Node) -> Fraction:
        score = node.decimal(signed=True)
        with node.pointed_at():
            evaluation.check_score(score, self.weights[name])
        return score


def run(root: Node) -> Mapping[str, object]:
    """Read a case, score and rank its valid bids. Refuses weights off a hundred, uneven panels, scores out of range."""
    fields = root.fields("weights", "trim", "trim_min_panel", "bids", needed=("weights", "bids"))
    reader = Reader(_weights(fields["weights"]), _trim(fields))
    nodes = fields["bids"].items()
    read = [reader.bid(node) for node in nodes]
    _check_ids(nodes, read)
    valid = [each for each in read if isinstance(each, Bid)]
    ranking = evaluation.rank(valid, reader.weights[PRICE])
    told = {each.bid.id: _told(each) for each in ranking}
    return {
        "results": [told[each.id] if isinstance(each, Bid) else each for each in read],
        "ties": evaluation.ties(ranking),
        "flags": [{"id": id_, "flag": "abnormally_low"} for id_ in evaluation.abnormally_low(valid)],
        "warnings": unknown_keys(root),
    }


def _weights(node: Node) -> Mapping[str, Fraction]:
    node.fields(*node.entries(), needed=(PRICE,))
    weights = {name: weight.decimal() for name, weight in node.entries().items()}
    with node.pointed_at():
        evaluation.check_weights(weights)
    return weights


def _trim(fields: Mapping[str, Node]) -> Trim | None:
    if "trim" not in fields or not fields["trim"].flag():
        return None
    if "trim_min_panel" not in fields:
        return Trim()
    with fields["trim_min_panel"].pointed_at():
        return Trim(fields["trim_min_panel"].whole())


def _check_ids(nodes: Sequence[Node], read: Sequence[Bid | Outside]) -> None:
    seen: set[object] = set()
    for node, each in zip(nodes, read, strict=True):
        id_ = each.id if isinstance(each, Bid) else each["id"]
        if id_ in seen:
            raise Refused(Why.DUPLICATE_BID, where=f"{node.where}/id")
        seen.add(id_)


def _told(each: Ranked) -> Mapping[str, object]:
    return {
        "id": each.bid.id,
        "price_score": _points(each.price_score),
        "scores": {name: _points(score) for name, score in each.bid.scores.items()},
        "total": _points(each.total),
        "rank": each.rank,
    }


def _points(hundredths: int) -> str:
    return show_decimal(Fraction(hundredths, POINT), decimals=2)
