"""One unit in full: its line, who owned it on which ground and when, who speaks for them, what was said about it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from huasheng_vote.extensions import db
from huasheng_vote.people.models import Account
from huasheng_vote.register.models import Building, Enrolment, HeadNote, LineDispute, Ownership, Party, Unit, UnitLetter
from huasheng_vote.register.queries.roll import in_force
from huasheng_vote.rules.refusal import Refused, Why


@dataclass(frozen=True)
class Owner:
    """A party's ownership of the unit, with the party and whoever speaks for it now."""

    ownership: Ownership
    party: Party
    enrolments: tuple[Enrolment, ...]


@dataclass(frozen=True)
class Line:
    """A unit as registered at a moment."""

    unit: Unit
    building: Building
    owners: tuple[Owner, ...]
    note: HeadNote | None

    @property
    def owner_set(self) -> str:
        """The set as head notes name it."""
        return set_key(owner.party.id for owner in self.owners)


def set_key(parties: Any) -> str:
    """An owner set in one text: party ids in order."""
    return " ".join(map(str, sorted(int(party) for party in parties)))


def line(estate_id: int, unit_id: int, at: datetime) -> Line:
    """The unit's line. Refuses a unit of another estate, or one that is no more."""
    found = db.session.execute(
        select(Unit, Building)
        .join(Building, (Building.estate_id == Unit.estate_id) & (Building.id == Unit.building_id))
        .where(Unit.estate_id == estate_id, Unit.id == unit_id, Unit.retired_at.is_(None))
    ).first()
    if found is None:
        raise Refused(Why.NOT_FOUND)
    owners = tuple(_owners(estate_id, unit_id, at))
    key = set_key(owner.party.id for owner in owners)
    note = db.session.scalar(select(HeadNote).filter_by(estate_id=estate_id, owners=key)) if owners else None
    return Line(found[0], found[1], owners, note)


def _owners(estate_id: int, unit_id: int, at: datetime) -> Any:
    rows = db.session.execute(
        select(Ownership, Party)
        .join(Party, (Party.estate_id == Ownership.estate_id) & (Party.id == Ownership.party_id))
        .where(Ownership.estate_id == estate_id, Ownership.unit_id == unit_id, in_force(Ownership, at))
        .order_by(Ownership.id)
    ).all()
    parties = [party.id for _, party in rows]
    speak = db.session.scalars(
        select(Enrolment)
        .where(Enrolment.estate_id == estate_id, Enrolment.party_id.in_(parties), in_force(Enrolment, at))
        .order_by(Enrolment.id)
    ).all()
    for ownership, party in rows:
        yield Owner(ownership, party, tuple(each for each in speak if each.party_id == party.id))


def history(estate_id: int, unit_id: int, at: datetime) -> list[tuple[Ownership, Party]]:
    """Ownerships that have ended, the latest first."""
    rows = db.session.execute(
        select(Ownership, Party)
        .join(Party, (Party.estate_id == Ownership.estate_id) & (Party.id == Ownership.party_id))
        .where(Ownership.estate_id == estate_id, Ownership.unit_id == unit_id, Ownership.until <= at)
        .order_by(Ownership.until.desc(), Ownership.id.desc())
    )
    return [(row[0], row[1]) for row in rows]


def unproven(estate_id: int, units: Collection[int], since: datetime, at: datetime) -> bool:
    """Whether any of the units has an owner who came after `since` without evidence noted."""
    came = select(Ownership.id).where(Ownership.estate_id == estate_id, Ownership.unit_id.in_(units), in_force(Ownership, at))
    return db.session.scalar(came.where(Ownership.since > since, Ownership.evidence == "").limit(1)) is not None


def letters_of(estate_id: int, unit_id: int) -> list[UnitLetter]:
    """Letters for the unit, the latest first."""
    return list(db.session.scalars(select(UnitLetter).filter_by(estate_id=estate_id, unit_id=unit_id).order_by(UnitLetter.id.desc())))


def disputes_of(estate_id: int, unit_id: int) -> list[LineDispute]:
    """What owners said about the line, the latest first."""
    return list(db.session.scalars(select(LineDispute).filter_by(estate_id=estate_id, unit_id=unit_id).order_by(LineDispute.id.desc())))


def phones_of(accounts: list[int]) -> dict[int, str]:
    """The phones of accounts, to be shown masked."""
    return {row.id: row.phone or "" for row in db.session.execute(select(Account.id, Account.phone).where(Account.id.in_(accounts)))}


def head_notes(estate_id: int) -> list[HeadNote]:
    """Everything recorded about owner sets of the estate; sets that are no more among them."""
    return list(db.session.scalars(select(HeadNote).filter_by(estate_id=estate_id)))


def contested_sets(estate_id: int) -> frozenset[frozenset[str]]:
    """Owner sets in unresolved conflict: their heads are contested, and both tallies are kept."""
    return frozenset(frozenset(note.owners.split()) for note in head_notes(estate_id) if note.contested_since)


def representatives(estate_id: int) -> dict[frozenset[str], str]:
    """Owner set → the party that its co-owners named to vote for them (GR 25)."""
    return {frozenset(note.owners.split()): str(note.representative_id) for note in head_notes(estate_id) if note.representative_id}
