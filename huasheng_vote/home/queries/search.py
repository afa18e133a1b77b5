"""Search by LIKE: two-character Chinese words are what people type, and no index of trigrams finds those."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, or_, select

from huasheng_vote.assemblies.models.meetings import Assembly
from huasheng_vote.assemblies.models.motions import Motion
from huasheng_vote.extensions import db
from huasheng_vote.notices import outbox
from huasheng_vote.notices import queries as notices
from huasheng_vote.notices.models import Notice
from huasheng_vote.projects.models import Project
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


def meetings(estate_id: int, words: str) -> Iterator[Found]:
    """Noticed meetings, by their title and by the questions put."""
    asked = select(Motion.id).where(
        Motion.estate_id == Assembly.estate_id, Motion.assembly_id == Assembly.id, anywhere(words, Motion.title, Motion.text)
    )
    chosen = select(Assembly.id, Assembly.title, Assembly.noticed_at).where(
        Assembly.estate_id == estate_id, Assembly.noticed_at.is_not(None), or_(anywhere(words, Assembly.title), asked.exists())
    )
    return _hits(chosen.order_by(Assembly.id.desc()), "assembly", "voting.vote", "assembly_id")


def projects(estate_id: int, words: str) -> Iterator[Found]:
    """Projects, by their title."""
    chosen = select(Project.id, Project.title, Project.opened_at).where(Project.estate_id == estate_id, anywhere(words, Project.title))
    return _hits(chosen.order_by(Project.id.desc()), "project", "projects.project", "project_id")


def board(estate_id: int, words: str) -> Iterator[Found]:
    """What stands on the board, by the names in it."""
    chosen = notices.board(estate_id).where(anywhere(words, Notice.facts)).limit(MOST)
    for each in db.session.scalars(chosen):
        yield Found("notice", outbox.sentence(each), each.at, "notices.index", {})


SOURCES: tuple[Callable[[int, str], Iterator[Found]], ...] = (suggestions, proposals, meetings, projects, board)
