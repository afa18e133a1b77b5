"""How a tender ends without an award. Sealed bids are given back unopened, opened ones are over. The committee's own acts are in `cancelling`."""

from sqlalchemy import select

from huasheng_vote.extensions import db
from huasheng_vote.journal.log import Context
from huasheng_vote.procurement.actions.telling import tell_suppliers
from huasheng_vote.procurement.models import Bid, Tender
from huasheng_vote.procurement.opendata import publishing as opendata
from huasheng_vote.procurement.opendata.codes import Tag
from huasheng_vote.rules.flows.tenders import BID, TENDER, BidAct, BidState, TenderAct, TenderState
from huasheng_vote.rules.tendering import Failed

GIVEN_BACK = (BidAct.RETURN, BidAct.END)
"""The first of them that a bid's state allows."""


def fail(on: Context, tender: Tender, reason: Failed) -> None:
    """The tender fails, for a reason that is published. Refused before its deadline, and once it has ended."""
    tender.state = TENDER.after(TenderState(tender.state), TenderAct.FAIL)
    tender.ended_at, tender.failed_reason = on.at, reason
    give_back(on, tender)
    opendata.publish(on, tender, Tag.TENDER_UPDATE)
    on.record("tender.failed", f"tender/{tender.id}", {"reason": reason.value})
    tell_suppliers(on, tender, "tender.failed", {"title": tender.title})


def give_back(on: Context, tender: Tender) -> None:
    """What is sealed goes back unopened, what was opened takes no further part. The caller records."""
    for bid in bids(tender):
        state = BidState(bid.state)
        if act := next((each for each in GIVEN_BACK if (state, each) in BID.moves), None):
            bid.state, bid.changed_at = BID.after(state, act), on.at


def bids(tender: Tender, *states: BidState) -> list[Bid]:
    """The tender's bids, in the given states where any are named."""
    query = select(Bid).filter_by(estate_id=tender.estate_id, tender_id=tender.id)
    return list(db.session.scalars((query.where(Bid.state.in_(states)) if states else query).order_by(Bid.id)))
