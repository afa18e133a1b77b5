"""The panel that judges bids (评审小组): who may sit on it, whose conflict ends what, blind score sheets, and the report with its dissent.

All of it is a default. The panel and the way scores are trimmed are fixed before opening, because either may change who comes second. Who is recused takes
their scores along. A replacement scores alone; but where sheets had been shown already nobody would be blind any more, so then all score anew.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from huasheng_vote.rules import evaluation
from huasheng_vote.rules.access import Role
from huasheng_vote.rules.evaluation import ALL_WEIGHTS, POINT, PRICE, Bid, Ranked, Trim
from huasheng_vote.rules.exact import Bar, parse_decimal
from huasheng_vote.rules.flows.panels import SeatState, SheetState
from huasheng_vote.rules.methods import Terms
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.rules.staffing import Person, experts_of

Marks = Mapping[str, Mapping[str, Fraction]]
"""Scores by bid and component."""
SCORE_DECIMALS = 2
EXPLAIN_HOURS = 48
"""So long a bidder has to explain an abnormally low price; after that the panel may decide without."""
OUTVOTED = Bar(Fraction(1, 2), inclusive=False)


class Conflict(StrEnum):
    """What keeps a person from the panel of a tender."""

    DRAFTER = "drafter"
    DRAFTERS_RELATION = "drafters_relation"
    BIDDERS_RELATION = "bidders_relation"
    OFFICER = "officer"
    HEAD = "head"
    PROPERTY_COMPANY = "property_company"
    OFFICE = "office"  # any other that never scores, or nobody who could


@dataclass(frozen=True, slots=True)
class Ties:
    """Facts of one tender against which people are held: who drafted, who opens, who said to be related to whom."""

    drafter: int
    officers: frozenset[int] = frozenset()
    drafters_relations: frozenset[int] = frozenset()
    bidders_relations: frozenset[int] = frozenset()


def conflicts(person: Person, ties: Ties) -> tuple[Conflict, ...]:
    """Everything that keeps the person from the panel; none for a panelist."""
    found = {
        Conflict.DRAFTER: person.account == ties.drafter,
        Conflict.DRAFTERS_RELATION: person.account in ties.drafters_relations,
        Conflict.BIDDERS_RELATION: person.account in ties.bidders_relations or Role.BIDDER in person.roles,
        Conflict.OFFICER: person.account in ties.officers,
        Conflict.HEAD: Role.CHAIR in person.roles,
        Conflict.PROPERTY_COMPANY: Role.PROPERTY_COMPANY in person.roles,
    }
    named = tuple(conflict for conflict, holds in found.items() if holds)
    return named or (() if person.may_score else (Conflict.OFFICE,))


def check_panel(terms: Terms, panel: Sequence[Person], ties: Ties) -> None:
    """Refuses a panel too small, even, twice the same person, with too few experts, or with anybody who may not sit on it."""
    if len({person.account for person in panel}) < len(panel):
        raise Refused(Why.PANELIST_TWICE)
    if len(panel) % 2 == 0:
        raise Refused(Why.PANEL_EVEN)
    check_remaining(terms, panel)
    for person in panel:
        for conflict in conflicts(person, ties):
            raise Refused(Why.PANELIST_BARRED, account=person.account, conflict=conflict)


def check_remaining(terms: Terms, panel: Sequence[Person]) -> None:
    """Refuses a panel below the method's size or share of experts. One that a recusal left even may go on: nobody is replaced for that alone."""
    if len(panel) < terms.panel:
        raise Refused(Why.PANEL_TOO_SMALL, least=terms.panel)
    experts = experts_of(terms, len(panel))
    if sum(person.expert for person in panel) < experts:
        raise Refused(Why.PANEL_EXPERTS, least=experts)


def check_declared(seats: Iterable[SeatState], needed: SeatState) -> None:
    """Refuses to go on while a seat lacks its declaration: `DECLARED` to publish, `CLEARED` to begin scoring. Seats that were left do not count."""
    enough = {needed, SeatState.CLEARED, SeatState.RECUSED, SeatState.REPLACED}
    lacking = sum(seat not in enough for seat in seats)
    if lacking:
        raise Refused(Why.DECLARATIONS_MISSING, missing=lacking)


def refused_by(against: int, panel: int) -> bool:
    """Whether a bid takes no part: more than half of the panel's seats say so."""
    return OUTVOTED.holds(against, panel)


# Score sheets


@dataclass(frozen=True, slots=True)
class Sheet:
    """One panelist's scores, in points."""

    panelist: int
    marks: Marks
    state: SheetState = SheetState.OPEN


def check_weights(terms: Terms, weights: Mapping[str, Fraction]) -> None:
    """Refuses weights that do not sum to a hundred, one below zero, and a price that weighs less than the method asks."""
    evaluation.check_weights(weights)
    if min(weights.values()) < 0:
        raise Refused(Why.OUT_OF_RANGE, low=0, high=ALL_WEIGHTS)
    if weights.get(PRICE, 0) < terms.price_weight:
        raise Refused(Why.PRICE_WEIGHT_LOW, least=terms.price_weight)


def check_marks(marks: Marks, bids: Collection[str], weights: Mapping[str, Fraction], *, whole: bool = False) -> None:
    """Refuses a score for what is not scored and one outside its weight; with `whole`, as locking asks, also a sheet with a gap."""
    components = [name for name in weights if name != PRICE]
    for bid, scores in marks.items():
        for component, score in scores.items():
            if bid not in bids or component not in components:
                raise Refused(Why.BAD_VALUE, bid=bid, component=component)
            evaluation.check_score(score, weights[component])
    for bid in bids if whole else ():
        for component in components:
            if component not in marks.get(bid, {}):
                raise Refused(Why.SHEET_INCOMPLETE, bid=bid, component=component)


def read_score(text: str) -> int:
    """Points written in decimals as whole hundredths, a minus kept. Refuses what is no number and a third decimal."""
    points = parse_decimal(text)
    if len(text.partition(".")[2]) > SCORE_DECIMALS:
        raise Refused(Why.TOO_PRECISE, decimals=SCORE_DECIMALS)
    return int(points * POINT)


def may_see(viewer: int, sheet: Sheet) -> bool:
    """Nobody sees another's scores before all are shown together."""
    return sheet.panelist == viewer or sheet.state is SheetState.SHOWN


def check_show(panel: Collection[int], sheets: Iterable[Sheet]) -> None:
    """Refuses to show any sheet before everybody on the panel has locked theirs."""
    locked = {sheet.panelist for sheet in sheets if sheet.state is SheetState.LOCKED}
    waiting = set(panel) - locked
    if waiting:
        raise Refused(Why.SHEETS_UNLOCKED, missing=len(waiting))


def voided(sheets: Iterable[Sheet], leaver: int, *, replaced: bool) -> frozenset[int]:
    """Whose sheets become void when somebody leaves: that person's, and where a replacement comes after sheets were shown, everybody's."""
    standing = [sheet for sheet in sheets if sheet.state is not SheetState.VOID]
    blind = all(sheet.state is not SheetState.SHOWN for sheet in standing)
    return frozenset(sheet.panelist for sheet in standing if sheet.panelist == leaver or (replaced and not blind))


# From sheets to a ranking


def score(prices: Mapping[str, int], sheets: Sequence[Sheet], weights: Mapping[str, Fraction], trim: Trim | None) -> list[Ranked]:
    """Valid bids by merit, from the sheets shown. Prices in fen. Refuses a price of nothing, sheets not shown or with a gap."""
    _check_prices(prices)
    shown = [sheet for sheet in sheets if sheet.state is SheetState.SHOWN]
    if not shown or len(shown) < sum(sheet.state is not SheetState.VOID for sheet in sheets):
        raise Refused(Why.SHEETS_UNLOCKED, missing=len(sheets) - len(shown))
    for sheet in shown:
        check_marks(sheet.marks, prices, weights, whole=True)
    return evaluation.rank([Bid(bid, price, _scores(bid, shown, weights, trim)) for bid, price in prices.items()], weights[PRICE])


def lowest(prices: Mapping[str, int]) -> list[Ranked]:
    """Compliant bids by price alone."""
    _check_prices(prices)
    return evaluation.rank([Bid(bid, price, {}) for bid, price in prices.items()], Fraction(ALL_WEIGHTS))


def owing_explanation(prices: Mapping[str, int], decided: Collection[str]) -> list[str]:
    """Abnormally low bids on whose written explanation the panel has not decided yet."""
    low = evaluation.abnormally_low([Bid(bid, price, {}) for bid, price in prices.items()])
    return [bid for bid in low if bid not in decided]


def check_report(panel: Collection[int], signed: Collection[int], dissents: Mapping[int, str]) -> None:
    """Refuses a report that somebody neither signed nor dissented from with a reason, and a dissent from outside the panel."""
    if set(dissents) - set(panel):
        raise Refused(Why.NOT_ALLOWED)
    if any(not reason.strip() for reason in dissents.values()):
        raise Refused(Why.MISSING_VALUE, field="dissent")
    waiting = set(panel) - set(signed) - set(dissents)
    if waiting:
        raise Refused(Why.REPORT_UNSIGNED, missing=len(waiting))


def _check_prices(prices: Mapping[str, int]) -> None:
    if any(price <= 0 for price in prices.values()):
        raise Refused(Why.NOT_POSITIVE, field=PRICE)


def _scores(bid: str, sheets: Sequence[Sheet], weights: Mapping[str, Fraction], trim: Trim | None) -> Mapping[str, int]:
    components = [name for name in weights if name != PRICE]
    return {name: evaluation.panel_score([sheet.marks[bid][name] for sheet in sheets], trim) for name in components}
