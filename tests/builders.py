"""Test data laid down directly: a small estate and its people."""

import secrets
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from huasheng_vote.database import writing
from huasheng_vote.extensions import db
from huasheng_vote.journal.log import EstateRef
from huasheng_vote.keys import keyring
from huasheng_vote.people.models import Account, Estate, LoginSession, RoleGrant
from huasheng_vote.register.models import Building, Enrolment, Ownership, Party, Unit
from huasheng_vote.rules.access import Actor, Role
from huasheng_vote.web.session import TOKEN
from tests.site import Site


@dataclass
class Neighbourhood:
    """An estate and its people by name. `owners` have accounts; `staff` hold granted roles."""

    site: Site
    ref: EstateRef
    owners: dict[str, int] = field(default_factory=dict)
    staff: dict[str, int] = field(default_factory=dict)

    def actor(self, name: str, *, stepped_up: bool = True) -> Actor:
        """The named person with the roles the facts give them now, signed in with everything asked for."""
        from huasheng_vote.app import roles_of

        account = {**self.owners, **self.staff}[name]
        return Actor(account, roles_of(self.ref.id, account, self.site.at), second_factor=True, stepped_up=stepped_up)

    def client(self, name: str, *, stepped_up: bool = True) -> FlaskClient:
        """A browser in which the named person is signed in."""
        account, token = {**self.owners, **self.staff}[name], secrets.token_urlsafe(16)
        until = self.site.at + timedelta(minutes=5) if stepped_up else None
        with self.site.unguarded(), writing(0):
            db.session.add(
                LoginSession(
                    token_digest=keyring().digest("session", token),
                    account_id=account,
                    second_factor=True,
                    stepped_up_until=until,
                    created_at=self.site.at,
                    expires_at=self.site.at + timedelta(days=90),
                )
            )
        client = self.site.client()
        with client.session_transaction() as session:
            session[TOKEN] = token
        return client


def neighbourhood(site: Site, slug: str = "songlu", name: str = "松麓家园", *, flats: bool = True) -> Neighbourhood:
    """Two towers of six flats (80.5 to 135.5 m²) with an owner each, a shop, a parking place; 王大山 owns two flats; 刘甲 and 刘乙 own one together.
    Staff: chair 周主任, member 吴委员, supervisor 郑社区, neighbour head 李邻长 of 1栋, administrator 管理员. Without `flats` the register is still empty.
    The first estate in an empty database is built once, and from then on put back row by row: most tests begin so."""
    if not site.pristine:
        return _built(site, slug, name, flats)
    key = (slug, name, flats, site.at)
    if key not in site.kept:
        made = _built(site, slug, name, flats)
        site.kept[key] = made, _rows(), deepcopy(site.guard.laid)
        return Neighbourhood(site, made.ref, dict(made.owners), dict(made.staff))
    made, stored, laid = site.kept[key]
    with site.unguarded(bound=False), writing(0):
        for table, rows in stored:
            db.session.execute(table.insert(), rows)
    site.guard.laid = deepcopy(laid)
    return Neighbourhood(site, made.ref, dict(made.owners), dict(made.staff))


def _rows() -> list[tuple[Table, list[dict[str, Any]]]]:
    """Everything that is in the database."""
    tables = ((table, db.session.execute(select(table)).mappings().all()) for table in db.metadata.sorted_tables)
    return [(table, [dict(row) for row in rows]) for table, rows in tables if rows]


def _built(site: Site, slug: str, name: str, flats: bool) -> Neighbourhood:
    with site.unguarded(), writing(0):
        estate = Estate(slug=slug, name=name, phone="0731-0000 0000", phone_hours="9:00–20:00", opened_at=site.at)
        db.session.add(estate)
        db.session.flush()
        made = Neighbourhood(site, EstateRef(estate.id, slug))
        if flats:
            _buildings(made, db.session)
        for person, role in STAFF.items():
            account = account_of(site, person)
            made.staff[person] = account.id
            db.session.add(
                RoleGrant(
                    estate_id=estate.id,
                    account_id=account.id,
                    role=role,
                    since=site.at - timedelta(days=30),
                    building="1" if role == Role.NEIGHBOUR_HEAD else None,
                )
            )
    return made


STAFF = {
    "周主任": Role.CHAIR,
    "吴委员": Role.COMMITTEE_MEMBER,
    "郑社区": Role.COMMUNITY_SUPERVISOR,
    "李邻长": Role.NEIGHBOUR_HEAD,
    "管理员": Role.ADMINISTRATOR,
}
FLATS = [  # building, number, area in 1/10000 m², owners
    ("1", "101", 805000, ["王大山"]),
    ("1", "102", 905000, ["陈一"]),
    ("1", "201", 1005000, ["陈二"]),
    ("1", "202", 1105000, ["陈三"]),
    ("1", "301", 1205000, ["陈四"]),
    ("1", "302", 1355000, ["刘甲", "刘乙"]),
    ("2", "101", 805000, ["王大山"]),
    ("2", "102", 905000, ["赵一"]),
    ("2", "201", 1005000, ["赵二"]),
    ("2", "202", 1105000, ["赵三"]),
    ("2", "301", 1205000, ["赵四"]),
    ("2", "302", 1355000, ["赵五"]),
]


def _buildings(made: Neighbourhood, session: Session) -> None:
    buildings = {name: Building(estate_id=made.ref.id, name=name, ordinal=int(name)) for name in ("1", "2")}
    session.add_all(buildings.values())
    session.flush()
    parties: dict[str, Party] = {}
    for building, number, area, owners in FLATS:
        unit = Unit(estate_id=made.ref.id, building_id=buildings[building].id, number=number, area=area)
        session.add(unit)
        session.flush()
        for owner in owners:
            party = parties.get(owner) or _party(made, owner)
            parties[owner] = party
            session.add(Ownership(estate_id=made.ref.id, unit_id=unit.id, party_id=party.id, since=made.site.at - timedelta(days=999)))
    for number, use, area in (("S1", "commercial", 602500), ("P1", "parking", 125000)):
        session.add(Unit(estate_id=made.ref.id, building_id=buildings["2"].id, number=number, use=use, area=area, status="unsold"))


def _party(made: Neighbourhood, name: str) -> Party:
    account = account_of(made.site, name)
    party = Party(
        estate_id=made.ref.id,
        identity=keyring().digest("identity", name),
        name=name,
        phone=account.phone,
        phone_digest=account.phone_digest,
    )
    db.session.add(party)
    db.session.flush()
    db.session.add(
        Enrolment(estate_id=made.ref.id, party_id=party.id, account_id=account.id, how="letter", since=made.site.at - timedelta(days=9))
    )
    made.owners[name] = account.id
    return party


def account_of(site: Site, name: str) -> Account:
    phone = f"100{secrets.randbelow(10**8):08d}"
    account = Account(name=name, phone=phone, phone_digest=keyring().digest("phone", phone), created_at=site.at)
    db.session.add(account)
    db.session.flush()
    return account
