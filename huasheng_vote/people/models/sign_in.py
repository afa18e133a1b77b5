"""Sign-in at rest: sessions, one-time codes, counters. All local: none of it decides anything for an estate."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from huasheng_vote.extensions import Id, db


class LoginSession(db.Model):  # type: ignore[misc, name-defined]
    """One signed-in device."""

    __tablename__ = "login_session"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    token_digest: Mapped[str] = mapped_column(unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    device: Mapped[str] = mapped_column(default="")
    second_factor: Mapped[bool] = mapped_column(default=False)
    stepped_up_until: Mapped[datetime | None]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class OneTimeCode(db.Model):  # type: ignore[misc, name-defined]
    """The one live code of a purpose and a subject. Only its keyed digest is kept; the row goes when the code is used."""

    __tablename__ = "one_time_code"
    __table_args__ = (UniqueConstraint("purpose", "subject"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    purpose: Mapped[str]
    subject: Mapped[str]
    digest: Mapped[str]
    tries: Mapped[int] = mapped_column(default=0)
    expires_at: Mapped[datetime] = mapped_column(index=True)


class RateCount(db.Model):  # type: ignore[misc, name-defined]
    """How often something happened since its window opened; the window is over at `until`."""

    __tablename__ = "rate_count"

    key: Mapped[str] = mapped_column(primary_key=True)
    count: Mapped[int]
    until: Mapped[datetime] = mapped_column(index=True)
