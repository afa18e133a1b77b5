"""Reads of tenders: the list, one with its documents, reviewers, changes; what waits until one is published."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, or_, select

from huasheng_vote.extensions import db
from huasheng_vote.people.models import Account
from huasheng_vote.procurement.models import (
    REVIEWERS,
    Addendum,
    Bid,
    DeadlineMove,
    OpeningOfficer,
    PanelSeat,
    Tender,
    TenderDocument,
    TenderReview,
)
from huasheng_vote.procurement.queries import purchases
from huasheng_vote.projects.models import Design, DesignVersion
from huasheng_vote.projects.queries import designs
from huasheng_vote.rules.access import Act, Actor
from huasheng_vote.rules.flows.tenders import BidState, TenderState
from huasheng_vote.rules.methods import Method, Terms
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.rules.staffing import FITS, Duty, Person
from huasheng_vote.web.task import Task, holds

PAGE = 20
UNPUBLISHED = (TenderState.DRAFT, TenderState.REVIEWED)
HANDED_IN = tuple(state for state in BidState if state not in (BidState.DRAFT, BidState.REPLACED, BidState.WITHDRAWN))


@dataclass(frozen=True)
class Document:
    """A drawing or paper in the version that is offered on."""

    design: Design
    version: DesignVersion

    @property
    def body(self) -> list[str | int]:
        """What signatures and bids are bound to."""
        return [self.design.kind, self.design.title, self.version.number, self.version.digest]


@dataclass(frozen=True)
class Review:
    """A reviewer's signature with the name: pages mask it."""

    duty: Duty
    account: int
    name: str
    note: str
    digest: str
    at: datetime


def tender(estate_id: int, tender_id: int) -> Tender:
    """One tender of this estate, whatever its state. Who may see a draft the caller decides."""
    found: Tender | None = db.session.scalar(select(Tender).filter_by(estate_id=estate_id, id=tender_id))
    if found is None:
        raise Refused(Why.NOT_FOUND)
    return found


def terms(tender: Tender) -> Terms:
    """The method's rules: as frozen at publication, before it as they would be."""
    if tender.terms:
        return Terms.thawed(json.loads(tender.terms))
    return purchases.rulebook(tender.estate_id).terms[Method(tender.method)]


def name(slug: str, tender: Tender) -> str:
    """What envelopes call the tender."""
    return f"{slug}/tender/{tender.id}"


def listed(estate_id: int, page: int, *, drafts: bool, project_id: int | None = None) -> tuple[list[Tender], int]:
    """One page, the latest first, and how many there are. `drafts`: those never published too."""
    chosen = select(Tender).filter_by(estate_id=estate_id)
    if not drafts:
        chosen = chosen.where(Tender.published_at.is_not(None))
    if project_id is not None:
        chosen = chosen.where(Tender.project_id == project_id)
    total = db.session.scalar(select(func.count()).select_from(chosen.subquery())) or 0
    latest = chosen.order_by(func.coalesce(Tender.published_at, Tender.created_at).desc(), Tender.id.desc())
    return list(db.session.scalars(latest.limit(PAGE).offset((page - 1) * PAGE))), int(total)


def following(tender: Tender) -> Tender | None:
    """The next round, if this one failed and was tried again."""
    later = select(Tender).filter_by(estate_id=tender.estate_id, previous_id=tender.id).where(Tender.state != TenderState.CANCELLED)
    found: Tender | None = db.session.scalar(later.order_by(Tender.id.desc()).limit(1))
    return found


def ready_documents(estate_id: int, project_id: int) -> list[Document]:
    """What a tender published now would freeze: every drawing and paper of the project whose latest version is signed in full."""
    return [Document(each.design, each.version) for each in designs.sheets(estate_id, project_id) if each.standing.ready]


def documents(tender: Tender) -> list[Document]:
    """What is offered on: as frozen, before publication as it would be."""
    if tender.published_at is None:
        return ready_documents(tender.estate_id, tender.project_id)
    rows = db.session.execute(
        select(Design, DesignVersion)
        .join(DesignVersion, (DesignVersion.estate_id == Design.estate_id) & (DesignVersion.design_id == Design.id))
        .join(TenderDocument, (TenderDocument.estate_id == Design.estate_id) & (TenderDocument.version_id == DesignVersion.id))
        .where(TenderDocument.estate_id == tender.estate_id, TenderDocument.tender_id == tender.id)
        .order_by(TenderDocument.id)
    )
    return [Document(design, version) for design, version in rows]


def reviews(tender: Tender) -> list[Review]:
    """Every signature under any wording, the first first."""
    rows = db.session.execute(
        select(TenderReview, Account.name)
        .join(Account, Account.id == TenderReview.account_id)
        .where(TenderReview.estate_id == tender.estate_id, TenderReview.tender_id == tender.id)
        .order_by(TenderReview.id)
    )
    return [Review(Duty(row.duty), row.account_id, who, row.note, row.digest, row.at) for row, who in rows]


def open_duty(tender: Tender, actor: Actor) -> Duty | None:
    """The review this person could sign now under the present wording, if any."""
    given = [each for each in reviews(tender) if each.digest == tender.digest]
    if actor.account is None or actor.account in (tender.author_id, *(each.account for each in given)):
        return None
    person, done = Person(actor.account, frozenset(actor.roles)), {each.duty for each in given}
    return next((duty for duty in REVIEWERS if duty not in done and FITS[duty](person)), None)


def moves(tender: Tender) -> list[DeadlineMove]:
    """How the deadline moved, the first first."""
    return list(
        db.session.scalars(select(DeadlineMove).filter_by(estate_id=tender.estate_id, tender_id=tender.id).order_by(DeadlineMove.id))
    )


def addenda(tender: Tender) -> list[Addendum]:
    """What was changed while it was open, in order."""
    return list(db.session.scalars(select(Addendum).filter_by(estate_id=tender.estate_id, tender_id=tender.id).order_by(Addendum.ordinal)))


def bids_handed_in(tender: Tender) -> int:
    """How many bids there are; whether that may be shown the terms say."""
    counted = select(func.count()).select_from(Bid).filter_by(estate_id=tender.estate_id, tender_id=tender.id)
    return int(db.session.scalar(counted.where(Bid.state.in_(HANDED_IN))) or 0)


def takes_part(tender: Tender, account_id: int | None) -> bool:
    """Whether the person holds a place in it, as an officer or on the panel, and so has to know what it is about before everybody does."""
    places: tuple[Any, ...] = (OpeningOfficer, PanelSeat)
    mine = [select(each.id).filter_by(estate_id=tender.estate_id, tender_id=tender.id, account_id=account_id).exists() for each in places]
    return account_id is not None and bool(db.session.scalar(select(or_(*mine))))


def next_ordinal(estate_id: int, year: int) -> int:
    """The next number of the year."""
    return int(db.session.scalar(select(func.max(Tender.ordinal)).filter_by(estate_id=estate_id, year=year)) or 0) + 1


def to_review(estate_id: int, actor: Actor, _at: datetime) -> Iterator[Task]:
    """Drafts the actor may sign."""
    if holds(actor, Act.REVIEW_TENDER):
        for each in _in_state(estate_id, TenderState.DRAFT):
            if open_duty(each, actor):
                yield Task("tender_review", each.title, "procurement.tender", {"tender_id": each.id})


def to_publish(estate_id: int, actor: Actor, _at: datetime) -> Iterator[Task]:
    """Drafts both reviewers signed."""
    if holds(actor, Act.PUBLISH_TENDER):
        for each in _in_state(estate_id, TenderState.REVIEWED):
            yield Task("tender_publish", each.title, "procurement.publish_form", {"tender_id": each.id})


def _in_state(estate_id: int, state: TenderState) -> list[Tender]:
    return list(db.session.scalars(select(Tender).filter_by(estate_id=estate_id, state=state).order_by(Tender.id)))
