"""Setting up an estate: founded by an administrator of another one, described, and given its first administrator and calendar."""

from dataclasses import asdict, dataclass

from sqlalchemy import select

from huasheng_vote.assemblies.actions.calendar import seed_calendar
from huasheng_vote.extensions import db
from huasheng_vote.journal.log import Context, EstateRef
from huasheng_vote.people.models import Estate, RoleGrant
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
    if db.session.scalar(select(Estate.id).filter_by(slug=slug)):
        raise Refused(Why.SLUG_TAKEN, field="slug", slug=slug)
    estate = Estate(slug=slug, opened_at=on.at, **asdict(facts))
    db.session.add(estate)
    db.session.flush()
    there = Context(EstateRef(estate.id, slug), on.actor, on.at)
    there.record("estate.founded", "estate", {"slug": slug, **asdict(facts)})
    grant = RoleGrant(estate_id=estate.id, account_id=on.actor.account, role=Role.ADMINISTRATOR, since=on.at, reason="founder")
    db.session.add(grant)
    db.session.flush()
    there.record("role.granted", f"grant/{grant.id}", {"role": Role.ADMINISTRATOR.value, "basis": "founder"})
    seed_calendar(there)
    return int(estate.id)


def describe_estate(on: Context, facts: EstateFacts) -> None:
    """Correct name, address or phone."""
    estate = db.session.get_one(Estate, on.estate.id)
    for name, value in asdict(facts).items():
        setattr(estate, name, value)
    on.record("estate.described", "estate", asdict(facts))
