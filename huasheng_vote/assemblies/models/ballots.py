"""Ballots (表决票) and what each answers. A ballot is never edited: a later one supersedes it and both are kept (GR)."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from huasheng_vote.extensions import EstateScoped, db, within_estate


class Ballot(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """One ballot of one head. `number` counts the head's ballots from 1; at most one of them counts. `leaf` is its line in the log."""

    __tablename__ = "ballot"
    __table_args__ = (
        UniqueConstraint("estate_id", "id"),
        UniqueConstraint("estate_id", "assembly_id", "head_id", "number", "aside"),
        UniqueConstraint("estate_id", "leaf"),
        UniqueConstraint("estate_id", "code"),
        UniqueConstraint("estate_id", "paper_id"),
        within_estate("assembly_id", "assembly"),
        within_estate("head_id", "roll_head"),
        within_estate("paper_id", "ballot_paper"),
        CheckConstraint("channel IN ('online', 'paper', 'telephone')", name="channel_known"),
        CheckConstraint("number > 0", name="number_positive"),
        CheckConstraint("channel <> 'online' OR account_id IS NOT NULL", name="online_by_whom"),
        CheckConstraint("NOT (aside AND counts)", name="aside_counts_not"),
        Index(
            "uq_ballot_counting",
            "estate_id",
            "assembly_id",
            "head_id",
            unique=True,
            sqlite_where=text("counts"),
            postgresql_where=text("counts"),
        ),
    )

    assembly_id: Mapped[int]
    head_id: Mapped[int]
    number: Mapped[int]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    """Who cast it; nobody for one on paper, which two clerks typed in."""
    channel: Mapped[str]
    paper_id: Mapped[int | None]
    """The sheet it was read from."""
    received_at: Mapped[datetime]
    changes: Mapped[int]
    counts: Mapped[bool]
    aside: Mapped[bool] = mapped_column(default=False)
    """It never counted: when it was entered, another ballot of the head already prevailed. Numbered in a row of its own."""
    leaf: Mapped[int]
    code: Mapped[str]
    """Sixteen characters of its leaf's hash: whoever holds the receipt finds the line in the log."""


class BallotChoice(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """What a ballot answers to one motion: a choice, or the option chosen among alternatives."""

    __tablename__ = "ballot_choice"
    __table_args__ = (
        UniqueConstraint("estate_id", "ballot_id", "motion_id"),
        within_estate("ballot_id", "ballot"),
        within_estate("motion_id", "motion"),
    )

    ballot_id: Mapped[int]
    motion_id: Mapped[int]
    choice: Mapped[str]


class IdempotencyKey(db.Model):  # type: ignore[misc, name-defined]
    """What an account has already sent: the same again gets the same answer, something else is refused. Local: it decides nothing."""

    __tablename__ = "idempotency_key"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    act: Mapped[str] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    body: Mapped[str]
    """SHA-256 of what was sent."""
    answer: Mapped[str]
