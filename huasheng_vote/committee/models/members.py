"""Who was elected by which decision of the owners. Who sits on the committee, and from when until when, the dated grants of people say."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from huasheng_vote.extensions import EstateScoped, db, within_estate


class Election(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """The resolution that a member's term rests on."""

    __tablename__ = "committee_election"
    __table_args__ = (
        UniqueConstraint("estate_id", "grant_id"),
        within_estate("grant_id", "role_grant"),
        within_estate("resolution_id", "resolution"),
    )

    grant_id: Mapped[int]
    resolution_id: Mapped[int]
    noted_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    noted_at: Mapped[datetime]
