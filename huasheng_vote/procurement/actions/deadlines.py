"""What happens to a tender by the clock, once, by whoever comes first: its deadline moves, or it closes, and fails where too few bids lie there."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import select

from huasheng_vote.assemblies.actions.telling import moment
from huasheng_vote.extensions import db
from huasheng_vote.journal.leaf import stamp
from huasheng_vote.journal.log import Context
from huasheng_vote.procurement.actions import endings
from huasheng_vote.procurement.actions.telling import tell_suppliers
from huasheng_vote.procurement.models import Bid, DeadlineMove, Tender, Uptime
from huasheng_vote.procurement.opendata import publishing as opendata
from huasheng_vote.procurement.opendata.codes import Tag
from huasheng_vote.procurement.queries import clock
from huasheng_vote.procurement.queries import tenders as read
from huasheng_vote.rules import tendering
from huasheng_vote.rules.access import SYSTEM
from huasheng_vote.rules.flows.tenders import BID, TENDER, BidAct, BidState, TenderAct, TenderState
from huasheng_vote.rules.tendering import Failed, Moved


def settle(on: Context, tender_id: int) -> Tender:
    """Do whatever is due by the clock, and give the tender as it then stands: every act on an open tender begins here. Refuses a moment before the
    last fact of the tender. The lines are the system's own, whoever came first."""
    tender = read.tender(on.estate.id, tender_id)
    tendering.check_clock(on.at, clock.last_fact(tender))
    if tender.state == TenderState.PUBLISHED:
        _settle(replace(on, actor=SYSTEM), tender)
    return tender


def move(on: Context, tender: Tender, after: datetime, why: Moved) -> None:
    """The deadline goes to a later moment, published with its reason."""
    tender.state = TENDER.after(TenderState(tender.state), TenderAct.EXTEND)
    before, tender.deadline = tender.deadline, after
    db.session.add(DeadlineMove(estate_id=on.estate.id, tender_id=tender.id, why=why, before=before, after=after, at=on.at))
    if why is not Moved.CHANGE:  # else the addendum's own release tells of both
        opendata.publish(on, tender, Tag.TENDER_AMENDMENT)
    on.record("tender.moved", f"tender/{tender.id}", {"why": why.value, "before": stamp(before), "after": stamp(after)})
    tell_suppliers(on, tender, "tender.moved", {"title": tender.title, "until": moment(after)})


def beat(at: datetime) -> None:
    """The site answers at this moment; a local change. A clock that went back tells nothing."""
    last: Uptime | None = db.session.scalar(select(Uptime).order_by(Uptime.until.desc()).limit(1))
    if last is None or at - last.until > tendering.SILENCE:
        db.session.add(Uptime(since=at, until=at))
    elif at > last.until:
        last.until = at


def _settle(on: Context, tender: Tender) -> None:
    while (step := clock.next_move(tender, on.at)) is not None:
        move(on, tender, *step)
    if on.at >= tender.deadline:
        _close(on, tender)


def _close(on: Context, tender: Tender) -> None:
    """What was handed in is locked, what was not confirmed again lapses. The closing is the deadline's own moment, whenever somebody came to see it."""
    terms, handed_in = read.terms(tender), endings.bids(tender, BidState.SUBMITTED, BidState.NEEDS_RECONFIRMATION)
    for bid in handed_in:
        confirmed = bid.state == BidState.SUBMITTED
        _step(on, bid, BidAct.LOCK if confirmed else BidAct.LAPSE)
    locked = sum(bid.state == BidState.LOCKED for bid in handed_in)
    tender.state, tender.closed_at = TENDER.after(TenderState(tender.state), TenderAct.CLOSE), tender.deadline
    facts = {"deadline": stamp(tender.deadline), **({"bids": locked} if terms.count_visible else {})}
    on.record("tender.closed", f"tender/{tender.id}", facts)
    if tendering.fails(locked, clock.least_bids(tender)):
        endings.fail(on, tender, Failed.TOO_FEW)


def _step(on: Context, bid: Bid, act: BidAct) -> None:
    bid.state, bid.changed_at = BID.after(BidState(bid.state), act), on.at
