"""Reads of offices: granted roles with their dates and holders."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select

from huasheng_vote.extensions import db
from huasheng_vote.people.models import Account, RoleGrant
from huasheng_vote.rules.access import Role
from huasheng_vote.rules.refusal import Refused, Why


def grant(estate_id: int, grant_id: int) -> RoleGrant:
    """The grant of this estate, or a refusal that it is not there."""
    found: RoleGrant | None = db.session.scalar(select(RoleGrant).filter_by(estate_id=estate_id, id=grant_id))
    if found is None:
        raise Refused(Why.NOT_FOUND)
    return found


def grants_of(estate_id: int, account_id: int) -> Sequence[RoleGrant]:
    """Every role the account was ever given here."""
    rows: Sequence[RoleGrant] = db.session.scalars(
        select(RoleGrant).filter_by(estate_id=estate_id, account_id=account_id).order_by(RoleGrant.since, RoleGrant.id)
    ).all()
    return rows


def roles_between(estate_id: int, account_id: int, since: datetime, until: datetime | None) -> frozenset[Role]:
    """Roles granted for any part of a span."""
    query = select(RoleGrant.role).filter_by(estate_id=estate_id, account_id=account_id)
    query = query.where(or_(RoleGrant.until.is_(None), RoleGrant.until > since))
    if until is not None:
        query = query.where(RoleGrant.since < until)
    return frozenset(Role(role) for role in db.session.scalars(query))


def offices(estate_id: int, at: datetime) -> Sequence[Any]:
    """Grants in force or still to come, with the holder's name: id, account_id, role, building, since, until, name."""
    columns = (RoleGrant.id, RoleGrant.account_id, RoleGrant.role, RoleGrant.building, RoleGrant.since, RoleGrant.until, Account.name)
    rows: Sequence[Any] = db.session.execute(
        select(*columns)
        .join(Account, Account.id == RoleGrant.account_id)
        .where(RoleGrant.estate_id == estate_id, or_(RoleGrant.until.is_(None), RoleGrant.until > at))
        .order_by(RoleGrant.since, RoleGrant.id)
    ).all()
    return rows
