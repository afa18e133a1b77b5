"""Witnesses: people outside the server who hold a key of their own, check that the log only grew since they last looked, and co-sign its head.

Who is a witness and how many it takes are acts and stand in the log, under the name of the key: an office or the draw, never a person. A cosignature is
its own proof, so anybody may hand one in; it is kept once it verifies.
"""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import func, insert, select

from huasheng_vote.extensions import db
from huasheng_vote.journal import checkpoints
from huasheng_vote.journal.log import Context
from huasheng_vote.journal.models import Checkpoint, Cosignature, JournalLeaf, Witness, WitnessQuorum
from huasheng_vote.journal.notes import WITNESS, Malformed, Note, Verifier, fingerprint, parse
from huasheng_vote.rules.refusal import Refused, Why

SUBJECT = "log"
CLOCKS_MAY_DIFFER = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Seat:
    """A witness with the last head it co-signed."""

    row: Witness
    last: Checkpoint | None

    @property
    def fingerprint(self) -> str:
        """What its holder can compare on the device."""
        return fingerprint(Verifier.read(self.row.vkey).public)


def name_witness(on: Context, vkey: str) -> int:
    """Take a witness's public key in. Refuses one that is no key of a witness, and a name or key that is there already."""
    key = _key(vkey)
    if db.session.scalar(select(Witness.id).filter_by(estate_id=on.estate.id, name=key.name)):
        raise Refused(Why.ALREADY_DONE, field="vkey")
    row = Witness(estate_id=on.estate.id, name=key.name, vkey=key.vkey, since=on.at)
    db.session.add(row)
    on.record("witness.named", SUBJECT, {"key": key.vkey})
    db.session.flush()
    return int(row.id)


def end_witness(on: Context, witness_id: int) -> None:
    """Its signatures count no more from now on; those given stay."""
    row = db.session.scalar(select(Witness).filter_by(estate_id=on.estate.id, id=witness_id))
    if row is None:
        raise Refused(Why.NOT_FOUND)
    if row.until is not None:
        raise Refused(Why.ALREADY_DONE)
    row.until = on.at
    on.record("witness.ended", SUBJECT, {"key": row.vkey})


def set_quorum(on: Context, needed: int) -> None:
    """How many witnesses a head needs, from now on. Refuses more than there are."""
    most = len(serving(on.estate.id))
    if not 0 <= needed <= most:
        raise Refused(Why.OUT_OF_RANGE, low=0, high=most, field="needed")
    db.session.add(WitnessQuorum(estate_id=on.estate.id, needed=needed, since=on.at))
    on.record("witness.quorum", SUBJECT, {"needed": needed})


def keep_cosignatures(estate_id: int, content: str, at: datetime) -> list[str]:
    """Keep what witnesses signed under a head of ours; returns their names. Local: it changes nothing but what is known about a head."""
    signed = _note(content)
    row = next((each for each in checkpoints.with_size(estate_id, signed.text) if parse(each.note).text == signed.text), None)
    if row is None:
        raise Refused(Why.NOT_OUR_HEAD, field="note")
    names = [each.name for each in serving(estate_id) if _keep(row, each, signed, at)]
    if not names:
        raise Refused(Why.NO_WITNESS_SIGNED, field="note")
    return names


def _keep(row: Checkpoint, witness: Witness, signed: Note, at: datetime) -> bool:
    """Whether the witness signed here, in its own time and not in ours to come; kept unless it is there already."""
    key = Verifier.read(witness.vkey)
    if not key.check(signed):
        return False
    looked = datetime.fromtimestamp(min(key.time_of(signed), 2**33), UTC)
    if looked - at > CLOCKS_MAY_DIFFER:
        raise Refused(Why.WITNESS_CLOCK, field="note")
    known = select(Cosignature.id).filter_by(estate_id=row.estate_id, checkpoint_id=row.id, witness_id=witness.id)
    if db.session.scalar(known) is None:
        line = next(each.line() for each in signed.signatures if (each.name, each.key_id) == (key.name, key.key_id))
        values = {"estate_id": row.estate_id, "checkpoint_id": row.id, "witness_id": witness.id, "line": line, "signed_at": looked}
        db.session.execute(insert(Cosignature).values(values))
    return True


def serving(estate_id: int) -> list[Witness]:
    """The witnesses whose signatures count."""
    query = select(Witness).filter_by(estate_id=estate_id).where(Witness.until.is_(None)).order_by(Witness.id)
    return list(db.session.scalars(query))


def seats(estate_id: int) -> list[Seat]:
    """The same, each with the last head it co-signed."""
    return [Seat(each, _last_of(each)) for each in serving(estate_id)]


def quorum(estate_id: int) -> int:
    """How many witnesses a head needs."""
    query = select(WitnessQuorum.needed).filter_by(estate_id=estate_id).order_by(WitnessQuorum.id.desc()).limit(1)
    return int(db.session.scalar(query) or 0)


def witnessed(estate_id: int) -> Checkpoint | None:
    """The newest head that as many serving witnesses co-signed as the estate asks for; None where it asks for none."""
    needed = quorum(estate_id)
    signed = (
        select(Cosignature.checkpoint_id)
        .join(Witness, (Witness.estate_id == Cosignature.estate_id) & (Witness.id == Cosignature.witness_id))
        .where(Cosignature.estate_id == estate_id, Witness.until.is_(None))
        .group_by(Cosignature.checkpoint_id)
        .having(func.count() >= needed)
    )
    query = select(Checkpoint).filter_by(estate_id=estate_id).where(Checkpoint.id.in_(signed)).order_by(Checkpoint.id.desc()).limit(1)
    found: Checkpoint | None = db.session.scalar(query) if needed else None
    return found


def named_before(estate_id: int, size: int) -> list[str]:
    """The keys of every witness that the first lines of the log name, serving or not."""
    named = select(JournalLeaf.body).filter_by(estate_id=estate_id, type="witness.named").where(JournalLeaf.index < size)
    return sorted(json.loads(bytes(body))["facts"]["key"] for body in db.session.scalars(named))


def cosigned_note(row: Checkpoint, vkeys: list[str]) -> str:
    """The head's note with the lines of these witnesses under the log's own."""
    by = (Witness.estate_id == Cosignature.estate_id) & (Witness.id == Cosignature.witness_id)
    lines = select(Cosignature.line).join(Witness, by).where(Cosignature.estate_id == row.estate_id, Cosignature.checkpoint_id == row.id)
    return row.note + "".join(db.session.scalars(lines.where(Witness.vkey.in_(vkeys)).order_by(Cosignature.id)))


def cosignatures(estate_id: int) -> int:
    """How many were kept so far: as often, what is known about a head has changed."""
    return db.session.scalar(select(func.count()).select_from(Cosignature).filter_by(estate_id=estate_id)) or 0


def _last_of(witness: Witness) -> Checkpoint | None:
    of = (Cosignature.estate_id == Checkpoint.estate_id) & (Cosignature.checkpoint_id == Checkpoint.id)
    query = select(Checkpoint).join(Cosignature, of).where(Cosignature.estate_id == witness.estate_id, Cosignature.witness_id == witness.id)
    found: Checkpoint | None = db.session.scalar(query.order_by(Checkpoint.id.desc()).limit(1))
    return found


def _note(content: str) -> Note:
    try:
        return parse(content.strip() + "\n")
    except Malformed as problem:
        raise Refused(Why.NOT_A_NOTE, field="note") from problem


def _key(vkey: str) -> Verifier:
    try:
        key = Verifier.read(vkey)
    except Malformed as problem:
        raise Refused(Why.NOT_A_WITNESS_KEY, field="vkey") from problem
    if key.kind != WITNESS:
        raise Refused(Why.NOT_A_WITNESS_KEY, field="vkey")
    return key
