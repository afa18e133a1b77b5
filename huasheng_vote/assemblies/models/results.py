"""What a vote led to: findings frozen at closing, objections to them, and the decisions the owners took (CC 278, 280)."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from huasheng_vote.extensions import EstateScoped, db, within_estate


class Result(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """The result of one assembly: published as preliminary, objected to until a day, announced under a number of its year."""

    __tablename__ = "result"
    __table_args__ = (
        UniqueConstraint("estate_id", "id"),
        UniqueConstraint("estate_id", "assembly_id"),
        UniqueConstraint("estate_id", "year", "ordinal"),
        within_estate("assembly_id", "assembly"),
        CheckConstraint("(year IS NULL) = (ordinal IS NULL)", name="numbered_within_a_year"),
    )

    assembly_id: Mapped[int]
    objections_until: Mapped[date]
    year: Mapped[int | None]
    ordinal: Mapped[int | None]


class Finding(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """The outcome of one motion with everything it rests on, frozen at closing; a doubtful one is resolved later, by an act of its own."""

    __tablename__ = "finding"
    __table_args__ = (
        UniqueConstraint("estate_id", "id"),
        UniqueConstraint("estate_id", "motion_id"),
        within_estate("motion_id", "motion"),
        CheckConstraint("outcome IN ('passed', 'not_passed', 'no_quorum', 'needs_review')", name="outcome_known"),
        CheckConstraint("resolved IN ('passed', 'not_passed', 'no_quorum')", name="resolved_known"),
        CheckConstraint("(resolved IS NULL) = (resolved_at IS NULL)", name="resolved_when"),
        CheckConstraint("resolved IS NULL OR outcome = 'needs_review'", name="only_the_doubtful_is_resolved"),
    )

    motion_id: Mapped[int]
    outcome: Mapped[str]
    figures: Mapped[str] = mapped_column(Text)
    """Roll, counts and every inequality as canonical JSON, areas in 1/10000 m²."""
    found_at: Mapped[datetime]
    resolved: Mapped[str | None]
    reason: Mapped[str] = mapped_column(Text, default="")
    resolved_at: Mapped[datetime | None]


class Objection(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """异议: an owner objects to the preliminary result within the period; every one is answered by a date."""

    __tablename__ = "objection"
    __table_args__ = (
        UniqueConstraint("estate_id", "id"),
        within_estate("assembly_id", "assembly"),
        within_estate("motion_id", "motion"),
        CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name="answered_when"),
        CheckConstraint("(answer IS NULL) = (answered_by IS NULL)", name="answered_by_whom"),
    )

    assembly_id: Mapped[int]
    motion_id: Mapped[int | None]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    text: Mapped[str] = mapped_column(Text)
    filed_at: Mapped[datetime]
    answer_by: Mapped[date]
    answer: Mapped[str | None] = mapped_column(Text)
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    answered_at: Mapped[datetime | None]


class Resolution(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """业主大会决定: a passed motion once announced, numbered within its year."""

    __tablename__ = "resolution"
    __table_args__ = (
        UniqueConstraint("estate_id", "id"),
        UniqueConstraint("estate_id", "year", "ordinal"),
        UniqueConstraint("estate_id", "motion_id"),
        within_estate("motion_id", "motion"),
        CheckConstraint("ordinal > 0", name="ordinal_positive"),
    )

    year: Mapped[int]
    ordinal: Mapped[int]
    motion_id: Mapped[int]
    adopted_at: Mapped[datetime]
