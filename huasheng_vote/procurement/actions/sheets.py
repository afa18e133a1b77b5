"""Score sheets: written blind, locked for good under a fresh code, shown all together when the last one is locked."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from huasheng_vote.extensions import db
from huasheng_vote.journal.log import Context
from huasheng_vote.procurement.actions.bench import at_work, complete, subject
from huasheng_vote.procurement.models import Mark, ScoreSheet, Tender
from huasheng_vote.procurement.queries import panels as read
from huasheng_vote.procurement.queries import sheets as written
from huasheng_vote.proposals.actions.once import digest
from huasheng_vote.rules import panels
from huasheng_vote.rules.evaluation import POINT
from huasheng_vote.rules.flows.panels import SHEET, SheetAct, SheetState
from huasheng_vote.rules.flows.tenders import BidState, TenderState
from huasheng_vote.rules.refusal import Refused, Why

Scores = Mapping[int, Mapping[str, int | None]]
"""Hundredths of a point by bid and component; None: not scored yet."""


def save(on: Context, tender_id: int, scores: Scores, reasons: Mapping[int, str]) -> None:
    """Write one's sheet, as often as need be until it is locked. Refuses a score outside its weight, for another bid or for what is not scored."""
    tender, seat = at_work(on, tender_id)
    check_scorable(tender)
    sheet = written.current(tender, seat.id) or _fresh(on, tender, seat.id)
    if sheet.state != SheetState.OPEN:
        raise Refused(Why.SHEET_LOCKED)
    sheet.state = SHEET.after(SheetState(sheet.state), SheetAct.SCORE)
    _check(tender, scores)
    there = {(each.bid_id, each.component): each for each in written.marks(on.estate.id, [sheet.id])[sheet.id]}
    for (bid, component), score in {(bid, name): value for bid, row in scores.items() for name, value in row.items()}.items():
        mark = there.get((bid, component))
        if score is None:
            if mark is not None:
                db.session.delete(mark)
            continue
        mark = mark or Mark(estate_id=on.estate.id, sheet_id=sheet.id, bid_id=bid, component=component)
        mark.score, mark.reason = score, reasons.get(bid, "")
        db.session.add(mark)
    on.record("judging.scored", subject(tender_id), {"seat": seat.id})


def lock(on: Context, tender_id: int, seen: str) -> None:
    """Lock one's sheet as it was seen; it is never changed after. Refuses a sheet with a gap, without a reason, and another one than was seen."""
    tender, seat = at_work(on, tender_id)
    check_scorable(tender)
    sheet = written.current(tender, seat.id)
    if sheet is None:
        raise Refused(Why.SHEET_INCOMPLETE)
    if sheet.state != SheetState.OPEN:
        raise Refused(Why.SHEET_LOCKED)
    scores = {each.panelist: each.marks for each in written.as_rules(tender)}[seat.id]
    panels.check_marks(scores, read.prices(tender), read.weights(tender), whole=True)
    rows = written.marks(on.estate.id, [sheet.id])[sheet.id]
    if not all(each.reason for each in rows):
        raise Refused(Why.MISSING_VALUE, field="reason")
    fresh = digest_of(tender, sheet, rows)
    if seen != fresh:
        raise Refused(Why.CHANGED_MEANWHILE)
    sheet.state, sheet.locked_at, sheet.digest = SHEET.after(SheetState(sheet.state), SheetAct.LOCK), on.at, fresh
    on.record("judging.locked", subject(tender_id), {"seat": seat.id}, {"digest": fresh, "marks": said(rows)})
    if complete(tender):
        show(on, tender)


def show(on: Context, tender: Tender) -> None:
    """Show all sheets together once everybody on the panel has locked theirs; before, nothing happens."""
    if tender.state != TenderState.EVALUATING or not read.scored(tender):
        return
    db.session.flush()
    panel = {each.id for each in read.sitting(tender)}
    locked = [each for each in written.sheets(tender) if each.state == SheetState.LOCKED]
    try:
        panels.check_show(panel, written.as_rules(tender))
    except Refused:
        return
    for sheet in locked:
        sheet.state, sheet.shown_at = SHEET.after(SheetState(sheet.state), SheetAct.SHOW), on.at
    on.record("judging.shown", subject(tender.id), {"sheets": [{"seat": each.seat_id, "digest": each.digest} for each in locked]})


def check_scorable(tender: Tender) -> None:
    """Refuses scoring where the price decides alone, before it is settled which bids take part, and while a low price is not decided on."""
    if not read.scored(tender):
        raise Refused(Why.NOT_POSSIBLE_NOW)
    check_settled(tender)


def check_settled(tender: Tender) -> None:
    """Refuses to go on before it is settled which bids take part."""
    if read.bids(tender, BidState.OPENED):
        raise Refused(Why.QUALIFICATION_OPEN)
    if read.owing(tender):
        raise Refused(Why.EXPLANATION_OWED)


def digest_of(tender: Tender, sheet: ScoreSheet, rows: list[Mark]) -> str:
    """Of everything that is locked."""
    return digest({"tender": tender.id, "seat": sheet.seat_id, "sheet": sheet.ordinal, "marks": said(rows)})


def said(rows: list[Mark]) -> list[dict[str, Any]]:
    """The marks as they are signed."""
    ordered = sorted(rows, key=lambda each: (each.bid_id, each.component))
    return [{"bid": each.bid_id, "component": each.component, "score": each.score, "reason": each.reason} for each in ordered]


def _fresh(on: Context, tender: Tender, seat_id: int) -> ScoreSheet:
    before = [each for each in written.sheets(tender) if each.seat_id == seat_id]
    made = ScoreSheet(estate_id=on.estate.id, seat_id=seat_id, ordinal=len(before) + 1, state=SheetState.OPEN)
    db.session.add(made)
    db.session.flush()
    return made


def _check(tender: Tender, scores: Scores) -> None:
    """Each score by itself, so that the refusal names its field."""
    bids, weights = read.prices(tender), read.weights(tender)
    for bid, row in scores.items():
        for component, score in row.items():
            try:
                panels.check_marks({str(bid): {component: Fraction(score or 0, POINT)}}, bids, weights)
            except Refused as refused:
                raise Refused(refused.why, **{**refused.facts, "field": f"{component}_{bid}"}) from refused
