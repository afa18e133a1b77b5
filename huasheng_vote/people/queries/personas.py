"""Reads of the demonstration's invented people."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from huasheng_vote.extensions import db
from huasheng_vote.people.models import Account, Persona


def is_offered(estate_id: int, account_id: int) -> bool:
    """Only the people that the demonstration put up, never any account."""
    return db.session.scalar(select(Persona.id).filter_by(estate_id=estate_id, account_id=account_id)) is not None


def personas(estate_id: int) -> Sequence[Any]:
    """account_id, name and words of everybody one may become here."""
    rows: Sequence[Any] = db.session.execute(
        select(Persona.account_id, Account.name, Persona.words)
        .join(Account, Account.id == Persona.account_id)
        .where(Persona.estate_id == estate_id)
        .order_by(Persona.ordinal)
    ).all()
    return rows
