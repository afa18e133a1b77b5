"""What this area keeps about one person, told to that person: ideas, support, comments, demands."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import select

from huasheng_vote.extensions import db
from huasheng_vote.proposals.models import Comment, DemandSignature, Endorsement, Suggestion


def kept_by_proposals(estate_id: int, account_id: int, at: datetime) -> dict[str, list[dict[str, Any]]]:
    """By section, the fields as stored. All of it stands whatever the moment: ended support is kept too."""
    written, signed = {"estate_id": estate_id, "author_id": account_id}, {"estate_id": estate_id, "account_id": account_id}
    return {
        "suggestions": [
            _some(each, "title", "category", "place", "text", "created_at") | {"suggestion": each.id, "suggestion_state": each.state}
            for each in _all(Suggestion, written)
        ],
        "endorsements": [_some(each, "since", "until") | {"suggestion": each.suggestion_id} for each in _all(Endorsement, signed)],
        "comments": [
            _some(each, "text", "created_at") | {"suggestion": each.suggestion_id, "proposal": each.proposal_id}
            for each in _all(Comment, written)
        ],
        "demands": [_some(each, "since", "until") | {"demand": each.demand_id} for each in _all(DemandSignature, signed)],
    }


def _all(model: Any, where: dict[str, int]) -> Iterable[Any]:
    rows: Iterable[Any] = db.session.scalars(select(model).filter_by(**where).order_by(model.id))
    return rows


def _some(row: Any, *fields: str) -> dict[str, Any]:
    return {field: getattr(row, field) for field in fields}
