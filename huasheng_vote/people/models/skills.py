"""The expert directory at rest: who declared what, and who checked it."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from huasheng_vote.extensions import EstateScoped, db
from huasheng_vote.rules.flows.skills import Field, SkillState

STANDS = "state IN ('declared', 'checked')"


class Skill(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """A skill an owner declared, with its evidence in words. Checked by somebody else, or refused with a note."""

    __tablename__ = "skill"
    __table_args__ = (
        UniqueConstraint("estate_id", "id"),
        CheckConstraint(f"state IN ({', '.join(repr(str(state)) for state in SkillState)})", name="state_known"),
        CheckConstraint(f"field IN ({', '.join(repr(str(each)) for each in Field)})", name="field_known"),
        CheckConstraint("(checked_by IS NULL) = (checked_at IS NULL)", name="checked_by_whom_and_when"),
        CheckConstraint("state NOT IN ('checked', 'refused') OR checked_by IS NOT NULL", name="checked_has_checker"),
        CheckConstraint("checked_by <> account_id", name="checked_by_another"),
        Index(
            "uq_skill_standing",
            "estate_id",
            "account_id",
            "field",
            unique=True,
            sqlite_where=db.text(STANDS),
            postgresql_where=db.text(STANDS),
        ),
        Index("ix_skill_account", "estate_id", "account_id"),
    )

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    field: Mapped[str]
    evidence: Mapped[str]
    state: Mapped[str] = mapped_column(default=SkillState.DECLARED)
    declared_at: Mapped[datetime]
    checked_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    checked_at: Mapped[datetime | None]
    note: Mapped[str] = mapped_column(default="")
