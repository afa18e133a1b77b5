"""Owners of a fifth or more may require an assembly (PMR 13)."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from huasheng_vote.extensions import EstateScoped, db, one_of, within_estate
from huasheng_vote.rules.flows.proposals import DemandState


class Demand(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """What shall be decided, and where the demand stands. The figures at the moment it was reached are frozen; until then they follow from the register."""

    __tablename__ = "demand"
    __table_args__ = (
        UniqueConstraint("estate_id", "id"),
        UniqueConstraint("estate_id", "author_id", "key"),
        one_of("state", DemandState),
        CheckConstraint("(state IN ('reached', 'answered')) = (reached_at IS NOT NULL)", name="reached_dated"),
        CheckConstraint("(reached_at IS NULL) = (reached_heads IS NULL)", name="reached_heads_kept"),
        CheckConstraint("(reached_at IS NULL) = (reached_area IS NULL)", name="reached_area_kept"),
        CheckConstraint("5 * reached_heads >= roll_heads", name="a_fifth_of_the_heads"),
        CheckConstraint("(state = 'answered') = (answer <> '')", name="answered_by_words"),
        CheckConstraint("(state = 'answered') = (answered_at IS NOT NULL)", name="answer_dated"),
    )

    key: Mapped[str]
    author_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    title: Mapped[str]
    text: Mapped[str]
    created_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(default=DemandState.GATHERING)
    reached_at: Mapped[datetime | None]
    reached_heads: Mapped[int | None]
    reached_area: Mapped[int | None] = mapped_column(BigInteger)
    roll_heads: Mapped[int | None]
    roll_area: Mapped[int | None] = mapped_column(BigInteger)
    answer: Mapped[str] = mapped_column(default="")
    answered_at: Mapped[datetime | None]


class DemandSignature(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """An owner's name under a demand, from when until when."""

    __tablename__ = "demand_signature"
    __table_args__ = (
        within_estate("demand_id", "demand"),
        Index(
            "uq_demand_signature_live",
            "estate_id",
            "demand_id",
            "account_id",
            unique=True,
            sqlite_where=text("until IS NULL"),
            postgresql_where=text("until IS NULL"),
        ),
    )

    demand_id: Mapped[int]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    since: Mapped[datetime]
    until: Mapped[datetime | None]
