"""Names and phones behind units, for those who visit or call them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from huasheng_vote.extensions import db
from huasheng_vote.people.models import Account
from huasheng_vote.register.models import Enrolment, Kind, Ownership, Party
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


@dataclass(frozen=True, slots=True)
class Reach:
    """Who can be reached for a party: the accounts that speak for it, the latest first, and whether the register has a phone that is not the latest's."""

    party: int
    accounts: tuple[int, ...]
    other_phone: bool


def reach_of(estate_id: int, parties: Iterable[int], at: datetime) -> Mapping[int, Reach]:
    """How each of these parties is reached at the moment."""
    rows = db.session.execute(
        select(Party.id, Party.phone_digest, Account.id.label("account"), Account.phone_digest.label("signs_in"))
        .outerjoin(Enrolment, (Enrolment.estate_id == Party.estate_id) & (Enrolment.party_id == Party.id) & in_force(Enrolment, at))
        .outerjoin(Account, (Account.id == Enrolment.account_id) & Account.closed_at.is_(None))
        .where(Party.estate_id == estate_id, Party.id.in_(list(parties)))
        .order_by(Party.id, Enrolment.since.desc(), Enrolment.id.desc())
    ).all()
    found: dict[int, list[tuple[int, bool]]] = defaultdict(list)
    for party, registered, account, signs_in in rows:
        found[party] += [(account, bool(registered) and registered != signs_in)] if account else []
    return {row.id: _reach(row.id, found[row.id]) for row in rows}


def _reach(party: int, speakers: list[tuple[int, bool]]) -> Reach:
    return Reach(party, tuple(dict.fromkeys(account for account, _other in speakers)), bool(speakers) and speakers[0][1])


def developer_parties(estate_id: int) -> list[int]:
    """The developer, as a party of the register."""
    return list(db.session.scalars(select(Party.id).filter_by(estate_id=estate_id, kind=Kind.DEVELOPER).order_by(Party.id)))
