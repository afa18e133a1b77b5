"""What waits for opening officers and, where keys are lost, for bidders."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import select

from huasheng_vote.extensions import db
from huasheng_vote.procurement.models import SERVER, Bid, OpeningRecord, OpeningShare, Reveal, Tender
from huasheng_vote.procurement.queries import suppliers
from huasheng_vote.procurement.queries.opened import present, signatures
from huasheng_vote.procurement.queries.opening import locked, officers, revealed
from huasheng_vote.rules.access import Act, Actor
from huasheng_vote.rules.flows.tenders import TenderState
from huasheng_vote.web.task import Task, holds


def waiting(estate_id: int, actor: Actor, at: datetime) -> Iterator[Task]:
    """Officers open what is closed, and sign the record; where keys are lost, bidders reveal."""
    yield from _to_reveal(estate_id, actor, at)
    if not holds(actor, Act.OPEN_BIDS):
        return
    for tender in db.session.scalars(select(Tender).filter_by(estate_id=estate_id, state=TenderState.CLOSED).order_by(Tender.id)):
        if tender.deadline <= at and _wanted(estate_id, tender, actor):
            yield Task("open_bids", tender.title, "procurement.opening", {"tender_id": tender.id})
    for found in db.session.scalars(select(OpeningRecord).filter_by(estate_id=estate_id).order_by(OpeningRecord.id)):
        signed = {each.account_id for each in signatures(estate_id, found.id)}
        if actor.account in present(estate_id, found.tender_id) - signed:
            title = db.session.get_one(Tender, found.tender_id).title
            yield Task("sign_opening", title, "procurement.opening_record", {"tender_id": found.tender_id})


def _wanted(estate_id: int, tender: Tender, actor: Actor) -> bool:
    """Whether this person's shares, or this person's press, is still missing."""
    there = select(Bid.id).filter_by(estate_id=estate_id, tender_id=tender.id)
    given = select(OpeningShare.account_id).filter_by(estate_id=estate_id).where(OpeningShare.bid_id.in_(there))
    if actor.account in set(db.session.scalars(given)):
        return False
    return any(officer.account_id == actor.account or officer.duty == SERVER for officer in officers(estate_id, tender.id))


def _to_reveal(estate_id: int, actor: Actor, at: datetime) -> Iterator[Task]:
    company = suppliers.of_account(estate_id, actor.account)
    if company is None:
        return
    for each in db.session.scalars(select(Reveal).filter_by(estate_id=estate_id).where(Reveal.until > at).order_by(Reveal.id)):
        mine = [bid for bid in locked(estate_id, each.tender_id) if bid.bidder == str(company.id)]
        if len(revealed(estate_id, mine)) < len(mine):
            title = db.session.get_one(Tender, each.tender_id).title
            yield Task("reveal_bid", title, "procurement.reveal", {"tender_id": each.tender_id}, each.until)
