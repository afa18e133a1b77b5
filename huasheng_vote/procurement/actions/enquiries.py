"""Questions about an open tender: who may offer asks, the committee answers, question and answer go to all, the asker to nobody."""

from dataclasses import replace

from huasheng_vote.assemblies.queries.calendar import holidays
from huasheng_vote.extensions import db
from huasheng_vote.journal.log import Context
from huasheng_vote.procurement.actions.deadlines import settle
from huasheng_vote.procurement.actions.telling import tell_suppliers
from huasheng_vote.procurement.models import Enquiry, Tender
from huasheng_vote.procurement.opendata import publishing as opendata
from huasheng_vote.procurement.opendata.codes import Tag
from huasheng_vote.procurement.queries import enquiries as read
from huasheng_vote.procurement.queries import suppliers, tenders
from huasheng_vote.proposals.actions.once import digest, person
from huasheng_vote.rules import tendering
from huasheng_vote.rules.access import Role
from huasheng_vote.rules.calendar import local_day
from huasheng_vote.rules.flows.tenders import TenderState
from huasheng_vote.rules.refusal import Refused, Why


def ask(on: Context, tender_id: int, key: str, text: str) -> int:
    """Ask about a tender that is open; the same form twice asks once. The line names a pseudonym of its own for each question, in the role of a bidder
    whatever else the asker is, so that two questions cannot be matched with each other or with anything else. Returns the question."""
    tender, company = tenders.tender(on.estate.id, tender_id), suppliers.of_account(on.estate.id, on.actor.account)
    asker = str(read.check_asker(tender, company, local_day(on.at)).id)
    before = read.by_key(tender, key)
    if before is not None:
        return _same(before, asker, text)
    _open(settle(on, tender_id))
    tendering.check_enquiry(tenders.terms(tender), on.at, tender.deadline, holidays(on.estate.id, on.at))
    made = Enquiry(estate_id=on.estate.id, tender_id=tender.id, key=key, asker=asker, text=text, asked_at=on.at)
    db.session.add(made)
    db.session.flush()
    subject = f"tender/{tender.id}"
    bidder = replace(on, actor=replace(on.actor, roles=frozenset({Role.BIDDER})))
    said = {"digest": digest(text), "supplier": asker}
    bidder.record("tender.asked", subject, {"enquiry": made.id}, said, apart=f"{subject}/enquiry", on_behalf=key)
    return int(made.id)


def answer(on: Context, tender_id: int, enquiry_id: int, text: str) -> None:
    """Answer a question; from here on both are public. An answer changes nothing that is offered on: that takes an addendum. Refuses a second one."""
    tender = settle(on, tender_id)
    found = read.enquiry(tender, enquiry_id)
    if found.answered_at is not None:
        raise Refused(Why.ALREADY_DONE)
    _open(tender)
    found.answer, found.answered_by, found.answered_at = text, person(on), on.at
    opendata.publish(on, tender, Tag.TENDER_UPDATE)
    on.record("tender.answered", f"tender/{tender.id}", {"enquiry": found.id, "digest": digest({"question": found.text, "answer": text})})
    tell_suppliers(on, tender, "tender.answered", {"title": tender.title})


def _same(before: Enquiry, asker: str, text: str) -> int:
    if (before.asker, before.text) != (asker, text):
        raise Refused(Why.DIFFERENT_BODY)
    return int(before.id)


def _open(tender: Tender) -> None:
    if tender.state != TenderState.PUBLISHED:
        raise Refused(Why.DEADLINE_PASSED if tender.closed_at else Why.NOT_POSSIBLE_NOW)
