"""Before publication: who is invited, that nothing is missing, and where no officers are needed two keys of the server's own."""

from collections.abc import Collection

from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from huasheng_vote import sealing
from huasheng_vote.assemblies.actions.telling import moment
from huasheng_vote.extensions import db
from huasheng_vote.journal.log import Context
from huasheng_vote.notices import outbox
from huasheng_vote.procurement.models import SERVER, Invitation, OpeningOfficer, Tender
from huasheng_vote.procurement.queries import invitations, readiness, staffing
from huasheng_vote.procurement.queries import tenders as read
from huasheng_vote.rules.flows.tenders import TenderState
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.rules.staffing import OPENERS
from huasheng_vote.sealing.coding import text_of

UNPUBLISHED = (TenderState.DRAFT, TenderState.REVIEWED)


def check_ready(on: Context, tender: Tender) -> None:
    """Refuses publication while anything is missing: somebody for a place, an officer, a key or its test, a panelist or a declaration, invitations."""
    for refused in readiness.missing(tender, on.at):
        raise refused


def server_keys(on: Context, tender: Tender) -> None:
    """Called by publication, whose line binds the rows: where no officers hold the keys, the server makes two and keeps them encrypted."""
    if staffing.keyed(tender):
        return
    for number in range(1, OPENERS + 1):
        private = sealing.new_key()
        officer = sealing.Officer.of(private)
        secret = text_of(private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()))
        known = {"public": officer.text, "fingerprint": officer.fingerprint, "secret": secret}
        row = OpeningOfficer(estate_id=on.estate.id, tender_id=tender.id, ordinal=number, duty=SERVER, **known)
        row.named_at = row.key_at = row.tested_at = on.at
        db.session.add(row)
    db.session.flush()


def invite(on: Context, tender_id: int, suppliers: Collection[int]) -> None:
    """Exactly these suppliers are asked to offer; they hear of it when the tender is published. Refuses an open tender, and who is not registered."""
    tender, chosen = read.tender(on.estate.id, tender_id), set(suppliers)
    check_unpublished(tender)
    if not read.terms(tender).invited:
        raise Refused(Why.OPEN_TO_ALL)
    if not chosen <= {each.id for each in invitations.registered(on.estate.id)}:
        raise Refused(Why.BAD_VALUE, field="suppliers")
    before = invitations.invited(tender)
    if {each.supplier_id for each in before} == chosen:
        raise Refused(Why.NOTHING_CHANGED)
    for each in before:
        if each.supplier_id not in chosen:
            db.session.delete(each)
    for supplier in sorted(chosen - {each.supplier_id for each in before}):
        db.session.add(Invitation(estate_id=on.estate.id, tender_id=tender_id, supplier_id=supplier, invited_by=on.actor.account, at=on.at))
    on.record("tender.invited", f"tender/{tender_id}", {}, {"suppliers": sorted(chosen)})


def tell_invited(on: Context, tender: Tender) -> None:
    """Called by publication: each invited company hears that it is asked, and of nobody else."""
    facts: dict[str, str | int] = {"title": tender.title, "until": moment(tender.deadline)}
    for account in invitations.accounts(tender):
        outbox.enqueue(on, account, None, "tender.invited", facts)


def check_unpublished(tender: Tender) -> None:
    """Refuses to change who opens, judges or is invited once the tender is public."""
    if tender.state not in UNPUBLISHED:
        raise Refused(Why.ALREADY_PUBLISHED)
