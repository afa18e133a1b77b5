"""Names and phones behind units, for those who visit or call them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import select

from huasheng_vote.extensions import db
from huasheng_vote.register.models import Ownership, Party
from huasheng_vote.register.queries.roll import in_force


def owners_of(estate_id: int, units: Iterable[int], at: datetime) -> Mapping[int, list[Party]]:
    """The owners of these units at the moment."""
    rows = db.session.execute(
        select(Ownership.unit_id, Party)
        .join(Party, (Party.estate_id == Ownership.estate_id) & (Party.id == Ownership.party_id))
        .where(Ownership.estate_id == estate_id, Ownership.unit_id.in_(list(units)), in_force(Ownership, at))
        .order_by(Ownership.id)
    )
    found: dict[int, list[Party]] = defaultdict(list)
    for unit, party in rows:
        found[unit].append(party)
    return found


def names_of(estate_id: int, parties: Iterable[str]) -> list[str]:
    """The names of these parties (ids as text, as on a roll)."""
    ids = [int(party) for party in parties]
    return list(db.session.scalars(select(Party.name).where(Party.estate_id == estate_id, Party.id.in_(ids)).order_by(Party.id)))
