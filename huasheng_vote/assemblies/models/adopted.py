"""What an estate has adopted and what it was answered: its rules of procedure, the offices' word on internet votes, the calendar of days off."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from huasheng_vote.extensions import EstateScoped, db, one_of, within_estate
from huasheng_vote.rules.convening import Online


class Document(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """A paper kept as evidence: the stored file, its own name, and the SHA-256 anyone can compare."""

    __tablename__ = "assembly_document"
    __table_args__ = (UniqueConstraint("estate_id", "id"), CheckConstraint("length(digest) = 64", name="digest_is_sha256"))

    name: Mapped[str]
    stored: Mapped[str]
    media: Mapped[str]
    digest: Mapped[str]
    added_at: Mapped[datetime]


class RuleVersion(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """议事规则, one version: the paper and its fields as canonical JSON for `rules.procedure.Procedure.of`. The highest version is in force."""

    __tablename__ = "rule_version"
    __table_args__ = (
        UniqueConstraint("estate_id", "id"),
        UniqueConstraint("estate_id", "version"),
        within_estate("document_id", "assembly_document"),
        CheckConstraint("version > 0", name="version_positive"),
    )

    version: Mapped[int]
    title: Mapped[str]
    source: Mapped[str]
    """Which meeting adopted it, by which decision."""
    adopted_on: Mapped[date]
    document_id: Mapped[int]
    fields: Mapped[str] = mapped_column(Text)
    entered_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    entered_at: Mapped[datetime]


class OnlineAnswer(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """The validity gate: what subdistrict office and fund office answered in writing. The latest is in force; without one the answer is unknown."""

    __tablename__ = "online_answer"
    __table_args__ = (
        UniqueConstraint("estate_id", "id"),
        within_estate("subdistrict_id", "assembly_document"),
        within_estate("fund_office_id", "assembly_document"),
        one_of("answer", Online),
        CheckConstraint("answer = 'unknown' OR (subdistrict_id IS NOT NULL AND fund_office_id IS NOT NULL)", name="answered_in_writing"),
    )

    answer: Mapped[str]
    subdistrict_id: Mapped[int | None]
    fund_office_id: Mapped[int | None]
    filed_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    filed_at: Mapped[datetime]


class DayKind(StrEnum):
    """A day that is not what its weekday says."""

    OFF = "off"
    WORK = "work"


class CalendarDay(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """A holiday, or a weekend day worked in exchange, as the State Council announces them year by year (CC 203)."""

    __tablename__ = "calendar_day"
    __table_args__ = (UniqueConstraint("estate_id", "day"), one_of("kind", DayKind))

    day: Mapped[date]
    kind: Mapped[str]
    name: Mapped[str]
    source: Mapped[str]
