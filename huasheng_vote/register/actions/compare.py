"""Comparing a file with the register: new, changed and retired units, owners who come and go, heads and area before and after. Writes nothing."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from huasheng_vote.register.actions.matching import Matching, Person, identity, phone_digest
from huasheng_vote.register.actions.plan import Figures, OwnersChange, PartyRow, Plan, Said, UnitChange
from huasheng_vote.register.actions.reading import Reading
from huasheng_vote.register.models import Kind
from huasheng_vote.register.queries.present import Place, Present, PresentUnit
from huasheng_vote.rules.roll import DEFAULT_BASE, Roll, Unit, Use
from huasheng_vote.rules.sheet.cells import unit_key
from huasheng_vote.rules.sheet.rows import Line, Status

_DIGITS = re.compile(r"(\d+)")


def compare(estate_id: int, reading: Reading, present: Present, *, whole: bool) -> Plan:
    """The difference between the file and the register. A `whole` file retires the units it does not name; a part leaves them alone."""
    return _Comparison(estate_id, reading, present).plan(whole)


def natural(name: str) -> tuple[tuple[int, int, str], ...]:
    """Sort key by which 2 comes before 10."""
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in _DIGITS.split(name) if part)


class _Comparison:
    def __init__(self, estate_id: int, reading: Reading, present: Present) -> None:
        self._estate, self._reading, self._present = estate_id, reading, present
        self._lines: dict[Place, Line] = {unit_key(line.building, line.entrance, line.number): line for line in reading.lines}
        self._persons: dict[str, Person] = {}
        self._owners = {place: self._people(place, line) for place, line in self._lines.items()}

    def plan(self, whole: bool) -> Plan:
        Matching(self._estate, self._present).settle(self._persons.values())
        new_parties = self._number_the_new()
        retired = {unit.id: place for place, unit in self._present.units.items() if whole and not unit.retired and place not in self._lines}
        plan = Plan(_figures(self._standing(set())), _figures([*self._standing(set(retired), self._lines), *self._coming()]))
        plan.new_parties, plan.retired_units = new_parties, retired
        plan.new_buildings = sorted({place[0] for place in self._lines} - set(self._present.buildings), key=natural)
        self._compare_units(plan)
        plan.changed_parties = list(self._changed_parties())
        plan.names = self._names(plan.owners)
        return plan

    def _people(self, place: Place, line: Line) -> tuple[Person, ...]:
        """The persons who own a line; the developer needs none until a unit is sold."""
        if line.status is Status.UNSOLD:
            return ()
        found: dict[str, Person] = {}
        for owner in line.owners:
            key = self._reading.persons.person(line, owner)
            person = self._persons.setdefault(key, Person(key, owner.name, owner.document, owner.phone, place))
            person.learn(owner)
            found[key] = person
        return tuple(found.values())

    def _number_the_new(self) -> list[PartyRow]:
        new = [person for person in self._persons.values() if person.party is None]
        for number, person in enumerate(new, start=1):
            person.party = -number
        return [self._row(person) for person in new]

    def _row(self, person: Person) -> PartyRow:
        kind = Kind.COMPANY if "公司" in person.name else Kind.PERSON
        known = identity(self._estate, person.document, person.name, person.phone, person.place)
        return PartyRow(person.party or 0, known, person.name, kind, person.document, person.phone)

    def _compare_units(self, plan: Plan) -> None:
        for number, (place, line) in enumerate(self._lines.items(), start=1):
            unit, said = self._present.units.get(place), Said(line.use, line.status, line.area)
            if unit is None:
                plan.new_units[-number] = (place, said)
            elif unit.retired or _said(unit) != said:
                plan.changed_units.append(UnitChange(unit.id, place, _said(unit), said, unit.retired))
            self._compare_owners(plan, place, unit.id if unit else -number, unit.owners if unit else {})
        for place, unit in self._present.units.items():
            if unit.id in plan.retired_units and unit.owners:
                plan.owners.append(OwnersChange(place, unit.id, unit.owners, ()))

    def _compare_owners(self, plan: Plan, place: Place, unit: int, owners: dict[int, int]) -> None:
        coming = [person.party for person in self._owners[place] if person.party is not None and person.party not in owners]
        staying = {person.party for person in self._owners[place]}
        ended = {party: ownership for party, ownership in owners.items() if party not in staying}
        if coming or ended:
            plan.owners.append(OwnersChange(place, unit, ended, tuple(coming)))

    def _changed_parties(self) -> Iterator[PartyRow]:
        """Registered parties of whom the file says something else or more; what it does not mention stays."""
        for person in self._persons.values():
            party = self._present.parties.get(person.party or 0)
            if party is None:
                continue
            more = bool(person.document) and not party.documented
            if more or person.name != party.name or (person.phone and phone_digest(person.phone) != party.phone_digest):
                better_known = person.document or (person.phone and not party.documented)
                row = self._row(person)
                yield row if better_known else replace(row, identity=party.identity)

    def _standing(self, without: set[int], replaced: Iterable[Place] = ()) -> Iterator[Unit]:
        replaced = set(replaced)
        for place, unit in self._present.units.items():
            if not unit.retired and unit.id not in without and place not in replaced:
                yield _unit(place, _said(unit), unit.owners)

    def _coming(self) -> Iterator[Unit]:
        for place, line in self._lines.items():
            yield _unit(place, Said(line.use, line.status, line.area), [person.party or 0 for person in self._owners[place]])

    def _names(self, changes: Iterable[OwnersChange]) -> dict[int, str]:
        coming = {person.party or 0: person.name for person in self._persons.values()}
        concerned = {party for change in changes for party in (*change.ended, *change.started)}
        return {party: coming.get(party) or self._present.parties[party].name for party in concerned}


def _said(unit: PresentUnit) -> Said:
    return Said(unit.use, unit.status, unit.area)


def _unit(place: Place, said: Said, owners: Iterable[int]) -> Unit:
    held = said.status != Status.SOLD
    return Unit("|".join(place), *place, Use(said.use), said.area, frozenset(map(str, owners)), held)


def _figures(units: Iterable[Unit]) -> Figures:
    units = [unit for unit in units if unit.owners or unit.developer_held]
    return Figures(len(units), Roll.of(units, DEFAULT_BASE).total, Roll.of(units, frozenset(Use)).total)
