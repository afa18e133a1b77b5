"""Reads of somebody's own devices."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from huasheng_vote.extensions import db
from huasheng_vote.people.models import LoginSession


def devices(account_id: int, at: datetime) -> Sequence[LoginSession]:
    """Where the account is signed in, the latest first."""
    rows: Sequence[LoginSession] = db.session.scalars(
        select(LoginSession)
        .filter_by(account_id=account_id, revoked_at=None)
        .where(LoginSession.expires_at > at)
        .order_by(LoginSession.created_at.desc(), LoginSession.id.desc())
    ).all()
    return rows
