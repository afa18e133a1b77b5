"""What is done to the logs of all estates from a command line: going on after a loss, and a new signing key."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import select

from huasheng_vote.extensions import db
from huasheng_vote.journal import bound, checkpoints, restarting
from huasheng_vote.journal.checkpoints import Reason
from huasheng_vote.journal.highwater import Mark
from huasheng_vote.journal.log import EMPTY_ROOT, Context, EstateRef
from huasheng_vote.journal.notes import Verifier, fingerprint
from huasheng_vote.journal.restarting import Loss
from huasheng_vote.journal.signer import the_signer
from huasheng_vote.people.models import Estate
from huasheng_vote.rules.access import SYSTEM
from huasheng_vote.web.act import act_as


def estates(slug: str | None = None) -> Iterator[EstateRef]:
    """Every estate, or the one of this slug."""
    query = select(Estate.id, Estate.slug).order_by(Estate.id)
    for row in db.session.execute(query.where(Estate.slug == slug) if slug else query).all():
        yield EstateRef(row.id, row.slug)


def losses() -> dict[str, Loss]:
    """What the database lacks of what was signed, by estate. An estate that is not there at all has lost everything."""
    here = {each.slug: each for each in estates()}
    marks = the_signer().high_water.marks()
    found = {slug: restarting.lost(here[slug]) if slug in here else Loss(0, mark.size) for slug, mark in marks.items()}
    return {slug: loss for slug, loss in found.items() if loss}


def accept(slug: str, loss: Loss, at: datetime) -> None:
    """Go on after a loss, as another log. Of an estate that is not there, only its mark moves on."""
    signer = the_signer()
    mark = signer.mark(slug)
    estate = next(estates(slug), None)
    if mark is None:
        return
    if estate:
        act_as(estate, SYSTEM, at, restarting.restart, loss, mark)
    with signer.high_water.held():
        signer.high_water.put(slug, restarting.following(mark))
    if estate:
        checkpoints.take(estate, Reason.RESTART, at)


def adopt(estate: EstateRef, at: datetime) -> None:
    """Start a lost high-water file anew from what the database says: whatever was cut off before cannot be known any more, and a line says so."""
    signer, last = the_signer(), checkpoints.latest(estate.id)
    if signer.mark(estate.slug) is not None or last is None:
        return
    act_as(
        estate, SYSTEM, at, lambda on: on.record("log.high_water_adopted", restarting.SUBJECT, {"origin": last.origin, "size": last.size})
    )
    name, _, run = last.origin.partition(f"/{estate.slug}/")
    mark = Mark(f"{name}/{estate.slug}" if run else last.origin, int(run or 1), 0, EMPTY_ROOT.hex())
    with signer.high_water.held():
        signer.high_water.put(estate.slug, mark)
    checkpoints.take(estate, Reason.ASKED, at)


def adopt_differing(estate: EstateRef, reason: str, at: datetime) -> int:
    """Bind anew what no act changed, in a line of its own. Returns how many rows."""
    found = bound.differing(estate) | bound.differing_shared()
    if found:
        act_as(estate, SYSTEM, at, bound.adopt, found, reason)
    return sum(len(ids) for ids in found.values())


def rotate(at: datetime) -> str:
    """A new signing key: each log says so in a line, and its next head is signed by the old key and the new one. Returns the new fingerprint."""
    signer = the_signer()
    old, new = signer.key().public, signer.next_key().public
    for estate in estates():
        act_as(estate, SYSTEM, at, _record_key, signer.origin(estate.slug), old, new)
        checkpoints.take(estate, Reason.KEY, at)
    signer.settle_key()
    return fingerprint(new)


def _record_key(on: Context, origin: str, old: bytes, new: bytes) -> None:
    on.record("log.key_rotated", restarting.SUBJECT, {"old": Verifier(origin, old).vkey, "new": Verifier(origin, new).vkey})
