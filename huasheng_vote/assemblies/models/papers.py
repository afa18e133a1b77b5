"""纸质票: each sheet handed out under a serial, how it came back, and what two clerks read on it. Nothing here names anybody."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from huasheng_vote.extensions import EstateScoped, db, one_of, within_estate
from huasheng_vote.rules.flows.papers import PaperState

_IN_HAND = "('received', 'entered', 'look', 'counted', 'aside', 'void', 'late')"


class BallotPaper(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """One sheet of one head. At most one is out at a time; a lost one is withdrawn for a reason before another is issued. `brought_by`: the
    collector, none for the ballot box or the counter. `decision` is what a third look proposed, as canonical JSON."""

    __tablename__ = "ballot_paper"
    __table_args__ = (
        UniqueConstraint("estate_id", "id"),
        UniqueConstraint("estate_id", "serial"),
        within_estate("assembly_id", "assembly"),
        within_estate("head_id", "roll_head"),
        one_of("state", PaperState),
        CheckConstraint("(state = 'withdrawn') = (length(withdrawn_reason) > 0)", name="withdrawn_for_a_reason"),
        CheckConstraint(f"(state IN {_IN_HAND}) = (received_at IS NOT NULL)", name="received_when"),
        CheckConstraint("(received_at IS NULL) = (recorded_by IS NULL)", name="received_by_whom"),
        CheckConstraint("state <> 'void' OR length(reason) > 0", name="void_for_a_reason"),
        Index("ix_ballot_paper_assembly", "estate_id", "assembly_id", "state"),
        Index(
            "uq_ballot_paper_out",
            "estate_id",
            "assembly_id",
            "head_id",
            unique=True,
            sqlite_where=db.text("state = 'out'"),
            postgresql_where=db.text("state = 'out'"),
        ),
    )

    assembly_id: Mapped[int]
    head_id: Mapped[int]
    serial: Mapped[str]
    state: Mapped[str] = mapped_column(default=PaperState.OUT)
    issued_at: Mapped[datetime]
    issued_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    withdrawn_reason: Mapped[str] = mapped_column(default="")
    received_at: Mapped[datetime | None]
    """When it reached the box or the collector, not when that was written down."""
    recorded_at: Mapped[datetime | None]
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    brought_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    decision: Mapped[str] = mapped_column(Text, default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    """Why it counts as decided, or does not, after a third look."""


class PaperEntry(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """What one of two clerks typed; never edited. `sheet`: answers, faults and signature as canonical JSON."""

    __tablename__ = "paper_entry"
    __table_args__ = (
        UniqueConstraint("estate_id", "paper_id", "place"),
        UniqueConstraint("estate_id", "paper_id", "account_id"),
        within_estate("paper_id", "ballot_paper"),
        CheckConstraint("place IN (1, 2)", name="two_entries"),
    )

    paper_id: Mapped[int]
    place: Mapped[int]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    sheet: Mapped[str] = mapped_column(Text)
    entered_at: Mapped[datetime]
