"""Reads of the register."""

from datetime import datetime

from sqlalchemy import or_, select

from huasheng_vote.extensions import db
from huasheng_vote.register.models import Enrolment, Ownership
from huasheng_vote.rules.access import Role


def owner_roles(estate_id: int, account_id: int, at: datetime) -> frozenset[Role]:
    """An account enrolled for a party that owns a unit today is an owner."""
    owns = db.session.scalar(
        select(Ownership.id)
        .join(Enrolment, (Enrolment.estate_id == Ownership.estate_id) & (Enrolment.party_id == Ownership.party_id))
        .where(
            Enrolment.estate_id == estate_id,
            Enrolment.account_id == account_id,
            or_(Enrolment.until.is_(None), Enrolment.until > at),
            Enrolment.since <= at,
            or_(Ownership.until.is_(None), Ownership.until > at),
            Ownership.since <= at,
        )
        .limit(1)
    )
    return frozenset({Role.OWNER}) if owns else frozenset()
