"""What is kept about one person, told to that person."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

from flask import current_app
from sqlalchemy import select

from huasheng_vote.extensions import db
from huasheng_vote.journal.leaf import stamp
from huasheng_vote.journal.log import EstateRef
from huasheng_vote.journal.models import JournalLeaf
from huasheng_vote.keys import keyring
from huasheng_vote.notices.models import Notice
from huasheng_vote.people.models import ApprovalSignature, Estate
from huasheng_vote.people.queries.accounts import account
from huasheng_vote.people.queries.devices import devices
from huasheng_vote.people.queries.experts import skills_of
from huasheng_vote.people.queries.offices import grants_of

Kept = dict[str, list[dict[str, Any]]]
"""Records by section; `labels` has words for sections, fields and coded values. What is empty is left out."""
Source = Callable[[int, int, datetime], Kept]
"""estate id, account id, at → what an area keeps about the person. `app.py` lists every area's."""
KeptByLaw = Callable[[int, int], list[tuple[str, date | None]]]
"""estate id, account id → what the law keeps although the account is closed, and until when."""


BEHIND_A_CODE = frozenset({"choice"})  # somebody may be looking over a shoulder


def own_data(estate_id: int, account_id: int, at: datetime, *, fresh_code: bool = False) -> Kept:
    """Everything every area keeps about the account in this estate; what only the person may see, after a fresh code. Moments become ISO 8601 in UTC."""
    sources: tuple[Source, ...] = current_app.extensions["own_data"]
    kept = {code: rows for source in sources for code, rows in source(estate_id, account_id, at).items() if rows}
    hidden = frozenset() if fresh_code else BEHIND_A_CODE
    return {code: [_told(row, hidden) for row in rows] for code, rows in kept.items()}


def kept_by_law(account_id: int, here: int) -> list[tuple[str, date | None]]:
    """(meeting, last day) of what the law keeps after the account is closed, in every estate that knows it. None: the meeting is not over."""
    sources: tuple[KeptByLaw, ...] = current_app.extensions["kept_by_law"]
    return [each for estate in estates_of(account_id, here) for source in sources for each in source(estate.id, account_id)]


def kept_by_people(estate_id: int, account_id: int, at: datetime) -> Kept:
    """Account, devices, offices, skills, signatures, notices to the account."""
    me = account(account_id)
    here = {"estate_id": estate_id, "account_id": account_id}
    return {
        "account": [_some(me, "name", "phone", "mail", "language", "created_at") | {"second_factor": "yes" if me.totp_secret else "no"}],
        "devices": [_some(each, "device", "created_at", "expires_at") for each in devices(account_id, at)],
        "offices": [_some(each, "role", "building", "since", "until", "reason") for each in grants_of(estate_id, account_id)],
        "skills": [_some(each, "field", "evidence", "state", "declared_at", "note") for each in skills_of(estate_id, account_id)],
        "signatures": [_some(each, "approval_id", "stance", "reason", "at") for each in _all(ApprovalSignature, here)],
        "notices": [_some(each, "code", "at") for each in _all(Notice, here)],
    }


def _all(model: Any, where: dict[str, int]) -> Iterable[Any]:
    rows: Iterable[Any] = db.session.scalars(select(model).filter_by(**where).order_by(model.id))
    return rows


def _some(row: Any, *fields: str) -> dict[str, Any]:
    return {field: getattr(row, field) for field in fields}


def _told(row: dict[str, Any], hidden: frozenset[str]) -> dict[str, str | int]:
    told = {field: value for field, value in row.items() if value not in (None, "") and field not in hidden}
    return {field: stamp(value) if isinstance(value, datetime) else value for field, value in told.items()}


def estates_of(account_id: int, here: int) -> list[EstateRef]:
    """Every estate whose log knows the account, and the one at hand. Pseudonyms differ from estate to estate, so each is asked for its own."""
    known = {
        estate.id: EstateRef(estate.id, estate.slug)
        for estate in db.session.scalars(select(Estate).order_by(Estate.id))
        if estate.id == here or grants_of(estate.id, account_id) or _is_subject(estate, account_id)
    }
    return list(known.values())


def _is_subject(estate: Estate, account_id: int) -> bool:
    subject = f"person/{keyring().pseudonym(estate.slug, account_id)}"
    return db.session.scalar(select(JournalLeaf.index).filter_by(estate_id=estate.id, subject=subject).limit(1)) is not None
