"""Drawings, specifications and bills of quantities of a project, in versions that never change, and the steps signed on each."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from huasheng_vote.extensions import EstateScoped, db, one_of, within_estate
from huasheng_vote.rules.bill import LARGEST, THOUSANDTH
from huasheng_vote.rules.designs import DesignKind, Step


class Design(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """One drawing or paper of a project; what it says stands in its versions."""

    __tablename__ = "design"
    __table_args__ = (
        UniqueConstraint("estate_id", "id"),
        UniqueConstraint("estate_id", "project_id", "kind", "title"),
        within_estate("project_id", "project"),
        one_of("kind", DesignKind),
    )

    project_id: Mapped[int]
    kind: Mapped[str]
    title: Mapped[str]
    created_at: Mapped[datetime]


class DesignVersion(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """One version, never changed once written. `digest` covers every word, line and byte of it; that is what is signed."""

    __tablename__ = "design_version"
    __table_args__ = (
        UniqueConstraint("estate_id", "id"),
        UniqueConstraint("estate_id", "design_id", "number"),
        UniqueConstraint("estate_id", "author_id", "key"),
        within_estate("design_id", "design"),
        CheckConstraint("number >= 1", name="numbered_from_one"),
        CheckConstraint("(stored = '') = (sha256 = '')", name="file_has_hash"),
        CheckConstraint("(stamped_by = '') = (stamp_number = '')", name="stamp_has_number"),
        CheckConstraint("number = 1 OR changed <> ''", name="says_what_changed"),
        CheckConstraint("(returned_by IS NULL) = (returned_at IS NULL)", name="returned_by_whom_and_when"),
        CheckConstraint("(returned_by IS NULL) = (returned_reason = '')", name="returned_with_reason"),
        CheckConstraint("returned_by <> author_id", name="returned_by_another"),
    )

    design_id: Mapped[int]
    number: Mapped[int]
    key: Mapped[str]
    text: Mapped[str]
    stored: Mapped[str] = mapped_column(default="")
    sha256: Mapped[str] = mapped_column(default="")
    stamped_by: Mapped[str] = mapped_column(default="")
    """The qualified unit whose stamp a working drawing carries."""
    stamp_number: Mapped[str] = mapped_column(default="")
    changed: Mapped[str] = mapped_column(default="")
    digest: Mapped[str]
    author_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    created_at: Mapped[datetime]
    returned_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    returned_at: Mapped[datetime | None]
    returned_reason: Mapped[str] = mapped_column(default="")


class BillItem(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """One line of a bill of quantities. `quantity` in whole thousandths of the unit."""

    __tablename__ = "bill_item"
    __table_args__ = (
        UniqueConstraint("estate_id", "version_id", "ordinal"),
        within_estate("version_id", "design_version"),
        CheckConstraint(f"quantity > 0 AND quantity <= {LARGEST * THOUSANDTH}", name="quantity_positive"),
    )

    version_id: Mapped[int]
    ordinal: Mapped[int]
    name: Mapped[str]
    unit: Mapped[str]
    quantity: Mapped[int] = mapped_column(BigInteger)
    note: Mapped[str] = mapped_column(default="")


class DesignStep(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """One person's signature under one step of one version, over its digest. Nobody signs two steps of a version."""

    __tablename__ = "design_step"
    __table_args__ = (
        UniqueConstraint("estate_id", "version_id", "step"),
        UniqueConstraint("estate_id", "version_id", "account_id"),
        within_estate("version_id", "design_version"),
        one_of("step", Step),
        CheckConstraint("step <> 'advise' OR note <> ''", name="advice_in_words"),
    )

    version_id: Mapped[int]
    step: Mapped[str]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    role: Mapped[str]
    note: Mapped[str] = mapped_column(default="")
    digest: Mapped[str]
    at: Mapped[datetime]
