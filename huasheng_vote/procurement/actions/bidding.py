"""Handing in a sealed offer, replacing it, withdrawing it, confirming it after an addendum; and a late attempt, of which the log keeps the time.

Until the opening nothing may tell who bids: no notice is sent, the row's owner lies encrypted, and the log has one line of type `sealed` for each act, like all
others of that tender. An envelope is bound for ever to the documents it was made for; who confirms it after an addendum signs the new digest, which is kept on
the row (`specification`) while the envelope's header goes on naming the old one.
"""

from dataclasses import dataclass

from sqlalchemy import func, select

from huasheng_vote.extensions import db
from huasheng_vote.journal.log import Context, last_place
from huasheng_vote.journal.models import JournalLeaf
from huasheng_vote.procurement.actions import deadlines, sealed_lines
from huasheng_vote.procurement.models import SERVER, Bid, Supplier, Tender
from huasheng_vote.procurement.queries import bids, staffing
from huasheng_vote.rules.flows.tenders import BID, BidAct, BidState
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.sealing import Envelope, commitment
from huasheng_vote.sealing.coding import bytes_of

SALT = 32
MOST_LATE = 100
"""So many late attempts on one tender are written down; a button pressed for hours fills no log."""


@dataclass(frozen=True, slots=True)
class Handed:
    """An envelope that was read and lies in the store, with the salt of its commitment. The same `key` hands it in once."""

    key: str
    envelope: Envelope
    stored: str
    salt: bytes


def read_salt(text: str) -> bytes:
    """The salt as the form carries it. Refuses any other length."""
    return bytes_of(text.strip(), Why.BAD_SALT, SALT)


def submit(on: Context, tender_id: int, handed: Handed) -> str:
    """Hand in an offer; the one that stood before is replaced. Returns the envelope's pseudonym, that of the earlier one where the form was sent twice."""
    before = bids.handed_in(on.estate.id, tender_id, handed.key, handed.envelope.header.envelope)
    if before is not None:
        return _same(on, before, handed)
    tender = deadlines.settle(on, tender_id)
    supplier = bids.able(tender, on.actor.account, on.at)
    bids.check_open(tender, on.at)
    handed.envelope.check_for(staffing.subject(on.estate.slug, tender))
    with sealed_lines.among_decoys(on, tender):
        earlier = bids.standing(tender, supplier.id)
        if earlier is not None:
            _step(on, earlier, BidAct.REPLACE)
        made = _row(on, tender, supplier, handed)
        db.session.add(made)
        sealed_lines.write(on, tender, made.envelope, made.commitment)
    return str(made.envelope)


def withdraw(on: Context, envelope: str) -> None:
    """Take one's offer back, up to the deadline."""
    bid, tender = _mine(on, envelope)
    with sealed_lines.among_decoys(on, tender):
        _step(on, bid, BidAct.WITHDRAW)
        sealed_lines.write(on, tender, bid.envelope, sealed_lines.random_commitment())


def confirm(on: Context, envelope: str, seen: str) -> None:
    """Let the offer stand on the documents as an addendum changed them: those whose digest was `seen`."""
    bid, tender = _mine(on, envelope)
    bids.able(tender, on.actor.account, on.at)
    if seen != tender.specification:
        raise Refused(Why.CHANGED_MEANWHILE)
    with sealed_lines.among_decoys(on, tender):
        _step(on, bid, BidAct.RECONFIRM)
        bid.specification = seen
        sealed_lines.write(on, tender, bid.envelope, sealed_lines.random_commitment())


def note_late(on: Context, tender_id: int) -> None:
    """That somebody came too late, and when; nothing else. The attempt itself was refused, so this is an act of its own."""
    tender = deadlines.settle(on, tender_id)
    bids.able(tender, on.actor.account, on.at)
    if on.at < tender.deadline or tender.opened_at is not None:
        raise Refused(Why.NOT_POSSIBLE_NOW)
    subject = sealed_lines.subject(tender)
    lines = select(func.count()).select_from(JournalLeaf).filter_by(estate_id=on.estate.id, type="bid.late", subject=subject)
    number = db.session.scalar(lines) or 0
    if number < MOST_LATE:
        sealed_lines.as_bidder(on).record("bid.late", subject, {}, apart=f"{subject}/late", on_behalf=str(number))


def _mine(on: Context, envelope: str) -> tuple[Bid, Tender]:
    """One's own bid in a tender that is open."""
    found = bids.own_bid(on.estate.id, on.actor.account, envelope)
    tender = deadlines.settle(on, found.tender.id)
    bids.check_open(tender, on.at)
    return found.bid, tender


def _step(on: Context, bid: Bid, act: BidAct) -> None:
    bid.state, bid.changed_at = BID.after(BidState(bid.state), act), on.at


def _row(on: Context, tender: Tender, supplier: Supplier, handed: Handed) -> Bid:
    header, digest = handed.envelope.header, handed.envelope.digest
    return Bid(
        estate_id=on.estate.id, tender_id=tender.id, key=handed.key, envelope=header.envelope, bidder=str(supplier.id), stored=handed.stored,
        state=BID.after(BidState.DRAFT, BidAct.SUBMIT), digest=digest, commitment=commitment(handed.salt, digest), salt=handed.salt,
        sealed_by=header.sealed_by, specification=header.specification, leaf=last_place(on.estate.id)[0], submitted_at=on.at, changed_at=on.at,
    )  # fmt: skip


def _same(on: Context, before: Bid, handed: Handed) -> str:
    """The form was sent twice. What the server sealed has another envelope each time; there the key says that the words are the same."""
    mine = bids.bidder(before) in bids.companies(on.estate.id, on.actor.account)
    again = before.digest == handed.envelope.digest or before.sealed_by == handed.envelope.header.sealed_by == SERVER
    if not (mine and again):
        raise Refused(Why.DIFFERENT_BODY)
    return str(before.envelope)
