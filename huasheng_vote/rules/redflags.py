"""Ten red flags in buying (采购风险提示), as the Open Contracting Partnership's Cardinal calculates them. A flag is a question, never a finding.

Flags that compare with what is usual need enough purchases to know what that is: below `Thresholds.least` they do not apply, and the page says so.
Quartiles are interpolated between neighbours (the inclusive method), exactly. Source: Cardinal's indicators R003 to R048.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from fractions import Fraction
from statistics import quantiles


class Code(StrEnum):
    """Cardinal's numbers."""

    SHORT_PERIOD = "R003"
    SINGLE_BID = "R018"
    CLOSE_SECOND = "R024"
    NEVER_WINS = "R025"
    SAME_PRICE = "R028"
    LATE_WINNER = "R030"
    ONLY_WINNER_VALID = "R035"
    LOWEST_OUT = "R036"
    OFTEN_OUT = "R038"
    MANY_TRADES = "R048"


COMPARING = frozenset({Code.CLOSE_SECOND, Code.NEVER_WINS, Code.OFTEN_OUT, Code.MANY_TRADES})
"""Flags that need to know what is usual."""
Unusual = Callable[[Fraction], bool]


@dataclass(frozen=True, slots=True)
class Thresholds:
    """What an estate may set: the shortest period of an open tender, the fewest disqualified bids, how many values make a usual one."""

    period: timedelta = timedelta(days=15)
    disqualified: int = 2
    least: int = 8
    whiskers: Fraction = Fraction(3, 2)


@dataclass(frozen=True, slots=True)
class Bid:
    """One opened bid. Price in fen, none where it could not be read."""

    id: Hashable
    supplier: Hashable
    price: int | None
    at: datetime
    disqualified: bool = False


@dataclass(frozen=True, slots=True)
class Purchase:
    """One purchase whose bids were opened. `winner` is a bid; none while nobody has been awarded."""

    id: Hashable
    public: bool
    price_only: bool
    published: datetime
    deadline: datetime
    category: str
    bids: Sequence[Bid]
    winner: Hashable | None = None

    @property
    def valid(self) -> list[Bid]:
        return [bid for bid in self.bids if not bid.disqualified]

    @property
    def won(self) -> Bid | None:
        return next((bid for bid in self.bids if bid.id == self.winner), None)


@dataclass(frozen=True, slots=True)
class Flag:
    """One question: about a purchase or about a supplier, with what was seen."""

    code: Code
    purchase: Hashable | None = None
    supplier: Hashable | None = None
    seen: Mapping[str, int | str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Findings:
    """All flags, and those that cannot be told yet for want of purchases."""

    flags: tuple[Flag, ...]
    not_applicable: frozenset[Code]


def flags(purchases: Sequence[Purchase], limits: Thresholds | None = None) -> Findings:
    """Every flag over an estate's purchases, by code."""
    limits = limits or Thresholds()
    found = [flag for each in purchases for flag in _of_one(each, limits)]
    missing = set()
    for code, compare in (
        (Code.CLOSE_SECOND, _close_second),
        (Code.NEVER_WINS, _never_wins),
        (Code.OFTEN_OUT, _often_out),
        (Code.MANY_TRADES, _many_trades),
    ):
        made = compare(purchases, limits)
        if made is None:
            missing.add(code)
        else:
            found += made
    return Findings(tuple(sorted(found, key=lambda flag: flag.code)), frozenset(missing))


def _of_one(purchase: Purchase, limits: Thresholds) -> Iterator[Flag]:
    """What one purchase shows by itself."""
    open_for = purchase.deadline - purchase.published
    if purchase.public and open_for < limits.period:
        yield Flag(Code.SHORT_PERIOD, purchase.id, seen={"days": open_for.days, "least": limits.period.days})
    if len({bid.supplier for bid in purchase.bids}) == 1:
        yield Flag(Code.SINGLE_BID, purchase.id)
    for price, suppliers in _by_price(purchase.bids).items():
        if len(suppliers) > 1:
            yield Flag(Code.SAME_PRICE, purchase.id, seen={"price": price, "bids": len(suppliers)})
    won = purchase.won
    if won is None:
        return
    if won.at > purchase.deadline:
        yield Flag(Code.LATE_WINNER, purchase.id, won.supplier)
    others = [bid for bid in purchase.bids if bid.id != won.id]
    if others and not won.disqualified and all(bid.disqualified for bid in others):
        yield Flag(Code.ONLY_WINNER_VALID, purchase.id, won.supplier, {"disqualified": len(others)})
    lowest = min((bid for bid in purchase.bids if bid.price), key=lambda bid: bid.price or 0, default=None)
    if purchase.price_only and lowest is not None and lowest.disqualified:
        yield Flag(Code.LOWEST_OUT, purchase.id, lowest.supplier, {"price": lowest.price or 0})


def _by_price(bids: Iterable[Bid]) -> dict[int, set[Hashable]]:
    found: dict[int, set[Hashable]] = defaultdict(set)
    for bid in bids:
        if bid.price:
            found[bid.price].add(bid.supplier)
    return found


def _close_second(purchases: Sequence[Purchase], limits: Thresholds) -> list[Flag] | None:
    """The second lowest valid price lies unusually close to the winning one, where the winner was the lowest."""
    gaps = {each.id: gap for each in purchases if (gap := _gap(each)) is not None}
    low = _low(gaps.values(), limits)
    if low is None:
        return None
    return [Flag(Code.CLOSE_SECOND, each, seen={"permille": int(gap * 1000)}) for each, gap in gaps.items() if low(gap)]


def _gap(purchase: Purchase) -> Fraction | None:
    prices = sorted(bid.price for bid in purchase.valid if bid.price)
    won = purchase.won
    if won is None or len(prices) < 2 or won.price != prices[0]:
        return None
    return Fraction(prices[1] - prices[0], prices[0])


def _never_wins(purchases: Sequence[Purchase], limits: Thresholds) -> list[Flag] | None:
    """A supplier bids unusually often and wins unusually seldom."""
    valid = Counter(supplier for each in purchases for supplier in {bid.supplier for bid in each.valid})
    wins = Counter(each.won.supplier for each in purchases if each.won is not None)
    rates = {supplier: Fraction(wins[supplier], count) for supplier, count in valid.items()}
    often, seldom = _quartiles(valid.values(), limits), _low(rates.values(), limits)
    if often is None or seldom is None:
        return None
    return [
        Flag(Code.NEVER_WINS, supplier=each, seen={"bids": valid[each], "wins": wins[each]})
        for each, rate in rates.items()
        if valid[each] >= often[2] and seldom(rate)
    ]


def _often_out(purchases: Sequence[Purchase], limits: Thresholds) -> list[Flag] | None:
    """Unusually many of a supplier's bids were disqualified."""
    bids = Counter(bid.supplier for each in purchases for bid in each.bids)
    out = Counter(bid.supplier for each in purchases for bid in each.bids if bid.disqualified)
    rates = {supplier: Fraction(out[supplier], count) for supplier, count in bids.items()}
    high = _high(rates.values(), limits)
    if high is None:
        return None
    return [
        Flag(Code.OFTEN_OUT, supplier=each, seen={"bids": bids[each], "disqualified": out[each]})
        for each, rate in rates.items()
        if high(rate) and out[each] >= limits.disqualified
    ]


def _many_trades(purchases: Sequence[Purchase], limits: Thresholds) -> list[Flag] | None:
    """A supplier offers in unusually many different trades."""
    trades: dict[Hashable, set[str]] = defaultdict(set)
    for each in purchases:
        for bid in each.bids:
            trades[bid.supplier].add(each.category)
    counts = {supplier: len(found) for supplier, found in trades.items()}
    high = _high(counts.values(), limits)
    if high is None:
        return None
    return [Flag(Code.MANY_TRADES, supplier=each, seen={"trades": count}) for each, count in counts.items() if high(Fraction(count))]


def _quartiles(values: Collection[int] | Collection[Fraction], limits: Thresholds) -> list[Fraction] | None:
    return [Fraction(each) for each in quantiles(map(Fraction, values), n=4, method="inclusive")] if len(values) >= limits.least else None


def _low(values: Collection[Fraction], limits: Thresholds) -> Unusual | None:
    """Unusually low: Q1 − 1.5 IQR, the line included. Where the middle half is all alike the line is what is usual, and only what lies under it counts."""
    found = _quartiles(values, limits)
    if found is None:
        return None
    spread = found[2] - found[0]
    line = found[0] - limits.whiskers * spread
    return lambda value: value < line or (value == line and spread > 0)


def _high(values: Collection[int] | Collection[Fraction], limits: Thresholds) -> Unusual | None:
    """Unusually high: Q3 + 1.5 IQR, likewise."""
    found = _quartiles(values, limits)
    if found is None:
        return None
    spread = found[2] - found[0]
    line = found[2] + limits.whiskers * spread
    return lambda value: value > line or (value == line and spread > 0)
