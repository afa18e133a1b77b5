"""Reads of suppliers: the lists, one with its papers, whose it is, whether it may bid, and what makes somebody a bidder."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from sqlalchemy import bindparam, exists, literal, select

from huasheng_vote.extensions import db
from huasheng_vote.procurement.models import OpeningOfficer, PanelSeat, Supplier, SupplierPaper, Tender, TenderReview
from huasheng_vote.procurement.models.suppliers import HOLDS_CODE, STANDS
from huasheng_vote.rules.access import Act, Actor, Role, clashing, in_force
from huasheng_vote.rules.flows.suppliers import SupplierState
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.web.task import Task, holds

PUBLIC = (SupplierState.REGISTERED, SupplierState.BLACKLISTED)
"""What everybody sees; other registrations are their own and the checkers'."""

# A registered company makes a bidder of the account that acts for it. `app.roles_of` asks every area's statement at once.
BIDDING = select(literal(Role.BIDDER.value).label("role")).where(
    Supplier.estate_id == bindparam("estate"),
    Supplier.author_id == bindparam("account"),
    Supplier.state == SupplierState.REGISTERED,
    Supplier.checked_at <= bindparam("at"),
)


def supplier(estate_id: int, supplier_id: int) -> Supplier:
    """One supplier of this estate, whatever its state."""
    found: Supplier | None = db.session.scalar(select(Supplier).filter_by(estate_id=estate_id, id=supplier_id))
    if found is None:
        raise Refused(Why.NOT_FOUND)
    return found


def of_account(estate_id: int, account_id: int | None) -> Supplier | None:
    """The company this person acts for here, if any; one that was withdrawn no more."""
    mine = select(Supplier).filter_by(estate_id=estate_id, author_id=account_id).where(db.text(STANDS))
    found: Supplier | None = db.session.scalar(mine)
    return found


def holding(estate_id: int, code: str) -> Supplier | None:
    """The registration that holds the company's code, if any."""
    found: Supplier | None = db.session.scalar(select(Supplier).filter_by(estate_id=estate_id, code=code).where(db.text(HOLDS_CODE)))
    return found


def barred(roles: frozenset[Role]) -> bool:
    """Whether somebody with these roles may not act for a company: they set requirements, or judge."""
    return clashing(in_force(roles | {Role.BIDDER}))


def may_bid(supplier: Supplier, tender: Tender, on_day: date) -> None:
    """Refuses a company that may not bid in this tender on this day (in Shanghai): not registered, blacklisted, its safety licence expired (its last
    day still counts), or the person who acts for it drafted, reviews, opens or judges the tender. Whether it was invited the caller knows."""
    if supplier.state == SupplierState.BLACKLISTED:
        raise Refused(Why.SUPPLIER_BLACKLISTED)
    if supplier.state != SupplierState.REGISTERED or supplier.estate_id != tender.estate_id:
        raise Refused(Why.SUPPLIER_UNREGISTERED)
    if supplier.licence_until is not None and supplier.licence_until < on_day:
        raise Refused(Why.LICENCE_EXPIRED, until=supplier.licence_until.isoformat())
    if _took_part(tender, supplier.author_id):
        raise Refused(Why.TOOK_PART)


def _took_part(tender: Tender, account_id: int) -> bool:
    places = [
        exists().where(model.estate_id == tender.estate_id, model.tender_id == tender.id, model.account_id == account_id)
        for model in (TenderReview, OpeningOfficer, PanelSeat)
    ]
    return tender.author_id == account_id or any(db.session.scalar(select(each)) for each in places)


def papers(estate_id: int, supplier_id: int) -> Sequence[SupplierPaper]:
    """Its certificates as files, the first ones first."""
    query = select(SupplierPaper).filter_by(estate_id=estate_id, supplier_id=supplier_id).order_by(SupplierPaper.id)
    rows: Sequence[SupplierPaper] = db.session.scalars(query).all()
    return rows


def paper(estate_id: int, supplier_id: int, paper_id: int) -> SupplierPaper:
    """One of them."""
    query = select(SupplierPaper).filter_by(estate_id=estate_id, supplier_id=supplier_id, id=paper_id)
    found: SupplierPaper | None = db.session.scalar(query)
    if found is None:
        raise Refused(Why.NOT_FOUND)
    return found


def in_state(estate_id: int, *states: SupplierState) -> Sequence[Supplier]:
    """Suppliers in these states by name."""
    query = select(Supplier).filter_by(estate_id=estate_id).where(Supplier.state.in_(states))
    rows: Sequence[Supplier] = db.session.scalars(query.order_by(Supplier.name, Supplier.id)).all()
    return rows


def to_check(estate_id: int, account_id: int | None) -> Sequence[Supplier]:
    """Registrations that wait for somebody to look at the papers handed in, without the reader's own; the oldest first."""
    query = select(Supplier).filter_by(estate_id=estate_id, state=SupplierState.APPLIED).where(Supplier.author_id != (account_id or 0))
    query = query.where(exists().where(SupplierPaper.estate_id == estate_id, SupplierPaper.supplier_id == Supplier.id))
    rows: Sequence[Supplier] = db.session.scalars(query.order_by(Supplier.applied_at, Supplier.id)).all()
    return rows


def waiting_to_be_checked(estate_id: int, actor: Actor, at: datetime) -> Iterator[Task]:
    """A task for each of them, for those who check."""
    if holds(actor, Act.CHECK_SUPPLIER):
        for each in to_check(estate_id, actor.account):
            yield Task("supplier", each.name, "suppliers.check", {"supplier_id": each.id})
