"""Files that became the register, files still looked at, and the assemblies that rest on it."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from huasheng_vote.extensions import EstateScoped, Sealed, db, one_of


class DraftState(StrEnum):
    """Where a file handed in is on its way."""

    READING = "reading"
    READY = "ready"
    WRITING = "writing"
    DONE = "done"
    REFUSED = "refused"


class ImportBatch(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """A file that became the register: its fingerprint, what it changed, who brought it. The file itself is not kept."""

    __tablename__ = "import_batch"
    __table_args__ = (UniqueConstraint("estate_id", "id"),)

    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    file_name: Mapped[str]
    sha256: Mapped[str]
    whole: Mapped[bool]
    units: Mapped[int]
    heads: Mapped[int]
    area: Mapped[int] = mapped_column(BigInteger)
    new_units: Mapped[int]
    changed_units: Mapped[int]
    retired_units: Mapped[int]
    new_owners: Mapped[int]
    imported_at: Mapped[datetime]


class ImportDraft(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """A file looked at but not yet confirmed. Local: it decides nothing, is sealed, and goes when it is confirmed or a week old."""

    __tablename__ = "import_draft"
    __table_args__ = (one_of("state", DraftState), CheckConstraint("(state = 'done') = (batch_id IS NOT NULL)", name="done_has_batch"))

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    file_name: Mapped[str]
    sha256: Mapped[str]
    whole: Mapped[bool]
    content: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(default=DraftState.READING)
    rows_read: Mapped[int] = mapped_column(default=0)
    rows_of: Mapped[int] = mapped_column(default=0)
    """How many rows there will be, as far as known; 0 where nobody can tell yet."""
    version: Mapped[int] = mapped_column(default=-1)
    """The register that the summary compares with."""
    summary: Mapped[str | None] = mapped_column(Sealed)
    """What the preview shows, JSON."""
    alive_at: Mapped[datetime]
    """When whoever works on it last said so."""
    refusal: Mapped[str | None]
    """Why it could not be read or written, JSON."""
    batch_id: Mapped[int | None]


class RegisterHold(EstateScoped, db.Model):  # type: ignore[misc, name-defined]
    """An assembly whose roll was drawn from the register: while it runs, a change of the register needs two people."""

    __tablename__ = "register_hold"
    __table_args__ = (UniqueConstraint("estate_id", "subject"),)

    subject: Mapped[str]
    since: Mapped[datetime]
    until: Mapped[datetime | None]
