"""Reads of invitations. Before the opening only the committee, and each company about itself, knows who is invited."""

from collections.abc import Sequence

from sqlalchemy import select

from huasheng_vote.extensions import db
from huasheng_vote.procurement.models import Invitation, Supplier, Tender
from huasheng_vote.rules.flows.suppliers import SupplierState
from huasheng_vote.rules.flows.tenders import TenderState


def registered(estate_id: int) -> Sequence[Supplier]:
    """Companies that may be invited, by name."""
    rows: Sequence[Supplier] = db.session.scalars(
        select(Supplier).filter_by(estate_id=estate_id, state=SupplierState.REGISTERED).order_by(Supplier.name, Supplier.id)
    ).all()
    return rows


def invited(tender: Tender) -> Sequence[Invitation]:
    """Every invitation to this tender."""
    rows: Sequence[Invitation] = db.session.scalars(
        select(Invitation).filter_by(estate_id=tender.estate_id, tender_id=tender.id).order_by(Invitation.id)
    ).all()
    return rows


def suppliers(tender: Tender) -> list[Supplier]:
    """The invited companies that are still registered."""
    asked = {each.supplier_id for each in invited(tender)}
    return [each for each in registered(tender.estate_id) if each.id in asked]


def standing(tender: Tender) -> int:
    """How many these are."""
    return len(suppliers(tender))


def accounts(tender: Tender) -> list[int]:
    """Who acts for them."""
    return sorted(each.author_id for each in suppliers(tender))


def is_invited(tender: Tender, supplier_id: int) -> bool:
    """Whether this company is asked to offer."""
    return any(each.supplier_id == supplier_id for each in invited(tender))


def of_supplier(estate_id: int, supplier_id: int) -> Sequence[Tender]:
    """Tenders that are open and to which this company is invited, the nearest deadline first."""
    asked = select(Invitation.tender_id).filter_by(estate_id=estate_id, supplier_id=supplier_id)
    query = select(Tender).filter_by(estate_id=estate_id, state=TenderState.PUBLISHED).where(Tender.id.in_(asked))
    rows: Sequence[Tender] = db.session.scalars(query.order_by(Tender.deadline, Tender.id)).all()
    return rows
