"""Committing to a frozen roll: after notice nobody can change a line or an area of it, and everybody can check the sums (trust.md, bulletin)."""

import secrets
from typing import Any

from sqlalchemy import insert

from huasheng_vote.assemblies.models.commitments import AreaCommitment, LineCommitment
from huasheng_vote.assemblies.queries.commitments import ToCommit, public_line, to_commit, units_text
from huasheng_vote.assemblies.queries.frozen import FrozenHead
from huasheng_vote.extensions import db
from huasheng_vote.journal.log import Context
from huasheng_vote.rules.commitments import BLIND_BYTES, BYTES, commit_area, commit_line, root_of


def commit_roll(on: Context, assembly_id: int, version: int) -> dict[str, Any]:
    """Commit to every line of the version in force; returns what the log says of it: the root over the public lines, and by which weighing each
    motion is counted. About 0.4 ms a head and weighing."""
    db.session.flush()
    roll = to_commit(on.estate.id, assembly_id)
    where = {"estate_id": on.estate.id, "assembly_id": assembly_id, "version": version}
    lines, areas, public = [], [], []
    for head in sorted(roll.heads.values(), key=lambda each: each.pseudonym):
        salt = secrets.token_bytes(32)
        line = commit_line(assembly_id, units_text(head), head.area, head.pseudonym, salt)
        own = [{**where, **each} for each in _areas(roll, head)]
        lines.append({**where, "head_id": head.id, "salt": salt, "line": line})
        areas.extend(own)
        public.append(public_line(head.pseudonym, line, {each["weighing"]: each["commitment"] for each in own}))
    db.session.execute(insert(LineCommitment), lines)
    db.session.execute(insert(AreaCommitment), areas)
    return {
        "root": root_of(public).hex(),
        "lines": len(public),
        "contested": sum(head.contested for head in roll.heads.values()),
        "weighings": {str(ordinal): list(names) for ordinal, names in roll.weighings.of.items()},
    }


def _areas(roll: ToCommit, head: FrozenHead) -> list[dict[str, Any]]:
    rows = []
    for name, areas in roll.weighings.areas.items():
        if head.id in areas:
            blind = secrets.token_bytes(BLIND_BYTES)
            value = commit_area(areas[head.id], int.from_bytes(blind, "big")).to_bytes(BYTES, "big")
            rows.append({"head_id": head.id, "weighing": name, "area": areas[head.id], "blind": blind, "commitment": value})
    return rows
