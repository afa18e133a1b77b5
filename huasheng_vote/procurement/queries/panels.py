"""Reads of a panel: its seats, the bids before it, what it found about them."""

from collections import defaultdict
from dataclasses import replace
from fractions import Fraction
from typing import Any

from sqlalchemy import select

from huasheng_vote.extensions import db
from huasheng_vote.people.models import Account
from huasheng_vote.procurement.models import (
    COMPONENTS,
    Bid,
    LowPrice,
    PanelSeat,
    Qualification,
    Supplier,
    Tender,
)
from huasheng_vote.procurement.queries import staffing, tenders
from huasheng_vote.rules import panels
from huasheng_vote.rules.access import Role
from huasheng_vote.rules.evaluation import PRICE, Trim
from huasheng_vote.rules.flows.panels import SeatState
from huasheng_vote.rules.flows.tenders import BidState
from huasheng_vote.rules.methods import Judging
from huasheng_vote.rules.panels import Conflict, Ties
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.rules.staffing import Person

LEFT = (SeatState.RECUSED, SeatState.REPLACED)
TAKING_PART = (BidState.VALID, BidState.RANKED, BidState.WINNER, BidState.RESERVE, BidState.NOT_AWARDED)

# Seats


def seats(tender: Tender) -> list[PanelSeat]:
    """Every seat there is or was, in the order they were named."""
    return list(staffing.seats(tender.estate_id, tender.id))


def sitting(tender: Tender) -> list[PanelSeat]:
    """Seats that count: nobody left them."""
    return staffing.sitting(seats(tender))


def empty(tender: Tender) -> list[PanelSeat]:
    """Seats somebody left, of which the committee has not said yet who takes them, or that nobody does."""
    return [each for each in seats(tender) if each.state == SeatState.RECUSED and each.vacant_at is None]


def names(tender: Tender) -> dict[int, str]:
    """Whose seat it is, by seat; pages mask them."""
    query = select(PanelSeat.id, Account.name).join(Account, Account.id == PanelSeat.account_id)
    rows = db.session.execute(query.where(PanelSeat.estate_id == tender.estate_id, PanelSeat.tender_id == tender.id))
    return {row.id: row.name for row in rows}


def own(tender: Tender, account: int | None) -> PanelSeat:
    """This person's seat. Refuses whoever has none, and who left it."""
    found = next((each for each in seats(tender) if each.account_id == account), None)
    if found is None:
        raise Refused(Why.NOT_ON_PANEL)
    if found.state in LEFT:
        raise Refused(Why.LEFT_PANEL)
    return found


def seat(estate_id: int, seat_id: int) -> PanelSeat:
    """One seat of this estate."""
    found: PanelSeat | None = db.session.scalar(select(PanelSeat).filter_by(estate_id=estate_id, id=seat_id))
    if found is None:
        raise Refused(Why.NOT_FOUND)
    return found


def check_size(tender: Tender) -> None:
    """Refuses to go on with fewer people, or fewer experts, than the method asks for."""
    terms, panel = tenders.terms(tender), sitting(tender)
    if len(panel) < terms.approvers:
        raise Refused(Why.PANEL_TOO_SMALL, least=terms.approvers)
    panels.check_remaining(terms, [_as_named(each) for each in panel])


def conflicts(tender: Tender, person: Person) -> tuple[Conflict, ...]:
    """What keeps somebody from this panel. Two who approve a direct order are of the committee, its head among them."""
    found = panels.conflicts(person, ties(tender))
    return tuple(each for each in found if each is not Conflict.HEAD) if tenders.terms(tender).approvers else found


def ties(tender: Tender) -> Ties:
    """Who drafted, who opens, who acts for a bidder, and who said already that they are tied to one."""
    here = {"estate_id": tender.estate_id, "tender_id": tender.id}
    bidding = select(Bid.supplier_id).filter_by(**here).where(Bid.supplier_id.is_not(None))
    acting = db.session.scalars(select(Supplier.author_id).where(Supplier.estate_id == tender.estate_id, Supplier.id.in_(bidding)))
    left = {each.account_id for each in seats(tender) if each.state in LEFT}
    return replace(staffing.ties(tender), bidders_relations=frozenset(acting) | left)


def _as_named(seat: PanelSeat) -> Person:
    """Whether somebody counts as an expert was settled when they were named."""
    return Person(seat.account_id, frozenset({Role.OWNER, *((Role.EXPERT_OWNER,) if seat.expert else ())}), hired=seat.hired)


# Bids


def bids(tender: Tender, *states: BidState) -> list[Bid]:
    """Bids that were opened, 甲 first; those in the given states where any are named."""
    query = select(Bid).filter_by(estate_id=tender.estate_id, tender_id=tender.id).where(Bid.ordinal.is_not(None))
    return list(db.session.scalars((query.where(Bid.state.in_(states)) if states else query).order_by(Bid.ordinal)))


def bid(estate_id: int, bid_id: int) -> Bid:
    """One bid of this estate that was opened; before that there is none to be asked for by its number."""
    found: Bid | None = db.session.scalar(select(Bid).filter_by(estate_id=estate_id, id=bid_id))
    if found is None or found.ordinal is None:
        raise Refused(Why.NOT_FOUND)
    return found


def valid(tender: Tender) -> list[Bid]:
    """Bids found qualified."""
    return [each for each in bids(tender, *TAKING_PART) if each.disqualified is None]


def prices(tender: Tender) -> dict[str, int]:
    """Fen by bid, of those found qualified."""
    return {str(each.id): int(each.price or 0) for each in valid(tender)}


def weights(tender: Tender) -> dict[str, Fraction]:
    """Points by component; what weighs nothing is not scored."""
    points = {PRICE: tender.weight_price, "technical": tender.weight_technical, "commercial": tender.weight_commercial}
    return {name: Fraction(each) for name, each in points.items() if each or name == PRICE}


def components(tender: Tender) -> list[str]:
    """What panelists score."""
    return [name for name in weights(tender) if name in COMPONENTS] if scored(tender) else []


def scored(tender: Tender) -> bool:
    """Whether there are sheets at all; otherwise the price decides."""
    return tender.judging == Judging.SCORED


def trim(tender: Tender) -> Trim | None:
    """How marks are trimmed, as frozen before the opening."""
    return Trim() if tender.trimmed else None


def findings(tender: Tender) -> dict[int, dict[int, Qualification]]:
    """By bid and seat."""
    query = select(Qualification).join(Bid, (Bid.estate_id == Qualification.estate_id) & (Bid.id == Qualification.bid_id))
    found: dict[int, dict[int, Qualification]] = defaultdict(dict)
    for each in db.session.scalars(query.where(Bid.estate_id == tender.estate_id, Bid.tender_id == tender.id).order_by(Qualification.id)):
        found[each.bid_id][each.seat_id] = each
    return found


def low_prices(tender: Tender) -> dict[int, LowPrice]:
    """Explanations asked for, by bid."""
    query = select(LowPrice).join(Bid, (Bid.estate_id == LowPrice.estate_id) & (Bid.id == LowPrice.bid_id))
    found = db.session.scalars(query.where(Bid.estate_id == tender.estate_id, Bid.tender_id == tender.id))
    return {each.bid_id: each for each in found}


def owing(tender: Tender) -> list[str]:
    """Abnormally low bids that are not decided on."""
    decided = [str(bid) for bid, low in low_prices(tender).items() if low.decided_at is not None]
    return panels.owing_explanation(prices(tender), decided)


def every(model: Any, tender: Tender) -> list[Any]:
    """Rows about this tender, in the order they were written."""
    return list(db.session.scalars(select(model).filter_by(estate_id=tender.estate_id, tender_id=tender.id).order_by(model.id)))
