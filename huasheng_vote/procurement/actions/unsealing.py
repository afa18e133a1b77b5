"""Opening, second half: one act opens every envelope, reads it out, writes the record, and says in the log what anybody needs to check each price.

What cannot be opened, or breaks a rule that needs no judgement, is out at once with its code. Nothing changes a price afterwards.
"""

from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from huasheng_vote.assemblies.actions.telling import tell_everybody
from huasheng_vote.extensions import db
from huasheng_vote.files import LARGEST, PAPERS, PICTURES, kind_of, store
from huasheng_vote.journal.leaf import canonical, stamp
from huasheng_vote.journal.log import Context
from huasheng_vote.notices.outbox import enqueue
from huasheng_vote.procurement.actions import reading
from huasheng_vote.procurement.actions.opening import closed, officer_of, subject
from huasheng_vote.procurement.actions.reading import Reading
from huasheng_vote.procurement.models import Bid, BidFile, OpeningRecord, Tender
from huasheng_vote.procurement.queries import opening as read
from huasheng_vote.procurement.queries import suppliers, tenders
from huasheng_vote.procurement.queries.opened import present
from huasheng_vote.rules.access import COMMITTEE
from huasheng_vote.rules.flows.tenders import BID, TENDER, BidAct, BidState, Disqualified, TenderAct, TenderState
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.sealing import Envelope, Given, Offer, Officer, Share, combine, open_envelope
from huasheng_vote.sealing.coding import bytes_of, text_of

RECORD = "huasheng-opening-record/1"


@dataclass(frozen=True)
class Found:
    """What became of one envelope. `key`: base 64, empty where nobody has it."""

    bid: Bid
    envelope: Envelope | None
    key: str = ""
    offer: Offer | None = field(default=None, repr=False)


def open_bids(on: Context, tender_id: int) -> None:
    """Open everything. By who was there for it. Refuses while an envelope waits for a second officer: only where all officers came, or bidders were asked to
    reveal and their day is over, is one left closed."""
    tender = closed(on, tender_id)
    now = read.progress(on.estate.id, tender_id)
    keys = read.revealed(on.estate.id, now.bids)
    lapsing = _check(on, tender, now, keys)
    officers = [Officer.read(each.public) for each in now.officers]
    found = [_found(bid, now.sound.get(bid.id), keys.get(bid.id, ""), officers) for bid in now.bids if bid.id not in lapsing]
    gone = [bid for bid in now.bids if bid.id in lapsing]
    for bid in gone:
        bid.state, bid.changed_at = BID.after(BidState(bid.state), BidAct.LAPSE), on.at
    for ordinal, each in enumerate(found, start=1):
        _write(on, each, ordinal, tender.ceiling)
    tender.state, tender.opened_at = TENDER.after(TenderState(tender.state), TenderAct.OPEN), on.at
    body = _record(on, tender, now, found, gone)
    text = canonical(body)
    row = OpeningRecord(estate_id=on.estate.id, tender_id=tender_id, body=text.decode(), digest=sha256(text).hexdigest(), at=on.at)
    db.session.add(row)
    told = [{name: value for name, value in each.items() if name not in ("name", "code")} for each in body["bids"]]
    on.record("tender.opened", subject(tender_id), {"record": row.digest, "bids": told, "withdrawn": body["withdrawn"]})
    tell_everybody(on, "tender.opened", {"title": tender.title})
    for bidder in read.bidders([each.bid for each in found]):
        enqueue(on, bidder, None, "bid.opened", {"title": tender.title})


def _check(on: Context, tender: Tender, now: read.Progress, keys: dict[int, str]) -> set[int]:
    """Who may, and whether it can be. The ids of the bids that lapse, never revealed."""
    declared = read.reveal(on.estate.id, tender.id)
    there = on.actor.account in present(on.estate.id, tender.id)
    if not there and not (declared and on.actor.is_any(*COMMITTEE)):
        officer_of(on, tender)
    short = {bid.id for bid in now.short} - set(keys)
    if declared is None:
        if len(now.handed_in) < 2 or (short and not now.exhausted):
            raise Refused(Why.SHARES_MISSING, envelopes=len(short) or len(now.bids))
        return set()
    if short and on.at < declared.until:
        raise Refused(Why.REVEAL_RUNNING, until=declared.until.isoformat())
    return short


def _found(bid: Bid, envelope: Envelope | None, revealed: str, officers: list[Officer]) -> Found:
    """The offer, by the officers' shares or else by the key its bidder revealed; none where the envelope is not what it should be."""
    if envelope is None:
        return Found(bid, None)
    key = b""
    try:
        key = _key(bid, envelope, revealed)
        return Found(bid, envelope, text_of(key), open_envelope(envelope, key, officers))
    except Refused:
        return Found(bid, envelope, text_of(key))


def _key(bid: Bid, envelope: Envelope, revealed: str) -> bytes:
    given = [
        Given(bid.envelope, Share(envelope.header.number_of(fingerprint), bytes_of(share.share, Why.NOT_A_SHARE)))
        for share, fingerprint in read.shares(bid.estate_id, bid.id)
    ]
    if revealed and len(given) < envelope.header.threshold:
        return bytes_of(revealed, Why.WRONG_KEY)
    return combine(envelope.header, given)


def _write(on: Context, found: Found, ordinal: int, ceiling: int) -> None:
    """Into the bid's columns, once for ever."""
    bid, said = found.bid, reading.read(found.offer, ceiling) if found.offer else Reading(None, None, None, Disqualified.UNREADABLE, "")
    bid.state = BID.after(BidState(bid.state), BidAct.OPEN)
    bid.ordinal, bid.supplier_id, bid.content_key, bid.changed_at = ordinal, int(bid.bidder), found.key, on.at
    bid.price, bid.days, bid.warranty_months, bid.offer = said.price, said.days, said.warranty_months, said.offer
    if said.fault is not None:
        bid.state = BID.after(BidState(bid.state), BidAct.DISQUALIFY)
        bid.disqualified = said.fault
    for file in said.files:
        kind = kind_of(file.data)
        shown = kind in PICTURES | PAPERS and len(file.data) <= LARGEST[kind]
        kept = store().put(file.data, kind) if kind and shown else ""
        digest = sha256(file.data).hexdigest()
        db.session.add(BidFile(estate_id=on.estate.id, bid_id=bid.id, field=file.field, name=file.name, stored=kept, digest=digest))
    db.session.flush()


def _record(on: Context, tender: Tender, now: read.Progress, found: list[Found], gone: list[Bid]) -> dict[str, Any]:
    """开标记录: what lay there, who was there, what it said, and that each envelope is the one the log committed to."""
    came = [
        {"duty": each.duty, "fingerprint": each.fingerprint, "number": each.ordinal, "present": int(each.id in now.handed_in)}
        for each in now.officers
    ]
    declared = read.reveal(on.estate.id, tender.id)
    return {
        "format": RECORD,
        "tender": tenders.name(on.estate.slug, tender),
        "title": tender.title,
        "number": f"{tender.year}-{tender.ordinal}",
        "place": tender.place,
        "specification": tender.specification,
        "ceiling": tender.ceiling,
        "deadline": stamp(tender.deadline),
        "opened": stamp(on.at),
        "officers": came,
        **({"revealed": declared.reason} if declared else {}),
        "bids": [_line(on, each) for each in found],
        "withdrawn": [{"envelope": bid.envelope, "commitment": bid.commitment, "line": bid.leaf} for bid in gone],
    }


def _line(on: Context, found: Found) -> dict[str, Any]:
    """One bid: what the log said of it, whether it is the same, and what it says."""
    bid, supplier = found.bid, suppliers.supplier(on.estate.id, int(found.bid.bidder))
    said = {
        "name": supplier.name, "code": supplier.code, "supplier": supplier.id, "ordinal": bid.ordinal, "envelope": bid.envelope,
        "commitment": bid.commitment, "line": bid.leaf, "salt": text_of(bid.salt), "sealed_by": bid.sealed_by,
        "same": int(found.envelope is not None), "price": bid.price, "days": bid.days, "warranty_months": bid.warranty_months,
        "out": bid.disqualified, "key": found.key or None,
    }  # fmt: skip
    if found.envelope is not None:
        said |= {"header": found.envelope.header.digest.hex(), "digest": found.envelope.digest}
    return {name: value for name, value in said.items() if value is not None}
