"""Search by LIKE: two-character Chinese words are what people type, and no index of trigrams finds those."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, or_, select

from huasheng_vote.extensions import db
from huasheng_vote.proposals.models import Proposal, ProposalVersion, Suggestion

MOST = 20  # of each kind


@dataclass(frozen=True)
class Found:
    """One hit and the page it stands on."""

    kind: str
    title: str
    at: datetime
    endpoint: str
    args: dict[str, Any]


def search(estate_id: int, words: str) -> list[Found]:
    """Hits of every kind, the latest first. Only what everybody may read is searched."""
    found = [each for source in SOURCES for each in source(estate_id, words)]
    return sorted(found, key=lambda each: each.at, reverse=True)


def anywhere(words: str, *columns: Any) -> Any:
    """Whether one of the columns contains the words, whatever signs they are made of."""
    return or_(*(column.icontains(words, autoescape=True) for column in columns))


def _hits(statement: Any, kind: str, endpoint: str, name: str) -> Iterator[Found]:
    for key, title, at in db.session.execute(statement.limit(MOST)):
        yield Found(kind, title, at, endpoint, {name: key})


def suggestions(estate_id: int, words: str) -> Iterator[Found]:
    """Ideas that are not hidden, by title, place and text."""
    chosen = select(Suggestion.id, Suggestion.title, Suggestion.created_at).filter_by(estate_id=estate_id)
    chosen = chosen.where(Suggestion.hidden_at.is_(None), anywhere(words, Suggestion.title, Suggestion.text, Suggestion.place))
    return _hits(chosen.order_by(Suggestion.id.desc()), "suggestion", "proposals.suggestion", "suggestion_id")


def proposals(estate_id: int, words: str) -> Iterator[Found]:
    """Published proposals, by their latest version."""
    latest = (
        select(func.max(ProposalVersion.number))
        .where(ProposalVersion.estate_id == Proposal.estate_id, ProposalVersion.proposal_id == Proposal.id)
        .correlate(Proposal)
        .scalar_subquery()
    )
    chosen = (
        select(Proposal.id, ProposalVersion.title, Proposal.published_at)
        .join(ProposalVersion, (ProposalVersion.estate_id == Proposal.estate_id) & (ProposalVersion.proposal_id == Proposal.id))
        .where(Proposal.estate_id == estate_id, Proposal.published_at.is_not(None), ProposalVersion.number == latest)
        .where(anywhere(words, ProposalVersion.title, ProposalVersion.scope))
    )
    return _hits(chosen.order_by(Proposal.id.desc()), "proposal", "proposals.proposal", "proposal_id")


SOURCES: tuple[Callable[[int, str], Iterator[Found]], ...] = (suggestions, proposals)
