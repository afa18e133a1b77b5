"""Reads of rehearsals: whether one is under way, and for which tenders it is time."""

from datetime import datetime

from sqlalchemy import select

from huasheng_vote.extensions import db
from huasheng_vote.procurement.models import OpeningOfficer, Tender
from huasheng_vote.procurement.queries import staffing
from huasheng_vote.rules.flows.tenders import TenderState
from huasheng_vote.rules.tendering import REHEARSAL


def begun(tender: Tender) -> bool:
    """Whether there is an envelope to rehearse with. One that was opened before the deadline moved away counts no more."""
    opened = [each.rehearsed_at for each in staffing.officers(tender.estate_id, tender.id).rows if each.rehearsed_at is not None]
    return bool(tender.rehearsal_stored) and all(each >= tender.deadline - REHEARSAL[0] for each in opened)


def rehearsed(tender: Tender, officer: OpeningOfficer) -> bool:
    """Whether the officer has rehearsed for the deadline as it stands."""
    return officer.rehearsed_at is not None and officer.rehearsed_at >= tender.deadline - REHEARSAL[0]


def in_hours(tender: Tender, at: datetime) -> bool:
    """Whether it is time to rehearse: the tender is open, officers hold its keys, and the deadline is a day or two away."""
    first, last = (tender.deadline - each for each in REHEARSAL)
    return tender.state == TenderState.PUBLISHED and first <= at <= last and staffing.keyed(tender)


def due(at: datetime) -> list[tuple[int, int]]:
    """(estate, tender) of every rehearsal that nobody has begun and whose hours have come."""
    first, last = (at + each for each in REHEARSAL)
    query = select(Tender).where(Tender.state == TenderState.PUBLISHED, Tender.deadline >= last, Tender.deadline <= first)
    return [(each.estate_id, each.id) for each in db.session.scalars(query.order_by(Tender.id)) if in_hours(each, at) and not begun(each)]
