"""Reads of sealed bids. Whose a bid is lies encrypted until the opening, so one bidder's are found by opening each."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select

from huasheng_vote.extensions import db
from huasheng_vote.journal.leaf import receipt_code
from huasheng_vote.journal.models import JournalLeaf
from huasheng_vote.procurement.models import Bid, BidFile, Invitation, Supplier, Tender
from huasheng_vote.procurement.queries import suppliers, tenders
from huasheng_vote.rules.access import Actor
from huasheng_vote.rules.calendar import local_day
from huasheng_vote.rules.flows.tenders import BidState, TenderState
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.rules.tendering import check_in_time
from huasheng_vote.web.task import Task

STANDING = (BidState.SUBMITTED, BidState.NEEDS_RECONFIRMATION)
"""Handed in, and neither replaced nor withdrawn, while the tender is open."""


@dataclass(frozen=True)
class Own:
    """A bid with the tender it is for, as its bidder sees it."""

    bid: Bid
    tender: Tender

    @property
    def opened(self) -> bool:
        return self.bid.ordinal is not None


def able(tender: Tender, account_id: int | None, at: datetime) -> Supplier:
    """The company the person acts for. Refuses one that may not bid in this tender; a draft is not there for it."""
    supplier = suppliers.of_account(tender.estate_id, account_id)
    if tender.published_at is None:
        raise Refused(Why.NOT_FOUND)
    if supplier is None:
        raise Refused(Why.NOT_ALLOWED)
    suppliers.may_bid(supplier, tender, local_day(at))
    if not invited(tender, supplier.id):
        raise Refused(Why.NOT_INVITED)
    return supplier


def check_open(tender: Tender, at: datetime) -> None:
    """Refuses at the deadline and after it, and where the tender ended before."""
    check_in_time(at, tender.deadline)
    if tender.state != TenderState.PUBLISHED:
        raise Refused(Why.NOT_POSSIBLE_NOW)


def invited(tender: Tender, supplier_id: int) -> bool:
    """Whether the method lets this supplier bid: it was invited, or the tender is for everybody."""
    if not tenders.terms(tender).invited:
        return True
    asked = select(Invitation.id).filter_by(estate_id=tender.estate_id, tender_id=tender.id, supplier_id=supplier_id)
    return db.session.scalar(asked) is not None


def bidder(bid: Bid) -> int:
    """The supplier whose bid it is."""
    return bid.supplier_id or int(bid.bidder)


def standing(tender: Tender, supplier_id: int) -> Bid | None:
    """The bid of a supplier that stands, if any."""
    rows = db.session.scalars(select(Bid).filter_by(estate_id=tender.estate_id, tender_id=tender.id).where(Bid.state.in_(STANDING)))
    return next((each for each in rows if bidder(each) == supplier_id), None)


def handed_in(estate_id: int, tender_id: int, key: str, envelope: str) -> Bid | None:
    """The bid that the same form, or the same envelope, made before."""
    query = select(Bid).filter_by(estate_id=estate_id, tender_id=tender_id).where(or_(Bid.key == key, Bid.envelope == envelope))
    found: Bid | None = db.session.scalars(query.order_by(Bid.id)).first()
    return found


def companies(estate_id: int, account_id: int | None) -> frozenset[int]:
    """Every registration of the person here, those withdrawn as well: what was handed in for it stays theirs to see."""
    return frozenset(db.session.scalars(select(Supplier.id).filter_by(estate_id=estate_id, author_id=account_id or 0)))


def own(estate_id: int, account_id: int | None, tender_id: int | None = None) -> list[Own]:
    """The person's bids, the latest first; in one tender, if one is named."""
    mine = companies(estate_id, account_id)
    if not mine:
        return []
    query = select(Bid, Tender).join(Tender, (Tender.estate_id == Bid.estate_id) & (Tender.id == Bid.tender_id))
    query = query.where(Bid.estate_id == estate_id).order_by(Bid.submitted_at.desc(), Bid.id.desc())
    rows = db.session.execute(query if tender_id is None else query.where(Bid.tender_id == tender_id))
    return [Own(bid, tender) for bid, tender in rows if bidder(bid) in mine]


def own_bid(estate_id: int, account_id: int | None, envelope: str) -> Own:
    """One of them, by its pseudonym: numbers would tell how many there are. To everybody else it is not there."""
    found = [each for each in own(estate_id, account_id) if each.bid.envelope == envelope]
    if not found:
        raise Refused(Why.NOT_FOUND)
    return found[0]


def said(bid: Bid) -> dict[str, str]:
    """What was in the envelope, field by field, once it is open."""
    return dict(json.loads(bid.offer or "[]"))


def code(bid: Bid) -> str:
    """The check code of the line that holds the commitment."""
    line = db.session.scalar(select(JournalLeaf.hash).filter_by(estate_id=bid.estate_id, index=bid.leaf))
    return receipt_code(bytes(line)) if line else ""


def files(bid: Bid) -> list[BidFile]:
    """The files that were in the envelope, once it is open."""
    return list(db.session.scalars(select(BidFile).filter_by(estate_id=bid.estate_id, bid_id=bid.id).order_by(BidFile.id)))


def shown_count(tender: Tender) -> int | None:
    """How many bids stand, where the method lets everybody know before the opening; None where it does not."""
    if not tenders.terms(tender).count_visible:
        return None
    query = select(func.count()).select_from(Bid).filter_by(estate_id=tender.estate_id, tender_id=tender.id)
    return int(db.session.scalar(query.where(Bid.state.in_((*STANDING, BidState.LOCKED)))) or 0)


def to_confirm(estate_id: int, actor: Actor, at: datetime) -> Iterator[Task]:
    """A task for each bid that waits for its bidder to confirm what was changed."""
    for each in own(estate_id, actor.account):
        if each.bid.state == BidState.NEEDS_RECONFIRMATION and each.tender.state == TenderState.PUBLISHED and at < each.tender.deadline:
            yield Task("bid_confirm", each.tender.title, "procurement.own_bid", {"envelope": each.bid.envelope}, each.tender.deadline)
