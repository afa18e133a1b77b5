"""Telling about a tender: everybody on the board, and each supplier it is for, so that no message says who else was told."""

from sqlalchemy import select

from huasheng_vote.assemblies.actions.telling import tell_everybody
from huasheng_vote.extensions import db
from huasheng_vote.journal.log import Context
from huasheng_vote.notices.models import Channel
from huasheng_vote.notices.outbox import Telling, enqueue_all
from huasheng_vote.procurement.models import Invitation, Supplier, Tender
from huasheng_vote.procurement.queries import tenders as read
from huasheng_vote.rules.flows.suppliers import SupplierState

WAYS = (Channel.APP, Channel.SMS)


def tell_suppliers(on: Context, tender: Tender, code: str, facts: dict[str, str | int]) -> None:
    """On the board, and to those who were invited; of a tender that is open to all, to every registered supplier."""
    tell_everybody(on, code, facts)
    enqueue_all(on, [Telling(account, None, code, facts, WAYS) for account in _accounts(tender)])


def _accounts(tender: Tender) -> list[int]:
    query = select(Supplier.author_id).filter_by(estate_id=tender.estate_id, state=SupplierState.REGISTERED)
    if read.terms(tender).invited:
        asked = select(Invitation.supplier_id).filter_by(estate_id=tender.estate_id, tender_id=tender.id)
        query = query.where(Supplier.id.in_(asked))
    return list(db.session.scalars(query.order_by(Supplier.author_id)))
