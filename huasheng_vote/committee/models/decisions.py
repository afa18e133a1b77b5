"""What the members decide: the question to the byte, who may answer it, each answer."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from huasheng_vote.extensions import EstateScoped, db, one_of, within_estate
from huasheng_vote.rules.flows.committees import Choice, DecisionState


class Subject(StrEnum):
    """What sort of thing is decided. The first three carry money; later areas ask for them by it."""

    SPENDING = "spending"  # under the ceiling the owners delegated
    EMERGENCY = "emergency"  # danger that cannot wait for a vote, confirmed by the subdistrict
    AWARD = "award"
    ASSEMBLY = "assembly"
    SEAL = "seal"
    REPLY = "reply"
    OTHER = "other"


WITH_MONEY = (Subject.SPENDING, Subject.EMERGENCY, Subject.AWARD)


class Decision(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """One question. `members` is the number of all members when it was put; `digest` covers every word and paper and is what members answer to."""

    __tablename__ = "committee_decision"
    __table_args__ = (
        UniqueConstraint("estate_id", "id"),
        UniqueConstraint("estate_id", "author_id", "key"),
        UniqueConstraint("estate_id", "year", "ordinal"),
        within_estate("item_id", "committee_item"),
        one_of("state", DecisionState),
        one_of("subject", Subject),
        CheckConstraint("(subject IN ('spending', 'emergency', 'award')) = (amount IS NOT NULL)", name="money_where_it_is_about_money"),
        CheckConstraint("amount > 0", name="amount_positive"),
        CheckConstraint("version >= 1", name="numbered_from_one"),
        CheckConstraint("members >= 1", name="members_counted"),
        CheckConstraint("closes_at > put_at", name="ends_after_start"),
        within_estate("revoked_by_decision_id", "committee_decision"),
        within_estate("revoked_by_resolution_id", "resolution"),
        CheckConstraint("(state IN ('passed', 'not_passed', 'referred', 'revoked')) = (decided_at IS NOT NULL)", name="decided_dated"),
        CheckConstraint("(decided_at IS NULL) = (yes IS NULL)", name="decided_counted"),
        CheckConstraint("state NOT IN ('passed', 'revoked') OR 2 * yes > members", name="passed_by_more_than_half"),
        CheckConstraint("state NOT IN ('not_passed', 'referred') OR 2 * yes <= members", name="not_passed_by_half"),
        CheckConstraint(
            "(state IN ('passed', 'revoked')) = (year IS NOT NULL) AND (year IS NULL) = (ordinal IS NULL)", name="passed_numbered"
        ),
        CheckConstraint("posted_at IS NULL OR decided_at IS NOT NULL", name="posted_once_decided"),
        CheckConstraint("(state = 'revoked') = (revoked_at IS NOT NULL)", name="revoked_dated"),
        CheckConstraint(
            "revoked_at IS NULL OR (revoked_by_decision_id IS NULL) <> (revoked_by_resolution_id IS NULL)", name="revoked_by_one_decision"
        ),
        CheckConstraint("(state = 'withdrawn') = (withdrawn_reason <> '')", name="withdrawn_with_reason"),
        Index("ix_committee_decision_item", "estate_id", "item_id"),
    )

    key: Mapped[str]
    author_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    item_id: Mapped[int | None]
    """The point of a meeting; none where the question goes round in writing."""
    title: Mapped[str]
    text: Mapped[str] = mapped_column(Text)
    subject: Mapped[str]
    amount: Mapped[int | None] = mapped_column(BigInteger)
    """Whole fen."""
    version: Mapped[int] = mapped_column(default=1)
    digest: Mapped[str]
    members: Mapped[int]
    put_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(default=DecisionState.PUT)
    yes: Mapped[int | None]
    decided_at: Mapped[datetime | None]
    year: Mapped[int | None]
    ordinal: Mapped[int | None]
    posted_at: Mapped[datetime | None]
    withdrawn_reason: Mapped[str] = mapped_column(default="")
    revoked_at: Mapped[datetime | None]
    revoked_by_decision_id: Mapped[int | None]
    revoked_by_resolution_id: Mapped[int | None]


class Seat(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """A member who may answer: all in office for a question in writing, those who attend for a point of a meeting."""

    __tablename__ = "committee_seat"
    __table_args__ = (UniqueConstraint("estate_id", "decision_id", "account_id"), within_estate("decision_id", "committee_decision"))

    decision_id: Mapped[int]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))


class Vote(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """A member's answer to one wording. Under another wording it stays on record and counts no more; who stood aside stays aside."""

    __tablename__ = "committee_vote"
    __table_args__ = (
        UniqueConstraint("estate_id", "decision_id", "account_id", "digest"),
        within_estate("decision_id", "committee_decision"),
        one_of("choice", Choice),
        CheckConstraint("reason <> ''", name="given_with_reason"),
    )

    decision_id: Mapped[int]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    digest: Mapped[str]
    choice: Mapped[str]
    reason: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]
