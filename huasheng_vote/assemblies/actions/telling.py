"""Telling people about a meeting: everybody on the board, every owner on its roll by every way there is, the residents' committee."""

from datetime import datetime

from sqlalchemy import or_, select

from huasheng_vote.assemblies.queries.frozen import FrozenHead
from huasheng_vote.assemblies.queries.rolls import parties_on
from huasheng_vote.extensions import db
from huasheng_vote.journal.log import Context
from huasheng_vote.notices.models import Channel
from huasheng_vote.notices.outbox import enqueue
from huasheng_vote.people.models import RoleGrant
from huasheng_vote.rules.access import Role
from huasheng_vote.rules.calendar import SHANGHAI

EVERY_WAY = (Channel.APP, Channel.SMS, Channel.PRINT)
Facts = dict[str, str | int]


def tell_everybody(on: Context, code: str, facts: Facts) -> None:
    """On the board, to be read by anybody."""
    enqueue(on, None, None, code, facts)


def tell_owners(on: Context, assembly_id: int, code: str, facts: Facts) -> None:
    """On the board, and to each owner on the roll, paper included: nobody has to have a phone."""
    tell_everybody(on, code, facts)
    for party in parties_on(on.estate.id, assembly_id):
        enqueue(on, None, party, code, facts, EVERY_WAY)


def tell_head(on: Context, head: FrozenHead, code: str, facts: Facts) -> None:
    """The owners of one head."""
    for party in sorted(map(int, head.owners)):
        enqueue(on, None, party, code, facts)


def tell_supervisors(on: Context, code: str, facts: Facts) -> None:
    """The residents' committee, which is told of every meeting (CC 277, GR)."""
    supervisors = db.session.scalars(
        select(RoleGrant.account_id)
        .filter_by(estate_id=on.estate.id, role=Role.COMMUNITY_SUPERVISOR)
        .where(RoleGrant.since <= on.at, or_(RoleGrant.until.is_(None), RoleGrant.until > on.at))
        .distinct()
    ).all()
    for account in supervisors:
        enqueue(on, account, None, code, facts)


def moment(at: datetime | None) -> str:
    """A moment in a message."""
    return f"{at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}" if at else ""
