"""更正公告: what is changed while a tender is open stands beside what was published, and every bid handed in before waits to be confirmed again."""

from huasheng_vote.assemblies.actions.telling import moment
from huasheng_vote.assemblies.queries.calendar import holidays
from huasheng_vote.extensions import db
from huasheng_vote.journal.leaf import stamp
from huasheng_vote.journal.log import Context
from huasheng_vote.procurement.actions.deadlines import move, settle
from huasheng_vote.procurement.actions.endings import bids
from huasheng_vote.procurement.actions.telling import tell_suppliers
from huasheng_vote.procurement.models import Addendum, Tender
from huasheng_vote.procurement.opendata import publishing as opendata
from huasheng_vote.procurement.opendata.codes import Tag
from huasheng_vote.procurement.queries import tenders
from huasheng_vote.proposals.actions.once import digest, person
from huasheng_vote.rules import tendering
from huasheng_vote.rules.flows.tenders import BID, TENDER, BidAct, BidState, TenderAct, TenderState
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.rules.tendering import Moved


def amend(on: Context, tender_id: int, seen: str, text: str) -> int:
    """Change what is offered on, over the specification that was `seen`; where bidders would have too little time left, the deadline moves. How many bids
    now wait for their bidders nobody learns. Returns the addendum's number, that of the earlier one where the form was sent twice."""
    tender = settle(on, tender_id)
    before = tenders.addenda(tender)
    if before and _sent_twice(before, on, seen, text):
        return before[-1].ordinal
    if seen != tender.specification:
        raise Refused(Why.CHANGED_MEANWHILE)
    tender.state = TENDER.after(TenderState(tender.state), TenderAct.AMEND)
    deadline = tendering.after_change(tenders.terms(tender), on.at, tender.deadline, holidays(on.estate.id, on.at))
    made = _added(on, tender, len(before) + 1, text)
    if deadline > tender.deadline:
        move(on, tender, deadline, Moved.CHANGE)
    for bid in bids(tender, BidState.SUBMITTED, BidState.NEEDS_RECONFIRMATION):
        bid.state, bid.changed_at = BID.after(BidState(bid.state), BidAct.UNSETTLE), on.at
    opendata.publish(on, tender, Tag.TENDER_AMENDMENT)
    facts = {"addendum": made.ordinal, "specification": made.specification, "deadline": stamp(tender.deadline)}
    on.record("tender.amended", f"tender/{tender.id}", facts)
    tell_suppliers(on, tender, "tender.amended", {"title": tender.title, "until": moment(tender.deadline)})
    return int(made.ordinal)


def _added(on: Context, tender: Tender, ordinal: int, text: str) -> Addendum:
    tender.specification = digest({"before": tender.specification, "addendum": ordinal, "text": text})
    made = Addendum(
        estate_id=on.estate.id, tender_id=tender.id, ordinal=ordinal, text=text, specification=tender.specification, author_id=person(on), at=on.at
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    return made


def _sent_twice(before: list[Addendum], on: Context, seen: str, text: str) -> bool:
    last = before[-1]
    again = digest({"before": seen, "addendum": last.ordinal, "text": text})
    return last.author_id == on.actor.account and last.specification == again
