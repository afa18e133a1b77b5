"""Reads of suggestions. Endorsements are derived: people, not rows, counted once over an idea and everything merged into it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, distinct, func, or_, select
from sqlalchemy.orm import aliased

from huasheng_vote.extensions import db
from huasheng_vote.people.models import Account
from huasheng_vote.proposals.models import Comment, Endorsement, Suggestion, SuggestionPhoto
from huasheng_vote.register.models import Building
from huasheng_vote.rules.flows.proposals import SuggestionState

PAGE = 20


class Sort(StrEnum):
    """What comes first in the list."""

    ENDORSED = "endorsed"
    NEW = "new"


@dataclass(frozen=True)
class Wanted:
    """What the reader asks the list for; empty means all. Merged ideas come only when asked for: the one they went into stands for them."""

    category: str = ""
    building: int | None = None
    state: str = ""
    campaign: int | None = None
    words: str = ""
    sort: str = Sort.ENDORSED
    page: int = 1


@dataclass(frozen=True)
class Listed:
    """One line of the list."""

    suggestion: Suggestion
    author: str
    building: str
    endorsements: int
    comments: int
    thumbnail: str


def suggestion(estate_id: int, suggestion_id: int) -> Suggestion | None:
    found: Suggestion | None = db.session.scalar(select(Suggestion).filter_by(estate_id=estate_id, id=suggestion_id))
    return found


def endorsed(of: Any = Suggestion) -> Any:
    """How many people support an idea, as a scalar subquery of the statement around it."""
    counted = aliased(Suggestion)
    return (
        select(func.count(distinct(Endorsement.account_id)))
        .join(counted, and_(counted.estate_id == Endorsement.estate_id, counted.id == Endorsement.suggestion_id))
        .where(counted.estate_id == of.estate_id, counted.root_id == of.id, Endorsement.until.is_(None))
        .correlate(of)
        .scalar_subquery()
    )


def listed(estate_id: int, wanted: Wanted) -> tuple[list[Listed], int]:
    """One page of the list, and how many ideas there are on all pages."""
    chosen = _filters(estate_id, wanted)
    total = db.session.scalar(select(func.count()).select_from(Suggestion).where(*chosen))
    order = (endorsed().desc(),) if wanted.sort == Sort.ENDORSED else ()
    statement = _line().where(*chosen).order_by(*order, Suggestion.created_at.desc(), Suggestion.id.desc())
    rows = db.session.execute(statement.limit(PAGE).offset((wanted.page - 1) * PAGE))
    return [Listed(*row) for row in rows], total


def merged_into(estate_id: int, root_id: int) -> list[Listed]:
    """What was merged into an idea, directly or by way of another, in the order it was written."""
    statement = _line().where(Suggestion.estate_id == estate_id, Suggestion.root_id == root_id, Suggestion.id != root_id)
    return [Listed(*row) for row in db.session.execute(statement.order_by(Suggestion.id))]


def line(estate_id: int, suggestion_id: int) -> Listed | None:
    """One idea as it stands in a list."""
    row = db.session.execute(_line().where(Suggestion.estate_id == estate_id, Suggestion.id == suggestion_id)).first()
    return Listed(*row) if row else None


def adopted_by(estate_id: int, proposal_id: int) -> list[Listed]:
    """The ideas a proposal took up."""
    statement = _line().where(Suggestion.estate_id == estate_id, Suggestion.proposal_id == proposal_id)
    return [Listed(*row) for row in db.session.execute(statement.order_by(Suggestion.id))]


def _line() -> Select[Any]:
    comments = (
        select(func.count(Comment.id))
        .where(Comment.estate_id == Suggestion.estate_id, Comment.suggestion_id == Suggestion.id, Comment.hidden_at.is_(None))
        .correlate(Suggestion)
        .scalar_subquery()
    )
    thumbnail = (
        select(SuggestionPhoto.thumbnail)
        .where(SuggestionPhoto.estate_id == Suggestion.estate_id, SuggestionPhoto.suggestion_id == Suggestion.id)
        .order_by(SuggestionPhoto.ordinal)
        .limit(1)
        .correlate(Suggestion)
        .scalar_subquery()
    )
    building = and_(Building.estate_id == Suggestion.estate_id, Building.id == Suggestion.building_id)
    return (
        select(Suggestion, Account.name, func.coalesce(Building.name, ""), endorsed(), comments, func.coalesce(thumbnail, ""))
        .join(Account, Account.id == Suggestion.author_id)
        .outerjoin(Building, building)
    )


def _filters(estate_id: int, wanted: Wanted) -> list[ColumnElement[bool]]:
    chosen: list[ColumnElement[bool]] = [Suggestion.estate_id == estate_id, Suggestion.hidden_at.is_(None)]
    chosen.append(Suggestion.state == wanted.state if wanted.state else Suggestion.state != SuggestionState.MERGED)
    for column, value in (
        (Suggestion.category, wanted.category),
        (Suggestion.building_id, wanted.building),
        (Suggestion.campaign_id, wanted.campaign),
    ):
        if value:
            chosen.append(column == value)
    for word in wanted.words.split()[:8]:
        places = (Suggestion.title, Suggestion.text, Suggestion.place)
        chosen.append(or_(*(column.icontains(word, autoescape=True) for column in places)))
    return chosen


def photos(estate_id: int, suggestion_id: int) -> list[SuggestionPhoto]:
    """The photos of an idea in their order."""
    statement = select(SuggestionPhoto).filter_by(estate_id=estate_id, suggestion_id=suggestion_id)
    return list(db.session.scalars(statement.order_by(SuggestionPhoto.ordinal)))


def photo_shown(estate_id: int, name: str) -> bool:
    """Whether a stored name is a photo of an idea that is not hidden."""
    return (
        db.session.scalar(
            select(SuggestionPhoto.id)
            .join(Suggestion, and_(Suggestion.estate_id == SuggestionPhoto.estate_id, Suggestion.id == SuggestionPhoto.suggestion_id))
            .where(SuggestionPhoto.estate_id == estate_id, Suggestion.hidden_at.is_(None))
            .where(or_(SuggestionPhoto.name == name, SuggestionPhoto.thumbnail == name))
        )
        is not None
    )


def endorsements(estate_id: int, root_id: int) -> int:
    """How many people support the idea and what was merged into it."""
    number: int = db.session.scalar(select(endorsed()).select_from(Suggestion).filter_by(estate_id=estate_id, id=root_id))
    return number


def endorses(estate_id: int, root_id: int, account_id: int | None) -> bool:
    """Whether the account is among them."""
    return bool(live_endorsements(estate_id, root_id, account_id)) if account_id else False


def live_endorsements(estate_id: int, root_id: int, account_id: int) -> Sequence[Endorsement]:
    """The account's endorsements that count for the idea: more than one where it supported two that were merged."""
    found: Sequence[Endorsement] = db.session.scalars(
        select(Endorsement)
        .join(Suggestion, and_(Suggestion.estate_id == Endorsement.estate_id, Suggestion.id == Endorsement.suggestion_id))
        .where(Endorsement.estate_id == estate_id, Suggestion.root_id == root_id)
        .where(Endorsement.account_id == account_id, Endorsement.until.is_(None))
    ).all()
    return found


def of_author(estate_id: int, account_id: int) -> list[Listed]:
    """Everything the account suggested, the latest first, hidden ones too."""
    statement = _line().where(Suggestion.estate_id == estate_id, Suggestion.author_id == account_id)
    return [Listed(*row) for row in db.session.execute(statement.order_by(Suggestion.id.desc()))]


def unanswered(estate_id: int) -> int:
    """How many ideas the committee has not answered yet."""
    statement = select(func.count()).select_from(Suggestion).filter_by(estate_id=estate_id, state=SuggestionState.PUBLISHED)
    number: int = db.session.scalar(statement.where(Suggestion.hidden_at.is_(None)))
    return number
