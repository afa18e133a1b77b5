"""Who convenes: groups in force, their members, and the role that follows from membership."""

from datetime import datetime

from sqlalchemy import select

from huasheng_vote.assemblies.models.conveners import ConvenerGroup, ConvenerMember
from huasheng_vote.extensions import db
from huasheng_vote.register.queries import in_force
from huasheng_vote.rules.access import Role


def convener_roles(estate_id: int, account_id: int, at: datetime) -> frozenset[Role]:
    """A member of a convening group in force is a convener."""
    found = db.session.scalar(
        select(ConvenerMember.id)
        .join(ConvenerGroup, (ConvenerGroup.estate_id == ConvenerMember.estate_id) & (ConvenerGroup.id == ConvenerMember.group_id))
        .where(ConvenerMember.estate_id == estate_id, ConvenerMember.account_id == account_id, in_force(ConvenerMember, at))
        .where(ConvenerGroup.posted_at <= at, (ConvenerGroup.ended_at.is_(None)) | (ConvenerGroup.ended_at > at))
        .limit(1)
    )
    return frozenset({Role.CONVENER}) if found else frozenset()
