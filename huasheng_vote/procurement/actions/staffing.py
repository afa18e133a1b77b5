"""Before publication: nothing is missing, and where no officers are needed the server makes two keys of its own."""

from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from huasheng_vote import sealing
from huasheng_vote.extensions import db
from huasheng_vote.journal.log import Context
from huasheng_vote.procurement.models import SERVER, OpeningOfficer, Tender
from huasheng_vote.procurement.queries import readiness, staffing
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


def check_unpublished(tender: Tender) -> None:
    """Refuses to change who opens, judges or is invited once the tender is public."""
    if tender.state not in UNPUBLISHED:
        raise Refused(Why.ALREADY_PUBLISHED)
