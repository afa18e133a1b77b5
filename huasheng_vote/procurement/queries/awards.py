"""Reads of awards: the ranking they follow, which one stands, what falls due by the clock, how a bid came off."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import select

from huasheng_vote.assemblies.queries.calendar import holidays
from huasheng_vote.committee.models import Subject
from huasheng_vote.committee.queries import decisions
from huasheng_vote.committee.queries.decisions import Passed
from huasheng_vote.extensions import db
from huasheng_vote.procurement.models import Award, Bid, Contract, Report, Supplier, Tender
from huasheng_vote.procurement.queries import challenges, sheets, tenders
from huasheng_vote.rules import awards as rules
from huasheng_vote.rules import evaluation
from huasheng_vote.rules.calendar import local_day
from huasheng_vote.rules.flows.awards import AwardState, ContractState
from huasheng_vote.rules.flows.committees import DecisionState
from huasheng_vote.rules.flows.tenders import BidState
from huasheng_vote.rules.refusal import Refused, Why

STANDS = (AwardState.PENDING, AwardState.ACTIVE)


@dataclass(frozen=True)
class Offered:
    """An opened bid with whose it is, and its line in the ranking where it has one. Scores in hundredths, money in fen."""

    bid: Bid
    name: str
    author: int
    rank: int | None = None
    total: int = 0


def award(estate_id: int, award_id: int) -> Award:
    """One award of this estate."""
    found: Award | None = db.session.scalar(select(Award).filter_by(estate_id=estate_id, id=award_id))
    if found is None:
        raise Refused(Why.NOT_FOUND)
    return found


def of_tender(tender: Tender) -> list[Award]:
    """Every award of a tender, the first one first."""
    return list(db.session.scalars(select(Award).filter_by(estate_id=tender.estate_id, tender_id=tender.id).order_by(Award.ordinal)))


def standing(tender: Tender) -> Award | None:
    """The award that is published or in force, if any."""
    return next((each for each in of_tender(tender) if each.state in STANDS), None)


def ordered(of: Report) -> list[int]:
    """The bids of a report from first to last. Refuses a tie that was not drawn."""
    ranking = [
        evaluation.Ranked(evaluation.Bid(str(each["bid"]), 0, {"all": each["total"] - each["price"]}), each["price"], each["rank"])
        for each in json.loads(of.ranking)
    ]
    return [int(bid) for bid in rules.order(ranking, of.seed or None)]


def candidate(tender: Tender) -> Offered:
    """Who is next: the first of the latest report that had no award yet. Refuses while an award stands, without a report, and where nobody is left."""
    written = sheets.report(tender)
    if written is None:
        raise Refused(Why.NOT_POSSIBLE_NOW)
    had = {str(each.bid_id): AwardState(each.state) for each in of_tender(tender)}
    following = rules.next_candidate([str(each) for each in ordered(written)], had)
    found = next((each for each in offers(tender) if str(each.bid.id) == following), None)
    if found is None:
        raise Refused(Why.NO_CANDIDATE)
    return found


def anybody_left(tender: Tender) -> bool:
    """Whether somebody may be awarded next."""
    try:
        candidate(tender)
    except Refused:
        return False
    return True


def offers(tender: Tender) -> list[Offered]:
    """Every opened bid: those ranked from first to last, then the others as they were numbered."""
    written = sheets.report(tender)
    lines = {int(each["bid"]): each for each in json.loads(written.ranking)} if written else {}
    rows = db.session.execute(
        select(Bid, Supplier.name, Supplier.author_id)
        .join(Supplier, (Supplier.estate_id == Bid.estate_id) & (Supplier.id == Bid.supplier_id))
        .where(Bid.estate_id == tender.estate_id, Bid.tender_id == tender.id)
        .order_by(Bid.ordinal)
    )
    found = [Offered(bid, name, author, **_line(lines.get(bid.id))) for bid, name, author in rows]
    place = {bid: number for number, bid in enumerate(ordered(written))} if written and _drawn(written) else {}
    return sorted(found, key=lambda each: (each.rank or len(found) + 1, place.get(each.bid.id, 0)))


def offer(tender: Tender, bid_id: int) -> Offered:
    """One of them."""
    return next(each for each in offers(tender) if each.bid.id == bid_id)


def bases(tender: Tender, price: int) -> list[Passed]:
    """Decisions an award of this amount may rest on: to award, of exactly so much, taken after the evaluation, and no other award's."""
    used = set(db.session.scalars(select(Award.decision_id).filter_by(estate_id=tender.estate_id)))
    since = tender.evaluated_at
    return [
        each
        for each in decisions.passed(tender.estate_id)
        if each.subject is Subject.AWARD and each.amount == price and each.id not in used and since is not None and each.decided_at >= since
    ]


def later_decisions(award: Award) -> list[Passed]:
    """Decisions taken since the award was published: what its cancellation may rest on."""
    return [each for each in decisions.passed(award.estate_id) if each.decided_at >= award.published_at and each.id != award.decision_id]


def check_activation(award: Award, at: datetime) -> None:
    """Refuses what keeps the award from coming into force: the standstill, a challenge, a decision that holds no longer."""
    tender = tenders.tender(award.estate_id, award.tender_id)
    off = holidays(award.estate_id, at)
    against = [each.rule for each in challenges.against(award)]
    rules.check_activation(tenders.terms(tender), local_day(award.published_at), local_day(at), off, against)
    if decisions.row(award.estate_id, award.decision_id).state != DecisionState.PASSED:
        raise Refused(Why.DECISION_GONE)


def to_activate(at: datetime) -> Iterator[tuple[int, int]]:
    """(estate, award) of those that nothing keeps from coming into force."""
    over = select(Award).filter_by(state=AwardState.PENDING).where(Award.standstill_until < local_day(at))
    for each in db.session.scalars(over.order_by(Award.id)).all():
        if ready(each, at):
            yield each.estate_id, each.id


def ready(award: Award, at: datetime) -> bool:
    """Whether the award is due to come into force."""
    if award.state != AwardState.PENDING or local_day(at) <= award.standstill_until:
        return False
    try:
        check_activation(award, at)
    except Refused:
        return False
    return True


class Outcome(StrEnum):
    """How a bid came off, as its bidder is told."""

    WAITS = "waits"
    PROPOSED = "proposed"
    RESERVE = "reserve"
    TO_SIGN = "to_sign"
    SIGNED = "signed"
    FELL = "fell"
    NOT_AWARDED = "not_awarded"


@dataclass(frozen=True)
class Standing:
    """An outcome, the day it runs to where there is one, and the contract where there is one."""

    outcome: Outcome
    until: date | None = None
    contract_id: int | None = None


def standing_of(bid: Bid) -> Standing:
    """How an opened bid came off so far."""
    mine: Award | None = db.session.scalar(select(Award).filter_by(estate_id=bid.estate_id, bid_id=bid.id))
    if mine is None:
        by_state = {
            BidState.RESERVE: Outcome.RESERVE,
            BidState.NOT_AWARDED: Outcome.NOT_AWARDED,
            BidState.DISQUALIFIED: Outcome.NOT_AWARDED,
        }
        return Standing(by_state.get(BidState(bid.state), Outcome.WAITS))
    if mine.state != AwardState.ACTIVE:
        return Standing(Outcome.PROPOSED, mine.standstill_until) if mine.state == AwardState.PENDING else Standing(Outcome.FELL)
    drawn: Contract | None = db.session.scalar(select(Contract).filter_by(estate_id=bid.estate_id, award_id=mine.id))
    if drawn is None:
        return Standing(Outcome.TO_SIGN)
    signed = drawn.state != ContractState.DRAWN
    return Standing(Outcome.SIGNED if signed else Outcome.TO_SIGN, None if signed else drawn.due, drawn.id)


def _line(of: dict[str, int] | None) -> dict[str, int]:
    return {"rank": of["rank"], "total": of["total"]} if of else {}


def _drawn(of: Report) -> bool:
    ranks = [each["rank"] for each in json.loads(of.ranking)]
    return bool(of.seed) or len(set(ranks)) == len(ranks)
