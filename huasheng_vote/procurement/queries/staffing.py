"""Reads of who opens and who judges: officers with their keys, the seats of the panel, and everybody who could fill a place."""

from base64 import b64decode
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import load_der_private_key
from sqlalchemy import select

from huasheng_vote import sealing
from huasheng_vote.extensions import db
from huasheng_vote.people import queries as people_read
from huasheng_vote.people.models import RoleGrant, Skill
from huasheng_vote.procurement.models import SERVER, OpeningOfficer, PanelSeat, Tender
from huasheng_vote.procurement.queries import tenders as read
from huasheng_vote.register.models import Enrolment, Ownership
from huasheng_vote.register.queries import in_force
from huasheng_vote.rules.access import COMMITTEE, SUPERVISORS
from huasheng_vote.rules.flows.panels import SeatState
from huasheng_vote.rules.flows.skills import SkillState
from huasheng_vote.rules.methods import Key
from huasheng_vote.rules.panels import Ties
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.rules.staffing import FITS, OPENERS, Duty, Person, vacancies

SITTING = (SeatState.NAMED, SeatState.DECLARED, SeatState.CLEARED)
"""Seats that count; the others were left."""
SPARE = 20
"""So many owners more than a panel has seats are asked for when places are matched: some of them hold another place."""


class Officers(NamedTuple):
    """The public points in the order of the shares, and the rows behind them. No points while one of the keys is not made."""

    keys: tuple[sealing.Officer, ...]
    rows: Sequence[OpeningOfficer]


def keyed(tender: Tender) -> bool:
    """Whether three officers hold the keys; otherwise the server does."""
    key = read.terms(tender).key
    return key is Key.NEEDED or (key is Key.OPTIONAL and tender.sealed)


def officers(estate_id: int, tender_id: int) -> Officers:
    """Who opens this tender, in the order of their shares: three people, or from publication on the server's two keys."""
    query = select(OpeningOfficer).filter_by(estate_id=estate_id, tender_id=tender_id).order_by(OpeningOfficer.ordinal)
    rows = db.session.scalars(query).all()
    whole = bool(rows) and all(each.public for each in rows)
    return Officers(tuple(sealing.Officer.read(each.public) for each in rows) if whole else (), rows)


def officer_of(estate_id: int, tender_id: int, account_id: int | None) -> OpeningOfficer:
    """This person's place among the officers. Refuses everybody else."""
    found = next((each for each in officers(estate_id, tender_id).rows if account_id and each.account_id == account_id), None)
    if found is None:
        raise Refused(Why.NOT_FOUND)
    return found


def subject(slug: str, tender: Tender, kind: str = "bid") -> sealing.Subject:
    """What an envelope for this tender has to be for, as things stand; before publication only tests are made, on the words as they are."""
    keys = officers(tender.estate_id, tender.id).keys
    return sealing.Subject(read.name(slug, tender), tender.specification or tender.digest, keys, OPENERS, kind)


def server_key(officer: OpeningOfficer) -> ec.EllipticCurvePrivateKey:
    """A key that the server keeps in place of an officer. Whether the deadline is past the caller knows."""
    if officer.duty != SERVER or officer.secret is None:
        raise Refused(Why.NOT_FOUND)
    key = load_der_private_key(b64decode(officer.secret), None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise TypeError("not a key of ours")
    return key


def seats(estate_id: int, tender_id: int) -> Sequence[PanelSeat]:
    """Every seat there is or was, in the order they were given."""
    query = select(PanelSeat).filter_by(estate_id=estate_id, tender_id=tender_id).order_by(PanelSeat.id)
    rows: Sequence[PanelSeat] = db.session.scalars(query).all()
    return rows


def sitting(found: Iterable[PanelSeat]) -> list[PanelSeat]:
    """Those that count."""
    return [each for each in found if each.state in SITTING]


def seat(estate_id: int, tender_id: int, seat_id: int) -> PanelSeat:
    """One seat of this tender."""
    return _one(each for each in seats(estate_id, tender_id) if each.id == seat_id)


def seat_of(estate_id: int, tender_id: int, account_id: int | None) -> PanelSeat:
    """This person's own seat, also one that was left. Refuses everybody else."""
    return _one(each for each in seats(estate_id, tender_id) if account_id and each.account_id == account_id)


def _one(found: Iterable[PanelSeat]) -> PanelSeat:
    first = next(iter(found), None)
    if first is None:
        raise Refused(Why.NOT_FOUND)
    return first


def person(estate_id: int, account_id: int, at: datetime, *, hired: bool = False, conflicted: bool = False) -> Person:
    """Somebody with the roles the facts give them now."""
    return Person(account_id, people_read.roles_held(estate_id, account_id, at), hired, conflicted)


def gone(tender: Tender, at: datetime) -> frozenset[int]:
    """The officers, by row, who no longer hold what their place asks for: they cannot open any more."""
    rows = [each for each in officers(tender.estate_id, tender.id).rows if each.account_id]
    return frozenset(each.id for each in rows if not FITS[Duty(each.duty)](person(tender.estate_id, each.account_id or 0, at)))


def ties(tender: Tender) -> Ties:
    """Against whom people are held: who drafted, who opens."""
    opening = officers(tender.estate_id, tender.id).rows
    return Ties(tender.author_id, frozenset(each.account_id for each in opening if each.account_id))


def panel(tender: Tender, at: datetime) -> list[Person]:
    """Those who sit on the panel now."""
    return [person(tender.estate_id, each.account_id, at, hired=each.hired) for each in sitting(seats(tender.estate_id, tender.id))]


def people(tender: Tender, at: datetime) -> list[Person]:
    """Everybody who could fill a place: committee, supervisors, checked experts, who was named, and as many owners as could be needed."""
    here = tender.estate_id
    named = {each.account_id: each for each in seats(here, tender.id)}
    asked = dict.fromkeys((*named, *officials(here, at), *_owners(here, at, read.terms(tender).panel + SPARE)))
    left = {account for account, each in named.items() if each.state not in SITTING}
    return [person(here, each, at, hired=each in named and named[each].hired, conflicted=each in left) for each in asked]


def vacant(tender: Tender, at: datetime) -> list[Duty]:
    """Every place that nobody in the estate can fill."""
    return vacancies(read.terms(tender), people(tender, at), drafter=tender.author_id, sealed=tender.sealed)


def officials(estate_id: int, at: datetime) -> list[int]:
    """Accounts with an office that opens or judges, and checked experts, in the order they came."""
    held = select(RoleGrant.account_id).where(
        RoleGrant.estate_id == estate_id, RoleGrant.role.in_(sorted(COMMITTEE | SUPERVISORS)), in_force(RoleGrant, at)
    )
    known = select(Skill.account_id).where(Skill.estate_id == estate_id, Skill.state == SkillState.CHECKED, Skill.checked_at <= at)
    granted, checked = (db.session.scalars(query).all() for query in (held.order_by(RoleGrant.id), known.order_by(Skill.id)))
    return list(dict.fromkeys((*granted, *checked)))


def _owners(estate_id: int, at: datetime, most: int) -> Sequence[int]:
    owns = (Ownership.estate_id == Enrolment.estate_id) & (Ownership.party_id == Enrolment.party_id) & in_force(Ownership, at)
    query = select(Enrolment.account_id).join(Ownership, owns).where(Enrolment.estate_id == estate_id, in_force(Enrolment, at))
    rows: Sequence[int] = db.session.scalars(query.distinct().order_by(Enrolment.account_id).limit(most)).all()
    return rows
