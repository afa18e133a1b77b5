"""What tests of bids need: envelopes for a tender, handing them in, the lines they leave."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from huasheng_vote.extensions import db
from huasheng_vote.files import Kind, store
from huasheng_vote.journal.models import JournalLeaf
from huasheng_vote.procurement.actions import bidding, deadlines
from huasheng_vote.procurement.models import Bid
from huasheng_vote.procurement.queries import staffing
from huasheng_vote.rules.access import SYSTEM
from huasheng_vote.sealing import Attachment, Offer, Sealed, seal
from tests.buying import Buying
from tests.proposals_helpers import act, key

FIRST, SECOND, THIRD = "甲方经理", "乙方经理", "丙方经理"
PRICE = "238417.91"
PAPER = b"%PDF-1.7 what we built before"
FIELDS = (
    ("price", PRICE), ("days", "27"), ("warranty_months", "48"), ("manager", "赵经理（湘建安B2020001）"), ("technical", "热镀锌灯杆，壁厚四毫米。"),
    ("commercial", "同类业绩三项。"), ("signed", "y"),
)  # fmt: skip


def offer(price: str = PRICE, **other: str) -> Offer:
    """A whole offer; other fields by name."""
    said = {**dict(FIELDS), "price": price, **other}
    return Offer(tuple(said.items()), (Attachment("papers", "业绩.pdf", PAPER),))


def sealed(buying: Buying, price: str = PRICE, sealed_by: str = "browser", **subject: Any) -> Sealed:
    """An envelope as the bidder's own device makes it; `subject` replaces what it is for."""
    made = staffing.subject(buying.estate.ref.slug, buying.row())
    return seal(type(made)(**{**{name: getattr(made, name) for name in made.__slots__}, **subject}), offer(price), sealed_by)


def handed(made: Sealed, form: str | None = None) -> bidding.Handed:
    return bidding.Handed(form or key(), made.envelope, store().put(made.envelope.data, Kind.ENVELOPE), made.salt)


def bid(buying: Buying, who: str = FIRST, price: str = PRICE) -> str:
    """Hand in; the pseudonym."""
    return str(act(buying.estate, who, bidding.submit, buying.tender, handed(sealed(buying, price))))


def opened(buying: Buying) -> None:
    """The deadline passes, and two of the officers open everything."""
    from tests.actions.test_opening import open_up

    buying.estate.site.at = buying.row().deadline + timedelta(minutes=5)
    buying.estate.site.act(buying.estate.ref, SYSTEM, deadlines.settle, buying.tender)
    open_up(buying)


def row(envelope: str) -> Bid:
    """The bid as it stands."""
    db.session.rollback()
    found: Bid = db.session.scalars(select(Bid).filter_by(envelope=envelope)).one()
    return found


def lines(buying: Buying, kind: str = "sealed") -> list[dict[str, Any]]:
    """The whole lines of one type about the tender, in order."""
    db.session.rollback()
    about = select(JournalLeaf.body).filter_by(estate_id=buying.estate.ref.id, type=kind, subject=f"tender/{buying.tender}")
    return [json.loads(bytes(body)) for body in db.session.scalars(about.order_by(JournalLeaf.index))]
