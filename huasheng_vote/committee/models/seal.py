"""印章使用登记: each use of a seal, the paper, the decision it rests on, who asked, who signed (the four-eyes request), who put it on."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from huasheng_vote.extensions import EstateScoped, db, one_of, within_estate

MOST_COPIES = 100


class Seal(StrEnum):
    """Which seal."""

    COMMITTEE = "committee"
    ASSEMBLY = "assembly"


class SealUse(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """One paper to be sealed. `purpose` is for the committee alone; everything else is public."""

    __tablename__ = "committee_seal_use"
    __table_args__ = (
        UniqueConstraint("estate_id", "id"),
        UniqueConstraint("estate_id", "author_id", "key"),
        UniqueConstraint("estate_id", "approval_id"),
        within_estate("decision_id", "committee_decision"),
        within_estate("resolution_id", "resolution"),
        within_estate("approval_id", "approval"),
        one_of("seal", Seal),
        CheckConstraint("(decision_id IS NULL) <> (resolution_id IS NULL)", name="rests_on_one_decision"),
        CheckConstraint(f"copies BETWEEN 1 AND {MOST_COPIES}", name="copies_within"),
        CheckConstraint("(used_at IS NULL) = (keeper_id IS NULL)", name="used_by_somebody"),
        CheckConstraint("used_at >= asked_at", name="used_after_asking"),
    )

    key: Mapped[str]
    author_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    seal: Mapped[str]
    title: Mapped[str]
    copies: Mapped[int]
    purpose: Mapped[str] = mapped_column(Text, default="")
    decision_id: Mapped[int | None]
    resolution_id: Mapped[int | None]
    approval_id: Mapped[int]
    asked_at: Mapped[datetime]
    keeper_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    used_at: Mapped[datetime | None]
