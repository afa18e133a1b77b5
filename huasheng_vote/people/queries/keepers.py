"""Neighbour heads (邻长): which buildings an account looks after, and who looks after each."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Select, or_, select

from huasheng_vote.extensions import db
from huasheng_vote.people.models import Account, RoleGrant
from huasheng_vote.rules.access import Role


def kept_by(estate_id: int, account_id: int, at: datetime) -> frozenset[str]:
    """The buildings the account looks after at the moment."""
    query = _grants(estate_id, at).where(RoleGrant.account_id == account_id)
    return frozenset(row.building for row in db.session.execute(query))


def keepers(estate_id: int, at: datetime) -> Mapping[str, str]:
    """The neighbour head of each building, by name."""
    return {row.building: row.name for row in db.session.execute(_grants(estate_id, at))}


def _grants(estate_id: int, at: datetime) -> Select[str | None, str]:
    return (
        select(RoleGrant.building, Account.name)
        .join(Account, Account.id == RoleGrant.account_id)
        .where(RoleGrant.estate_id == estate_id, RoleGrant.role == Role.NEIGHBOUR_HEAD, RoleGrant.building.is_not(None))
        .where(RoleGrant.since <= at, or_(RoleGrant.until.is_(None), RoleGrant.until > at))
    )
