"""How an owner comes to speak for a unit: letters, enrolments, and disputes about one's own line."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from huasheng_vote.extensions import EstateScoped, db, one_of, within_estate


class Enrolment(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """That an account speaks for a party: how it was shown, from when until when."""

    __tablename__ = "enrolment"
    __table_args__ = (
        UniqueConstraint("estate_id", "id"),
        within_estate("party_id", "party"),
        one_of("how", ("letter", "counter")),
        CheckConstraint("(objected_at IS NULL) = (objection = '')", name="objection_has_words"),
        Index("ix_enrolment_account", "account_id", "estate_id"),
    )

    party_id: Mapped[int]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    how: Mapped[str]
    evidence: Mapped[str] = mapped_column(default="")
    """What was seen at the counter. Never a copy of it."""
    checked_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    since: Mapped[datetime]
    until: Mapped[datetime | None]
    objected_at: Mapped[datetime | None]
    objection: Mapped[str] = mapped_column(default="")
    """What a co-owner or the earlier telephone said against it; stands until staff decide."""


class LineLook(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """That somebody in office had the names and telephones of a unit's owners shown whole: told to those owners in their own data."""

    __tablename__ = "line_look"
    __table_args__ = (within_estate("unit_id", "unit"), Index("ix_line_look_unit", "estate_id", "unit_id"))

    unit_id: Mapped[int]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    role: Mapped[str]
    at: Mapped[datetime]


class UnitLetter(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """A letter for one unit with a one-time code, of which only the keyed digest is kept. A later letter voids the earlier."""

    __tablename__ = "unit_letter"
    __table_args__ = (
        UniqueConstraint("estate_id", "id"),
        UniqueConstraint("estate_id", "digest"),
        within_estate("unit_id", "unit"),
        Index("ix_unit_letter_unit", "estate_id", "unit_id"),
    )

    unit_id: Mapped[int]
    digest: Mapped[str]
    issued_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    issued_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    void_at: Mapped[datetime | None]


class LineDispute(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """An owner says that the line of a unit is wrong; staff answer, and correct it or not."""

    __tablename__ = "line_dispute"
    __table_args__ = (
        UniqueConstraint("estate_id", "id"),
        within_estate("unit_id", "unit"),
        CheckConstraint("(answered_at IS NULL) = (answer = '')", name="answer_has_words"),
        Index("ix_line_dispute_unit", "estate_id", "unit_id"),
    )

    unit_id: Mapped[int]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    words: Mapped[str]
    opened_at: Mapped[datetime]
    answer: Mapped[str] = mapped_column(default="")
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    answered_at: Mapped[datetime | None]
