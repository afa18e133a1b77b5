"""What the committee decides about a tender as a whole: to give it up, or to let fewer bids do in a second round."""

from sqlalchemy import select

from huasheng_vote.committee.models import Subject
from huasheng_vote.committee.queries import decisions
from huasheng_vote.committee.queries.decisions import Passed
from huasheng_vote.extensions import db
from huasheng_vote.journal.log import Context
from huasheng_vote.procurement.actions.deadlines import settle
from huasheng_vote.procurement.actions.endings import give_back
from huasheng_vote.procurement.actions.telling import tell_suppliers
from huasheng_vote.procurement.models import Award, Tender
from huasheng_vote.procurement.opendata import publishing as opendata
from huasheng_vote.procurement.opendata.codes import Tag
from huasheng_vote.procurement.queries import tenders as read
from huasheng_vote.proposals.actions.once import digest
from huasheng_vote.rules import tendering
from huasheng_vote.rules.flows.awards import AWARD, AwardAct, AwardState
from huasheng_vote.rules.flows.tenders import TENDER, Cancelled, TenderAct, TenderState
from huasheng_vote.rules.refusal import Refused, Why

BEFORE_CLOSING = (TenderState.DRAFT, TenderState.REVIEWED, TenderState.PUBLISHED)


def cancel(on: Context, tender_id: int, code: Cancelled, note: str) -> None:
    """Give the tender up, with the code of the reason and a note, published where the tender was. A pending award falls with it. Refused once it is
    awarded or has ended."""
    tender = settle(on, tender_id)
    tender.state = TENDER.after(TenderState(tender.state), TenderAct.CANCEL)
    tender.ended_at, tender.cancelled_code, tender.cancelled_note = on.at, code, note
    give_back(on, tender)
    for award in db.session.scalars(select(Award).filter_by(estate_id=on.estate.id, tender_id=tender.id, state=AwardState.PENDING)):
        award.state = AWARD.after(AwardState.PENDING, AwardAct.CANCEL)
        award.cancelled_at, award.cancelled_reason = on.at, note
    if tender.published_at is not None:
        opendata.publish(on, tender, Tag.TENDER_CANCELLATION)
    on.record("tender.cancelled", f"tender/{tender.id}", {"reason": code.value, "digest": digest(note)})
    if tender.published_at is not None:
        tell_suppliers(on, tender, "tender.cancelled", {"title": tender.title})


def let_fewer_do(on: Context, tender_id: int, year: int, number: int, bids: int) -> None:
    """Two bids, or one, do in a round after a failed one, by a decision of the committee that is published and younger than the failure. Refused at the
    deadline and after it: nobody may wait to see who came."""
    tender = settle(on, tender_id)
    if tender.state not in BEFORE_CLOSING:
        raise Refused(Why.NOT_POSSIBLE_NOW)
    tendering.least_bids(read.terms(tender), failed_before=tender.previous_id is not None, decided=bids)
    decision = _decision(on, tender, year, number)
    tender.fewer_decision_id, tender.fewer_bids = decision.id, bids
    facts = {"bids": bids, "decision": f"{decision.year}-{decision.ordinal}", "digest": decision.digest}
    on.record("tender.fewer", f"tender/{tender.id}", facts)
    if tender.published_at is not None:
        tell_suppliers(on, tender, "tender.fewer", {"title": tender.title, "bids": bids})


def _decision(on: Context, tender: Tender, year: int, number: int) -> Passed:
    failed = read.tender(on.estate.id, tender.previous_id or 0)
    try:
        found = decisions.decision(on.estate.id, year, number)
    except Refused:
        raise Refused(Why.NO_SUCH_DECISION, field="decision") from None
    if found.posted_at is None or found.subject is not Subject.OTHER or found.decided_at < (failed.ended_at or on.at):
        raise Refused(Why.NO_SUCH_DECISION, field="decision")
    return found
