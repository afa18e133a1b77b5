"""What waits for officers, panelists, invited companies, and for the committee where a seat was left."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import select

from huasheng_vote.extensions import db
from huasheng_vote.procurement.models import OpeningOfficer, PanelSeat, Tender
from huasheng_vote.procurement.queries import invitations, rehearsals, suppliers
from huasheng_vote.rules.access import Act, Actor
from huasheng_vote.rules.flows.panels import SeatState
from huasheng_vote.rules.flows.tenders import TenderState
from huasheng_vote.rules.tendering import REHEARSAL
from huasheng_vote.web.task import Task, holds

UNPUBLISHED = (TenderState.DRAFT, TenderState.REVIEWED)
UNOPENED = (*UNPUBLISHED, TenderState.PUBLISHED, TenderState.CLOSED)


def waiting(estate_id: int, actor: Actor, at: datetime) -> Iterator[Task]:
    """Everything of who opens, who judges and who is invited that waits for this person."""
    if actor.account is None:
        return
    yield from _officer(estate_id, actor, at)
    yield from _panelist(estate_id, actor)
    yield from _invited(estate_id, actor, at)
    if holds(actor, Act.RUN_TENDER):
        yield from _left(estate_id)


def _officer(estate_id: int, actor: Actor, at: datetime) -> Iterator[Task]:
    mine = select(OpeningOfficer, Tender).join(Tender, _of(OpeningOfficer))
    mine = mine.where(OpeningOfficer.estate_id == estate_id, OpeningOfficer.account_id == actor.account)
    for place, tender in db.session.execute(mine.order_by(Tender.id)):
        args = {"tender_id": tender.id}
        if tender.state in UNPUBLISHED and not place.public:
            yield Task("officer_key", tender.title, "procurement.officer_key", args)
        elif tender.state in UNPUBLISHED and tender.test_stored and place.tested_at is None:
            yield Task("officer_test", tender.title, "procurement.officer_key", args)
        elif rehearsals.in_hours(tender, at) and not rehearsals.rehearsed(tender, place):
            yield Task("officer_rehearsal", tender.title, "procurement.rehearsal", args, tender.deadline - REHEARSAL[1])


def _panelist(estate_id: int, actor: Actor) -> Iterator[Task]:
    mine = select(Tender).join(PanelSeat, _of(PanelSeat)).where(Tender.estate_id == estate_id, PanelSeat.account_id == actor.account)
    for tender in db.session.scalars(mine.where(PanelSeat.state == SeatState.NAMED, Tender.state.in_(UNOPENED)).order_by(Tender.id)):
        yield Task("panel_declare", tender.title, "procurement.declaration", {"tender_id": tender.id})


def _invited(estate_id: int, actor: Actor, at: datetime) -> Iterator[Task]:
    company = suppliers.of_account(estate_id, actor.account) if holds(actor, Act.BID) else None
    for tender in invitations.of_supplier(estate_id, company.id) if company else ():
        if at < tender.deadline:
            yield Task("tender_invited", tender.title, "procurement.tender", {"tender_id": tender.id}, tender.deadline)


def _left(estate_id: int) -> Iterator[Task]:
    empty = select(Tender).join(PanelSeat, _of(PanelSeat)).where(Tender.estate_id == estate_id, PanelSeat.state == SeatState.RECUSED)
    for tender in db.session.scalars(empty.where(Tender.state.in_(UNOPENED)).distinct().order_by(Tender.id)):
        yield Task("panel_replace", tender.title, "procurement.staffing", {"tender_id": tender.id})


def _of(place: type[OpeningOfficer] | type[PanelSeat]) -> Any:
    return (Tender.estate_id == place.estate_id) & (Tender.id == place.tender_id)
