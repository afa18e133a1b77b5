"""Meetings of the committee: the agenda with its papers, who came, the minutes and who signed them."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from huasheng_vote.extensions import EstateScoped, db, one_of, within_estate
from huasheng_vote.rules.flows.committees import MeetingState

MOST_ITEMS = 20


class Meeting(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """One meeting. `members` is the number of all members when it was held; `late_reason` is why the agenda was posted late, in an emergency."""

    __tablename__ = "committee_meeting"
    __table_args__ = (
        UniqueConstraint("estate_id", "id"),
        UniqueConstraint("estate_id", "author_id", "key"),
        one_of("state", MeetingState),
        CheckConstraint("state IN ('draft', 'cancelled') OR posted_at IS NOT NULL", name="called_in_public"),
        CheckConstraint("(state IN ('held', 'minuted', 'signed', 'posted', 'inquorate')) = (held_at IS NOT NULL)", name="held_dated"),
        CheckConstraint("(held_at IS NULL) = (members IS NULL)", name="members_frozen"),
        CheckConstraint("held_at >= starts_at", name="held_after_its_hour"),
        CheckConstraint("(minutes = '') = (minutes_digest IS NULL) AND (minutes = '') = (minutes_by IS NULL)", name="minutes_digested"),
        CheckConstraint("(state IN ('minuted', 'signed', 'posted')) = (minutes <> '')", name="minuted_in_words"),
        CheckConstraint("(state = 'posted') = (published_at IS NOT NULL)", name="published_dated"),
        CheckConstraint("(state = 'cancelled') = (cancelled_reason <> '')", name="cancelled_with_reason"),
    )

    key: Mapped[str]
    author_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    title: Mapped[str]
    place: Mapped[str]
    online: Mapped[str] = mapped_column(default="")
    """How to take part from elsewhere, in words; empty where one cannot."""
    starts_at: Mapped[datetime]
    created_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(default=MeetingState.DRAFT)
    posted_at: Mapped[datetime | None]
    late_reason: Mapped[str] = mapped_column(default="")
    reminded_at: Mapped[datetime | None]
    held_at: Mapped[datetime | None]
    members: Mapped[int | None]
    minutes: Mapped[str] = mapped_column(Text, default="")
    minutes_version: Mapped[int] = mapped_column(default=0)
    """Which wording this is: part of what is signed, so that no earlier one comes back with its signatures."""
    minutes_digest: Mapped[str | None]
    minutes_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    published_at: Mapped[datetime | None]
    cancelled_reason: Mapped[str] = mapped_column(default="")


class Call(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """A member requires the meeting; a third of them can call it without the head."""

    __tablename__ = "committee_call"
    __table_args__ = (UniqueConstraint("estate_id", "meeting_id", "account_id"), within_estate("meeting_id", "committee_meeting"))

    meeting_id: Mapped[int]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime]


class Item(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """One point of the agenda, fixed once the agenda is posted."""

    __tablename__ = "committee_item"
    __table_args__ = (
        UniqueConstraint("estate_id", "id"),
        UniqueConstraint("estate_id", "meeting_id", "ordinal"),
        within_estate("meeting_id", "committee_meeting"),
        CheckConstraint(f"ordinal BETWEEN 1 AND {MOST_ITEMS}", name="ordinal_within"),
    )

    meeting_id: Mapped[int]
    ordinal: Mapped[int]
    title: Mapped[str]
    text: Mapped[str] = mapped_column(Text)


class Paper(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """A document of an item or of a question put in writing, with the SHA-256 that what is decided covers."""

    __tablename__ = "committee_paper"
    __table_args__ = (
        UniqueConstraint("estate_id", "id"),
        within_estate("item_id", "committee_item"),
        within_estate("decision_id", "committee_decision"),
        CheckConstraint("(item_id IS NULL) <> (decision_id IS NULL)", name="of_one_thing"),
        CheckConstraint("length(digest) = 64", name="digest_is_sha256"),
    )

    item_id: Mapped[int | None]
    decision_id: Mapped[int | None]
    name: Mapped[str]
    stored: Mapped[str]
    media: Mapped[str]
    digest: Mapped[str]
    added_at: Mapped[datetime]


class Attendance(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """A member in office when the meeting was held, and whether they came."""

    __tablename__ = "committee_attendance"
    __table_args__ = (UniqueConstraint("estate_id", "meeting_id", "account_id"), within_estate("meeting_id", "committee_meeting"))

    meeting_id: Mapped[int]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    present: Mapped[bool]


class MinutesSignature(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """A member's name under one wording of the minutes; under another wording it stays on record and counts no more."""

    __tablename__ = "committee_signature"
    __table_args__ = (
        UniqueConstraint("estate_id", "meeting_id", "account_id", "digest"),
        within_estate("meeting_id", "committee_meeting"),
    )

    meeting_id: Mapped[int]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    digest: Mapped[str]
    remark: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]
