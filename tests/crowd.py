"""A large estate laid down directly: one flat an owner, an account each, and browsers in which they are signed in."""

import secrets
from collections.abc import Iterable, Sequence
from datetime import timedelta

from flask.testing import FlaskClient

from huasheng_vote.assemblies.forms.slip import Slip
from huasheng_vote.database import writing
from huasheng_vote.extensions import db
from huasheng_vote.keys import keyring
from huasheng_vote.people.models import Account, LoginSession
from huasheng_vote.register.models import Building, Enrolment, Ownership, Party, Unit
from huasheng_vote.web.session import TOKEN
from tests.builders import Neighbourhood, neighbourhood
from tests.site import Site
from tests.voting import Meeting

DOORS_A_FLOOR, FLOORS = 8, 24


def crowd(site: Site, areas: Sequence[int], slug: str = "songlu") -> Neighbourhood:
    """An estate with a flat of each area (1/10000 m²); its owners are called 业主1, 业主2 … in that order."""
    made = neighbourhood(site, slug, flats=False)
    since = site.at - timedelta(days=99)
    with site.unguarded(), writing(0):
        per_building = DOORS_A_FLOOR * FLOORS
        buildings = _added(Building(estate_id=made.ref.id, name=str(n + 1), ordinal=n) for n in range(-(-len(areas) // per_building)))
        units = _added(
            Unit(estate_id=made.ref.id, building_id=buildings[place // per_building].id, number=_door(place % per_building), area=area)
            for place, area in enumerate(areas)
        )
        names = [f"业主{place}" for place in range(1, len(areas) + 1)]
        accounts = _added(Account(name=name, phone_digest=f"{slug}/{name}", created_at=site.at) for name in names)
        parties = _added(Party(estate_id=made.ref.id, identity=name, name=name) for name in names)
        _added(
            Ownership(estate_id=made.ref.id, unit_id=unit.id, party_id=party.id, since=since)
            for unit, party in zip(units, parties, strict=True)
        )
        _added(
            Enrolment(estate_id=made.ref.id, party_id=party.id, account_id=account.id, how="letter", since=since)
            for party, account in zip(parties, accounts, strict=True)
        )
        made.owners.update((account.name, account.id) for account in accounts)
    return made


def _door(place: int) -> str:
    return f"{place // DOORS_A_FLOOR + 1}{place % DOORS_A_FLOOR + 1:02d}"


def _added(rows: Iterable[object]) -> list:
    made = list(rows)
    db.session.add_all(made)
    db.session.flush()
    return made


def tokens(estate: Neighbourhood, names: Sequence[str]) -> list[str]:
    """A fresh sign-in for each of these people."""
    at = estate.site.at
    made = [secrets.token_urlsafe(16) for _ in names]
    with estate.site.unguarded(), writing(0):
        _added(
            LoginSession(
                token_digest=keyring().digest("session", token),
                account_id=estate.owners[name],
                stepped_up_until=at + timedelta(minutes=5),
                created_at=at,
                expires_at=at + timedelta(days=90),
            )
            for token, name in zip(made, names, strict=True)
        )
    return made


def signed_in(client: FlaskClient, token: str) -> FlaskClient:
    """The browser, from now on somebody else's."""
    with client.session_transaction() as session:
        session.clear()
        session[TOKEN] = token
    return client


def ballot(meeting: Meeting, name: str, *choices: str, version: int = 0) -> tuple[str, dict[str, str]]:
    """Address and body of the request that submits this ballot, its pages filled in already."""
    head = meeting.heads[name]
    slip = Slip(meeting.estate.owners[name], meeting.id, head, version, dict(zip(meeting.motions, choices, strict=True)))
    return meeting.url(f"/ballot/{head}/check"), {"slip": slip.sealed}
