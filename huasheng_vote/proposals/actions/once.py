"""A form sent twice does its act once. Each carries a random key; the row it made is found by it."""

import hashlib
from typing import Any, TypeVar

from sqlalchemy import select

from huasheng_vote.extensions import db
from huasheng_vote.journal.leaf import canonical
from huasheng_vote.journal.log import Context
from huasheng_vote.rules.refusal import Refused, Why

Row = TypeVar("Row")


def earlier(on: Context, table: type[Row], key: str, **said: Any) -> Row | None:
    """The row that this person's same form made before. Refuses the same key with other words."""
    found: Any = db.session.scalar(select(table).filter_by(estate_id=on.estate.id, author_id=person(on), key=key))
    if found is not None and any(getattr(found, name) != value for name, value in said.items()):
        raise Refused(Why.DIFFERENT_BODY)
    row: Row | None = found
    return row


def person(on: Context) -> int:
    """The account that acts."""
    if on.actor.account is None:
        raise Refused(Why.NOT_SIGNED_IN)
    return on.actor.account


def digest(body: Any) -> str:
    """SHA-256 of the canonical form, 64 hex digits: what the log says in public about words it keeps private."""
    return hashlib.sha256(canonical(body)).hexdigest()
