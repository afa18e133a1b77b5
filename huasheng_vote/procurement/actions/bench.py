"""What acts of judging share: whose seat it is, and the moment the panel begins."""

from huasheng_vote.extensions import db
from huasheng_vote.journal.log import Context
from huasheng_vote.procurement.models import PanelSeat, Tender
from huasheng_vote.procurement.queries import panels as read
from huasheng_vote.procurement.queries import tenders
from huasheng_vote.procurement.queries.progress import JUDGED
from huasheng_vote.rules.flows.panels import SeatState
from huasheng_vote.rules.flows.tenders import TenderState
from huasheng_vote.rules.refusal import Refused, Why


def seated(on: Context, tender_id: int) -> tuple[Tender, PanelSeat]:
    """The tender and the actor's own seat. Refuses whoever has none, who left it, and every moment but from the opening to the report."""
    tender = tenders.tender(on.estate.id, tender_id)
    seat = read.own(tender, on.actor.account)
    if tender.state not in JUDGED:
        raise Refused(Why.NOT_POSSIBLE_NOW)
    return tender, seat


def at_work(on: Context, tender_id: int) -> tuple[Tender, PanelSeat]:
    """The same, of a panel that judges and a panelist without conflicts."""
    tender, seat = seated(on, tender_id)
    if seat.state != SeatState.CLEARED:
        raise Refused(Why.DECLARE_FIRST)
    if tender.state != TenderState.EVALUATING:
        raise Refused(Why.NOT_POSSIBLE_NOW)
    return tender, seat


def complete(tender: Tender) -> bool:
    """Whether the panel may go on by itself: the committee has said about every seat that was left who takes it, or that nobody does."""
    db.session.flush()
    return not read.empty(tender)


def subject(tender_id: int) -> str:
    """How log lines name a tender."""
    return f"tender/{tender_id}"
