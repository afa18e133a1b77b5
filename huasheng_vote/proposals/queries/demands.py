"""Reads of demands for an assembly. Until a demand is reached its figures follow from the register as it stands."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from huasheng_vote.extensions import db
from huasheng_vote.people.models import Account
from huasheng_vote.proposals.models import Demand, DemandSignature
from huasheng_vote.register.models import Enrolment, Kind, Party
from huasheng_vote.register.queries import in_force, roll_units
from huasheng_vote.rules.demand import Support, support
from huasheng_vote.rules.flows.proposals import DemandState
from huasheng_vote.rules.roll import Roll


@dataclass(frozen=True)
class Standing:
    """A demand, who wrote it, what its signatures weigh."""

    demand: Demand
    author: str
    signatures: int
    support: Support


def demand(estate_id: int, demand_id: int) -> Demand | None:
    found: Demand | None = db.session.scalar(select(Demand).filter_by(estate_id=estate_id, id=demand_id))
    return found


def standings(estate_id: int, at: datetime) -> list[Standing]:
    """Every demand with its standing, the latest first. The roll is read once for all."""
    rows = db.session.execute(
        select(Demand, Account.name)
        .join(Account, Account.id == Demand.author_id)
        .where(Demand.estate_id == estate_id)
        .order_by(Demand.id.desc())
    ).all()
    roll = Roll.of(roll_units(estate_id, at)) if rows else Roll(())
    return [_standing(row, author, roll, at) for row, author in rows]


def standing(estate_id: int, demand_id: int, at: datetime) -> Standing | None:
    """One demand with its standing."""
    found = db.session.execute(
        select(Demand, Account.name)
        .join(Account, Account.id == Demand.author_id)
        .where(Demand.estate_id == estate_id, Demand.id == demand_id)
    ).first()
    return _standing(found[0], found[1], Roll.of(roll_units(estate_id, at)), at) if found else None


def weighed(estate_id: int, demand_id: int, at: datetime) -> Support:
    """What the signatures weigh on the roll now."""
    return _weighed(estate_id, demand_id, Roll.of(roll_units(estate_id, at)), at)


def signed(estate_id: int, demand_id: int, account_id: int | None) -> DemandSignature | None:
    """The account's live signature."""
    found: DemandSignature | None = db.session.scalar(
        select(DemandSignature)
        .filter_by(estate_id=estate_id, demand_id=demand_id, account_id=account_id)
        .where(DemandSignature.until.is_(None))
    )
    return found


def duties(estate_id: int) -> list[Demand]:
    """Demands that a fifth of the owners signed and nobody has answered: an assembly must be convened."""
    statement = select(Demand).filter_by(estate_id=estate_id, state=DemandState.REACHED)
    return list(db.session.scalars(statement.order_by(Demand.reached_at)))


def _standing(row: Demand, author: str, roll: Roll, at: datetime) -> Standing:
    signatures = len(_signers(row.estate_id, row.id))
    if row.reached_at is None:
        return Standing(row, author, signatures, _weighed(row.estate_id, row.id, roll, at))
    frozen = Support(row.reached_heads or 0, row.reached_area or 0, row.roll_heads or 0, row.roll_area or 0)
    return Standing(row, author, signatures, frozen)


def _signers(estate_id: int, demand_id: int) -> list[int]:
    statement = select(DemandSignature.account_id).filter_by(estate_id=estate_id, demand_id=demand_id)
    return list(db.session.scalars(statement.where(DemandSignature.until.is_(None))))


def _weighed(estate_id: int, demand_id: int, roll: Roll, at: datetime) -> Support:
    rows = db.session.execute(
        select(Party.id, Party.kind)
        .join(Enrolment, (Enrolment.estate_id == Party.estate_id) & (Enrolment.party_id == Party.id))
        .join(DemandSignature, (DemandSignature.estate_id == Enrolment.estate_id) & (DemandSignature.account_id == Enrolment.account_id))
        .where(DemandSignature.estate_id == estate_id, DemandSignature.demand_id == demand_id, DemandSignature.until.is_(None))
        .where(in_force(Enrolment, at))
    ).all()
    return support(roll, frozenset(str(row.id) for row in rows), developer=any(row.kind == Kind.DEVELOPER for row in rows))
