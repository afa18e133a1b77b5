"""Meetings as the pages around them need them: which are open, what each led to."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import func, select

from huasheng_vote.assemblies.models.meetings import Assembly
from huasheng_vote.assemblies.queries.voting import FROZEN
from huasheng_vote.extensions import db
from huasheng_vote.rules.flows.assemblies import AssemblyState

CLOSES = func.coalesce(Assembly.extended_to, Assembly.closes_at)
UNDER_WAY = (AssemblyState.ROLL_REVIEW, AssemblyState.NOTICED, AssemblyState.OPEN, AssemblyState.CLOSED, AssemblyState.PUBLISHED)
TAKING_BALLOTS = (AssemblyState.NOTICED, AssemblyState.OPEN)


def open_now(estate_id: int, at: datetime) -> list[Assembly]:
    """Votes whose window is open at the moment, the one that ends first on top."""
    query = select(Assembly).filter_by(estate_id=estate_id).where(Assembly.state.in_(TAKING_BALLOTS), Assembly.opens_at <= at, at < CLOSES)
    return list(db.session.scalars(query.order_by(CLOSES, Assembly.id)))


def noticed(estate_id: int) -> Iterator[Assembly]:
    """Every meeting whose notice was given, the latest first."""
    query = select(Assembly).filter_by(estate_id=estate_id).where(Assembly.state.in_(FROZEN), Assembly.noticed_at.is_not(None))
    yield from db.session.scalars(query.order_by(Assembly.id.desc()))


def under_way(estate_id: int) -> list[Assembly]:
    """Meetings that officers have to do with: from the review of the roll until the result is announced."""
    query = select(Assembly).filter_by(estate_id=estate_id).where(Assembly.state.in_(UNDER_WAY))
    return list(db.session.scalars(query.order_by(Assembly.id)))


def taking_papers(estate_id: int) -> list[Assembly]:
    """Votes whose papers may still be typed in and counted."""
    handled = (AssemblyState.OPEN, AssemblyState.CLOSED)
    return list(
        db.session.scalars(select(Assembly).filter_by(estate_id=estate_id).where(Assembly.state.in_(handled)).order_by(Assembly.id))
    )
