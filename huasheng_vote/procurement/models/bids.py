"""Sealed bids, the officers who open them, and what the opening showed. Before it, a row here says nothing about who bids or what."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Connection,
    ForeignKey,
    Index,
    LargeBinary,
    Text,
    UniqueConstraint,
    event,
    inspect,
    select,
)
from sqlalchemy.orm import Mapped, mapped_column

from huasheng_vote.extensions import EstateScoped, Sealed, db, one_of, within_estate
from huasheng_vote.rules.flows.tenders import FOUND_AT_OPENING, BidState, Disqualified
from huasheng_vote.rules.staffing import OFFICERS

SERVER = "server"
"""Instead of officers, where the method asks for none: two keys the server keeps encrypted until the deadline."""


def _listed(codes: Iterable[Disqualified]) -> str:
    return ", ".join(repr(each.value) for each in codes)


class OpeningOfficer(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """One who holds a key. The private key never leaves the officer's device, except where the server stands in (`secret`)."""

    __tablename__ = "opening_officer"
    __table_args__ = (
        UniqueConstraint("estate_id", "id"),
        UniqueConstraint("estate_id", "tender_id", "ordinal"),
        UniqueConstraint("estate_id", "tender_id", "account_id"),
        within_estate("tender_id", "tender"),
        one_of("duty", (*OFFICERS, SERVER)),
        CheckConstraint("(duty = 'server') = (account_id IS NULL) AND (duty = 'server') = (secret IS NOT NULL)", name="person_or_server"),
        CheckConstraint("(public = '') = (key_at IS NULL) AND (public = '') = (fingerprint = '')", name="key_dated"),
        CheckConstraint("tested_at >= key_at", name="tested_with_the_key"),
    )

    tender_id: Mapped[int]
    ordinal: Mapped[int]
    """The number of this officer's share, from one."""
    duty: Mapped[str]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    named_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    named_at: Mapped[datetime]
    public: Mapped[str] = mapped_column(default="")
    """The public point, base 64."""
    fingerprint: Mapped[str] = mapped_column(default="")
    secret: Mapped[str | None] = mapped_column(Sealed)
    key_at: Mapped[datetime | None]
    tested_at: Mapped[datetime | None]
    rehearsed_at: Mapped[datetime | None]


class Bid(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """One offer as handed in. Its content lies in the envelope until the opening fills the columns from `supplier_id` on; none of them changes after."""

    __tablename__ = "bid"
    __table_args__ = (
        UniqueConstraint("estate_id", "id"),
        UniqueConstraint("estate_id", "tender_id", "envelope"),
        UniqueConstraint("estate_id", "tender_id", "key"),
        UniqueConstraint("estate_id", "tender_id", "ordinal"),
        within_estate("tender_id", "tender"),
        within_estate("supplier_id", "supplier"),
        one_of("state", BidState),
        CheckConstraint("length(salt) = 32", name="salt_of_32_bytes"),
        CheckConstraint("(ordinal IS NULL) = (supplier_id IS NULL)", name="named_when_opened"),
        CheckConstraint("price IS NULL OR supplier_id IS NOT NULL", name="priced_when_opened"),
        CheckConstraint("price > 0", name="price_positive"),
        CheckConstraint("state <> 'disqualified' OR disqualified IS NOT NULL", name="disqualified_with_code"),
        CheckConstraint(
            f"disqualified IS NULL OR reason <> '' OR disqualified IN ({_listed(FOUND_AT_OPENING)})", name="disqualified_with_reason"
        ),
        CheckConstraint(f"disqualified IN ({_listed(Disqualified)})", name="disqualified_known"),
        Index("ix_bid_tender", "estate_id", "tender_id"),
    )

    tender_id: Mapped[int]
    key: Mapped[str]
    envelope: Mapped[str]
    """16 random bytes in hex: the bid's pseudonym."""
    bidder: Mapped[str] = mapped_column(Sealed)
    """The supplier's id, as text, encrypted until the opening writes `supplier_id`."""
    state: Mapped[str] = mapped_column(default=BidState.SUBMITTED)
    stored: Mapped[str]
    """The envelope in the store."""
    digest: Mapped[str]
    commitment: Mapped[str]
    """What the log holds."""
    salt: Mapped[bytes] = mapped_column(LargeBinary)
    sealed_by: Mapped[str]
    specification: Mapped[str]
    """The digest of what it was offered on; an addendum makes it wait until the bidder confirms the new one."""
    leaf: Mapped[int]
    """The line of the log that holds the commitment."""
    submitted_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    content_key: Mapped[str] = mapped_column(default="")
    """Base 64; known from the opening on, so that anybody can check the opened price against the log."""
    ordinal: Mapped[int | None]
    """甲, 乙, 丙: in the order of the envelopes' pseudonyms."""
    supplier_id: Mapped[int | None]
    price: Mapped[int | None] = mapped_column(BigInteger)
    """Whole fen."""
    days: Mapped[int | None]
    warranty_months: Mapped[int | None]
    offer: Mapped[str] = mapped_column(Text, default="")
    """Every field as it was sealed, canonical JSON."""
    disqualified: Mapped[str | None]
    reason: Mapped[str] = mapped_column(Text, default="")


READ_OUT = ("envelope", "commitment", "content_key", "ordinal", "supplier_id", "price", "days", "warranty_months", "offer")
"""What the opening writes once."""


class PriceStands(RuntimeError):
    """Something tried to change what was read out at the opening."""


@event.listens_for(Bid, "before_update")
def _read_out_once(_mapper: Any, connection: Connection, bid: Bid) -> None:
    """What was read out stays: no act, whatever it means to do, changes it."""
    state: Any = inspect(bid)
    changed = [name for name in READ_OUT if state.attrs[name].history.has_changes()]
    rows = db.metadata.tables[Bid.__tablename__]
    if changed and connection.scalar(select(rows.c.ordinal).where(rows.c.id == bid.id)) is not None:
        raise PriceStands(", ".join(changed))


class BidFile(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """A file that was in an envelope."""

    __tablename__ = "bid_file"
    __table_args__ = (UniqueConstraint("estate_id", "id"), within_estate("bid_id", "bid"))

    bid_id: Mapped[int]
    field: Mapped[str]
    name: Mapped[str]
    stored: Mapped[str]
    """Empty where it is of no kind that is shown; its hash stands all the same."""
    digest: Mapped[str]


class OpeningShare(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """One officer's share of one envelope, handed in after the deadline. Where the server holds the keys, one for each of the people who press."""

    __tablename__ = "opening_share"
    __table_args__ = (
        UniqueConstraint("estate_id", "bid_id", "officer_id"),
        UniqueConstraint("estate_id", "bid_id", "account_id"),
        within_estate("bid_id", "bid"),
        within_estate("officer_id", "opening_officer"),
    )

    bid_id: Mapped[int]
    officer_id: Mapped[int]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    """Who handed it in, or pressed."""
    share: Mapped[str] = mapped_column(Sealed)
    """Base 64."""
    at: Mapped[datetime]


class Reveal(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """Too few officers can open: until a day each bidder may reveal with the receipt. Who does not has withdrawn."""

    __tablename__ = "opening_reveal"
    __table_args__ = (
        UniqueConstraint("estate_id", "tender_id"),
        within_estate("tender_id", "tender"),
        CheckConstraint("reason <> ''", name="reasoned"),
        CheckConstraint("until > at", name="until_later"),
    )

    tender_id: Mapped[int]
    reason: Mapped[str] = mapped_column(Text)
    declared_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime]
    until: Mapped[datetime]


class RevealedKey(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """A bid's content key from its bidder's receipt. It says no more about who that is than the envelope does."""

    __tablename__ = "revealed_key"
    __table_args__ = (UniqueConstraint("estate_id", "bid_id"), within_estate("bid_id", "bid"))

    bid_id: Mapped[int]
    key: Mapped[str] = mapped_column(Sealed)
    """Base 64."""
    at: Mapped[datetime]


class OpeningRecord(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """开标记录: what lay there and what it said, signed by the officers who were there."""

    __tablename__ = "opening_record"
    __table_args__ = (UniqueConstraint("estate_id", "tender_id"), UniqueConstraint("estate_id", "id"), within_estate("tender_id", "tender"))

    tender_id: Mapped[int]
    body: Mapped[str] = mapped_column(Text)
    """Canonical JSON."""
    digest: Mapped[str]
    at: Mapped[datetime]


class OpeningSignature(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """An officer's signature under the record."""

    __tablename__ = "opening_signature"
    __table_args__ = (UniqueConstraint("estate_id", "record_id", "account_id"), within_estate("record_id", "opening_record"))

    record_id: Mapped[int]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    digest: Mapped[str]
    at: Mapped[datetime]
