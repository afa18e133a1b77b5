"""Projects. Each rests on one authority to spend: a resolution with its voted budget, a committee's decision under what was delegated, or an emergency."""

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from huasheng_vote.extensions import EstateScoped, db, one_of, within_estate
from huasheng_vote.rules.authority import AuthorityKind, Trigger
from huasheng_vote.rules.flows.projects import ProjectState


class Project(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """One project. Title and budget are those of what was decided, copied at opening and never typed."""

    __tablename__ = "project"
    __table_args__ = (
        UniqueConstraint("estate_id", "id"),
        UniqueConstraint("estate_id", "resolution_id"),
        UniqueConstraint("estate_id", "decision_id"),
        within_estate("resolution_id", "resolution"),
        within_estate("decision_id", "committee_decision"),
        one_of("authority", AuthorityKind),
        one_of("trigger", Trigger),
        CheckConstraint("(authority = 'resolution') = (resolution_id IS NOT NULL)", name="owners_resolved"),
        CheckConstraint("(authority = 'resolution') = (decision_id IS NULL)", name="or_the_committee_decided"),
        CheckConstraint("(authority = 'delegated') = (until IS NOT NULL)", name="delegated_until"),
        CheckConstraint("(authority = 'emergency') = (trigger IS NOT NULL)", name="emergency_triggered"),
        CheckConstraint(
            "(confirmed_on IS NULL) = (confirmed_by IS NULL) AND (confirmed_on IS NULL) = (confirmation = '')", name="confirmed_in_words"
        ),
        CheckConstraint("confirmed_on IS NULL OR authority = 'emergency'", name="only_emergencies_confirmed"),
        one_of("state", ProjectState),
        CheckConstraint("budget > 0", name="budget_positive"),
        CheckConstraint("(touched IS NULL) = (touched_said_by IS NULL)", name="touched_said_by_somebody"),
    )

    authority: Mapped[str] = mapped_column(default=AuthorityKind.RESOLUTION)
    resolution_id: Mapped[int | None]
    decision_id: Mapped[int | None]
    """The committee's decision, where the owners did not vote on this one."""
    until: Mapped[date | None]
    """The last day of what was delegated."""
    trigger: Mapped[str | None]
    """What makes it an emergency."""
    confirmed_on: Mapped[date | None]
    confirmed_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    confirmation: Mapped[str] = mapped_column(default="")
    """Which office confirmed the emergency, by which paper."""
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
