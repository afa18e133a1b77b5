"""Reads about people: who an estate is, whose session this is, which roles were granted."""

from datetime import datetime

from flask import current_app
from sqlalchemy import or_, select

from huasheng_vote.extensions import db
from huasheng_vote.keys import keyring
from huasheng_vote.people.models import Account, Estate, LoginSession, RoleGrant
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


def account(account_id: int) -> Account:
    """The account of a live session or a grant: always there."""
    found: Account = db.session.get_one(Account, account_id)
    return found


def roles_held(estate_id: int, account_id: int, at: datetime) -> frozenset[Role]:
    """Every role that any area's facts give the account, as on a request of their own."""
    found: frozenset[Role] = current_app.extensions["loaders"].roles(estate_id, account_id, at)
    return found


def account_by_phone(number: str) -> Account | None:
    """Who signs in with this phone, written as `rules.phone` keeps it."""
    found: Account | None = db.session.scalar(select(Account).filter_by(phone_digest=keyring().digest("phone", number), closed_at=None))
    return found
