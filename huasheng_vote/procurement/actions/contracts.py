"""The contract: drawn from the winning bid, nothing typed; each side signs the digest of exactly these words; ended with a reason on a decision."""

import secrets
from typing import Any

from huasheng_vote.assemblies.actions.telling import tell_everybody
from huasheng_vote.assemblies.queries.calendar import holidays
from huasheng_vote.extensions import db
from huasheng_vote.journal.leaf import canonical
from huasheng_vote.journal.log import Context
from huasheng_vote.notices.outbox import enqueue
from huasheng_vote.procurement.actions.endings import bids
from huasheng_vote.procurement.models import Award, Bid, Contract, Supplier, Tender
from huasheng_vote.procurement.opendata import publishing as opendata
from huasheng_vote.procurement.opendata.codes import Tag
from huasheng_vote.procurement.queries import contracts as read
from huasheng_vote.procurement.queries import tenders
from huasheng_vote.procurement.queries.contracts import Side, of_award
from huasheng_vote.projects import queries as projects
from huasheng_vote.proposals.actions.once import digest, person
from huasheng_vote.rules.awards import Offer, check_contract, contract_due
from huasheng_vote.rules.bill import BillLine
from huasheng_vote.rules.calendar import local_day
from huasheng_vote.rules.flows.awards import CONTRACT, ContractAct, ContractState
from huasheng_vote.rules.flows.projects import PROJECT, ProjectAct, ProjectState
from huasheng_vote.rules.flows.tenders import BID, BidAct, BidState
from huasheng_vote.rules.money import MOST_RETENTION
from huasheng_vote.rules.refusal import Refused, Why

__all__ = ("draw", "drop", "end", "of_award", "sign")

HUNDRED = 100
DEFECTS_MONTHS = 12
"""Default of the defects period; the conditions may say up to twice as long."""
LOSERS = (BidState.OPENED, BidState.VALID, BidState.RANKED, BidState.RESERVE)


def draw(on: Context, award: Award) -> int:
    """Write the contract of an award that comes into force. Every word and figure is the tender's or the winning bid's."""
    tender, bid = tenders.tender(on.estate.id, award.tender_id), db.session.get_one(Bid, award.bid_id)
    supplier = db.session.get_one(Supplier, bid.supplier_id)
    year = local_day(on.at).year
    number, salt = read.next_number(on.estate.id, year), secrets.token_hex(16)
    bill = read.bill(tender)
    body = _body(tender, bid, supplier, bill) | {"year": year, "number": number, "price": award.price, "payee": _commitment(supplier, salt)}
    body |= {"project": projects.project(on.estate.id, tender.project_id).title, "documents": read.documents(tender)}
    check_contract(_offered(bid, tender, bill), _written(body))
    due = contract_due(tenders.terms(tender), local_day(on.at), holidays(on.estate.id, on.at))
    made = Contract(
        estate_id=on.estate.id, award_id=award.id, year=year, ordinal=number, price=award.price, days=body["days"],
        warranty_months=body["warranty_months"], body=canonical(body).decode(), digest=digest(body), payee_account=supplier.bank_account,
        payee_salt=salt, drawn_at=on.at, due=due,
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    facts = {"award": award.id, "digest": made.digest, "price": made.price, "due": due.isoformat()}
    on.record("contract.drawn", _subject(made), facts, private={"body": made.body})
    enqueue(on, supplier.author_id, None, "contract.sign", {"title": tender.title, "until": due.isoformat()})
    return int(made.id)


def sign(on: Context, contract_id: int, seen: str) -> None:
    """One's name under the digest that was `seen`. The second side puts the contract in force: the other bids end, the works may begin.
    Refuses whoever acts for neither side, the same side twice, and other words."""
    found = read.contract(on.estate.id, contract_id)
    deal = read.deal(found)
    side, me = read.side_of(deal, on.actor), person(on)
    if side is None:
        raise Refused(Why.NOT_A_SIDE)
    if seen != found.digest:
        raise Refused(Why.CHANGED_MEANWHILE)
    if getattr(found, f"{side}_signed_by") is not None:
        raise Refused(Why.ALREADY_DONE)
    if me in (found.supplier_signed_by, found.employer_signed_by):
        raise Refused(Why.SIGNED_BY_YOU)
    last = found.supplier_signed_by is not None or found.employer_signed_by is not None
    state = CONTRACT.after(ContractState(found.state), ContractAct.SIGN if last else ContractAct.SIGN_ONE_SIDE)
    _put_name(found, side, me, on)
    on.record("contract.signed", _subject(found), {"side": side.value, "digest": seen})
    if last:
        found.state, found.signed_at = state, on.at
        _conclude(on, found, deal.tender)


def end(on: Context, contract_id: int, act: ContractAct, reason: str, year: int, number: int) -> None:
    """Complete or terminate a signed contract, with the reason, on a later decision of the committee."""
    found = read.contract(on.estate.id, contract_id)
    state = CONTRACT.after(ContractState(found.state), act)
    if not any((each.year, each.ordinal) == (year, number) for each in read.later_decisions(found)):
        raise Refused(Why.NO_LATER_DECISION, field="decision")
    found.state, found.ended_at, found.ended_reason = state, on.at, reason
    tender = read.deal(found).tender
    opendata.publish(on, tender, Tag.CONTRACT_TERMINATION)
    on.record("contract.ended", _subject(found), {"outcome": state.value, "reason": reason, "decision": f"{year}-{number}"})
    tell_everybody(on, f"contract.{state.value}", {"title": tender.title})


def drop(on: Context, found: Contract) -> None:
    """Its award fell before both had signed. The caller's line says so."""
    found.state = CONTRACT.after(ContractState(found.state), ContractAct.DROP)
    found.ended_at = on.at


def _conclude(on: Context, found: Contract, tender: Tender) -> None:
    for bid in bids(tender, *LOSERS):
        bid.state = BID.after(BidState(bid.state), BidAct.END)
    project = projects.project(on.estate.id, tender.project_id)
    if (ProjectState(project.state), ProjectAct.BEGIN_WORKS) in PROJECT.moves:
        project.state = PROJECT.after(ProjectState(project.state), ProjectAct.BEGIN_WORKS)
    facts = {"digest": found.digest, "price": found.price, "project": project.id, "project_state": str(project.state)}
    opendata.publish(on, tender, Tag.CONTRACT)
    on.record("contract.in_force", _subject(found), facts)
    tell_everybody(on, "contract.in_force", {"title": tender.title})


def _put_name(found: Contract, side: Side, account: int, on: Context) -> None:
    if side is Side.SUPPLIER:
        found.supplier_signed_by, found.supplier_signed_at = account, on.at
    else:
        found.employer_signed_by, found.employer_signed_at = account, on.at


def _body(tender: Tender, bid: Bid, supplier: Supplier, bill: list[BillLine]) -> dict[str, Any]:
    """What both sign, but for its number, the price and the payee."""
    employer = {name: getattr(tender, f"employer_{name}") for name in ("kind", "name", "signatory", "basis", "invoice_title")}
    contractor = {name: getattr(supplier, name) for name in ("name", "code", "representative", "scope", "manager")}
    return {
        "tender": {"year": tender.year, "number": tender.ordinal, "title": tender.title, "method": str(tender.method)},
        "employer": employer,
        "contractor": contractor,
        "bill": [{"name": each.name, "unit": each.unit, "quantity": each.quantity, "note": each.note} for each in bill],
        "days": bid.days or tender.days,
        "warranty_months": tender.warranty_months if bid.warranty_months is None else bid.warranty_months,
        "specification": tender.specification,
        "conditions": tender.conditions,
        "retention": {"most_percent": int(MOST_RETENTION * HUNDRED), "defects_months": DEFECTS_MONTHS},
    }


def _commitment(supplier: Supplier, salt: str) -> str:
    """Stands for the payee's account in the public text: SHA-256 over it and a salt that both sides see."""
    return digest({"account": supplier.bank_account or "", "salt": salt})


def _offered(bid: Bid, tender: Tender, bill: list[BillLine]) -> Offer:
    return Offer(bid.price or 0, tuple((each.name, each.quantity) for each in bill), bid.days or tender.days, int(bid.specification, 16))


def _written(body: dict[str, Any]) -> Offer:
    lines = tuple((each["name"], each["quantity"]) for each in body["bill"])
    return Offer(body["price"], lines, body["days"], int(body["specification"], 16))


def _subject(found: Contract) -> str:
    return f"contract/{found.id}"
