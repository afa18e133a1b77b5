"""Who holds an office that everybody may know of."""

from datetime import datetime

from sqlalchemy import or_, select

from huasheng_vote.extensions import db
from huasheng_vote.people.models import Account, RoleGrant
from huasheng_vote.rules.access import Role


def supervisors(estate_id: int, at: datetime) -> list[str]:
    """Names of the community's supervisors in office."""
    return list(
        db.session.scalars(
            select(Account.name)
            .join(RoleGrant, RoleGrant.account_id == Account.id)
            .where(RoleGrant.estate_id == estate_id, RoleGrant.role == Role.COMMUNITY_SUPERVISOR)
            .where(RoleGrant.since <= at, or_(RoleGrant.until.is_(None), RoleGrant.until > at))
            .order_by(RoleGrant.since, RoleGrant.id)
        )
    )
