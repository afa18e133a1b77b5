"""From a ranking to a contract: awards, challenges to them, the contract drawn from the winning bid."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from huasheng_vote.extensions import EstateScoped, Sealed, db, one_of, within_estate
from huasheng_vote.rules.flows.awards import AwardState, ChallengeState, ContractState


class About(StrEnum):
    """What a challenge is about."""

    TENDER = "tender"
    EVALUATION = "evaluation"
    AWARD = "award"


class Award(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """中标 or 成交, to one bid at its price. What falls is not edited: the next candidate gets an award of its own."""

    __tablename__ = "award"
    __table_args__ = (
        UniqueConstraint("estate_id", "id"),
        UniqueConstraint("estate_id", "tender_id", "ordinal"),
        UniqueConstraint("estate_id", "bid_id"),
        within_estate("tender_id", "tender"),
        within_estate("bid_id", "bid"),
        within_estate("decision_id", "committee_decision"),
        one_of("state", AwardState),
        CheckConstraint("price > 0", name="price_positive"),
        CheckConstraint("(state = 'cancelled') = (cancelled_at IS NOT NULL)", name="cancelled_dated"),
        CheckConstraint("(cancelled_at IS NULL) = (cancelled_reason = '')", name="cancelled_with_reason"),
        CheckConstraint("state <> 'active' OR activated_at IS NOT NULL", name="activated_dated"),
    )

    tender_id: Mapped[int]
    bid_id: Mapped[int]
    ordinal: Mapped[int]
    price: Mapped[int] = mapped_column(BigInteger)
    """Whole fen, as opened."""
    decision_id: Mapped[int]
    """The committee's decision it rests on."""
    proposed_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    state: Mapped[str] = mapped_column(default=AwardState.PENDING)
    published_at: Mapped[datetime]
    standstill_until: Mapped[date]
    activated_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]
    cancelled_reason: Mapped[str] = mapped_column(Text, default="")


class Challenge(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """质疑 of a bidder, or 异议 of owners. Text and answer are public; an owner's name is masked, a supplier is not named."""

    __tablename__ = "challenge"
    __table_args__ = (
        UniqueConstraint("estate_id", "id"),
        UniqueConstraint("estate_id", "author_id", "key"),
        UniqueConstraint("estate_id", "tender_id", "ordinal"),
        within_estate("tender_id", "tender"),
        within_estate("award_id", "award"),
        within_estate("supplier_id", "supplier"),
        one_of("state", ChallengeState),
        one_of("about", About),
        CheckConstraint("(about = 'award') = (award_id IS NOT NULL)", name="about_an_award"),
        CheckConstraint(
            "(answered_at IS NULL) = (answer = '') AND (answered_at IS NULL) = (answered_by IS NULL)", name="answered_by_somebody"
        ),
        CheckConstraint("(escalated_at IS NULL) = (escalated_to = '')", name="escalated_to_somebody"),
        CheckConstraint("upheld IS NULL OR answered_at IS NOT NULL", name="found_once_answered"),
        CheckConstraint("(ruled_at IS NULL) = (ruling = '')", name="ruled_in_words"),
    )

    tender_id: Mapped[int]
    award_id: Mapped[int | None]
    ordinal: Mapped[int]
    key: Mapped[str]
    author_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    supplier_id: Mapped[int | None]
    """The bidder's company; none for owners."""
    about: Mapped[str]
    title: Mapped[str]
    text: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(default=ChallengeState.SUBMITTED)
    submitted_at: Mapped[datetime]
    due: Mapped[date]
    admitted_at: Mapped[datetime | None]
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    answered_at: Mapped[datetime | None]
    upheld: Mapped[bool | None]
    """What was found last, by whoever answered or ruled; none while nobody has, or where it was not admitted."""
    escalated_at: Mapped[datetime | None]
    escalated_to: Mapped[str] = mapped_column(default="")
    ruling: Mapped[str] = mapped_column(Text, default="")
    """What the office it was taken to said."""
    ruled_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]


class ChallengeSupport(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """An owner who signs a challenge too; enough of them stop the clock."""

    __tablename__ = "challenge_support"
    __table_args__ = (UniqueConstraint("estate_id", "challenge_id", "account_id"), within_estate("challenge_id", "challenge"))

    challenge_id: Mapped[int]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime]


class Contract(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """Drawn from the winning bid and never edited; both sides sign the digest. `price` is the original value, stored once."""

    __tablename__ = "contract"
    __table_args__ = (
        UniqueConstraint("estate_id", "id"),
        UniqueConstraint("estate_id", "award_id"),
        UniqueConstraint("estate_id", "year", "ordinal"),
        within_estate("award_id", "award"),
        one_of("state", ContractState),
        CheckConstraint("price > 0", name="price_positive"),
        CheckConstraint("(supplier_signed_by IS NULL) = (supplier_signed_at IS NULL)", name="supplier_signed_by_somebody"),
        CheckConstraint("(employer_signed_by IS NULL) = (employer_signed_at IS NULL)", name="employer_signed_by_somebody"),
        CheckConstraint("employer_signed_by <> supplier_signed_by", name="two_sides"),
        CheckConstraint(
            "state IN ('drawn', 'dropped') OR (supplier_signed_at IS NOT NULL AND employer_signed_at IS NOT NULL)", name="signed_by_both"
        ),
    )

    award_id: Mapped[int]
    year: Mapped[int]
    ordinal: Mapped[int]
    price: Mapped[int] = mapped_column(BigInteger)
    days: Mapped[int]
    warranty_months: Mapped[int]
    body: Mapped[str] = mapped_column(Text)
    """Everything that is signed, canonical JSON."""
    digest: Mapped[str]
    payee_account: Mapped[str | None] = mapped_column(Sealed)
    """Frozen at award."""
    payee_salt: Mapped[str | None] = mapped_column(Sealed)
    """With the account it makes the commitment that stands in `body`."""
    state: Mapped[str] = mapped_column(default=ContractState.DRAWN)
    drawn_at: Mapped[datetime]
    due: Mapped[date]
    supplier_signed_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    supplier_signed_at: Mapped[datetime | None]
    employer_signed_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    employer_signed_at: Mapped[datetime | None]
    signed_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    ended_reason: Mapped[str] = mapped_column(Text, default="")
