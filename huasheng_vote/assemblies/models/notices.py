"""送达 and 委托书: proof per head that the notice arrived, and written authority to vote for a head (CC 165, voting.md)."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from huasheng_vote.extensions import EstateScoped, db, one_of, within_estate


class Delivered(StrEnum):
    """How the notice reached a head; posted on the board where it could not be delivered."""

    IN_PERSON = "in_person"
    LETTER_BOX = "letter_box"
    REGISTERED_POST = "registered_post"
    IN_APP = "in_app"
    SMS = "sms"
    POSTED = "posted"


class Service(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """One proof that the notice reached one head: how, when, seen to by whom, and on what evidence."""

    __tablename__ = "service"
    __table_args__ = (
        UniqueConstraint("estate_id", "id"),
        UniqueConstraint("estate_id", "head_id", "how"),
        within_estate("assembly_id", "assembly"),
        within_estate("head_id", "roll_head"),
        one_of("how", Delivered),
        Index("ix_service_assembly", "estate_id", "assembly_id"),
    )

    assembly_id: Mapped[int]
    head_id: Mapped[int]
    how: Mapped[str]
    proof: Mapped[str] = mapped_column(default="")
    served_at: Mapped[datetime]
    recorded_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    recorded_at: Mapped[datetime]


class Proxy(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """Written authority: who votes for the head, on what, with which powers, in which period, signed when; revocable until used."""

    __tablename__ = "proxy"
    __table_args__ = (
        UniqueConstraint("estate_id", "id"),
        within_estate("assembly_id", "assembly"),
        within_estate("head_id", "roll_head"),
        within_estate("document_id", "assembly_document"),
        CheckConstraint("valid_until >= valid_from", name="period_in_order"),
        Index("ix_proxy_agent", "estate_id", "agent_id"),
        Index(
            "uq_proxy_in_force",
            "estate_id",
            "head_id",
            unique=True,
            sqlite_where=db.text("revoked_at IS NULL"),
            postgresql_where=db.text("revoked_at IS NULL"),
        ),
    )

    assembly_id: Mapped[int]
    head_id: Mapped[int]
    agent_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    matter: Mapped[str]
    powers: Mapped[str]
    valid_from: Mapped[date]
    valid_until: Mapped[date]
    signed_on: Mapped[date]
    document_id: Mapped[int | None]
    """The paper, scanned, where it was."""
    recorded_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    recorded_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
