"""Four eyes at rest: what is to be done, to the byte, and who signed for exactly that."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from huasheng_vote.extensions import EstateScoped, db, within_estate
from huasheng_vote.rules.flows.approvals import ApprovalState, Stance

OPEN = (ApprovalState.ASKED, ApprovalState.GRANTED)
IS_OPEN = f"state IN ({', '.join(repr(str(state)) for state in OPEN)})"


class Approval(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """A request to do `kind` to `subject` with `payload` (canonical JSON). `digest` is the hash that approvers sign."""

    __tablename__ = "approval"
    __table_args__ = (
        UniqueConstraint("estate_id", "id"),
        CheckConstraint(f"state IN ({', '.join(repr(str(state)) for state in ApprovalState)})", name="state_known"),
        CheckConstraint("needed >= 2", name="four_eyes"),
        CheckConstraint("expires_at > proposed_at", name="expires_later"),
        CheckConstraint("(state = 'used') = (used_at IS NOT NULL)", name="used_has_time"),
        Index("uq_approval_open", "estate_id", "digest", unique=True, sqlite_where=db.text(IS_OPEN), postgresql_where=db.text(IS_OPEN)),
        Index("ix_approval_subject", "estate_id", "kind", "subject"),
    )

    kind: Mapped[str]
    subject: Mapped[str]
    payload: Mapped[str]
    digest: Mapped[str]
    needed: Mapped[int]
    roles: Mapped[str]
    """Who may sign, space-separated."""
    must: Mapped[str] = mapped_column(default="")
    """Roles of which one has to be among the signers, space-separated."""
    state: Mapped[str] = mapped_column(default=ApprovalState.ASKED)
    proposed_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    proposed_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class ApprovalSignature(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """One person's answer to one digest. After an edit the digest differs, so the answer stays on record and counts no more."""

    __tablename__ = "approval_signature"
    __table_args__ = (
        UniqueConstraint("estate_id", "approval_id", "account_id", "digest"),
        within_estate("approval_id", "approval"),
        CheckConstraint(f"stance IN ({', '.join(repr(str(stance)) for stance in Stance)})", name="stance_known"),
        CheckConstraint("stance = 'approve' OR reason <> ''", name="no_has_reason"),
    )

    approval_id: Mapped[int]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    role: Mapped[str]
    digest: Mapped[str]
    stance: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]
