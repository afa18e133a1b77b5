"""Reads about people: who an estate is, whose session this is, which roles were granted."""

from datetime import datetime

from sqlalchemy import or_, select

from huasheng_vote.extensions import db
from huasheng_vote.keys import keyring
from huasheng_vote.people.models import Estate, LoginSession, RoleGrant
from huasheng_vote.rules.access import Role


def estate_by_slug(slug: str) -> Estate | None:
    """The estate named in an address."""
    found: Estate | None = db.session.scalar(select(Estate).filter_by(slug=slug))
    return found


def live_session(token: str, at: datetime) -> LoginSession | None:
    """The session of this token, if it is neither expired nor revoked."""
    found: LoginSession | None = db.session.scalar(
        select(LoginSession)
        .filter_by(token_digest=keyring().digest("session", token))
        .where(LoginSession.revoked_at.is_(None), LoginSession.expires_at > at)
    )
    return found


def granted_roles(estate_id: int, account_id: int, at: datetime) -> frozenset[Role]:
    """Roles by grant, in force at the moment."""
    roles = db.session.scalars(
        select(RoleGrant.role)
        .filter_by(estate_id=estate_id, account_id=account_id)
        .where(RoleGrant.since <= at, or_(RoleGrant.until.is_(None), RoleGrant.until > at))
    )
    return frozenset(Role(role) for role in roles)
