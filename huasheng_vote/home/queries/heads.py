"""Reads of signed heads: the newest, those that cover a line, and the proofs they carry."""

from dataclasses import dataclass

from sqlalchemy import func, select

from huasheng_vote.extensions import db
from huasheng_vote.journal import checkpoints, notes, tree
from huasheng_vote.journal.models import Checkpoint, Cosignature
from huasheng_vote.rules.refusal import Refused, Why

PAGE = 50


@dataclass(frozen=True, slots=True)
class Listed:
    """A head in the list, with how many witnesses co-signed it."""

    row: Checkpoint
    witnesses: int


def heads(estate_id: int, page: int) -> list[Listed]:
    """One page of the signed heads, the newest first."""
    seen = select(func.count()).select_from(Cosignature).filter_by(estate_id=estate_id).where(Cosignature.checkpoint_id == Checkpoint.id)
    query = select(Checkpoint, seen.scalar_subquery()).filter_by(estate_id=estate_id).order_by(Checkpoint.id.desc())
    return [Listed(row, count) for row, count in db.session.execute(query.limit(PAGE).offset((page - 1) * PAGE))]


def count(estate_id: int) -> int:
    """How many heads were signed."""
    return int(db.session.scalar(select(func.count()).select_from(Checkpoint).filter_by(estate_id=estate_id)) or 0)


def head(estate_id: int, number: int) -> Checkpoint:
    """One signed head."""
    row: Checkpoint | None = db.session.scalar(select(Checkpoint).filter_by(estate_id=estate_id, id=number))
    if row is None:
        raise Refused(Why.NOT_FOUND)
    return row


def newest(estate_id: int) -> Checkpoint:
    """The newest signed head. Refuses a log that was never signed."""
    row = checkpoints.latest(estate_id)
    if row is None:
        raise Refused(Why.NOT_FOUND)
    return row


@dataclass(frozen=True, slots=True)
class Proof:
    """That a line is in a signed head: the way up, and all of it as one text (C2SP tlog-proof)."""

    checkpoint: Checkpoint
    hashes: list[bytes]
    text: str


def inclusion(estate_id: int, index: int) -> Proof | None:
    """The proof for a line by the newest head; None while no head covers it."""
    row = checkpoints.latest(estate_id, covering=index)
    if row is None:
        return None
    hashes = tree.inclusion(estate_id, index, row.size)
    return Proof(row, hashes, notes.inclusion_proof(index, hashes, checkpoints.signed_note(row)))


def update(estate_id: int, old: int) -> str:
    """The newest head with the proof that it only added to the first `old` lines (C2SP tlog-witness); 0: no proof, for who knows no head yet."""
    row = newest(estate_id)
    if not 0 <= old <= row.size:
        raise Refused(Why.OUT_OF_RANGE, low=0, high=row.size)
    return notes.update(old, tree.consistency(estate_id, old, row.size) if old else [], checkpoints.signed_note(row))
