"""Importing a register: a file is read and compared first, and only then, on purpose, written.

Between the two lies a draft: the sealed bytes of the file. What is confirmed is the file seen (its fingerprint) against the register seen (its
version); if either has changed, nothing is written.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, insert, select

from huasheng_vote.extensions import db
from huasheng_vote.journal.log import Context
from huasheng_vote.keys import keyring
from huasheng_vote.register.actions.apply import apply
from huasheng_vote.register.actions.compare import compare
from huasheng_vote.register.actions.lines import Lines
from huasheng_vote.register.actions.plan import Plan
from huasheng_vote.register.actions.reading import Reading, read_register
from huasheng_vote.register.models import ImportBatch, ImportDraft
from huasheng_vote.register.queries.present import Present, present, version
from huasheng_vote.rules.exact import show_area
from huasheng_vote.rules.refusal import Refused, Why

DRAFTS_LAST = timedelta(days=1)
LONGEST_NAME = 120
SEAL = "import"  # the key files are sealed with


@dataclass(frozen=True)
class File:
    """A register as it was handed in. `whole`: units it does not name are no more."""

    name: str
    content: bytes
    whole: bool

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True)
class Prepared:
    """A file read and compared, outside any transaction. `version` is the register it was compared with."""

    file: File
    reading: Reading
    present: Present
    plan: Plan
    version: int


def prepare(estate_id: int, file: File, at: datetime) -> Prepared:
    """Read the file and compare it with the register. Refuses a file that is no register."""
    reading = read_register(file.content)
    seen = version(estate_id)
    now = present(estate_id, at)
    return Prepared(file, reading, now, compare(estate_id, reading, now, whole=file.whole), seen)


def import_register(on: Context, prepared: Prepared) -> int:
    """Write what was prepared, as one batch. Refuses rows in error, a file that changes nothing, a register that has changed since."""
    if version(on.estate.id) != prepared.version:
        raise Refused(Why.CHANGED_MEANWHILE)
    if prepared.reading.errors:
        raise Refused(Why.ROWS_IN_ERROR, count=len(prepared.reading.errors))
    plan = prepared.plan
    if plan.empty:
        raise Refused(Why.NOTHING_TO_CHANGE)
    lines = Lines(on, f"register/{prepared.file.sha256[:12]}")
    [batch] = lines.add(ImportBatch, [_batch(on, prepared)])
    apply(on, lines, plan, prepared.present)
    db.session.execute(delete(ImportDraft).filter_by(estate_id=on.estate.id, sha256=prepared.file.sha256))
    lines.close("register.imported", _facts(prepared))
    return batch


def _batch(on: Context, prepared: Prepared) -> dict[str, Any]:
    plan = prepared.plan
    return {
        "account_id": on.actor.account or None,
        "file_name": prepared.file.name[:LONGEST_NAME],
        "sha256": prepared.file.sha256,
        "whole": prepared.file.whole,
        "units": plan.after.units,
        "heads": plan.after.counted.heads,
        "area": plan.after.counted.area,
        "new_units": len(plan.new_units),
        "changed_units": len(plan.changed_units),
        "retired_units": len(plan.retired_units),
        "new_owners": len(plan.new_owners),
        "imported_at": on.at,
    }


def _facts(prepared: Prepared) -> dict[str, str | int]:
    """Totals and the file's fingerprint: what anybody may know of an import."""
    plan = prepared.plan
    return {
        "sha256": prepared.file.sha256,
        "units": plan.after.units,
        "heads": plan.after.counted.heads or 0,
        "area": show_area(plan.after.counted.area or 0),
        "new": len(plan.new_units),
        "changed": len(plan.changed_units),
        "retired": len(plan.retired_units),
        "owners_changed": len(plan.new_owners),
    }


def keep_draft(file: File, estate_id: int, account_id: int, at: datetime) -> int:
    """Keep a file that could be read until it is confirmed. Local: changes nothing of the estate's."""
    db.session.execute(delete(ImportDraft).where(ImportDraft.created_at < at - DRAFTS_LAST))
    statement = insert(ImportDraft).values(
        estate_id=estate_id,
        account_id=account_id,
        file_name=file.name[:LONGEST_NAME],
        sha256=file.sha256,
        whole=file.whole,
        content=keyring().seal_bytes(file.content, SEAL),
        created_at=at,
    )
    return int(db.session.scalar(statement.returning(ImportDraft.id)))


def draft(estate_id: int, draft_id: int, at: datetime) -> File:
    """The file of a draft. Refuses one that is gone, too old, or another estate's."""
    found = db.session.scalar(
        select(ImportDraft).filter_by(estate_id=estate_id, id=draft_id).where(ImportDraft.created_at >= at - DRAFTS_LAST)
    )
    if found is None:
        raise Refused(Why.NOT_FOUND)
    return File(found.file_name, keyring().open_bytes(found.content, SEAL), found.whole)
