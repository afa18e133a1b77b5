"""What the register keeps about one person, told to that person: their parties, their units, why the account is theirs."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select

from huasheng_vote.extensions import db
from huasheng_vote.notices.models import Notice
from huasheng_vote.people.models import Account
from huasheng_vote.register.models import Building, Enrolment, LineLook, Ownership, Party, Unit
from huasheng_vote.register.queries.roll import in_force


def kept_by_register(estate_id: int, account_id: int, at: datetime) -> dict[str, list[dict[str, Any]]]:
    """By section, the fields as stored; areas in 1/10000 m²."""
    mine = select(Enrolment.party_id).filter_by(estate_id=estate_id, account_id=account_id).where(in_force(Enrolment, at))
    owners = select(Party.name, Party.kind, Party.document, Party.phone, Party.spokesman).filter_by(estate_id=estate_id)
    told = select(Notice.code, Notice.at).where(Notice.estate_id == estate_id, Notice.party_id.in_(mine))
    enrolled = select(Enrolment.how, Enrolment.since, Enrolment.until).filter_by(estate_id=estate_id, account_id=account_id)
    return {
        "owners": _rows(owners.where(Party.id.in_(mine)).order_by(Party.id)),
        "units": _rows(_owned(estate_id, mine)),
        "household_notices": _rows(told.order_by(Notice.id)),
        "looks": _rows(_looks(estate_id, mine)),
        "enrolments": _rows(enrolled.order_by(Enrolment.id)),
    }


def _owned(estate_id: int, mine: Any) -> Any:
    """Every unit these parties own or owned."""
    place = (Building.name.label("building"), Unit.entrance, Unit.number, Unit.use, Unit.area)
    return (
        select(*place, Ownership.ground, Ownership.since, Ownership.until)
        .join(Unit, (Unit.estate_id == Ownership.estate_id) & (Unit.id == Ownership.unit_id))
        .join(Building, (Building.estate_id == Unit.estate_id) & (Building.id == Unit.building_id))
        .where(Ownership.estate_id == estate_id, Ownership.party_id.in_(mine))
        .order_by(Building.ordinal, Unit.id, Ownership.id)
    )


def _looks(estate_id: int, mine: Any) -> Any:
    """Who looked at the line of a unit while it was one of these parties'."""
    held = (Ownership.estate_id == LineLook.estate_id, Ownership.unit_id == LineLook.unit_id, Ownership.since <= LineLook.at)
    theirs = select(Ownership.id).where(*held, or_(Ownership.until.is_(None), Ownership.until > LineLook.at), Ownership.party_id.in_(mine))
    return (
        select(Building.name.label("building"), Unit.entrance, Unit.number, Account.name.label("looked_by"), LineLook.role, LineLook.at)
        .join(Unit, (Unit.estate_id == LineLook.estate_id) & (Unit.id == LineLook.unit_id))
        .join(Building, (Building.estate_id == Unit.estate_id) & (Building.id == Unit.building_id))
        .join(Account, Account.id == LineLook.account_id)
        .where(LineLook.estate_id == estate_id, theirs.exists())
        .order_by(LineLook.id)
    )


def _rows(query: Any) -> list[dict[str, Any]]:
    found: Iterable[Any] = db.session.execute(query)
    return [dict(row._mapping) for row in found]
