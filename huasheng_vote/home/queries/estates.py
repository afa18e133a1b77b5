"""The estates this installation serves."""

from sqlalchemy import select

from huasheng_vote.extensions import db
from huasheng_vote.people.models import Estate


def every() -> list[Estate]:
    """All estates, by name."""
    return list(db.session.scalars(select(Estate).order_by(Estate.name, Estate.id)))
