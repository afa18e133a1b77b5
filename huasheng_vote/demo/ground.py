"""The ground of the story: the estate, its register as a file, the owners who have enrolled."""

from datetime import datetime

from sqlalchemy import select

from huasheng_vote.demo.stage import Stage, Step
from huasheng_vote.extensions import db
from huasheng_vote.journal.log import Context, EstateRef
from huasheng_vote.people.models import Estate
from huasheng_vote.register.actions.enrolment import confirm_at_counter
from huasheng_vote.register.actions.imports import File, import_register, prepare
from huasheng_vote.register.models import Enrolment, Ownership, Party, Unit
from huasheng_vote.register.models import Kind as PartyKind
from huasheng_vote.rules.access import SYSTEM
from huasheng_vote.web.act import act_as, local


def found(slug: str, name: str, address: str, phone: str, at: datetime) -> EstateRef:
    """A new estate with the first line of its log."""

    def write() -> EstateRef:
        estate = Estate(slug=slug, name=name, address=address, phone=phone, phone_hours="9:00–20:00", opened_at=at)
        db.session.add(estate)
        db.session.flush()
        ref = EstateRef(estate.id, slug)
        Context(ref, SYSTEM, at).record("estate.founded", "estate", {"slug": slug, "name": name})
        return ref

    return local(write)


def import_sheet(stage: Stage, by: str, name: str, sheet: bytes, at: datetime) -> None:
    """Read and compare the register, then write it."""
    prepared = prepare(stage.estate.id, File(name, sheet, whole=True), at)
    act_as(stage.estate, stage.as_(by, at), at, import_register, prepared)


def enrol(stage: Stage, by: str, share: int, start: datetime, end: datetime) -> None:
    """`share` percent of the owners come to the counter between two moments; everybody in the story among them."""
    clerk, steps = stage.as_(by, end), list[Step]()
    known = set(stage.accounts)
    for unit, party, name, phone in _first_homes(stage):
        if name in known or stage.chance.randrange(100) < share:
            at = start + (end - start) * stage.chance.randrange(1000) // 1000
            steps.append((clerk, at, confirm_at_counter, (unit, party, phone, "核对不动产权证")))
    stage.together(sorted(steps, key=lambda step: step[1]))


def _first_homes(stage: Stage) -> list[tuple[int, int, str, str]]:
    """(unit, party, name, phone) for the first owner of each unit, each party once."""
    rows = db.session.execute(
        select(Ownership.unit_id, Party.id, Party.name, Party.phone)
        .join(Party, (Party.estate_id == Ownership.estate_id) & (Party.id == Ownership.party_id))
        .join(Unit, (Unit.estate_id == Ownership.estate_id) & (Unit.id == Ownership.unit_id))
        .where(Ownership.estate_id == stage.estate.id, Party.kind != PartyKind.DEVELOPER, Party.phone.is_not(None), Unit.use != "parking")
        .order_by(Ownership.unit_id, Party.id)
    )
    seen_units, seen_parties, chosen = set[int](), set[int](), []
    for unit, party, name, phone in rows:
        if unit not in seen_units and party not in seen_parties:
            chosen.append((unit, party, name, phone))
            seen_parties.add(party)
        seen_units.add(unit)
    return chosen


def enrolled(stage: Stage) -> list[int]:
    """Accounts of the owners who have enrolled, in a fixed order."""
    query = select(Enrolment.account_id).filter_by(estate_id=stage.estate.id, until=None).order_by(Enrolment.id)
    return list(dict.fromkeys(db.session.scalars(query)))
