"""In what a company takes part: its offers, sealed ones among them, and whether any of them still binds it. For itself alone before the opening."""

from collections.abc import Sequence

from sqlalchemy import exists, select

from huasheng_vote.extensions import db
from huasheng_vote.procurement.models import Award, Bid, Contract, Tender
from huasheng_vote.rules.flows.awards import ContractState
from huasheng_vote.rules.flows.tenders import BidState, TenderState

OVER = (TenderState.FAILED, TenderState.CANCELLED, TenderState.AWARDED)
STANDING = frozenset(
    {
        BidState.SUBMITTED,
        BidState.NEEDS_RECONFIRMATION,
        BidState.LOCKED,
        BidState.OPENED,
        BidState.VALID,
        BidState.RANKED,
        BidState.RESERVE,
    }
)


def bids_of_company(estate_id: int, supplier_id: int) -> Sequence[Bid]:
    """Every offer it ever handed in, in their order. Who bids lies encrypted until the opening, so each is looked at."""
    every = db.session.scalars(select(Bid).filter_by(estate_id=estate_id).order_by(Bid.id))
    return [each for each in every if supplier_id == each.supplier_id or each.bidder == str(supplier_id)]


def is_bidding(estate_id: int, supplier_id: int) -> bool:
    """Whether an offer of it stands in a tender that is not over, or a contract that it won is not ended."""
    running = set(db.session.scalars(select(Tender.id).filter_by(estate_id=estate_id).where(Tender.state.not_in(OVER))))
    offers = bids_of_company(estate_id, supplier_id)
    return any(each.state in STANDING and each.tender_id in running for each in offers) or any(
        each.state == BidState.WINNER and not _ended(each) for each in offers
    )


def _ended(bid: Bid) -> bool:
    of_bid = select(Award.id).where(Award.estate_id == bid.estate_id, Award.bid_id == bid.id)
    ended = exists().where(
        Contract.estate_id == bid.estate_id,
        Contract.award_id.in_(of_bid),
        Contract.state.not_in((ContractState.DRAWN, ContractState.SIGNED)),
    )
    return bool(db.session.scalar(select(ended)))
