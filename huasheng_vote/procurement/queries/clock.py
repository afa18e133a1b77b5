"""What a tender's clock says: when the site was out of reach, what moves the deadline, whose move is due."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import func, or_, select

from huasheng_vote.committee.queries import decisions
from huasheng_vote.extensions import db
from huasheng_vote.procurement.models import Addendum, Bid, DeadlineMove, Enquiry, Tender, Uptime
from huasheng_vote.procurement.queries import tenders
from huasheng_vote.rules import tendering
from huasheng_vote.rules.flows.committees import DecisionState
from huasheng_vote.rules.flows.tenders import TenderState
from huasheng_vote.rules.tendering import Moved, Outage


def due(at: datetime) -> list[tuple[int, int]]:
    """(estate, tender) of every open tender whose deadline has come, or has to move."""
    soon = at + tendering.WATCHED - tendering.DOWN
    query = select(Tender).where(Tender.state == TenderState.PUBLISHED, Tender.deadline <= soon)
    return [(each.estate_id, each.id) for each in db.session.scalars(query.order_by(Tender.id)) if is_due(each, at)]


def is_due(tender: Tender, at: datetime) -> bool:
    """Whether something about the tender happens by the clock now."""
    return tender.state == TenderState.PUBLISHED and (at >= tender.deadline or next_move(tender, at) is not None)


def next_move(tender: Tender, at: datetime) -> tuple[datetime, Moved] | None:
    """The next deadline and why, or None where it stands."""
    watched = tender.deadline - tendering.WATCHED
    if at < watched:
        return None
    return tendering.moved(tender.deadline, at, outages_since(watched, at), unanswered_at(tender))


def outages_since(since: datetime, at: datetime) -> list[Outage]:
    """The times out of reach that reach past `since`, as far as is known at `at`."""
    before = db.session.scalar(select(func.max(Uptime.until)).where(Uptime.until < since))
    query = select(Uptime.since, Uptime.until)
    if before is not None:
        query = query.where(Uptime.until >= before)
    return tendering.outages([(row.since, row.until) for row in db.session.execute(query)], at)


def unanswered_at(tender: Tender) -> int:
    """How many questions have no answer from before the deadline."""
    open_then = or_(Enquiry.answered_at.is_(None), Enquiry.answered_at >= tender.deadline)
    query = select(func.count()).select_from(Enquiry).filter_by(estate_id=tender.estate_id, tender_id=tender.id)
    return int(db.session.scalar(query.where(open_then)) or 0)


def least_bids(tender: Tender) -> int:
    """How many bids there have to be. In a second round fewer do, as long as the committee's decision holds."""
    terms = tenders.terms(tender)
    if tender.fewer_decision_id is None or decisions.row(tender.estate_id, tender.fewer_decision_id).state != DecisionState.PASSED:
        return tendering.least_bids(terms)
    return tendering.least_bids(terms, failed_before=tender.previous_id is not None, decided=tender.fewer_bids)


def last_fact(tender: Tender) -> datetime | None:
    """The moment of the latest thing that is known to have happened to the tender; None before it was published."""
    return max(_facts(tender), default=None)


def _facts(tender: Tender) -> Iterator[datetime]:
    yield from (each for each in (tender.published_at, tender.opened_at, tender.evaluated_at, tender.ended_at) if each is not None)
    here = {"estate_id": tender.estate_id, "tender_id": tender.id}
    for column in (DeadlineMove.at, Addendum.at, Bid.changed_at, Enquiry.asked_at, Enquiry.answered_at):
        if (latest := db.session.scalar(select(func.max(column)).filter_by(**here))) is not None:
            yield latest
