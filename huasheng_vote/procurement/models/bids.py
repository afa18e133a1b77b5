"""Sealed bids, the officers who open them, and what the opening showed. Before it, a row here says nothing about who bids or what."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, LargeBinary, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from huasheng_vote.extensions import EstateScoped, Sealed, db, one_of, within_estate
from huasheng_vote.rules.flows.tenders import BidState, Disqualified
from huasheng_vote.rules.staffing import OFFICERS

SERVER = "server"
"""Instead of officers, where the method asks for none: two keys the server keeps encrypted until the deadline."""


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
        CheckConstraint("state <> 'disqualified' OR (disqualified IS NOT NULL AND reason <> '')", name="disqualified_with_reason"),
        CheckConstraint(f"disqualified IN ({', '.join(repr(each.value) for each in Disqualified)})", name="disqualified_known"),
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
    """One officer's share of one envelope, handed in after the deadline."""

    __tablename__ = "opening_share"
    __table_args__ = (
        UniqueConstraint("estate_id", "bid_id", "officer_id"),
        within_estate("bid_id", "bid"),
        within_estate("officer_id", "opening_officer"),
    )

    bid_id: Mapped[int]
    officer_id: Mapped[int]
    share: Mapped[str] = mapped_column(Sealed)
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
