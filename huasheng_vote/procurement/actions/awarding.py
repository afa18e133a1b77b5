"""From a report to an award in force: proposed on a decision of the committee, published, put in force by the clock. What falls is not edited."""

from huasheng_vote.assemblies.actions.telling import tell_everybody
from huasheng_vote.assemblies.queries.calendar import holidays
from huasheng_vote.committee.queries.decisions import Passed
from huasheng_vote.extensions import db
from huasheng_vote.journal.log import Context
from huasheng_vote.notices.outbox import enqueue
from huasheng_vote.procurement.actions import contracts, endings
from huasheng_vote.procurement.models import Award, Bid, Tender
from huasheng_vote.procurement.opendata import publishing as opendata
from huasheng_vote.procurement.opendata.codes import Tag
from huasheng_vote.procurement.queries import awards as read
from huasheng_vote.procurement.queries import challenges, tenders
from huasheng_vote.procurement.queries.purchases import awarded
from huasheng_vote.projects import queries as projects
from huasheng_vote.rules.authority import check_award
from huasheng_vote.rules.awards import check_forfeit, standstill_until
from huasheng_vote.rules.calendar import local_day
from huasheng_vote.rules.exact import show_money
from huasheng_vote.rules.flows.awards import AWARD, AwardAct, AwardState, ContractState
from huasheng_vote.rules.flows.tenders import BID, TENDER, BidAct, BidState, TenderAct, TenderState
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.rules.tendering import Failed


def propose(on: Context, tender_id: int, year: int, number: int) -> int:
    """Award to whoever is next in the report, at the price opened, resting on the committee's decision of exactly this amount. Refuses while another
    award stands, above the voted budget, and where a challenge to the tender or its evaluation was upheld. Returns the award."""
    tender = tenders.tender(on.estate.id, tender_id)
    state = TENDER.after(TenderState(tender.state), TenderAct.PROPOSE_AWARD)
    if challenges.spoilt(tender):
        raise Refused(Why.CHALLENGE_UPHELD)
    following = read.candidate(tender)
    price = following.bid.price or 0
    basis = _basis(read.bases(tender, price), year, number, Refused(Why.NO_AWARD_DECISION, field="decision", price=show_money(price)))
    check_award(price, projects.project(on.estate.id, tender.project_id).budget, awarded(on.estate.id, tender.project_id))
    until = standstill_until(tenders.terms(tender), local_day(on.at), holidays(on.estate.id, on.at))
    made = Award(
        estate_id=on.estate.id, tender_id=tender.id, bid_id=following.bid.id, ordinal=len(read.of_tender(tender)) + 1, price=price,
        decision_id=basis.id, proposed_by=on.actor.account, published_at=on.at, standstill_until=until,
    )  # fmt: skip
    db.session.add(made)
    tender.state = state
    _choose(tender, following.bid)
    db.session.flush()
    basis_and_end = {"decision": f"{year}-{number}", "until": until.isoformat()}
    facts = {"tender": tender.id, "number": made.ordinal, "bid": made.bid_id, "price": price, **basis_and_end}
    opendata.publish(on, tender, Tag.AWARD)
    on.record("award.proposed", _subject(made), facts)
    told: dict[str, str | int] = {"title": tender.title, "price": show_money(price), "until": until.isoformat()}
    tell_everybody(on, "award.published", told)
    enqueue(on, following.author, None, "award.yours", told)
    return int(made.id)


def activate(on: Context, award_id: int) -> None:
    """Put it in force once the standstill is over and nobody who can stop the clock waits; the contract is drawn at once. Done by the clock."""
    found = read.award(on.estate.id, award_id)
    state = AWARD.after(AwardState(found.state), AwardAct.ACTIVATE)
    read.check_activation(found, on.at)
    tender = tenders.tender(on.estate.id, found.tender_id)
    tender.state = TENDER.after(TenderState(tender.state), TenderAct.CONFIRM_AWARD)
    found.state, found.activated_at = state, on.at
    opendata.publish(on, tender, Tag.AWARD_UPDATE)
    on.record("award.activated", _subject(found), {"tender": tender.id, "bid": found.bid_id, "price": found.price})
    contracts.draw(on, found)
    tell_everybody(on, "award.active", {"title": tender.title, "price": show_money(found.price)})


def cancel(on: Context, award_id: int, reason: str, year: int, number: int) -> None:
    """Take back a published award, on a later decision of the committee; the next candidate may get an award of its own."""
    found = read.award(on.estate.id, award_id)
    AWARD.after(AwardState(found.state), AwardAct.CANCEL)
    _basis(read.later_decisions(found), year, number, Refused(Why.NO_LATER_DECISION, field="decision"))
    fall(on, found, AwardAct.CANCEL, reason)
    on.record("award.cancelled", _subject(found), {"tender": found.tender_id, "reason": reason, "decision": f"{year}-{number}"})
    _tell_fallen(on, found)


def forfeit(on: Context, award_id: int, reason: str) -> None:
    """Pass over a winner who has not signed in time. Refuses until the day after the last one, and once both have signed."""
    found = read.award(on.estate.id, award_id)
    AWARD.after(AwardState(found.state), AwardAct.FORFEIT)
    tender = tenders.tender(on.estate.id, found.tender_id)
    check_forfeit(tenders.terms(tender), local_day(found.activated_at or on.at), local_day(on.at), holidays(on.estate.id, on.at))
    fall(on, found, AwardAct.FORFEIT, reason)
    on.record("award.forfeited", _subject(found), {"tender": tender.id, "reason": reason})
    _tell_fallen(on, found)


def fail(on: Context, tender_id: int) -> None:
    """The tender ends without a contract: every candidate of the report had an award that fell. Refuses while somebody is left."""
    tender = tenders.tender(on.estate.id, tender_id)
    if not read.of_tender(tender) or read.standing(tender) is not None or read.anybody_left(tender):
        raise Refused(Why.NOT_POSSIBLE_NOW)
    endings.fail(on, tender, Failed.NO_CANDIDATE)


def fall(on: Context, found: Award, act: AwardAct, reason: str) -> None:
    """What an award takes with it: its bid is not awarded, a contract that both have not signed is dropped. The caller writes the line.
    Refuses where both have signed."""
    drawn = contracts.of_award(found)
    if drawn is not None and drawn.state != ContractState.DRAWN:
        raise Refused(Why.CONTRACT_SIGNED)
    found.state = AWARD.after(AwardState(found.state), act)
    found.cancelled_at, found.cancelled_reason = on.at, reason
    _move(db.session.get_one(Bid, found.bid_id), BidAct.END)
    if drawn is not None:
        contracts.drop(on, drawn)
    opendata.publish(on, tenders.tender(on.estate.id, found.tender_id), Tag.AWARD_CANCELLATION)


def fall_by_challenge(on: Context, award: Award, reason: str) -> bool:
    """What an upheld challenge does to an award: published or not signed yet, it falls. False where the signed contract has to be ended first."""
    drawn = contracts.of_award(award)
    if drawn is not None and drawn.state != ContractState.DRAWN:
        return False
    fall(on, award, AwardAct.CANCEL if award.state == AwardState.PENDING else AwardAct.FORFEIT, reason)
    return True


def _tell_fallen(on: Context, found: Award) -> None:
    tender: Tender = tenders.tender(on.estate.id, found.tender_id)
    tell_everybody(on, "award.fell", {"title": tender.title})


def _basis(offered: list[Passed], year: int, number: int, otherwise: Refused) -> Passed:
    found = next((each for each in offered if (each.year, each.ordinal) == (year, number)), None)
    if found is None:
        raise otherwise
    return found


def _choose(tender: Tender, winner: Bid) -> None:
    """The winner, and everybody else who is still ranked in reserve."""
    _move(winner, BidAct.WIN)
    for each in read.offers(tender):
        if each.bid.state == BidState.RANKED:
            _move(each.bid, BidAct.RESERVE)


def _move(bid: Bid, act: BidAct) -> None:
    bid.state = BID.after(BidState(bid.state), act)


def _subject(found: Award) -> str:
    return f"award/{found.id}"
