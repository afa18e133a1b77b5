"""Visits of a neighbour head (邻长): who was reached and who has to be visited again. Never how anybody votes."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from huasheng_vote.extensions import EstateScoped, db, within_estate


class Mark(StrEnum):
    """What a visit came to."""

    GIVEN = "given"
    AWAY = "away"
    AGAIN = "again"
    REFUSED = "refused"


class Visit(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """One visit to one door; the latest is the door's status, all of them are kept."""

    __tablename__ = "visit"
    __table_args__ = (
        UniqueConstraint("estate_id", "id"),
        within_estate("assembly_id", "assembly"),
        within_estate("unit_id", "unit"),
        CheckConstraint("mark IN ('given', 'away', 'again', 'refused')", name="mark_known"),
        Index("ix_visit_door", "estate_id", "assembly_id", "unit_id"),
    )

    assembly_id: Mapped[int]
    unit_id: Mapped[int]
    mark: Mapped[str]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime]
