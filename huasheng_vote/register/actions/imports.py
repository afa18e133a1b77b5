"""Importing a register: a file is read and compared first, outside any transaction, and only then, on purpose, written.

What is written is the file seen (its fingerprint) against the register seen (its version); if the register has changed, nothing is.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from huasheng_vote.journal.log import Context
from huasheng_vote.register.actions.apply import apply
from huasheng_vote.register.actions.compare import compare
from huasheng_vote.register.actions.holds import guard
from huasheng_vote.register.actions.lines import Lines
from huasheng_vote.register.actions.plan import Plan
from huasheng_vote.register.actions.reading import Reading, read_register
from huasheng_vote.register.models import ImportBatch
from huasheng_vote.register.queries.present import Present, present, version
from huasheng_vote.rules.exact import show_area
from huasheng_vote.rules.refusal import Refused, Why

KIND = "register.import"
LONGEST_NAME = 120  # characters of a file's name that are kept


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

    @property
    def subject(self) -> str:
        """How the log names the import."""
        return f"register/{self.file.sha256[:12]}"

    @property
    def payload(self) -> dict[str, str | int]:
        """What two people sign: this very file against this very register."""
        return {"sha256": self.file.sha256, "version": self.version}


def prepare(estate_id: int, file: File, at: datetime, told: Callable[[int], None] | None = None) -> Prepared:
    """Read the file and compare it with the register. Refuses a file that is no register."""
    reading = read_register(file.content, told)
    seen = version(estate_id)
    now = present(estate_id, at)
    return Prepared(file, reading, now, compare(estate_id, reading, now, whole=file.whole), seen)


def import_register(on: Context, prepared: Prepared, seen: int | None = None) -> int:
    """Write what was prepared, as one batch. Refuses rows in error, a file that changes nothing, a register that has changed since it was
    compared, or since the preview of version `seen`."""
    if version(on.estate.id) != prepared.version or seen not in (None, prepared.version):
        raise Refused(Why.CHANGED_MEANWHILE)
    if prepared.reading.errors:
        raise Refused(Why.ROWS_IN_ERROR, count=len(prepared.reading.errors))
    plan = prepared.plan
    if plan.empty:
        raise Refused(Why.NOTHING_TO_CHANGE)
    guard(on, KIND, prepared.subject, prepared.payload)
    lines = Lines(on, prepared.subject)
    [batch] = lines.add(ImportBatch, [_batch(on, prepared)])
    apply(on, lines, plan, prepared.present)
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
