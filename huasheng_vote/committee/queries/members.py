"""Who sits on the committee, now or at any moment, and what each term rests on."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from huasheng_vote.assemblies.models.motions import Motion
from huasheng_vote.assemblies.models.results import Resolution
from huasheng_vote.committee.models import Election
from huasheng_vote.extensions import db
from huasheng_vote.people.models import Account, RoleGrant
from huasheng_vote.register.queries import in_force
from huasheng_vote.rules.access import COMMITTEE, Role
from huasheng_vote.rules.lawbook import Matter
from huasheng_vote.rules.refusal import Refused, Why

ROLES = sorted(COMMITTEE)


@dataclass(frozen=True)
class Term:
    """One office on the committee, from when until when, and the resolution that elected the member, where it is known."""

    grant: int
    account: int
    name: str
    role: str
    since: datetime
    until: datetime | None
    year: int | None
    ordinal: int | None

    def holds(self, at: datetime) -> bool:
        """Whether the term runs at the moment."""
        return self.since <= at and (self.until is None or self.until > at)


def terms(estate_id: int) -> list[Term]:
    """Every term there is or was, the latest first, the head before the others."""
    columns = (RoleGrant.id, RoleGrant.account_id, Account.name, RoleGrant.role, RoleGrant.since, RoleGrant.until)
    rows = db.session.execute(
        select(*columns, Resolution.year, Resolution.ordinal)
        .join(Account, Account.id == RoleGrant.account_id)
        .outerjoin(Election, (Election.estate_id == RoleGrant.estate_id) & (Election.grant_id == RoleGrant.id))
        .outerjoin(Resolution, (Resolution.estate_id == Election.estate_id) & (Resolution.id == Election.resolution_id))
        .where(RoleGrant.estate_id == estate_id, RoleGrant.role.in_(ROLES))
        .order_by(RoleGrant.since.desc(), RoleGrant.role, RoleGrant.id)
    )
    return [Term(*row) for row in rows]


def members(estate_id: int, at: datetime) -> dict[int, str]:
    """All members in office at the moment: account and name, in the order they came. Somebody with two offices is one member."""
    rows = db.session.execute(
        select(RoleGrant.account_id, Account.name)
        .join(Account, Account.id == RoleGrant.account_id)
        .where(RoleGrant.estate_id == estate_id, RoleGrant.role.in_(ROLES), in_force(RoleGrant, at))
        .order_by(RoleGrant.id)
    )
    return {row.account_id: row.name for row in rows}


def is_head(roles: frozenset[Role]) -> bool:
    """Whether these are roles of the head of the committee."""
    return Role.CHAIR in roles


def term(estate_id: int, grant_id: int) -> Term:
    """One term of this estate."""
    found = next((each for each in terms(estate_id) if each.grant == grant_id), None)
    if found is None:
        raise Refused(Why.NOT_FOUND)
    return found


def elections(estate_id: int) -> list[Any]:
    """The owners' resolutions that elected or replaced members, the latest first: id, year, ordinal, title."""
    return list(
        db.session.execute(
            select(Resolution.id, Resolution.year, Resolution.ordinal, Motion.title)
            .join(Motion, (Motion.estate_id == Resolution.estate_id) & (Motion.id == Resolution.motion_id))
            .where(Resolution.estate_id == estate_id, Motion.matter == Matter.ELECT_COMMITTEE)
            .order_by(Resolution.year.desc(), Resolution.ordinal.desc())
        )
    )
