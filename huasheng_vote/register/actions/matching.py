"""Which owner of a file is which party already registered: the same document, else the same name and phone; then the cautious rest.

First everybody who is found by exactly what identifies them. Only then, among parties nobody has claimed: an owner who now brings a document
is the undocumented party of the same name and phone; one without is the only documented party of that name and phone; and an owner of the
same name on the same unit is the one who stood there before, so that a new telephone number does not make a new person.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from huasheng_vote.keys import keyring
from huasheng_vote.register.queries.present import Place, Present
from huasheng_vote.rules.sheet.rows import Owner


@dataclass(slots=True)
class Person:
    """One owner of the file, told apart from all others, with the first unit that names them."""

    key: str
    name: str
    document: str
    phone: str
    place: Place
    party: int | None = None

    def learn(self, owner: Owner) -> None:
        """Another line may know what the first did not."""
        self.document = self.document or owner.document
        self.phone = self.phone or owner.phone


def identity(estate_id: int, document: str, name: str, phone: str, place: Place) -> str:
    """The keyed fingerprint that says who a party is: the document, else name and phone, else the name on this very unit."""
    known_by = f"document {document}" if document else f"phone {phone} {name}" if phone else f"unit {'|'.join(place)} {name}"
    return keyring().digest("identity", f"{estate_id} {known_by}")


def phone_digest(phone: str) -> str | None:
    return keyring().digest("phone", phone) if phone else None


class Matching:
    """Finds the party of each person, and gives each party to one person only."""

    def __init__(self, estate_id: int, present: Present) -> None:
        self._estate, self._present = estate_id, present
        self._identities = present.by_identity()
        self._documented = present.documented_by_phone()
        self._claimed: set[int] = set()

    def settle(self, persons: Iterable[Person]) -> None:
        """Set `party` on everybody who is already registered."""
        persons = list(persons)
        for find in (self._exactly, self._by_phone, self._on_the_same_unit):
            for person in persons:
                if person.party is None:
                    self._claim(person, find(person))

    def _claim(self, person: Person, party: int | None) -> None:
        if party is not None and party not in self._claimed:
            self._claimed.add(party)
            person.party = party

    def _exactly(self, person: Person) -> int | None:
        return self._identities.get(identity(self._estate, person.document, person.name, person.phone, person.place))

    def _by_phone(self, person: Person) -> int | None:
        if not person.phone:
            return None
        if person.document:
            return self._identities.get(identity(self._estate, "", person.name, person.phone, person.place))
        found = self._documented.get((person.name, phone_digest(person.phone) or ""), [])
        return found[0] if len(found) == 1 else None

    def _on_the_same_unit(self, person: Person) -> int | None:
        unit = self._present.units.get(person.place)
        named = [key for key in (unit.owners if unit else ()) if self._present.parties[key].name == person.name]
        if len(named) != 1 or (person.document and self._present.parties[named[0]].documented):
            return None
        return named[0]
