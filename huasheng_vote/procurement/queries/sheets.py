"""Reads of score sheets, as far as somebody may see them, and of the panel's report."""

from collections import defaultdict
from collections.abc import Collection
from fractions import Fraction

from sqlalchemy import select

from huasheng_vote.extensions import db
from huasheng_vote.procurement.models import Mark, PanelSeat, Report, ReportSignature, ScoreSheet, Tender
from huasheng_vote.procurement.queries.panels import every, seats
from huasheng_vote.rules import panels
from huasheng_vote.rules.evaluation import POINT
from huasheng_vote.rules.flows.panels import SheetState
from huasheng_vote.rules.panels import Sheet


def sheets(tender: Tender) -> list[ScoreSheet]:
    """Every sheet, void ones too, in the order of the seats."""
    query = select(ScoreSheet).join(PanelSeat, (PanelSeat.estate_id == ScoreSheet.estate_id) & (PanelSeat.id == ScoreSheet.seat_id))
    query = query.where(PanelSeat.estate_id == tender.estate_id, PanelSeat.tender_id == tender.id)
    return list(db.session.scalars(query.order_by(ScoreSheet.seat_id, ScoreSheet.ordinal)))


def current(tender: Tender, seat_id: int) -> ScoreSheet | None:
    """The sheet of a seat that counts."""
    return next((each for each in sheets(tender) if each.seat_id == seat_id and each.state != SheetState.VOID), None)


def marks(estate_id: int, sheet_ids: Collection[int]) -> dict[int, list[Mark]]:
    """Scores by sheet. The caller has asked `visible` which sheets may be looked at."""
    found: dict[int, list[Mark]] = defaultdict(list)
    for each in db.session.scalars(select(Mark).filter_by(estate_id=estate_id).where(Mark.sheet_id.in_(sheet_ids)).order_by(Mark.id)):
        found[each.sheet_id].append(each)
    return found


def visible(tender: Tender, viewer: int | None) -> list[ScoreSheet]:
    """The sheets that count and that this account may see: its own, and all once they are shown."""
    mine = {each.id: each.account_id for each in seats(tender)}
    return [
        each
        for each in sheets(tender)
        if each.state != SheetState.VOID and panels.may_see(viewer or 0, Sheet(mine[each.seat_id], {}, SheetState(each.state)))
    ]


def as_rules(tender: Tender) -> list[Sheet]:
    """The sheets that count, as the rules read them, by seat."""
    standing = [each for each in sheets(tender) if each.state != SheetState.VOID]
    scores = marks(tender.estate_id, [each.id for each in standing])
    found = []
    for each in standing:
        by_bid: dict[str, dict[str, Fraction]] = defaultdict(dict)
        for mark in scores[each.id]:
            by_bid[str(mark.bid_id)][mark.component] = Fraction(mark.score, POINT)
        found.append(Sheet(each.seat_id, by_bid, SheetState(each.state)))
    return found


# Reports


def reports(tender: Tender) -> list[Report]:
    """Every report, the latest last."""
    return every(Report, tender)


def report(tender: Tender) -> Report | None:
    """The one that stands."""
    return next((each for each in reversed(reports(tender)) if each.voided_at is None), None)


def signatures(report: Report) -> list[ReportSignature]:
    """Names under a report, in the order they were put there."""
    query = select(ReportSignature).filter_by(estate_id=report.estate_id, report_id=report.id)
    return list(db.session.scalars(query.order_by(ReportSignature.id)))
