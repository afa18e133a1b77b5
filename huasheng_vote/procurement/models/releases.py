"""Open contracting releases, written in the act that makes something public and never changed; and how long the site was within reach."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from huasheng_vote.extensions import EstateScoped, Id, db, within_estate


class Release(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """One release of the open contracting data standard, as published."""

    __tablename__ = "ocds_release"
    __table_args__ = (
        UniqueConstraint("estate_id", "tender_id", "ordinal"),
        within_estate("tender_id", "tender"),
        CheckConstraint("ordinal >= 1", name="numbered_from_one"),
    )

    tender_id: Mapped[int]
    ordinal: Mapped[int]
    tag: Mapped[str]
    body: Mapped[str] = mapped_column(Text)
    """JSON, in the order it was written."""
    at: Mapped[datetime]


class Uptime(db.Model):  # type: ignore[misc, name-defined]
    """The site answered from one moment to the other; gaps between rows are outages. Local: it tells about the machine, not about the estate."""

    __tablename__ = "uptime"
    __table_args__ = (CheckConstraint('"until" >= since', name="ends_after_start"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    since: Mapped[datetime]
    until: Mapped[datetime]
