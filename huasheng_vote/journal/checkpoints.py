"""Checkpoints: signed heads of an estate's log, and the signer that signs nothing it cannot prove to follow from what it signed before.

    take(estate, Reason.ASKED, at)     the checkpoint of the log as it stands: signed now, or the one there is; `Inconsistent` where it will not sign
    latest(estate_id)                  the newest `Checkpoint` row or None; `latest(estate_id, covering=7)` only one that covers leaf 7
    every(estate_id)                   all of them, oldest first (origin, size, root, note, reason, taken_at)
    the_signer().verifier(slug)        the log's public key under its origin: `.vkey`, `.public`; `notes.fingerprint(public)` as printed

`take` signs what is committed, so it is never called inside an act: acts that mark a stage are followed by one after their commit (`after`), the rest are
taken by the worker (`due`). A row's `note` is the signed note with the log's signature; `signed_note(row)` has the witnesses' lines too. Tables: `models.py`.
"""

import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum

from flask import current_app
from sqlalchemy import insert, select
from sqlalchemy.exc import NoResultFound

from huasheng_vote.database import writing
from huasheng_vote.extensions import db
from huasheng_vote.journal import log, tree
from huasheng_vote.journal.highwater import Mark
from huasheng_vote.journal.leaf import EMPTY_PREV, check_code, leaf_hash, node_hash
from huasheng_vote.journal.log import LEAF, Context, EstateRef
from huasheng_vote.journal.models import Checkpoint, Cosignature
from huasheng_vote.journal.notes import Head, Malformed, note
from huasheng_vote.journal.signer import the_signer
from huasheng_vote.rules.proofs import Consistency

LEAVES, EVERY = 50, timedelta(hours=1)


class Reason(StrEnum):
    """Why a checkpoint was taken."""

    ROLL = "roll"
    OPENING = "opening"
    CLOSING = "closing"
    RESULT = "result"
    DEADLINE = "deadline"  # of a tender: what was sealed by then is fixed
    PACE = "pace"
    ASKED = "asked"
    KEY = "key"
    RESTART = "restart"


# The acts that mark a stage. The roll is frozen when notice is given.
MILESTONES = {
    "notice.given": Reason.ROLL,
    "roll.corrected": Reason.ROLL,
    "voting.opened": Reason.OPENING,
    "voting.closed": Reason.CLOSING,
    "result.published": Reason.RESULT,
    "result.announced": Reason.RESULT,
    "tender.opened": Reason.OPENING,
    "tender.closed": Reason.DEADLINE,
}


class Inconsistent(Exception):
    """The log does not follow from what was signed before, or is not what its own lines add up to. Nothing is signed."""


def take(estate: EstateRef, reason: Reason, at: datetime) -> Checkpoint | None:
    """Sign the log as it stands; None while it has no line."""
    signer = the_signer()
    with signer.high_water.held():
        db.session.rollback()  # read what is committed now
        size, mark = log.size(estate.id), signer.mark(estate.slug)
        if not size and mark is None:
            return None
        head = Head(signer.origin(estate.slug), size, proven(estate, mark, size))
        if (row := _row(estate.id, head)) is None:
            signer.high_water.put(estate.slug, Mark(mark.log if mark else head.origin, mark.run if mark else 1, size, head.root.hex()))
            _keep(estate.id, head, note(head.text(), [key.sign(head.origin, head.text()) for key in signer.in_use()]), reason, at)
            row = _row(estate.id, head)
    return row


def after(on: Context) -> None:
    """Once an act is committed: a checkpoint if it marks a stage. The act stands whatever comes of it; the worker tries again."""
    reason = next((MILESTONES[type] for type in reversed(on.types) if type in MILESTONES), None)
    if reason is None:
        return
    try:
        take(on.estate, reason, on.at)
    except Exception:
        db.session.rollback()
        current_app.logger.exception("%s: no checkpoint after %s", on.estate.slug, reason)


def due(estate: EstateRef, at: datetime) -> bool:
    """Whether fifty lines or an hour have gone by since the last one."""
    size, last = log.size(estate.id), latest(estate.id)
    if last is None or last.origin != the_signer().origin(estate.slug):
        return size > 0
    return size != last.size and (size < last.size or size - last.size >= LEAVES or at - last.taken_at >= EVERY)


def latest(estate_id: int, covering: int | None = None) -> Checkpoint | None:
    """The newest checkpoint; with a leaf's index only one that has it."""
    query = select(Checkpoint).filter_by(estate_id=estate_id).order_by(Checkpoint.id.desc()).limit(1)
    if covering is not None:
        query = query.where(Checkpoint.size > covering)
    found: Checkpoint | None = db.session.scalar(query)
    return found


def first(estate_id: int, covering: int) -> Checkpoint | None:
    """The oldest checkpoint that has the leaf: what is printed about it stays the same for ever."""
    query = select(Checkpoint).filter_by(estate_id=estate_id).where(Checkpoint.size > covering).order_by(Checkpoint.id).limit(1)
    found: Checkpoint | None = db.session.scalar(query)
    return found


def every(estate_id: int) -> list[Checkpoint]:
    """All of them, the oldest first."""
    return list(db.session.scalars(select(Checkpoint).filter_by(estate_id=estate_id).order_by(Checkpoint.id)))


def with_size(estate_id: int, text: str) -> list[Checkpoint]:
    """The heads as large as a checkpoint's text says, at most one a log of the estate."""
    try:
        size = Head.read(text).size
    except Malformed:
        return []
    return list(db.session.scalars(select(Checkpoint).filter_by(estate_id=estate_id, size=size)))


def signed_note(row: Checkpoint) -> str:
    """Its note with the lines of the witnesses under the log's own."""
    lines = select(Cosignature.line).filter_by(estate_id=row.estate_id, checkpoint_id=row.id).order_by(Cosignature.id)
    return row.note + "".join(db.session.scalars(lines))


def proven(estate: EstateRef, mark: Mark | None, size: int) -> bytes:
    """The root of the first `size` lines, once it is sure that they begin with all that was signed before and add up to it, byte for byte."""
    try:
        return _proven(estate, mark, size)
    except (KeyError, NoResultFound) as missing:
        raise Inconsistent("lines or subtrees that should be there are missing") from missing


def _proven(estate: EstateRef, mark: Mark | None, size: int) -> bytes:
    if mark is None and latest(estate.id) is not None:
        raise Inconsistent("there are checkpoints, but the high-water file does not know this log")
    known, old = (mark.size, bytes.fromhex(mark.root)) if mark else (0, log.EMPTY_ROOT)
    if size < known:
        raise Inconsistent(f"{known} lines were signed, and only {size} are there")
    if log.root(estate.id, known) != old:
        raise Inconsistent(f"the first {known} lines are not those that were signed")
    root = log.root(estate.id, size)
    if _grown(estate.id, known, size) != root:
        raise Inconsistent(f"the lines from {known} on do not add up to the stored head")
    if known and not Consistency(known, size, old, root, tree.consistency(estate.id, known, size)).holds():
        raise Inconsistent(f"no proof leads from {known} lines to {size}")
    return root


def _grown(estate: int, known: int, size: int) -> bytes:
    """The root of the known lines with the later ones added from their bodies."""
    peaks = tree.peaks(estate, known)
    for digest in _checked(estate, known, size):
        peaks.append((0, digest))
        while len(peaks) > 1 and peaks[-1][0] == peaks[-2][0]:
            (level, right), (_, left) = peaks.pop(), peaks.pop()
            peaks.append((level + 1, node_hash(left, right)))
    return tree.fold([digest for _, digest in peaks]) if peaks else log.EMPTY_ROOT


def _checked(estate: int, start: int, size: int) -> Iterable[bytes]:
    """The hash of each line, computed from its body, that says its place and the line before it."""
    before = db.session.scalar(select(LEAF.c.hash).where(LEAF.c.estate_id == estate, LEAF.c.index == start - 1))
    prev = bytes(before).hex() if before else EMPTY_PREV
    for index, body in bodies(estate, start, size):
        said = json.loads(bytes(body))
        if (said["index"], said["prev"]) != (index, prev):
            raise Inconsistent(f"line {index} does not follow the one before it")
        digest = leaf_hash(bytes(body))
        prev = digest.hex()
        yield digest


def bodies(estate: int, start: int, size: int) -> Iterable[tuple[int, bytes]]:
    """Index and body of the lines from `start` up to before `size`, a thousand at a time."""
    for first in range(start, size, 1000):
        here = LEAF.c.index.between(first, min(first + 1000, size) - 1)
        query = select(LEAF.c.index, LEAF.c.body).where(LEAF.c.estate_id == estate, here).order_by(LEAF.c.index)
        yield from db.session.execute(query).all()  # fetched whole: a reader may stop half-way


def _row(estate_id: int, head: Head) -> Checkpoint | None:
    found: Checkpoint | None = db.session.scalar(select(Checkpoint).filter_by(estate_id=estate_id, origin=head.origin, size=head.size))
    return found


def _keep(estate_id: int, head: Head, signed: str, reason: Reason, at: datetime) -> None:
    row = {"estate_id": estate_id, "origin": head.origin, "size": head.size, "root": head.root, "note": signed}
    with writing(0):
        db.session.execute(insert(Checkpoint).values(**row, code=check_code(head.root), reason=reason, taken_at=at))
