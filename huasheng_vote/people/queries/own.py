"""What is kept about one person, told to that person."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import current_app
from sqlalchemy import select

from huasheng_vote.extensions import db
from huasheng_vote.journal.leaf import stamp
from huasheng_vote.journal.log import EstateRef
from huasheng_vote.journal.models import JournalLeaf
from huasheng_vote.keys import keyring
from huasheng_vote.people.models import ApprovalSignature, Estate
from huasheng_vote.people.queries.accounts import account
from huasheng_vote.people.queries.devices import devices
from huasheng_vote.people.queries.experts import skills_of
from huasheng_vote.people.queries.offices import grants_of


@dataclass(frozen=True)
class Section:
    """Records of one sort; `labels` has words for the code, the fields and coded values. Moments are ISO 8601 in UTC."""

    code: str
    rows: list[dict[str, str | int]]


Source = Callable[[int, int, datetime], list[Section]]
"""estate id, account id, at → what an area keeps about the person. `app.py` lists every area's."""


def own_data(estate_id: int, account_id: int, at: datetime) -> list[Section]:
    """Everything every area keeps about the account in this estate."""
    sources: tuple[Source, ...] = current_app.extensions["own_data"]
    return [section for source in sources for section in source(estate_id, account_id, at) if section.rows]


def kept_by_people(estate_id: int, account_id: int, at: datetime) -> list[Section]:
    """Account, devices, offices, skills, signatures."""
    me = account(account_id)
    signed = db.session.scalars(
        select(ApprovalSignature).filter_by(estate_id=estate_id, account_id=account_id).order_by(ApprovalSignature.id)
    )
    return [
        Section(
            "account",
            [
                _row(
                    name=me.name,
                    phone=me.phone,
                    mail=me.mail,
                    language=me.language,
                    created_at=me.created_at,
                    second_factor="yes" if me.totp_secret else "no",
                )
            ],
        ),
        Section(
            "devices", [_row(device=each.device, signed_in_at=each.created_at, until=each.expires_at) for each in devices(account_id, at)]
        ),
        Section(
            "offices",
            [
                _row(role=each.role, building=each.building, since=each.since, until=each.until, reason=each.reason)
                for each in grants_of(estate_id, account_id)
            ],
        ),
        Section(
            "skills",
            [
                _row(field=each.field, evidence=each.evidence, state=each.state, declared_at=each.declared_at, note=each.note)
                for each in skills_of(estate_id, account_id)
            ],
        ),
        Section("signatures", [_row(approval=each.approval_id, stance=each.stance, reason=each.reason, at=each.at) for each in signed]),
    ]


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


def _row(**values: Any) -> dict[str, str | int]:
    """The fields that say something; moments as text."""
    return {name: stamp(value) if isinstance(value, datetime) else value for name, value in values.items() if value not in (None, "")}
