"""Notices, which belong to the log of whoever gave them, and their deliveries, which are local: they steer sending and decide nothing."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from huasheng_vote.extensions import EstateScoped, db, within_estate


class Channel(StrEnum):
    """The ways to a person. The app is a list they read; paper is a list that staff print and hand over. `REGISTER` is a message to the phone that the
    register has for a party, whatever phone signs in for it: a second way where the first may be in somebody else's hand."""

    APP = "app"
    SMS = "sms"
    REGISTER = "register"
    MAIL = "mail"
    PRINT = "print"


class DeliveryState(StrEnum):
    """`sent`: handed to the channel, read in the app, or put into a hand. `unreachable`: no address, or tried often enough."""

    WAITING = "waiting"
    SENT = "sent"
    UNREACHABLE = "unreachable"


class Notice(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """One thing told to one account or party, or to everybody (neither named: the board, 公告栏). `facts` is canonical JSON."""

    __tablename__ = "notice"
    __table_args__ = (
        UniqueConstraint("estate_id", "id"),
        within_estate("party_id", "party"),
        CheckConstraint("account_id IS NULL OR party_id IS NULL", name="one_addressee"),
        Index("ix_notice_account", "account_id", "estate_id"),
        Index("ix_notice_party", "estate_id", "party_id"),
    )

    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    party_id: Mapped[int | None]
    code: Mapped[str]
    facts: Mapped[str]
    at: Mapped[datetime]


class Delivery(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """One notice on one channel: when it is due next, how often it was tried, what went wrong last."""

    __tablename__ = "delivery"
    __table_args__ = (
        within_estate("notice_id", "notice"),
        UniqueConstraint("estate_id", "notice_id", "channel"),
        CheckConstraint("(state = 'sent') = (sent_at IS NOT NULL)", name="sent_has_a_time"),
        Index("ix_delivery_due", "state", "due_at"),
    )

    notice_id: Mapped[int]
    channel: Mapped[str]
    state: Mapped[str] = mapped_column(default=DeliveryState.WAITING)
    due_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    problem: Mapped[str] = mapped_column(default="")
