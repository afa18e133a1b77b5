"""Reads about people: who an estate is, whose session this is, which roles were granted."""

from datetime import datetime
from typing import Any

from flask import current_app
from sqlalchemy import Row, bindparam, or_, select

from huasheng_vote.extensions import db, run
from huasheng_vote.keys import keyring
from huasheng_vote.people.models import Account, Estate, LoginSession, RoleGrant
from huasheng_vote.rules.access import Role

BY_SLUG = select(Estate.__table__).where(Estate.slug == bindparam("slug"))
LIVE = select(LoginSession.id, LoginSession.account_id, LoginSession.second_factor, LoginSession.stepped_up_until).where(
    LoginSession.token_digest == bindparam("digest"), LoginSession.revoked_at.is_(None), LoginSession.expires_at > bindparam("at")
)

# Roles by grant, in force at the moment. `app.roles_of` asks every area's statement at once.
GRANTED = select(RoleGrant.role).where(
    RoleGrant.estate_id == bindparam("estate"),
    RoleGrant.account_id == bindparam("account"),
    RoleGrant.since <= bindparam("at"),
    or_(RoleGrant.until.is_(None), RoleGrant.until > bindparam("at")),
)


def estate_by_slug(slug: str) -> Row[Any] | None:
    """The estate named in an address, every column of it."""
    found: Row[Any] | None = run(BY_SLUG, {"slug": slug}).first()
    return found


def live_session(token: str, at: datetime) -> Row[Any] | None:
    """The session of this token, if it is neither expired nor revoked: id, account_id, second_factor, stepped_up_until."""
    found: Row[Any] | None = run(LIVE, {"digest": keyring().digest("session", token), "at": at}).first()
    return found


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
