"""Reads of contracts: what they are drawn from, who signs for which side, what they may be ended by."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import func, select

from huasheng_vote.committee.queries import decisions
from huasheng_vote.committee.queries.decisions import Passed
from huasheng_vote.extensions import db
from huasheng_vote.people.models import Account
from huasheng_vote.procurement.models import Award, Bid, Contract, Supplier, Tender
from huasheng_vote.procurement.queries import tenders
from huasheng_vote.projects.models import Design, DesignVersion
from huasheng_vote.projects.queries import designs
from huasheng_vote.rules.access import Actor, Role
from huasheng_vote.rules.authority import EmployerKind
from huasheng_vote.rules.bill import BillLine
from huasheng_vote.rules.designs import DesignKind
from huasheng_vote.rules.flows.awards import ContractState
from huasheng_vote.rules.refusal import Refused, Why

SIGNATORY = {
    EmployerKind.COMMITTEE: Role.COMMITTEE_MEMBER,
    EmployerKind.PROPERTY_COMPANY: Role.PROPERTY_COMPANY,
    EmployerKind.RESIDENTS_COMMITTEE: Role.COMMUNITY_SUPERVISOR,
}


class Side(StrEnum):
    """承包人 and 发包人."""

    SUPPLIER = "supplier"
    EMPLOYER = "employer"


@dataclass(frozen=True)
class Deal:
    """A contract with everything it comes from."""

    contract: Contract
    award: Award
    tender: Tender
    supplier: Supplier


def contract(estate_id: int, contract_id: int) -> Contract:
    """One contract of this estate."""
    found: Contract | None = db.session.scalar(select(Contract).filter_by(estate_id=estate_id, id=contract_id))
    if found is None:
        raise Refused(Why.NOT_FOUND)
    return found


def of_award(award: Award) -> Contract | None:
    """The contract drawn from an award, if any."""
    found: Contract | None = db.session.scalar(select(Contract).filter_by(estate_id=award.estate_id, award_id=award.id))
    return found


def deal(found: Contract) -> Deal:
    """A contract with its award, its tender and its contractor."""
    return next(each for each in deals(found.estate_id) if each.contract.id == found.id)


def deals(estate_id: int) -> list[Deal]:
    """Every contract of an estate, the latest first."""
    rows = db.session.execute(
        select(Contract, Award, Tender, Supplier)
        .join(Award, (Award.estate_id == Contract.estate_id) & (Award.id == Contract.award_id))
        .join(Tender, (Tender.estate_id == Award.estate_id) & (Tender.id == Award.tender_id))
        .join(Bid, (Bid.estate_id == Award.estate_id) & (Bid.id == Award.bid_id))
        .join(Supplier, (Supplier.estate_id == Bid.estate_id) & (Supplier.id == Bid.supplier_id))
        .where(Contract.estate_id == estate_id)
        .order_by(Contract.drawn_at.desc(), Contract.id.desc())
    )
    return [Deal(*row) for row in rows]


def side_of(of: Deal, actor: Actor) -> Side | None:
    """For which side this person signs: the company they act for, or the owners as the named signatory or, where the committee itself is the
    employer, as its head. None: for neither."""
    if actor.account is not None and actor.account == of.supplier.author_id:
        return Side.SUPPLIER
    kind = EmployerKind(of.tender.employer_kind)
    if kind is EmployerKind.COMMITTEE and actor.is_any(Role.CHAIR):
        return Side.EMPLOYER
    named = db.session.scalar(select(Account.name).filter_by(id=actor.account))
    return Side.EMPLOYER if actor.is_any(SIGNATORY[kind]) and named == of.tender.employer_signatory else None


def unsigned(of: Deal, side: Side | None) -> bool:
    """Whether the contract waits for this side's name."""
    return side is not None and of.contract.state == ContractState.DRAWN and getattr(of.contract, f"{side}_signed_by") is None


def documents(tender: Tender) -> list[dict[str, Any]]:
    """Drawings, specifications and bills that were offered on, each with its version and digest."""
    return [
        {"kind": str(design.kind), "title": design.title, "version": version.number, "digest": version.digest}
        for design, version in _frozen(tender)
    ]


def bill(tender: Tender) -> list[BillLine]:
    """The lines of the bills that were offered on."""
    bills = (version.id for design, version in _frozen(tender) if design.kind == DesignKind.BILL)
    return [line for each in bills for line in designs.bill(tender.estate_id, each)]


def next_number(estate_id: int, year: int) -> int:
    """The next number of the year."""
    return int(db.session.scalar(select(func.max(Contract.ordinal)).filter_by(estate_id=estate_id, year=year)) or 0) + 1


def later_decisions(found: Contract) -> list[Passed]:
    """Decisions taken since both had signed: what the end of the contract may rest on."""
    return [each for each in decisions.passed(found.estate_id) if found.signed_at is not None and each.decided_at >= found.signed_at]


def name_of(account_id: int | None) -> str:
    """The name of whoever signed, in full: pages mask it."""
    return str(db.session.scalar(select(Account.name).filter_by(id=account_id)) or "")


def _frozen(tender: Tender) -> list[tuple[Design, DesignVersion]]:
    return [(each.design, each.version) for each in tenders.documents(tender)]
