"""我为小区建设建言献策: the committee calls for ideas for a time."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from huasheng_vote.extensions import EstateScoped, db


class Campaign(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """A call for ideas, open from one moment until another; `closed_at` where it was ended early. Whether it is open, time alone says."""

    __tablename__ = "campaign"
    __table_args__ = (
        UniqueConstraint("estate_id", "id"),
        UniqueConstraint("estate_id", "author_id", "key"),
        CheckConstraint("until > since", name="ends_after_start"),
    )

    key: Mapped[str]
    title: Mapped[str]
    text: Mapped[str]
    since: Mapped[datetime]
    until: Mapped[datetime]
    author_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    created_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]

    def open_at(self, at: datetime) -> bool:
        return self.since <= at < self.ends

    @property
    def ends(self) -> datetime:
        """When it ends or ended."""
        return min(self.until, self.closed_at) if self.closed_at else self.until
