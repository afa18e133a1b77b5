"""Reads of what the opening showed: the record, who was there, what checks it without this site."""

import json
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import select

from huasheng_vote.extensions import db
from huasheng_vote.people.models import Account
from huasheng_vote.procurement.models import Bid, BidFile, OpeningOfficer, OpeningRecord, OpeningShare, OpeningSignature
from huasheng_vote.procurement.queries.opening import officers, reveal, sound
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.sealing.coding import text_of

EVIDENCE = "huasheng-opening-evidence/1"


def record(estate_id: int, tender_id: int) -> OpeningRecord | None:
    """The record of the opening, once there is one."""
    found: OpeningRecord | None = db.session.scalar(select(OpeningRecord).filter_by(estate_id=estate_id, tender_id=tender_id))
    return found


def signatures(estate_id: int, record_id: int) -> list[OpeningSignature]:
    """In the order they were given."""
    query = select(OpeningSignature).filter_by(estate_id=estate_id, record_id=record_id)
    return list(db.session.scalars(query.order_by(OpeningSignature.id)))


def opened(estate_id: int, tender_id: int) -> list[Bid]:
    """The bids that were opened, 甲, 乙, 丙."""
    query = select(Bid).filter_by(estate_id=estate_id, tender_id=tender_id).where(Bid.ordinal.is_not(None))
    return list(db.session.scalars(query.order_by(Bid.ordinal)))


def files(estate_id: int, tender_id: int) -> list[tuple[BidFile, Bid]]:
    """What was in the envelopes beside the offers, by bid."""
    query = select(BidFile, Bid).join(Bid, (Bid.estate_id == BidFile.estate_id) & (Bid.id == BidFile.bid_id))
    query = query.where(BidFile.estate_id == estate_id, Bid.tender_id == tender_id).order_by(Bid.ordinal, BidFile.id)
    return [(file, bid) for file, bid in db.session.execute(query)]


@dataclass(frozen=True)
class Attendant:
    """One who was there: in which duty (`declared`: who said that bidders reveal), and when they signed the record."""

    duty: str
    account: int
    name: str
    signed_at: datetime | None


def attendants(estate_id: int, tender_id: int) -> list[Attendant]:
    """Who handed in shares or pressed, by the officers' numbers, then who declared that bidders reveal."""
    there = select(Bid.id).filter_by(estate_id=estate_id, tender_id=tender_id)
    came = select(OpeningOfficer.duty, OpeningShare.account_id).join(OpeningShare, OpeningShare.officer_id == OpeningOfficer.id).distinct()
    came = came.where(OpeningShare.estate_id == estate_id, OpeningShare.bid_id.in_(there)).add_columns(OpeningOfficer.ordinal)
    found = {account: duty for duty, account, _ordinal in db.session.execute(came.order_by(OpeningOfficer.ordinal))}
    declared, kept = reveal(estate_id, tender_id), record(estate_id, tender_id)
    if declared is not None:
        found.setdefault(declared.declared_by, "declared")
    signed = {each.account_id: each.at for each in signatures(estate_id, kept.id)} if kept else {}
    names = dict(db.session.execute(select(Account.id, Account.name).where(Account.id.in_(found))).all())
    return [Attendant(duty, account, names[account], signed.get(account)) for account, duty in found.items()]


def present(estate_id: int, tender_id: int) -> set[int]:
    """The accounts of those who were there."""
    return {each.account for each in attendants(estate_id, tender_id)}


def evidence(estate_id: int, tender_id: int) -> dict[str, Any]:
    """Everything that checks the opened prices without this site: the record, the officers' keys, and of each envelope all but the files."""
    kept = record(estate_id, tender_id)
    if kept is None:
        raise Refused(Why.NOT_FOUND)
    keys = [officer.public for officer in officers(estate_id, tender_id)]
    return {
        "format": EVIDENCE,
        "record": json.loads(kept.body),
        "digest": kept.digest,
        "officers": keys,
        "bids": [_proof(bid) for bid in opened(estate_id, tender_id)],
    }


def _proof(bid: Bid) -> dict[str, Any]:
    said = {
        "ordinal": bid.ordinal,
        "envelope": bid.envelope,
        "commitment": bid.commitment,
        "line": bid.leaf,
        "salt": text_of(bid.salt),
        "key": bid.content_key,
    }
    envelope = sound(bid)
    if envelope is None:
        return said
    header, wraps = (line.decode() for line in envelope.lines)
    offer, files = envelope.boxes
    return said | {"header": header, "wraps": wraps, "offer": text_of(offer), "files": sha256(files).hexdigest()}
