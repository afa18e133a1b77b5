"""The four ways to buy (直接委托、询价、磋商、招标) as data, copied into a tender when it is published.

Public-procurement law binds public buyers, not owners: every figure here is a default that the estate may replace, and then it is labelled adopted.
The amount chooses the method. A stricter one is always allowed, a lighter one never: amounts that belong together are added up first (`rules.purchases`).
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any

from huasheng_vote.rules.evaluation import ALL_WEIGHTS
from huasheng_vote.rules.exact import YUAN, show_money
from huasheng_vote.rules.lawbook import Source
from huasheng_vote.rules.refusal import Refused, Why


class Method(StrEnum):
    """From the lightest to the strictest."""

    DIRECT = "direct"
    QUOTATION = "quotation"
    NEGOTIATION = "negotiation"
    OPEN_TENDER = "open_tender"


OCDS: Mapping[Method, str] = {
    Method.DIRECT: "direct",
    Method.QUOTATION: "limited",
    Method.NEGOTIATION: "limited",
    Method.OPEN_TENDER: "open",
}
"""`procurementMethod` of the open contracting data standard."""


class Judging(StrEnum):
    """How the winner is found: a written reason and two approvers, the lowest compliant price, or price and experts' scores."""

    REASON = "reason"
    LOWEST = "lowest"
    SCORED = "scored"


class Key(StrEnum):
    """Whether bids are sealed so that two of three officers are needed to open them."""

    NONE = "none"
    OPTIONAL = "optional"
    NEEDED = "needed"


@dataclass(frozen=True, slots=True)
class Span:
    """So many days, or working days."""

    days: int
    working: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """One method's rules. Money in fen; `adopted` names the fields this estate replaced. No ceiling: None; `invited` 0: published to everybody."""

    method: Method
    ceiling: int | None
    invited: int
    bids: int
    open_for: Span
    last_change: Span
    judging: tuple[Judging, ...]
    approvers: int = 0
    panel: int = 0
    experts_thirds: int = 0
    price_weight: int = 0
    standstill_days: int
    contract_days: int
    count_visible: bool
    key: Key
    adopted: frozenset[str] = frozenset()

    def source_of(self, name: str) -> Source:
        """Where the value of a field comes from."""
        return Source.ADOPTED if name in self.adopted else Source.DEFAULT

    def frozen(self) -> dict[str, Any]:
        """Text, whole numbers and lists only: what a tender keeps for good."""
        values = {**asdict(self), "judging": list(self.judging), "ceiling": self.ceiling or 0, "adopted": sorted(self.adopted)}
        spans = {name: {"days": values[name]["days"], "working": int(values[name]["working"])} for name in ("open_for", "last_change")}
        return {**values, **spans, "count_visible": int(self.count_visible)}

    @classmethod
    def thawed(cls, frozen: Mapping[str, Any]) -> "Terms":
        """Back from what was frozen."""
        typed = {
            "method": Method(frozen["method"]),
            "ceiling": frozen["ceiling"] or None,
            **{name: Span(frozen[name]["days"], bool(frozen[name]["working"])) for name in ("open_for", "last_change")},
            "count_visible": bool(frozen["count_visible"]),
            "judging": tuple(Judging(each) for each in frozen["judging"]),
            "key": Key(frozen["key"]),
            "adopted": frozenset(frozen["adopted"]),
        }
        return cls(**{**frozen, **typed})


DEFAULTS: Mapping[Method, Terms] = {
    terms.method: terms
    for terms in (
        Terms(
            method=Method.DIRECT,
            ceiling=10_000 * YUAN,
            invited=1,
            bids=1,
            open_for=Span(0),
            last_change=Span(0),
            judging=(Judging.REASON,),
            approvers=2,
            standstill_days=3,
            contract_days=15,
            count_visible=True,
            key=Key.NONE,
        ),
        Terms(
            method=Method.QUOTATION,
            ceiling=100_000 * YUAN,
            invited=3,
            bids=3,
            open_for=Span(3, working=True),
            last_change=Span(1, working=True),
            judging=(Judging.LOWEST,),
            panel=3,
            standstill_days=3,
            contract_days=15,
            count_visible=True,
            key=Key.OPTIONAL,
        ),
        Terms(
            method=Method.NEGOTIATION,
            ceiling=400_000 * YUAN,
            invited=3,
            bids=3,
            open_for=Span(7),
            last_change=Span(3),
            judging=(Judging.SCORED, Judging.LOWEST),
            panel=3,
            experts_thirds=2,
            price_weight=30,
            standstill_days=5,
            contract_days=30,
            count_visible=False,
            key=Key.NEEDED,
        ),
        Terms(
            method=Method.OPEN_TENDER,
            ceiling=None,
            invited=0,
            bids=3,
            open_for=Span(20),
            last_change=Span(15),
            judging=(Judging.LOWEST, Judging.SCORED),
            panel=5,
            experts_thirds=2,
            price_weight=30,
            standstill_days=5,
            contract_days=30,
            count_visible=False,
            key=Key.NEEDED,
        ),
    )
}

# What an estate may adopt instead, from and to. The span fields change their number of days and stay working days where they were.
ADOPTABLE: Mapping[str, tuple[int, int]] = {
    "ceiling": (1, 10**12),
    "invited": (1, 20),
    "bids": (1, 20),
    "open_for": (1, 90),
    "last_change": (1, 60),
    "panel": (3, 21),
    "price_weight": (0, ALL_WEIGHTS),
    "standstill_days": (1, 60),
    "contract_days": (1, 180),
}


@dataclass(frozen=True, slots=True)
class Rulebook:
    """The four methods as one estate has them."""

    terms: Mapping[Method, Terms]

    @classmethod
    def of(cls, adopted: Mapping[Method, Mapping[str, int]]) -> "Rulebook":
        """The defaults with what the estate adopted. Refuses an unknown field, a value out of range, an even panel, ceilings that do not rise."""
        terms = {method: _with(DEFAULTS[method], adopted.get(method, {})) for method in Method}
        ceilings = [each.ceiling for each in terms.values() if each.ceiling is not None]
        if sorted(set(ceilings)) != ceilings:
            raise Refused(Why.CEILINGS_NOT_RISING)
        return cls(terms)

    def lightest(self, amount: int, *, emergency: bool = False) -> Method:
        """The lightest method for an amount in fen, the ceiling included; a confirmed emergency may be given directly. Refuses an amount that is not above zero."""
        if amount <= 0:
            raise Refused(Why.NOT_POSITIVE)
        if emergency:
            return Method.DIRECT
        return next(each.method for each in self.terms.values() if each.ceiling is None or amount <= each.ceiling)

    def choose(self, method: Method, amount: int, *, emergency: bool = False) -> Terms:
        """The rules of the method chosen. Refuses one that is lighter than the amount asks for."""
        needed = self.lightest(amount, emergency=emergency)
        if _weight(method) < _weight(needed):
            raise Refused(Why.METHOD_TOO_LIGHT, amount=show_money(amount), needed=needed)
        return self.terms[method]


DEFAULT_RULEBOOK = Rulebook(DEFAULTS)


def _with(terms: Terms, adopted: Mapping[str, int]) -> Terms:
    values: dict[str, Any] = {name: _read(terms, name, value) for name, value in adopted.items()}
    return replace(terms, adopted=frozenset(adopted), **values)


def _read(terms: Terms, name: str, value: object) -> int | Span:
    default = getattr(terms, name) if name in ADOPTABLE else None
    if not default or default == Span(0):  # a ceiling where there is none, a panel where two approve
        raise Refused(Why.BAD_VALUE, field=name)
    low, high = ADOPTABLE[name]
    if type(value) is not int or not low <= value <= high:
        raise Refused(Why.OUT_OF_RANGE, field=name, low=low, high=high)
    if name == "panel" and value % 2 == 0:
        raise Refused(Why.PANEL_EVEN)
    return replace(default, days=value) if isinstance(default, Span) else value


def _weight(method: Method) -> int:
    return list(Method).index(method)
