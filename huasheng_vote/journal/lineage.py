"""Who signed a log before: keys that were replaced and names it had before lines were lost, each handed over to in a line of the log itself.

Whoever kept an old fingerprint or an old signed head follows these lines to the key in use."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from huasheng_vote.extensions import db
from huasheng_vote.journal.log import EstateRef
from huasheng_vote.journal.models import Checkpoint, JournalLeaf
from huasheng_vote.journal.notes import Verifier, parse
from huasheng_vote.journal.restarting import SUBJECT
from huasheng_vote.journal.signer import the_signer

HANDOVERS = ("log.key_rotated", "log.restarted")


@dataclass(frozen=True)
class Lineage:
    """The public keys that signed a log, the one in use first; its names, each with how many lines it still speaks of; and the lines in which one
    handed over to the next."""

    publics: list[bytes]
    names: Mapping[str, int | None]
    lines: list[int]

    @property
    def keys(self) -> list[Verifier]:
        """Every key under every name, the one in use first."""
        return [Verifier(name, public) for name in self.names for public in self.publics]

    def signed(self, row: Checkpoint) -> bool:
        """Whether the head is one of this log, signed by one of them."""
        note, most = parse(row.note), self.names.get(row.origin, 0)
        return (most is None or row.size <= most) and any(key.check(note) for key in self.keys)


def lineage(estate: EstateRef) -> Lineage:
    """As the log tells it, from the key in use backwards."""
    now = the_signer().verifier(estate.slug)
    publics, names, lines = [now.public], dict[str, int | None]({now.name: None}), list[int]()
    for index, type, facts in reversed(list(_handovers(estate.id))):
        if type == "log.restarted" and facts["goes_on_as"] == list(names)[-1]:
            names[facts["origin"]] = facts["kept"]
        elif type == "log.key_rotated" and Verifier.read(facts["new"]).public == publics[-1]:
            publics.append(Verifier.read(facts["old"]).public)
        else:
            continue
        lines.append(index)
    return Lineage(publics, names, lines)


def _handovers(estate_id: int) -> Iterable[tuple[int, str, Mapping[str, Any]]]:
    here = select(JournalLeaf.index, JournalLeaf.type, JournalLeaf.body).filter_by(estate_id=estate_id, subject=SUBJECT)
    for index, type, body in db.session.execute(here.where(JournalLeaf.type.in_(HANDOVERS)).order_by(JournalLeaf.index)):
        yield index, type, json.loads(bytes(body))["facts"]
