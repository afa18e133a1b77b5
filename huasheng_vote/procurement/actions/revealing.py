"""Where fewer than two officers can open: the committee says so with its reason, and until a day each bidder reveals with the receipt of the bid."""

from datetime import datetime

from huasheng_vote.assemblies.actions.telling import moment
from huasheng_vote.extensions import db
from huasheng_vote.journal.leaf import stamp
from huasheng_vote.journal.log import Context
from huasheng_vote.procurement.actions.opening import closed, subject
from huasheng_vote.procurement.actions.telling import tell_suppliers
from huasheng_vote.procurement.models import Bid, Reveal, RevealedKey
from huasheng_vote.procurement.queries import opening as read
from huasheng_vote.procurement.queries import suppliers, tenders
from huasheng_vote.proposals.actions.once import person
from huasheng_vote.rules.access import COMMITTEE
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.sealing import Officer, open_envelope, read_receipt
from huasheng_vote.sealing.coding import text_of


def declare(on: Context, tender_id: int, reason: str, until: datetime) -> None:
    """Bidders reveal until a moment; officers who find their keys again may open all the same. Once, by the committee, after the closing."""
    tender = closed(on, tender_id)
    if not on.actor.is_any(*COMMITTEE):
        raise Refused(Why.NOT_ALLOWED)
    if read.reveal(on.estate.id, tender_id) is not None:
        raise Refused(Why.ALREADY_DONE)
    if until <= on.at:
        raise Refused(Why.BAD_VALUE, field="until")
    db.session.add(Reveal(estate_id=on.estate.id, tender_id=tender_id, reason=reason, declared_by=person(on), at=on.at, until=until))
    on.record("opening.reveal", subject(tender_id), {"reason": reason, "until": stamp(until)})
    tell_suppliers(on, tender, "bid.reveal", {"title": tender.title, "until": moment(until)})


def reveal(on: Context, tender_id: int, text: str) -> None:
    """A bidder opens the company's own bid with its receipt, before the moment is there. Refuses a receipt of another bid, and a key that does not open it."""
    tender = closed(on, tender_id)
    declared, receipt = read.reveal(on.estate.id, tender_id), read_receipt(text)
    if declared is None:
        raise Refused(Why.NOT_REVEALING)
    if on.at >= declared.until:
        raise Refused(Why.REVEAL_OVER)
    if receipt.tender != tenders.name(on.estate.slug, tender):
        raise Refused(Why.OTHER_TENDER)
    bid = _own(on, tender_id, receipt.envelope)
    if read.revealed(on.estate.id, [bid]):
        raise Refused(Why.ALREADY_DONE)
    envelope = read.sound(bid)
    if envelope is None:
        raise Refused(Why.OTHER_COMMITMENT)
    open_envelope(envelope, receipt.key, [Officer.read(each.public) for each in read.officers(on.estate.id, tender_id)])
    db.session.add(RevealedKey(estate_id=on.estate.id, bid_id=bid.id, key=text_of(receipt.key), at=on.at))
    on.record("opening.revealed", subject(tender_id), {"envelope": bid.envelope}, apart=f"bid/{bid.envelope}")


def _own(on: Context, tender_id: int, envelope: str) -> Bid:
    """The company's own locked bid of that pseudonym."""
    company = suppliers.of_account(on.estate.id, on.actor.account)
    for bid in read.locked(on.estate.id, tender_id):
        if bid.envelope == envelope and company is not None and bid.bidder == str(company.id):
            return bid
    raise Refused(Why.NOT_FOUND)
