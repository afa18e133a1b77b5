"""After a database was put back from an older copy: lines that were signed are gone. Going on means another log, under another origin, that says in its
first new line what was lost; and nothing else is done before two officers have acknowledged that line."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select

from huasheng_vote.extensions import db
from huasheng_vote.journal import checkpoints, log
from huasheng_vote.journal.checkpoints import Inconsistent
from huasheng_vote.journal.highwater import Mark
from huasheng_vote.journal.log import HALTED, LEAF, Context, EstateRef
from huasheng_vote.journal.signer import the_signer
from huasheng_vote.keys import keyring
from huasheng_vote.rules.refusal import Refused, Why

SUBJECT = "log"


@dataclass(frozen=True, slots=True)
class Loss:
    """Lines that were signed and are not there: from `kept` up to before `signed`."""

    kept: int
    signed: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """A loss that officers have still to acknowledge, and the pseudonym of the one who did already."""

    loss: Loss
    seen_by: str


def lost(estate: EstateRef) -> Loss | None:
    """What is missing of what was signed; None where the log goes on from it."""
    mark, size = the_signer().mark(estate.slug), log.size(estate.id)
    if mark is None:
        return None
    try:
        checkpoints.proven(estate, mark, size)
    except Inconsistent:
        return Loss(size if size < mark.size else _common(estate.id, mark), mark.size)
    return None


def _common(estate_id: int, mark: Mark) -> int:
    """How far a log that went on by itself agrees with what was signed: up to the last head of its own that still fits."""
    fits = [row.size for row in checkpoints.every(estate_id) if row.origin == mark.origin and log.root(estate_id, row.size) == row.root]
    return max(fits, default=0)


def restart(on: Context, loss: Loss, mark: Mark) -> None:
    """Write down what was lost. The origin is that of the log that ends here; the new one bears the next number."""
    last = log.last_place(on.estate.id)[2]
    if last in HALTED:
        return  # written down already, by a run that was interrupted
    facts = {"kept": loss.kept, "signed": loss.signed, "root": mark.root, "origin": mark.origin, "goes_on_as": following(mark).origin}
    on.record("log.restarted", SUBJECT, facts)


def following(mark: Mark) -> Mark:
    """The log that goes on after a loss; of it nothing is signed yet."""
    return replace(mark, run=mark.run + 1, size=0, root=log.EMPTY_ROOT.hex())


def waiting(estate_id: int) -> Waiting | None:
    """The loss that still has to be acknowledged."""
    last = _last(estate_id)
    if last is None or last["type"] not in HALTED:
        return None
    facts = last["facts"]
    return Waiting(Loss(facts["kept"], facts["signed"]), last["actor"] if last["type"] == "log.loss_seen" else "")


def acknowledge(on: Context) -> bool:
    """One officer has seen what was lost; with the second the log takes other lines again. Returns whether it was the second."""
    wait = waiting(on.estate.id)
    if wait is None:
        raise Refused(Why.NOT_POSSIBLE_NOW)
    if wait.seen_by == keyring().pseudonym(on.estate.slug, on.actor.account or 0):
        raise Refused(Why.OWN_REQUEST)
    on.record("log.loss_acknowledged" if wait.seen_by else "log.loss_seen", SUBJECT, {"kept": wait.loss.kept, "signed": wait.loss.signed})
    return bool(wait.seen_by)


def _last(estate_id: int) -> Mapping[str, Any] | None:
    body = db.session.scalar(select(LEAF.c.body).where(LEAF.c.estate_id == estate_id).order_by(LEAF.c.index.desc()).limit(1))
    return json.loads(bytes(body)) if body else None
