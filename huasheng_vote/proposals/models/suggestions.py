"""Suggestions with their photos, endorsements and comments."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from huasheng_vote.extensions import EstateScoped, db, one_of, within_estate
from huasheng_vote.rules.flows.proposals import SuggestionState

MOST_PHOTOS = 6


class Category(StrEnum):
    """What an idea is about, in the order in which estates are asked most."""

    LIGHTING = "lighting"
    GREENERY = "greenery"
    ROADS = "roads"
    LIFTS = "lifts"
    SAFETY = "safety"
    CLEANING = "cleaning"
    LEISURE = "leisure"
    RULES = "rules"
    OTHER = "other"


class Moderated:
    """Words that may be hidden with a published reason, and restored. Whoever restores them gives a reason too; the log keeps both."""

    hidden_at: Mapped[datetime | None]
    hidden_reason: Mapped[str] = mapped_column(default="")

    @declared_attr
    def hidden_by(cls) -> Mapped[int | None]:
        return mapped_column(ForeignKey("account.id"))


HIDDEN_WITH_REASON = "(hidden_at IS NULL) = (hidden_reason = '') AND (hidden_at IS NULL) = (hidden_by IS NULL)"


class Suggestion(Moderated, EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """One idea. `root_id` is the idea it is counted with: itself, or where its merging ended; `merged_into_id` is the step it took."""

    __tablename__ = "suggestion"
    __table_args__ = (
        UniqueConstraint("estate_id", "id"),
        UniqueConstraint("estate_id", "author_id", "key"),
        within_estate("campaign_id", "campaign"),
        within_estate("building_id", "building"),
        within_estate("merged_into_id", "suggestion"),
        within_estate("proposal_id", "proposal"),
        one_of("category", Category),
        one_of("state", SuggestionState),
        CheckConstraint(HIDDEN_WITH_REASON, name="hidden_with_reason"),
        CheckConstraint("(state = 'merged') = (merged_into_id IS NOT NULL)", name="merged_into_one"),
        CheckConstraint("merged_into_id <> id", name="not_into_itself"),
        CheckConstraint("(state = 'adopted') = (proposal_id IS NOT NULL)", name="adopted_into_one"),
        CheckConstraint("state NOT IN ('answered', 'declined') OR answered_at IS NOT NULL", name="answered_by_words"),
        CheckConstraint("(answered_at IS NULL) = (answer = '')", name="answer_dated"),
        Index("ix_suggestion_root", "estate_id", "root_id"),
    )

    key: Mapped[str]
    """Random, from the form: the same key again is the same suggestion, not a second one."""
    digest: Mapped[str]
    author_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    campaign_id: Mapped[int | None]
    title: Mapped[str]
    category: Mapped[str]
    building_id: Mapped[int | None]
    place: Mapped[str] = mapped_column(default="")
    text: Mapped[str]
    created_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(default=SuggestionState.PUBLISHED)
    root_id: Mapped[int | None]
    merged_into_id: Mapped[int | None]
    proposal_id: Mapped[int | None]
    answer: Mapped[str] = mapped_column(default="")
    answered_at: Mapped[datetime | None]

    @property
    def root(self) -> int:
        """The idea it is counted with."""
        return self.root_id or self.id


class SuggestionPhoto(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """A photo as it is shown: written anew, without EXIF. When and where it was taken stands in the log's private body."""

    __tablename__ = "suggestion_photo"
    __table_args__ = (
        UniqueConstraint("estate_id", "suggestion_id", "ordinal"),
        UniqueConstraint("name"),
        UniqueConstraint("thumbnail"),
        within_estate("suggestion_id", "suggestion"),
        CheckConstraint(f"ordinal BETWEEN 0 AND {MOST_PHOTOS - 1}", name="ordinal_within"),
    )

    suggestion_id: Mapped[int]
    ordinal: Mapped[int]
    name: Mapped[str]
    thumbnail: Mapped[str]
    sha256: Mapped[str]
    width: Mapped[int]
    height: Mapped[int]


class Endorsement(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """附议: an owner supports an idea, from when until when."""

    __tablename__ = "endorsement"
    __table_args__ = (
        within_estate("suggestion_id", "suggestion"),
        Index(
            "uq_endorsement_live",
            "estate_id",
            "suggestion_id",
            "account_id",
            unique=True,
            sqlite_where=text("until IS NULL"),
            postgresql_where=text("until IS NULL"),
        ),
    )

    suggestion_id: Mapped[int]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    since: Mapped[datetime]
    until: Mapped[datetime | None]


class Comment(Moderated, EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """What somebody says about a suggestion or a proposal; a reply stands one level below and no deeper."""

    __tablename__ = "comment"
    __table_args__ = (
        UniqueConstraint("estate_id", "id"),
        UniqueConstraint("estate_id", "author_id", "key"),
        within_estate("suggestion_id", "suggestion"),
        within_estate("proposal_id", "proposal"),
        within_estate("parent_id", "comment"),
        CheckConstraint("(suggestion_id IS NULL) <> (proposal_id IS NULL)", name="about_one_thing"),
        CheckConstraint(HIDDEN_WITH_REASON, name="hidden_with_reason"),
        Index("ix_comment_suggestion", "estate_id", "suggestion_id"),
        Index("ix_comment_proposal", "estate_id", "proposal_id"),
    )

    key: Mapped[str]
    author_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    acting_as: Mapped[str]
    suggestion_id: Mapped[int | None]
    proposal_id: Mapped[int | None]
    parent_id: Mapped[int | None]
    text: Mapped[str]
    created_at: Mapped[datetime]
