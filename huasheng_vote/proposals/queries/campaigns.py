"""Reads of campaigns."""

from datetime import datetime

from sqlalchemy import func, or_, select

from huasheng_vote.extensions import db
from huasheng_vote.proposals.models import Campaign, Suggestion


def campaign(estate_id: int, campaign_id: int) -> Campaign | None:
    found: Campaign | None = db.session.scalar(select(Campaign).filter_by(estate_id=estate_id, id=campaign_id))
    return found


def all_campaigns(estate_id: int) -> list[Campaign]:
    """Every call for ideas, the latest first."""
    return list(db.session.scalars(select(Campaign).filter_by(estate_id=estate_id).order_by(Campaign.since.desc(), Campaign.id.desc())))


def open_campaign(estate_id: int, at: datetime) -> Campaign | None:
    """The call that is open now; of several, the one that ends first."""
    found: Campaign | None = db.session.scalar(
        select(Campaign)
        .filter_by(estate_id=estate_id)
        .where(Campaign.since <= at, Campaign.until > at, or_(Campaign.closed_at.is_(None), Campaign.closed_at > at))
        .order_by(Campaign.until, Campaign.id)
        .limit(1)
    )
    return found


def outcome(estate_id: int, campaign_id: int) -> dict[str, int]:
    """How many ideas of the call stand in which state; hidden ones are not counted."""
    rows = db.session.execute(
        select(Suggestion.state, func.count())
        .filter_by(estate_id=estate_id, campaign_id=campaign_id)
        .where(Suggestion.hidden_at.is_(None))
        .group_by(Suggestion.state)
    )
    return {state: number for state, number in rows}
