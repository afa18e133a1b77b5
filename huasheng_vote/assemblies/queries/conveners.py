"""Who convenes: groups in force, their members, objections, and the role that follows from membership."""

from datetime import datetime

from sqlalchemy import BindParameter, ColumnElement, and_, bindparam, literal, or_, select

from huasheng_vote.assemblies.models.conveners import ConvenerGroup, ConvenerMember, ConvenerObjection
from huasheng_vote.extensions import db
from huasheng_vote.register.queries import in_force
from huasheng_vote.rules.access import Role
from huasheng_vote.rules.refusal import Refused, Why


def groups(estate_id: int) -> list[ConvenerGroup]:
    """All groups, the latest first."""
    return list(db.session.scalars(select(ConvenerGroup).filter_by(estate_id=estate_id).order_by(ConvenerGroup.id.desc())))


def groups_in_force(estate_id: int, at: datetime) -> list[ConvenerGroup]:
    """Those that may convene at the moment."""
    return list(db.session.scalars(select(ConvenerGroup).filter_by(estate_id=estate_id).where(_stands(at)).order_by(ConvenerGroup.id)))


def group(estate_id: int, group_id: int) -> ConvenerGroup:
    """One group of this estate."""
    found: ConvenerGroup | None = db.session.scalar(select(ConvenerGroup).filter_by(estate_id=estate_id, id=group_id))
    if found is None:
        raise Refused(Why.NOT_FOUND)
    return found


def members(estate_id: int, group_id: int, at: datetime) -> list[ConvenerMember]:
    """Its posted members at the moment."""
    statement = select(ConvenerMember).filter_by(estate_id=estate_id, group_id=group_id).where(in_force(ConvenerMember, at))
    return list(db.session.scalars(statement.order_by(ConvenerMember.id)))


def objections(estate_id: int, group_id: int) -> list[ConvenerObjection]:
    """Objections to it, the latest first."""
    statement = select(ConvenerObjection).filter_by(estate_id=estate_id, group_id=group_id)
    return list(db.session.scalars(statement.order_by(ConvenerObjection.id.desc())))


def objection(estate_id: int, objection_id: int) -> ConvenerObjection:
    """One objection of this estate."""
    found: ConvenerObjection | None = db.session.scalar(select(ConvenerObjection).filter_by(estate_id=estate_id, id=objection_id))
    if found is None:
        raise Refused(Why.NOT_FOUND)
    return found


def _stands(at: datetime | BindParameter[datetime]) -> ColumnElement[bool]:
    return and_(ConvenerGroup.posted_at <= at, or_(ConvenerGroup.ended_at.is_(None), ConvenerGroup.ended_at > at))


# A member of a convening group in force is a convener.
CONVENING = (
    select(literal(Role.CONVENER.value).label("role"))
    .join_from(
        ConvenerMember,
        ConvenerGroup,
        and_(ConvenerGroup.estate_id == ConvenerMember.estate_id, ConvenerGroup.id == ConvenerMember.group_id),
    )
    .where(ConvenerMember.estate_id == bindparam("estate"), ConvenerMember.account_id == bindparam("account"))
    .where(in_force(ConvenerMember, bindparam("at")), _stands(bindparam("at")))
)
