"""Setting up an estate: founded by an administrator of another one, described, and given its first administrator and calendar."""

from dataclasses import asdict, dataclass

from sqlalchemy import select

from huasheng_vote.assemblies.actions.calendar import seed_calendar
from huasheng_vote.extensions import db
from huasheng_vote.journal.log import Context, EstateRef
from huasheng_vote.people.actions.accounts import account_for_phone
from huasheng_vote.people.actions.offices import appoint
from huasheng_vote.people.models import Estate
from huasheng_vote.rules.access import Role
from huasheng_vote.rules.refusal import Refused, Why


@dataclass(frozen=True)
class EstateFacts:
    """What stands at the head and the foot of every page of an estate."""

    name: str
    address: str
    phone: str
    phone_hours: str


def found_estate(on: Context, slug: str, facts: EstateFacts) -> int:
    """A new estate with its own log, its calendar, and the actor as its administrator."""
    there = _opened(on, slug, facts)
    appoint(there, on.actor.account or 0, Role.ADMINISTRATOR, on.at, reason="founder")
    return there.estate.id


def found_by_operator(on: Context, slug: str, facts: EstateFacts, phone: str, name: str) -> int:
    """The same from the machine itself, where nobody can sign in yet: whoever has this phone becomes the administrator."""
    there = _opened(on, slug, facts)
    appoint(there, account_for_phone(there, phone, name), Role.ADMINISTRATOR, on.at, reason="founder")
    return there.estate.id


def _opened(on: Context, slug: str, facts: EstateFacts) -> Context:
    if db.session.scalar(select(Estate.id).filter_by(slug=slug)):
        raise Refused(Why.SLUG_TAKEN, field="slug", slug=slug)
    estate = Estate(slug=slug, opened_at=on.at, **asdict(facts))
    db.session.add(estate)
    db.session.flush()
    there = Context(EstateRef(estate.id, slug), on.actor, on.at)
    there.record("estate.founded", "estate", {"slug": slug, **asdict(facts)})
    seed_calendar(there)
    return there


def describe_estate(on: Context, facts: EstateFacts) -> None:
    """Correct name, address or phone."""
    estate = db.session.get_one(Estate, on.estate.id)
    for name, value in asdict(facts).items():
        setattr(estate, name, value)
    on.record("estate.described", "estate", asdict(facts))
