"""Suppliers as they register for an estate: who they are, what they may build, who checked their papers."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from huasheng_vote.extensions import EstateScoped, Sealed, db, one_of, within_estate
from huasheng_vote.rules.flows.suppliers import SupplierState

STANDS = "state <> 'withdrawn'"
"""One person acts for one company at a time."""
HOLDS_CODE = "state IN ('applied', 'registered', 'blacklisted')"
"""A refused registration does not keep the company itself out."""


def _once(name: str, column: str, where: str) -> Index:
    """At most one registration with each value of the column among those that fulfil the condition."""
    return Index(name, "estate_id", column, unique=True, sqlite_where=db.text(where), postgresql_where=db.text(where))


class Supplier(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """One company. Name, code and qualification are public once it is registered; who acts for it and their phone are not."""

    __tablename__ = "supplier"
    __table_args__ = (
        UniqueConstraint("estate_id", "id"),
        UniqueConstraint("estate_id", "author_id", "key"),
        _once("uq_supplier_code", "code", HOLDS_CODE),
        _once("uq_supplier_author", "author_id", STANDS),
        one_of("state", SupplierState),
        CheckConstraint("length(code) = 18", name="code_of_eighteen"),
        CheckConstraint("(licence = '') = (licence_until IS NULL)", name="licence_dated"),
        CheckConstraint("(state = 'blacklisted') = (blacklisted_reason <> '')", name="blacklisted_with_reason"),
        CheckConstraint("(checked_by IS NULL) = (checked_at IS NULL)", name="checked_by_whom_and_when"),
        CheckConstraint("state <> 'registered' OR checked_by IS NOT NULL", name="registered_by_somebody"),
        CheckConstraint("checked_by <> author_id", name="checked_by_another"),
    )

    key: Mapped[str]
    author_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    """The person who acts for the company, and holds the role of a bidder by it."""
    code: Mapped[str]
    """统一社会信用代码 (GB 32100), eighteen characters with their check character."""
    name: Mapped[str]
    representative: Mapped[str]
    """法定代表人."""
    scope: Mapped[str] = mapped_column(Text)
    """资质 and what it covers, in the certificate's words."""
    licence: Mapped[str] = mapped_column(default="")
    """安全生产许可证, its number; empty where the trade needs none."""
    licence_until: Mapped[date | None]
    manager: Mapped[str] = mapped_column(default="")
    """项目经理, with the number of the certificate."""
    certificates: Mapped[str] = mapped_column(Text, default="")
    """Certificates of special trades, a line for each."""
    bank_account: Mapped[str | None] = mapped_column(Sealed)
    """Payee account, in words; frozen into the contract at award."""
    state: Mapped[str] = mapped_column(default=SupplierState.APPLIED)
    version: Mapped[int] = mapped_column(default=1)
    applied_at: Mapped[datetime]
    checked_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    checked_at: Mapped[datetime | None]
    checked_note: Mapped[str] = mapped_column(Text, default="")
    blacklisted_reason: Mapped[str] = mapped_column(Text, default="")


class SupplierPaper(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """A certificate as a file, with its SHA-256; superseded by adding another, never replaced."""

    __tablename__ = "supplier_paper"
    __table_args__ = (
        UniqueConstraint("estate_id", "id"),
        within_estate("supplier_id", "supplier"),
        CheckConstraint("length(digest) = 64", name="digest_is_sha256"),
    )

    supplier_id: Mapped[int]
    name: Mapped[str]
    stored: Mapped[str]
    media: Mapped[str]
    digest: Mapped[str]
    added_at: Mapped[datetime]
