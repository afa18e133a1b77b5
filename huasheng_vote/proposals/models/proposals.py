"""Proposals with their versions, papers and joint meetings."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from huasheng_vote.extensions import EstateScoped, db, one_of, within_estate
from huasheng_vote.rules.flows.proposals import ProposalState
from huasheng_vote.rules.lawbook import Answer, Matter


class MoneySource(StrEnum):
    """Where the money would come from (CC 281–282)."""

    MAINTENANCE_FUND = "maintenance_fund"
    COMMON_INCOME = "common_income"
    OTHER = "other"


class Proposal(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """提案: what it says stands in its versions; here is where it stands. Consultation (民主协商) begins with publication and ends at a moment."""

    __tablename__ = "proposal"
    __table_args__ = (
        UniqueConstraint("estate_id", "id"),
        UniqueConstraint("estate_id", "author_id", "key"),
        one_of("state", ProposalState),
        CheckConstraint("state NOT IN ('published', 'put', 'adopted') OR published_at IS NOT NULL", name="published_dated"),
        CheckConstraint("(published_at IS NULL) = (consult_until IS NULL)", name="published_for_consultation"),
        CheckConstraint("consult_until > published_at", name="consultation_lasts"),
        CheckConstraint("(state = 'withdrawn') = (withdrawn_reason <> '')", name="withdrawn_with_reason"),
    )

    key: Mapped[str]
    author_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    created_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(default=ProposalState.DRAFT)
    published_at: Mapped[datetime | None]
    consult_until: Mapped[datetime | None]
    withdrawn_reason: Mapped[str] = mapped_column(default="")


class ProposalVersion(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """One wording, never changed once written: an amendment is the next version. `digest` covers every word and paper of it and stands in the log."""

    __tablename__ = "proposal_version"
    __table_args__ = (
        UniqueConstraint("estate_id", "id"),
        UniqueConstraint("estate_id", "proposal_id", "number"),
        within_estate("proposal_id", "proposal"),
        one_of("source", MoneySource),
        one_of("otherwise", Matter),
        one_of("raise_fund", Answer),
        one_of("rebuild", Answer),
        one_of("change_use", Answer),
        one_of("business", Answer),
        CheckConstraint("number >= 1", name="numbered_from_one"),
        CheckConstraint("cost >= 0", name="cost_not_negative"),
    )

    proposal_id: Mapped[int]
    number: Mapped[int]
    title: Mapped[str]
    scope: Mapped[str]
    cost: Mapped[int] = mapped_column(BigInteger)
    """Estimate in whole fen."""
    source: Mapped[str]
    raise_fund: Mapped[str]
    rebuild: Mapped[str]
    change_use: Mapped[str]
    business: Mapped[str]
    otherwise: Mapped[str]
    """The matter where none of the statute's questions is answered yes."""
    changed: Mapped[str] = mapped_column(default="")
    digest: Mapped[str]
    author_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    created_at: Mapped[datetime]


class Attachment(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """A drawing or specification (PDF) that belongs to one version; kept papers belong to the next version again."""

    __tablename__ = "attachment"
    __table_args__ = (
        UniqueConstraint("estate_id", "version_id", "sha256"),
        within_estate("version_id", "proposal_version"),
        CheckConstraint("size > 0", name="size_positive"),
    )

    version_id: Mapped[int]
    title: Mapped[str]
    name: Mapped[str]
    sha256: Mapped[str]
    size: Mapped[int]


class JointMeeting(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """联席会议: minuted talk about a proposal before it is put to the vote."""

    __tablename__ = "joint_meeting"
    __table_args__ = (
        UniqueConstraint("estate_id", "author_id", "key"),
        within_estate("proposal_id", "proposal"),
    )

    key: Mapped[str]
    proposal_id: Mapped[int]
    held_at: Mapped[datetime]
    place: Mapped[str]
    present: Mapped[str]
    minutes: Mapped[str]
    author_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    created_at: Mapped[datetime]
