"""How far a panel is, and what waits for whom while it judges."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import select

from huasheng_vote.extensions import db
from huasheng_vote.procurement.models import LowPrice, PanelSeat, Report, Tender
from huasheng_vote.procurement.queries import panels, sheets, suppliers, tenders
from huasheng_vote.rules.access import Act, Actor
from huasheng_vote.rules.flows.panels import SeatState, SheetState
from huasheng_vote.rules.flows.tenders import BidState, TenderState
from huasheng_vote.rules.panels import EXPLAIN_HOURS
from huasheng_vote.web.task import Task, holds

JUDGED = (TenderState.OPENED, TenderState.EVALUATING)
"""From the opening to the report."""


class Step(StrEnum):
    """What a panelist does next; `WAIT` for others."""

    DECLARE = "declare"
    QUALIFY = "qualify"
    LOW = "low"
    SCORE = "score"
    REPORT = "report"
    SIGN = "sign"
    WAIT = "wait"


PAGES = {
    Step.DECLARE: "procurement.declaration_after",
    Step.QUALIFY: "procurement.qualification",
    Step.LOW: "procurement.qualification",
    Step.SCORE: "procurement.sheet",
    Step.REPORT: "procurement.report",
    Step.SIGN: "procurement.report",
}


def next_step(tender: Tender, seat: PanelSeat, at: datetime) -> Step:
    """What the holder of a seat has to do now."""
    if seat.state != SeatState.CLEARED:
        return Step.DECLARE
    if tender.state != TenderState.EVALUATING:
        return Step.WAIT
    if panels.bids(tender, BidState.OPENED):
        answered = any(seat.id in given for given in panels.findings(tender).values())
        return Step.WAIT if answered else Step.QUALIFY
    if panels.owing(tender):
        return Step.LOW if decidable(tender, at) else Step.WAIT
    if panels.scored(tender) and (step := _scoring(tender, seat)) is not None:
        return step
    return _reporting(tender, seat)


def decidable(tender: Tender, at: datetime) -> list[LowPrice]:
    """Low prices the panel can decide on: explained, or the time for it is over."""
    waiting = [each for each in panels.low_prices(tender).values() if each.decided_at is None]
    return [each for each in waiting if each.explained_at is not None or at >= explain_by(each)]


def explain_by(low: LowPrice) -> datetime:
    """Until when the panel waits for an explanation."""
    return low.asked_at + timedelta(hours=EXPLAIN_HOURS)


def asked(tender: Tender, account: int | None) -> LowPrice | None:
    """The explanation this person's company was asked for."""
    company = suppliers.of_account(tender.estate_id, account)
    mine = [bid.id for bid in panels.bids(tender) if company is not None and bid.supplier_id == company.id]
    return next((low for bid, low in panels.low_prices(tender).items() if bid in mine), None)


def tied(report: Report) -> bool:
    """Whether bids share a rank and wait for the draw."""
    ranks = [each["rank"] for each in json.loads(report.ranking)]
    return len(set(ranks)) < len(ranks)


def approvers_missing(tender: Tender) -> int:
    """How many of the committee have still to take a place, where two of them judge instead of a panel."""
    return max(tenders.terms(tender).approvers - len(panels.sitting(tender)), 0) if tender.state in JUDGED else 0


@dataclass(frozen=True)
class Seated:
    """A seat, whose it is, and how far they are in the step the panel is at."""

    seat: PanelSeat
    name: str
    done: bool


def seated(tender: Tender) -> list[Seated]:
    """Every seat there is or was."""
    names, finished = panels.names(tender), _finished(tender)
    return [Seated(each, names[each.id], each.id in finished) for each in panels.seats(tender)]


def phase(tender: Tender) -> Step:
    """The step the panel as a whole is at; `WAIT` once it is over."""
    if tender.state == TenderState.OPENED:
        return Step.DECLARE
    if tender.state != TenderState.EVALUATING:
        return Step.WAIT
    if panels.bids(tender, BidState.OPENED):
        return Step.QUALIFY
    if panels.owing(tender):
        return Step.LOW
    shown = {each.seat_id for each in sheets.sheets(tender) if each.state == SheetState.SHOWN}
    if panels.scored(tender) and not shown.issuperset(each.id for each in panels.sitting(tender)):
        return Step.SCORE
    return Step.SIGN


def _finished(tender: Tender) -> set[int]:
    """Seats that have done what the panel is at."""
    at = phase(tender)
    if at is Step.DECLARE:
        return {each.id for each in panels.seats(tender) if each.state == SeatState.CLEARED}
    if at is Step.QUALIFY:
        return {seat for given in panels.findings(tender).values() for seat in given}
    if at is Step.SCORE:
        return {each.seat_id for each in sheets.sheets(tender) if each.state in (SheetState.LOCKED, SheetState.SHOWN)}
    report = sheets.report(tender)
    return {each.seat_id for each in sheets.signatures(report)} if report else set()


def waiting(estate_id: int, actor: Actor, at: datetime) -> Iterator[Task]:
    """Everything of judging that waits for this person."""
    if actor.account is None:
        return
    running = select(Tender).filter_by(estate_id=estate_id).where(Tender.state.in_(JUDGED))
    for tender in db.session.scalars(running.order_by(Tender.id)).all():
        yield from _panelist(tender, actor, at)
        yield from _committee(tender, actor)
        low = asked(tender, actor.account)
        if low is not None and low.explained_at is None and low.decided_at is None:
            yield Task("judge_explain", tender.title, "procurement.explanation", {"tender_id": tender.id}, explain_by(low))


def _panelist(tender: Tender, actor: Actor, at: datetime) -> Iterator[Task]:
    seat = next((each for each in panels.sitting(tender) if each.account_id == actor.account), None)
    step = next_step(tender, seat, at) if seat else Step.WAIT
    if step is not Step.WAIT:
        yield Task(f"judge_{step}", tender.title, PAGES[step], {"tender_id": tender.id})


def _committee(tender: Tender, actor: Actor) -> Iterator[Task]:
    args = {"tender_id": tender.id}
    aside = actor.account == tender.author_id or any(each.account_id == actor.account for each in panels.seats(tender))
    if holds(actor, Act.RUN_TENDER) and not aside:
        if panels.empty(tender):
            yield Task("judge_replace", tender.title, "procurement.judging", args)
        if approvers_missing(tender):
            yield Task("judge_approve", tender.title, "procurement.judging", args)
    report = sheets.report(tender) if holds(actor, Act.DRAW_LOT) else None
    if report is not None and tied(report):
        yield Task("judge_draw", tender.title, "procurement.judging", args)


def _scoring(tender: Tender, seat: PanelSeat) -> Step | None:
    sheet = sheets.current(tender, seat.id)
    if sheet is None or sheet.state == SheetState.OPEN:
        return Step.SCORE
    return Step.WAIT if sheet.state == SheetState.LOCKED else None


def _reporting(tender: Tender, seat: PanelSeat) -> Step:
    report = sheets.report(tender)
    if report is None:
        return Step.WAIT if panels.empty(tender) else Step.REPORT
    signed = any(each.seat_id == seat.id for each in sheets.signatures(report))
    return Step.WAIT if signed or tied(report) else Step.SIGN
