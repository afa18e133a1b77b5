"""Reads of the opening: who opens, which envelopes lie there, whose shares are in, what the record says."""

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from huasheng_vote.extensions import db
from huasheng_vote.files import store
from huasheng_vote.journal.models import JournalLeaf
from huasheng_vote.procurement.models import (
    SERVER,
    Bid,
    OpeningOfficer,
    OpeningShare,
    Reveal,
    RevealedKey,
    Supplier,
    Tender,
)
from huasheng_vote.rules.flows.tenders import BidState
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.rules.staffing import OPENERS
from huasheng_vote.sealing import Envelope, check_commitment


@dataclass(frozen=True)
class Progress:
    """How far an opening is. `shares`: by the bid's id, the officers' ids whose share of it is in."""

    officers: list[OpeningOfficer]
    bids: list[Bid]
    sound: dict[int, Envelope]
    """The envelopes that are what the log committed to."""
    shares: dict[int, set[int]]
    handed_in: dict[int, int]
    """Who handed in or pressed, by the officer's id whose shares these are."""

    @property
    def by_server(self) -> bool:
        return any(officer.duty == SERVER for officer in self.officers)

    @property
    def short(self) -> list[Bid]:
        """Sound envelopes that cannot be opened yet."""
        return [bid for bid in self.bids if bid.id in self.sound and len(self.shares.get(bid.id, ())) < OPENERS]

    @property
    def ready(self) -> bool:
        """Two officers came, and every sound envelope opens."""
        return len(self.handed_in) >= OPENERS and not self.short

    @property
    def exhausted(self) -> bool:
        """Every officer came, and some envelope opens for none: its bidder made it so."""
        return len(self.handed_in) == len(self.officers) > 0

    def missing(self, officer: OpeningOfficer) -> list[Bid]:
        """Sound envelopes of which this officer's share is not in."""
        return [bid for bid in self.bids if bid.id in self.sound and officer.id not in self.shares.get(bid.id, ())]


def progress(estate_id: int, tender_id: int) -> Progress:
    """The opening of a closed tender as it stands."""
    bids = locked(estate_id, tender_id)
    shares: dict[int, set[int]] = {}
    handed_in: dict[int, int] = {}
    for share in db.session.scalars(
        select(OpeningShare).filter_by(estate_id=estate_id).where(OpeningShare.bid_id.in_([b.id for b in bids]))
    ):
        shares.setdefault(share.bid_id, set()).add(share.officer_id)
        handed_in[share.officer_id] = share.account_id
    found = ((bid.id, sound(bid)) for bid in bids)
    envelopes = {id: envelope for id, envelope in found if envelope is not None}
    return Progress(officers(estate_id, tender_id), bids, envelopes, shares, handed_in)


def officers(estate_id: int, tender_id: int) -> list[OpeningOfficer]:
    """In the order of their shares."""
    query = select(OpeningOfficer).filter_by(estate_id=estate_id, tender_id=tender_id)
    return list(db.session.scalars(query.order_by(OpeningOfficer.ordinal)))


def locked(estate_id: int, tender_id: int) -> list[Bid]:
    """What lies there to be opened, in the order of the pseudonyms."""
    query = select(Bid).filter_by(estate_id=estate_id, tender_id=tender_id, state=BidState.LOCKED)
    return list(db.session.scalars(query.order_by(Bid.envelope)))


def sound(bid: Bid) -> Envelope | None:
    """The stored envelope, if it is the one that the log committed to. Refuses to go on where the store has lost it: that is no fault of its bidder."""
    data = store().open(bid.stored)
    if data is None:
        raise Refused(Why.ENVELOPE_LOST, envelope=bid.envelope)
    try:
        envelope = Envelope.read(data)
        check_commitment(envelope, bid.salt, bid.commitment)
    except Refused:
        return None
    same = envelope.header.envelope == bid.envelope and logged(bid)
    return envelope if same else None


def logged(bid: Bid) -> bool:
    """Whether the line the bid names holds its commitment."""
    body = db.session.scalar(select(JournalLeaf.body).filter_by(estate_id=bid.estate_id, index=bid.leaf))
    return body is not None and bid.commitment in json.loads(body)["facts"].values()


def shares(estate_id: int, bid_id: int) -> list[tuple[OpeningShare, str]]:
    """The shares of one envelope with the fingerprint of each officer's key, by the officers' numbers."""
    query = select(OpeningShare, OpeningOfficer.fingerprint).join(OpeningOfficer, OpeningOfficer.id == OpeningShare.officer_id)
    query = query.where(OpeningShare.estate_id == estate_id, OpeningShare.bid_id == bid_id)
    return [(share, fingerprint) for share, fingerprint in db.session.execute(query.order_by(OpeningOfficer.ordinal))]


def last_fact(estate_id: int, tender: Tender) -> datetime | None:
    """The latest moment that the opening rests on: the closing, a share, a declaration."""
    there = select(Bid.id).filter_by(estate_id=estate_id, tender_id=tender.id)
    moments = [
        tender.closed_at,
        db.session.scalar(select(db.func.max(OpeningShare.at)).filter_by(estate_id=estate_id).where(OpeningShare.bid_id.in_(there))),
        db.session.scalar(select(db.func.max(RevealedKey.at)).filter_by(estate_id=estate_id).where(RevealedKey.bid_id.in_(there))),
        db.session.scalar(select(Reveal.at).filter_by(estate_id=estate_id, tender_id=tender.id)),
    ]
    return max((moment for moment in moments if moment is not None), default=None)


def reveal(estate_id: int, tender_id: int) -> Reveal | None:
    """That bidders reveal, if that was declared."""
    found: Reveal | None = db.session.scalar(select(Reveal).filter_by(estate_id=estate_id, tender_id=tender_id))
    return found


def revealed(estate_id: int, bids: list[Bid]) -> dict[int, str]:
    """The keys bidders revealed, by the bid's id."""
    query = select(RevealedKey).filter_by(estate_id=estate_id).where(RevealedKey.bid_id.in_([bid.id for bid in bids]))
    return {each.bid_id: each.key for each in db.session.scalars(query)}


def bidders(bids: list[Bid]) -> list[int]:
    """The accounts of those whose bids these are."""
    companies = [int(bid.bidder) for bid in bids]
    return list(db.session.scalars(select(Supplier.author_id).where(Supplier.id.in_(companies)).order_by(Supplier.id)))
