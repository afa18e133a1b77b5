"""Tenders as everybody reads them: the list, one tender, what happened to it."""

from typing import Any

from flask import request

from huasheng_vote.committee.queries import decisions
from huasheng_vote.committee.views.shown import named, page_number
from huasheng_vote.labels import proposals
from huasheng_vote.labels import tenders as labels
from huasheng_vote.labels.committee import number as of_committee
from huasheng_vote.labels.projects import DESIGNS
from huasheng_vote.procurement.forms.tenders import ReviewForm
from huasheng_vote.procurement.models import Tender
from huasheng_vote.procurement.queries import tenders
from huasheng_vote.procurement.queries.enquiries import ask_until
from huasheng_vote.procurement.views import bp
from huasheng_vote.procurement.views.settling import as_of_now, current
from huasheng_vote.procurement.views.shown import lacking, rules_of
from huasheng_vote.procurement.views.ways import ways
from huasheng_vote.projects import queries as projects
from huasheng_vote.rules.access import Act
from huasheng_vote.rules.flows.tenders import TenderState
from huasheng_vote.rules.methods import Judging
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.web.access import allowed, public
from huasheng_vote.web.pages import page
from huasheng_vote.web.state import the_actor, the_estate


@bp.get("/")
@public
def index() -> Any:
    """All tenders, or those of one project; drafts for those who work on them."""
    here, number = the_estate().id, page_number()
    asked = request.args.get("project", "")
    project = projects.project(here, int(asked)) if asked.isascii() and asked.isdecimal() and len(asked) < 10 else None
    rows, total = tenders.listed(here, number, drafts=allowed(Act.SEE_TENDER_DRAFTS), project_id=project.id if project else None)
    running = [each for each in projects.projects(here) if each.state in ("preparing", "procuring")]
    return page(
        "procurement/index.html",
        rows=as_of_now(rows),
        project=project,
        begin=[each for each in running if project in (None, each)] if allowed(Act.DRAFT_TENDER) else [],
        number=number,
        pages=-(-total // tenders.PAGE),
        labels=labels,
    )


@bp.get("/<int:tender_id>")
@public
def tender(tender_id: int) -> Any:
    """Everything about one tender that the reader may know."""
    return tender_page(readable(tender_id))


def readable(tender_id: int) -> Tender:
    """The tender, once it was published; before that for those who work on it or hold a place in it."""
    found = current(tender_id)
    if found.published_at is None and not allowed(Act.SEE_TENDER_DRAFTS) and not tenders.takes_part(found, the_actor().account):
        raise Refused(Why.NOT_FOUND)
    return found


def tender_page(found: Tender, reviewing: ReviewForm | None = None) -> Any:
    """The page, or the same again with a review that was refused."""
    terms, scored = tenders.terms(found), found.judging == Judging.SCORED
    counted = found.published_at and (terms.count_visible or found.opened_at)
    duty = tenders.open_duty(found, the_actor()) if found.state == TenderState.DRAFT and allowed(Act.REVIEW_TENDER) else None
    shown = reviewing or (ReviewForm(None, prefix="review-", data={"seen": found.digest}) if duty else None)
    return page(
        "procurement/tender.html",
        status=reviewing.status if reviewing else 200,
        it=found,
        project=projects.project(found.estate_id, found.project_id),
        rules=rules_of(terms),
        asked_until=ask_until(found),
        documents=tenders.documents(found),
        scored=scored,
        reviews=tenders.reviews(found),
        moves=tenders.moves(found),
        addenda=tenders.addenda(found),
        bids=tenders.bids_handed_in(found) if counted else None,
        previous=tenders.tender(found.estate_id, found.previous_id) if found.previous_id else None,
        fewer=decisions.row(found.estate_id, found.fewer_decision_id) if found.fewer_decision_id else None,
        following=_shown(tenders.following(found)),
        ways=ways(found),
        lacking=lacking(found) if found.published_at is None else [],
        duty=duty,
        reviewing=shown,
        categories=proposals.CATEGORIES,
        quoted=of_committee,
        kinds=DESIGNS,
        labels=labels,
        named=named,
    )


def _shown(other: Tender | None) -> Tender | None:
    """Another tender, where the reader may know of it."""
    return other if other and (other.published_at or allowed(Act.SEE_TENDER_DRAFTS)) else None
