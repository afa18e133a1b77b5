"""Estates, accounts, and the roles that dated grants give them."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from huasheng_vote.extensions import EstateScoped, Id, Sealed, db, within_estate


class Estate(db.Model):  # type: ignore[misc, name-defined]
    """小区: one property-management area, the tenant. Its slug stands in every address."""

    __tablename__ = "estate"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    address: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    phone_hours: Mapped[str] = mapped_column(default="")
    opened_at: Mapped[datetime]


class Account(db.Model):  # type: ignore[misc, name-defined]
    """A person who can sign in, found by the keyed digest of their phone. Belongs to no estate; what it may do there is derived."""

    __tablename__ = "account"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    name: Mapped[str]
    phone_digest: Mapped[str | None] = mapped_column(unique=True)
    phone: Mapped[str | None] = mapped_column(Sealed)
    totp_secret: Mapped[str | None] = mapped_column(Sealed)
    mail: Mapped[str | None] = mapped_column(Sealed)
    language: Mapped[str] = mapped_column(default="zh")
    created_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]


class RoleGrant(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """A role somebody was given, from a date and until one; one ended before it began has no length. Owners need none: theirs follows from the register."""

    __tablename__ = "role_grant"
    __table_args__ = (
        UniqueConstraint("estate_id", "id"),
        CheckConstraint("until IS NULL OR until >= since", name="ends_after_start"),
        Index("ix_role_grant_account", "account_id", "estate_id"),
        within_estate("approval_id", "approval"),
    )

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    role: Mapped[str]
    building: Mapped[str | None]
    """Only for a neighbour head: the building looked after."""
    since: Mapped[datetime]
    until: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(default="")
    approval_id: Mapped[int | None]
    """The four-eyes request behind it; the first convener of an estate has none."""


class Persona(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """An invented person whom anyone may become by one click. Local: filled by the demonstration only, read in demo mode only."""

    __tablename__ = "persona"
    __table_args__ = (UniqueConstraint("estate_id", "account_id"),)

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    words: Mapped[str]
    """Who this is, in Chinese; translated like any other sentence."""
    ordinal: Mapped[int]
