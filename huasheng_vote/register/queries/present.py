"""The register as it stands, indexed for comparing a file with it. Three statements, whatever the size."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select

from huasheng_vote.extensions import db
from huasheng_vote.journal.models import JournalLeaf
from huasheng_vote.register.models import Building, Ownership, Party, Unit
from huasheng_vote.register.queries.roll import in_force

Place = tuple[str, str, str]
"""Bare building, entrance and number: what makes two lines the same unit."""


@dataclass(slots=True)
class PresentUnit:
    """A unit as registered; `owners` are its parties and the ownership that says so."""

    id: int
    use: str
    status: str
    area: int
    retired: bool
    owners: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PresentParty:
    id: int
    identity: str
    name: str
    documented: bool
    phone_digest: str | None


@dataclass(slots=True)
class Present:
    """Everything a file is compared with."""

    buildings: dict[str, int]
    units: dict[Place, PresentUnit]
    parties: dict[int, PresentParty]

    def by_identity(self) -> dict[str, int]:
        return {party.identity: party.id for party in self.parties.values()}

    def documented_by_phone(self) -> dict[tuple[str, str], list[int]]:
        """Documented parties by name and phone."""
        found: dict[tuple[str, str], list[int]] = defaultdict(list)
        for party in self.parties.values():
            if party.documented and party.phone_digest:
                found[party.name, party.phone_digest].append(party.id)
        return found


def present(estate_id: int, at: datetime) -> Present:
    """The register of the estate now, retired units included: one that comes back is the same unit."""
    names = dict(db.session.execute(select(Building.id, Building.name).filter_by(estate_id=estate_id)).all())
    units: dict[Place, PresentUnit] = {}
    by_id: dict[int, PresentUnit] = {}
    columns = (Unit.id, Unit.building_id, Unit.entrance, Unit.number, Unit.use, Unit.status, Unit.area, Unit.retired_at)
    for row in db.session.execute(select(*columns).filter_by(estate_id=estate_id).order_by(Unit.id)):
        unit = PresentUnit(row.id, row.use, row.status, row.area, row.retired_at is not None)
        units[names[row.building_id], row.entrance, row.number] = by_id[row.id] = unit
    owned = select(Ownership.id, Ownership.unit_id, Ownership.party_id).filter_by(estate_id=estate_id).where(in_force(Ownership, at))
    for row in db.session.execute(owned):
        by_id[row.unit_id].owners[row.party_id] = row.id
    return Present({name: key for key, name in names.items()}, units, _parties(estate_id))


def _parties(estate_id: int) -> dict[int, PresentParty]:
    columns = (Party.id, Party.identity, Party.name, Party.document.is_not(None), Party.phone_digest)
    rows = db.session.execute(select(*columns).where(Party.estate_id == estate_id))
    return {row[0]: PresentParty(*row) for row in rows}


def version(estate_id: int) -> int:
    """The last change of the register, as the index of its log line; -1 before the first. What a preview was compared with."""
    last = db.session.scalar(
        select(JournalLeaf.index)
        .where(JournalLeaf.estate_id == estate_id, JournalLeaf.type.startswith("register."))
        .order_by(JournalLeaf.index.desc())
        .limit(1)
    )
    return -1 if last is None else int(last)
