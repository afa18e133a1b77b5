"""Reads of what is asked and changed while a tender is open."""

from collections.abc import Iterator
from datetime import date, datetime

from sqlalchemy import func, select

from huasheng_vote.assemblies.queries.calendar import holidays
from huasheng_vote.committee.queries.waiting import end_of
from huasheng_vote.extensions import db
from huasheng_vote.procurement.models import Enquiry, Supplier, Tender
from huasheng_vote.procurement.queries import invitations, suppliers, tenders
from huasheng_vote.rules import tendering
from huasheng_vote.rules.access import Act, Actor
from huasheng_vote.rules.flows.tenders import TenderState
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.web.task import Task, holds


def enquiry(tender: Tender, enquiry_id: int) -> Enquiry:
    """One question about the tender."""
    found: Enquiry | None = db.session.scalar(select(Enquiry).filter_by(estate_id=tender.estate_id, tender_id=tender.id, id=enquiry_id))
    if found is None:
        raise Refused(Why.NOT_FOUND)
    return found


def by_key(tender: Tender, key: str) -> Enquiry | None:
    """What the same form asked before."""
    found: Enquiry | None = db.session.scalar(select(Enquiry).filter_by(estate_id=tender.estate_id, tender_id=tender.id, key=key))
    return found


def enquiries(tender: Tender) -> list[Enquiry]:
    """Every question, in the order they were asked. One without an answer is for the committee alone; its number is public, its words are not."""
    rows = db.session.scalars(
        select(Enquiry).filter_by(estate_id=tender.estate_id, tender_id=tender.id).order_by(Enquiry.asked_at, Enquiry.id)
    )
    return list(rows)


def check_asker(tender: Tender, supplier: Supplier | None, on_day: date) -> Supplier:
    """Whoever may offer may ask: gives the supplier back, or refuses it. A draft is not there for it."""
    if tender.published_at is None:
        raise Refused(Why.NOT_FOUND)
    if supplier is None:
        raise Refused(Why.NOT_ALLOWED)
    suppliers.may_bid(supplier, tender, on_day)
    if tenders.terms(tender).invited and not invitations.is_invited(tender, supplier.id):
        raise Refused(Why.NOT_ALLOWED)
    return supplier


def may_ask(tender: Tender, account_id: int | None, on_day: date) -> bool:
    """Whether this person could ask on this day."""
    try:
        check_asker(tender, suppliers.of_account(tender.estate_id, account_id), on_day)
    except Refused:
        return False
    return on_day <= ask_until(tender)


def ask_until(tender: Tender) -> date:
    """The last day for questions, and for changes that leave the deadline where it is."""
    return tendering.latest_change(tenders.terms(tender), tender.deadline, holidays(tender.estate_id, tender.deadline))


def to_answer(estate_id: int, actor: Actor, _at: datetime) -> Iterator[Task]:
    """Tenders whose questions wait for the committee's answer. What is open at the deadline moves it."""
    if not holds(actor, Act.RUN_TENDER):
        return
    open_here = (Enquiry.estate_id == Tender.estate_id) & (Enquiry.tender_id == Tender.id) & Enquiry.answered_at.is_(None)
    rows = db.session.execute(
        select(Tender, func.count(Enquiry.id))
        .join(Enquiry, open_here)
        .where(Tender.estate_id == estate_id, Tender.state == TenderState.PUBLISHED)
        .group_by(Tender.id)
        .order_by(Tender.id)
    )
    for tender, count in rows:
        due = min(end_of(ask_until(tender)), tender.deadline)
        yield Task("tender_answer", tender.title, "procurement.enquiries", {"tender_id": tender.id}, due, count)
