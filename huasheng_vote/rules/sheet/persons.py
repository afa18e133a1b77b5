"""Who is the same owner on several lines: the same document, else the same name and phone, never the name alone.

An owner named without a document is the one documented person of equal name and phone, if there is exactly one. Where
neither document nor phone is given, a name on two lines stays two persons, and the register says so.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from huasheng_vote.rules.sheet.columns import Column
from huasheng_vote.rules.sheet.rows import Doubtful, Line, Owner, Problem


class Persons:
    """The owners of a whole register told apart; what the developer still holds needs no telling."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = [line for line in lines if not line.developer_held]
        self._documents: dict[tuple[str, str], set[str]] = defaultdict(set)
        for line in self._lines:
            for owner in line.owners:
                if owner.document:
                    self._documents[owner.name, owner.phone].add(owner.document)

    def owner_set(self, line: Line) -> frozenset[str]:
        """The persons who own a line together, by keys that mean nothing outside this register."""
        return frozenset(self.person(line, owner) for owner in line.owners)

    def doubts(self) -> Iterator[Problem]:
        """A warning at each further person of a name where the name alone might make one of them, and one at each
        further name under a document.
        """
        by_name: dict[str, set[str]] = defaultdict(set)
        unproven: set[str] = set()
        by_document: dict[str, str] = {}
        for line in self._lines:
            for owner in line.owners:
                person, others = self.person(line, owner), by_name[owner.name]
                new_person = person not in others
                others.add(person)
                if not person.startswith(_DOCUMENT):
                    unproven.add(owner.name)
                if new_person and len(others) > 1 and owner.name in unproven:
                    yield Problem(line.row, Column.OWNERS, Doubtful.SAME_NAME, owner.name)
                if owner.document and by_document.setdefault(owner.document, owner.name) != owner.name:
                    yield Problem(line.row, Column.OWNERS, Doubtful.DOCUMENT_NAMES, owner.name)

    def person(self, line: Line, owner: Owner) -> str:
        if owner.document:
            return _DOCUMENT + owner.document
        if not owner.phone:
            return f"row {line.row} {owner.name}"
        documents = self._documents.get((owner.name, owner.phone), set())
        if len(documents) == 1:
            return _DOCUMENT + next(iter(documents))
        return f"phone {owner.phone} {owner.name}"


_DOCUMENT = "document "
