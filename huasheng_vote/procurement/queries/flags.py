"""Opened purchases as the red flags look at them."""

from collections import defaultdict

from sqlalchemy import select

from huasheng_vote.extensions import db
from huasheng_vote.procurement.models import Award, Bid, Supplier, Tender
from huasheng_vote.procurement.opendata.facts import OPENED
from huasheng_vote.rules import redflags
from huasheng_vote.rules.flows.awards import AwardState
from huasheng_vote.rules.flows.tenders import BidState
from huasheng_vote.rules.methods import OCDS, Judging, Method
from huasheng_vote.rules.redflags import Findings


def findings(estate_id: int) -> Findings:
    """Every flag over the estate's opened purchases."""
    return redflags.flags(purchases(estate_id))


def purchases(estate_id: int) -> list[redflags.Purchase]:
    """In the order of opening, each with the bids its envelopes held. The winner is the bid of the award that stands."""
    rows = db.session.scalars(select(Tender).filter_by(estate_id=estate_id).where(Tender.opened_at.is_not(None)).order_by(Tender.opened_at))
    bids, winners = _bids(estate_id), _winners(estate_id)
    return [_purchase(row, bids[row.id], winners.get(row.id)) for row in rows]


def names(estate_id: int) -> dict[int, str]:
    """Suppliers by id."""
    return {row.id: row.name for row in db.session.execute(select(Supplier.id, Supplier.name).filter_by(estate_id=estate_id))}


def titles(estate_id: int) -> dict[int, str]:
    """Opened tenders by id."""
    found = select(Tender.id, Tender.title).filter_by(estate_id=estate_id).where(Tender.opened_at.is_not(None))
    return {row.id: row.title for row in db.session.execute(found)}


def _purchase(row: Tender, bids: list[redflags.Bid], winner: int | None) -> redflags.Purchase:
    assert row.published_at is not None  # it was opened
    return redflags.Purchase(
        id=row.id,
        public=OCDS[Method(row.method)] == "open",
        price_only=row.judging == Judging.LOWEST,
        published=row.published_at,
        deadline=row.deadline,
        category=row.category,
        bids=bids,
        winner=winner,
    )


def _bids(estate_id: int) -> dict[int, list[redflags.Bid]]:
    found: dict[int, list[redflags.Bid]] = defaultdict(list)
    for bid in db.session.scalars(select(Bid).filter_by(estate_id=estate_id).where(Bid.state.in_(OPENED)).order_by(Bid.ordinal)):
        out = bid.state == BidState.DISQUALIFIED
        found[bid.tender_id].append(redflags.Bid(bid.id, bid.supplier_id, bid.price, bid.submitted_at, out))
    return found


def _winners(estate_id: int) -> dict[int, int]:
    standing = select(Award).filter_by(estate_id=estate_id).where(Award.state != AwardState.CANCELLED)
    return {award.tender_id: award.bid_id for award in db.session.scalars(standing)}
