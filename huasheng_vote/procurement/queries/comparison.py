"""What the bids are compared by: prices against the ceiling, terms, findings, and once the evaluation is over every mark, every reason and the report."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from huasheng_vote.extensions import db
from huasheng_vote.procurement.models import Bid, LowPrice, Mark, PanelSeat, Report, ReportSignature, ScoreSheet, Supplier, Tender
from huasheng_vote.procurement.queries import panels, sheets
from huasheng_vote.rules.flows.panels import SheetState


@dataclass(frozen=True)
class Compared:
    """One bid beside the others. `line` is what the report says of it, in hundredths; `marks` are the panelists' by component, in the order of the sheets."""

    bid: Bid
    supplier: str
    taking_part: bool
    low: LowPrice | None = None
    line: Mapping[str, int] | None = None
    marks: Mapping[str, Sequence[tuple[int, bool]]] = field(default_factory=dict)
    """Each with whether it was left out as the highest or the lowest."""


@dataclass(frozen=True)
class Shown:
    """A sheet that is shown: whose, and its marks."""

    sheet: ScoreSheet
    name: str
    marks: Sequence[Mark]


@dataclass(frozen=True)
class Comparison:
    """All of it, bids by rank or, while there is none, by price. Names are whole: pages mask those of panelists."""

    tender: Tender
    bids: Sequence[Compared]
    seats: Sequence[PanelSeat]
    names: Mapping[int, str]
    """By seat."""
    sheets: Sequence[Shown] = ()
    report: Report | None = None
    signatures: Sequence[ReportSignature] = ()


def comparison(tender: Tender, *, scores: bool) -> Comparison:
    """The bids of a tender that was opened. `scores`: whether the reader may see what the panel gave; until the evaluation is over only the panel may."""
    seats, names = panels.seats(tender), panels.names(tender)
    report = sheets.report(tender) if scores else None
    shown = _shown(tender, names) if scores else []
    lines = {each["bid"]: each for each in json.loads(report.ranking)} if report else {}
    marks = _marks(tender, shown)
    low = panels.low_prices(tender)
    companies = _companies(tender)
    valid = {each.id for each in panels.valid(tender)}
    rows = [
        Compared(bid, companies.get(bid.supplier_id or 0, ""), bid.id in valid, low.get(bid.id), lines.get(bid.id), marks.get(bid.id, {}))
        for bid in panels.bids(tender)
    ]
    rows.sort(key=lambda each: (each.line["rank"] if each.line else len(rows) + 1, not each.taking_part, each.bid.price or 0))
    return Comparison(tender, rows, seats, names, shown, report, sheets.signatures(report) if report else ())


def over(tender: Tender) -> bool:
    """Whether the evaluation is over, so that everybody may read all of it."""
    return tender.evaluated_at is not None


def _companies(tender: Tender) -> dict[int, str]:
    bidding = select(Bid.supplier_id).filter_by(estate_id=tender.estate_id, tender_id=tender.id)
    rows: Any = db.session.execute(
        select(Supplier.id, Supplier.name).where(Supplier.estate_id == tender.estate_id, Supplier.id.in_(bidding))
    )
    return {row.id: row.name for row in rows}


def _shown(tender: Tender, names: Mapping[int, str]) -> list[Shown]:
    found = [each for each in sheets.sheets(tender) if each.state == SheetState.SHOWN]
    marks = sheets.marks(tender.estate_id, [each.id for each in found])
    return [Shown(each, names[each.seat_id], marks[each.id]) for each in found]


def _marks(tender: Tender, shown: Sequence[Shown]) -> dict[int, dict[str, list[tuple[int, bool]]]]:
    """By bid and component, in the order of the sheets."""
    given: dict[int, dict[str, list[int]]] = {}
    for sheet in shown:
        for mark in sheet.marks:
            given.setdefault(mark.bid_id, {}).setdefault(mark.component, []).append(mark.score)
    trim = panels.trim(tender)
    trimmed = trim is not None and len(shown) >= trim.least_panel
    return {bid: {name: _struck(scores, trimmed) for name, scores in row.items()} for bid, row in given.items()}


def _struck(scores: Sequence[int], trimmed: bool) -> list[tuple[int, bool]]:
    """Each with whether it is left out: the first of the lowest, and the first of the highest that is another one."""
    lowest = scores.index(min(scores))
    highest = max((place for place in range(len(scores)) if place != lowest), key=lambda place: (scores[place], -place), default=lowest)
    return [(score, trimmed and place in (lowest, highest)) for place, score in enumerate(scores)]
