"""Reads of suppliers."""

from sqlalchemy import select

from huasheng_vote.extensions import db
from huasheng_vote.procurement.models import Supplier
from huasheng_vote.rules.refusal import Refused, Why


def supplier(estate_id: int, supplier_id: int) -> Supplier:
    """One supplier of this estate, whatever its state."""
    found: Supplier | None = db.session.scalar(select(Supplier).filter_by(estate_id=estate_id, id=supplier_id))
    if found is None:
        raise Refused(Why.NOT_FOUND)
    return found


def of_account(estate_id: int, account_id: int | None) -> Supplier | None:
    """The company this person acts for here, if any."""
    found: Supplier | None = db.session.scalar(select(Supplier).filter_by(estate_id=estate_id, author_id=account_id))
    return found
