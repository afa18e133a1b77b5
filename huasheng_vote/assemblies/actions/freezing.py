"""Freezing the roll: the register as it stands becomes rows that no later edit of the register reaches (SPC 8–9)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert

from huasheng_vote.assemblies.models.rolls import RollHead, RollHeadParty, RollUnit, RollVersion
from huasheng_vote.assemblies.queries import rolls
from huasheng_vote.extensions import db
from huasheng_vote.journal.log import Context
from huasheng_vote.keys import keyring
from huasheng_vote.register import queries as register
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.rules.roll import Roll, Unit, Use

EVERY_USE = frozenset(Use)
FIRST = 1


def freeze_roll(on: Context, assembly_id: int, base: frozenset[Use]) -> RollVersion:
    """Version 1: every unit of the register under its head; the adopted base is counted. Refuses a register with nobody in the base."""
    units = register.roll_units(on.estate.id, on.at)
    heads = Roll.of(units, EVERY_USE).heads
    if not any(unit.use in base for unit in units):
        raise Refused(Why.EMPTY_ROLL)
    ids = add_heads(on, assembly_id, FIRST, [(head.owners, head.units) for head in heads], base)
    rows = [unit_row(on, assembly_id, ids[owners_key(head.owners)], unit, base, FIRST) for head in heads for unit in head.units]
    db.session.execute(insert(RollUnit), rows)
    return add_version(on, assembly_id, FIRST)


Owned = tuple[frozenset[str], Iterable[Unit]]


def add_heads(
    on: Context, assembly_id: int, version: int, heads: Iterable[Owned], base: frozenset[Use], first_number: int = 1
) -> dict[str, int]:
    """Insert heads with their parties; returns head ids by owners."""
    noted = noted_heads(on.estate.id)
    rows = [
        {
            "estate_id": on.estate.id,
            "assembly_id": assembly_id,
            "number": number,
            "owners": owners_key(owners),
            "pseudonym": pseudonym(on, assembly_id, number),
            "counted": any(unit.use in base for unit in units),
            "since_version": version,
            **noted.of(owners),
        }
        for number, (owners, units) in enumerate(heads, first_number)
    ]
    ids = {owners: id for id, owners in db.session.execute(insert(RollHead).returning(RollHead.id, RollHead.owners), rows)}
    parties = [(id, int(party)) for owners, id in ids.items() for party in owners.split("+") if party]
    if parties:
        db.session.execute(insert(RollHeadParty), [{"estate_id": on.estate.id, "head_id": id, "party_id": party} for id, party in parties])
    return ids


@dataclass(frozen=True, slots=True)
class Noted:
    """What the register records about owner sets: whom co-owners named to vote for them (GR 25), and which are in open conflict."""

    representatives: Mapping[frozenset[str], str]
    contested: frozenset[frozenset[str]]

    def of(self, owners: frozenset[str]) -> dict[str, Any]:
        """As a head of the roll keeps it."""
        named = self.representatives.get(owners)
        return {"representative_id": int(named) if named else None, "contested": owners in self.contested}


def noted_heads(estate_id: int) -> Noted:
    """As the register has it now."""
    return Noted(register.representatives(estate_id), register.contested_sets(estate_id))


def unit_row(on: Context, assembly_id: int, head_id: int, unit: Unit, base: frozenset[Use], version: int) -> dict[str, Any]:
    """A unit as it stands."""
    return {
        "estate_id": on.estate.id,
        "assembly_id": assembly_id,
        "head_id": head_id,
        "unit_id": int(unit.key),
        "building": unit.building,
        "entrance": unit.entrance,
        "number": unit.number,
        "use": unit.use,
        "area": unit.area,
        "counted": unit.use in base,
        "since_version": version,
    }


def add_version(on: Context, assembly_id: int, number: int, reason: str = "") -> RollVersion:
    """Sum a version up and fix its digest."""
    total = rolls.total(on.estate.id, assembly_id, number)
    row = RollVersion(
        estate_id=on.estate.id,
        assembly_id=assembly_id,
        number=number,
        heads=total.heads,
        area=total.area,
        hash=rolls.digest(on.estate.id, assembly_id, number),
        reason=reason,
        made_by=on.actor.account,
        made_at=on.at,
    )
    db.session.add(row)
    db.session.flush()
    return row


def owners_key(owners: frozenset[str]) -> str:
    """An owner set as a roll writes it; the developer's is empty."""
    return "+".join(sorted(owners, key=int))


def pseudonym(on: Context, assembly_id: int, number: int) -> str:
    """What stands for a head wherever the public can look: nobody without the key can tie it to a door, nor to another meeting's."""
    return keyring().digest(f"head/{on.estate.slug}/{assembly_id}", str(number))[:16]
