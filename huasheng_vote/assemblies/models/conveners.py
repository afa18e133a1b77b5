"""Who convenes: a group of one of the lawful kinds, its posted members, objections to them (GR 9–12; voting.md, meeting)."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from huasheng_vote.extensions import EstateScoped, db, one_of, within_estate
from huasheng_vote.rules.convening import Convener


class ConvenerGroup(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """筹备组、换届小组、业委会…: posted with the basis it was formed on; its members convene until it ends."""

    __tablename__ = "convener_group"
    __table_args__ = (
        UniqueConstraint("estate_id", "id"),
        one_of("kind", Convener),
        CheckConstraint("ended_at IS NULL OR ended_at > posted_at", name="ends_after_posting"),
    )

    kind: Mapped[str]
    name: Mapped[str]
    basis: Mapped[str] = mapped_column(Text)
    posted_at: Mapped[datetime]
    objections_until: Mapped[date]
    ended_at: Mapped[datetime | None]


class ConvenerMember(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """One posted member. Membership in a group in force gives the role of convener to the account."""

    __tablename__ = "convener_member"
    __table_args__ = (
        UniqueConstraint("estate_id", "id"),
        UniqueConstraint("estate_id", "group_id", "account_id"),
        within_estate("group_id", "convener_group"),
        Index("ix_convener_member_account", "account_id", "estate_id"),
    )

    group_id: Mapped[int]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    name: Mapped[str]
    duty: Mapped[str]
    since: Mapped[datetime]
    until: Mapped[datetime | None]


class ConvenerObjection(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """An owner's objection to a group or one of its members, and the answer to it."""

    __tablename__ = "convener_objection"
    __table_args__ = (
        UniqueConstraint("estate_id", "id"),
        within_estate("group_id", "convener_group"),
        CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name="answered_when"),
        CheckConstraint("(answer IS NULL) = (answered_by IS NULL)", name="answered_by_whom"),
    )

    group_id: Mapped[int]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    text: Mapped[str] = mapped_column(Text)
    filed_at: Mapped[datetime]
    answer: Mapped[str | None] = mapped_column(Text)
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    answered_at: Mapped[datetime | None]
