"""Projects. Each rests on one resolution and carries the budget the owners voted with it."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from huasheng_vote.extensions import EstateScoped, db, one_of, within_estate
from huasheng_vote.rules.flows.projects import ProjectState


class Project(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """One project. Title and budget are those of the motion that passed, copied at opening and never typed."""

    __tablename__ = "project"
    __table_args__ = (
        UniqueConstraint("estate_id", "id"),
        UniqueConstraint("estate_id", "resolution_id"),
        within_estate("resolution_id", "resolution"),
        one_of("state", ProjectState),
        CheckConstraint("budget > 0", name="budget_positive"),
        CheckConstraint("(touched IS NULL) = (touched_said_by IS NULL)", name="touched_said_by_somebody"),
    )

    resolution_id: Mapped[int]
    title: Mapped[str]
    budget: Mapped[int] = mapped_column(BigInteger)
    """Whole fen."""
    money_source: Mapped[str]
    state: Mapped[str] = mapped_column(default=ProjectState.PREPARING)
    opened_at: Mapped[datetime]
    opened_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    touched: Mapped[str | None]
    """Which of structure, foundations and power the works touch, space-separated; none while nobody has said."""
    touched_said_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
