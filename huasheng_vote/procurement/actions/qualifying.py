"""Which bids take part: each panelist finds each bid qualified or not, more than half of the seats decide; an abnormally low price has to be explained."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from huasheng_vote.extensions import db
from huasheng_vote.journal.log import Context
from huasheng_vote.notices.outbox import enqueue
from huasheng_vote.procurement.actions.bench import at_work, complete, subject
from huasheng_vote.procurement.actions.endings import fail
from huasheng_vote.procurement.models import Bid, LowPrice, Qualification, Tender
from huasheng_vote.procurement.queries import panels as read
from huasheng_vote.procurement.queries import progress, suppliers, tenders
from huasheng_vote.rules.flows.tenders import BID, BidAct, BidState, Disqualified, TenderState
from huasheng_vote.rules.panels import EXPLAIN_HOURS, refused_by
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.rules.tendering import Failed


@dataclass(frozen=True)
class Finding:
    """Qualified where `code` is empty; otherwise why not."""

    code: Disqualified | None = None
    reason: str = ""


def qualify(on: Context, tender_id: int, findings: Mapping[int, Finding]) -> None:
    """Say of every bid whether it takes part, once. The last panelist's answers settle it. Refuses a bid left out and one that is not before the panel."""
    tender, seat = at_work(on, tender_id)
    pending = read.bids(tender, BidState.OPENED)
    if not pending:
        raise Refused(Why.NOT_POSSIBLE_NOW)
    if any(seat.id in given for given in read.findings(tender).values()):
        raise Refused(Why.ALREADY_DONE)
    for bid in findings.keys() - {each.id for each in pending}:
        raise Refused(Why.BAD_VALUE, bid=bid)
    for bid in (each.id for each in pending):
        _write(on, seat.id, bid, findings.get(bid))
    on.record("judging.checked", subject(tender_id), {"seat": seat.id}, {"findings": _said(findings)})
    if complete(tender):
        settle(on, tender)


def settle(on: Context, tender: Tender) -> None:
    """Decide about the bids once everybody on the panel has answered; then ask for what has to be explained. Too few valid ones, and the tender fails."""
    if tender.state != TenderState.EVALUATING:
        return
    db.session.flush()
    panel, given = {each.id for each in read.sitting(tender)}, read.findings(tender)
    pending = read.bids(tender, BidState.OPENED)
    if any(panel - given[bid.id].keys() for bid in pending):
        return
    for bid in pending:
        _decide(on, bid, [given[bid.id][seat] for seat in sorted(panel)])
    if pending:
        told = [{"bid": bid.id, "state": bid.state, "code": bid.disqualified or ""} for bid in pending]
        on.record("judging.qualified", subject(tender.id), {"bids": told}, {"reasons": [bid.reason for bid in pending]})
    if not _too_few(on, tender):
        _ask_for_explanations(on, tender)


def explain(on: Context, tender_id: int, text: str) -> None:
    """A bidder says in writing why the price is so low, once. Refuses everybody else."""
    tender = tenders.tender(on.estate.id, tender_id)
    low = progress.asked(tender, on.actor.account)
    if low is None:
        raise Refused(Why.NOT_FOUND)
    if low.explained_at is not None or low.decided_at is not None or tender.state != TenderState.EVALUATING:
        raise Refused(Why.NOT_POSSIBLE_NOW)
    low.explanation, low.explained_at = text, on.at
    on.record("judging.explained", subject(tender_id), {"bid": low.bid_id}, {"explanation": text})
    for seat in read.sitting(tender):
        enqueue(on, seat.account_id, None, "tender.explained", {"title": tender.title})


def decide_low(on: Context, bid_id: int, accepted: bool, reason: str) -> int:
    """A panelist decides for the panel whether the price holds; all sign the report that says so. Refuses before the bidder has explained,
    or let the time for it pass; nothing is accepted unexplained."""
    bid = read.bid(on.estate.id, bid_id)
    tender, seat = at_work(on, bid.tender_id)
    low = read.low_prices(tender).get(bid_id)
    if low is None:
        raise Refused(Why.NOT_FOUND)
    if low.decided_at is not None:
        raise Refused(Why.ALREADY_DONE)
    if low.explained_at is None and (accepted or on.at < progress.explain_by(low)):
        raise Refused(Why.EXPLANATION_AWAITED, until=progress.explain_by(low).isoformat())
    low.accepted, low.decided_seat_id, low.decided_reason, low.decided_at = accepted, seat.id, reason, on.at
    if not accepted:
        _disqualify(on, bid, Disqualified.LOW_UNEXPLAINED, reason)
    on.record(
        "judging.low_decided",
        subject(tender.id),
        {"bid": bid_id, "seat": seat.id, "accepted": "yes" if accepted else "no"},
        {"reason": reason},
    )
    if not _too_few(on, tender):
        _ask_for_explanations(on, tender)
    return int(tender.id)


def _write(on: Context, seat: int, bid: int, found: Finding | None) -> None:
    if found is None:
        raise Refused(Why.MISSING_VALUE, field=f"finding_{bid}")
    if found.code is not None and not found.reason.strip():
        raise Refused(Why.MISSING_VALUE, field=f"reason_{bid}")
    said = {"code": found.code or "", "reason": found.reason if found.code else ""}
    db.session.add(Qualification(estate_id=on.estate.id, bid_id=bid, seat_id=seat, at=on.at, **said))


def _said(findings: Mapping[int, Finding]) -> list[dict[str, str | int]]:
    return [{"bid": bid, "code": found.code or "", "reason": found.reason} for bid, found in sorted(findings.items())]


def _decide(on: Context, bid: Bid, given: list[Qualification]) -> None:
    against = [each for each in given if each.code]
    if not refused_by(len(against), len(given)):
        bid.state, bid.changed_at = BID.after(BidState(bid.state), BidAct.QUALIFY), on.at
        return
    code = Counter(each.code for each in against).most_common(1)[0][0]
    reasons = dict.fromkeys(each.reason for each in against)
    _disqualify(on, bid, Disqualified(code), "\n".join(reasons))


def _disqualify(on: Context, bid: Bid, code: Disqualified, reason: str) -> None:
    bid.state, bid.changed_at = BID.after(BidState(bid.state), BidAct.DISQUALIFY), on.at
    bid.disqualified, bid.reason = code, reason


def _too_few(on: Context, tender: Tender) -> bool:
    """Whether the tender failed, because fewer bids are left than its method, or a decision of the committee for its second round, asks for."""
    db.session.flush()
    least = tender.fewer_bids or tenders.terms(tender).bids
    if len(read.valid(tender)) >= least:
        return False
    fail(on, tender, Failed.TOO_FEW_VALID)
    return True


def _ask_for_explanations(on: Context, tender: Tender) -> None:
    """Each abnormally low bid that was not asked yet."""
    known = read.low_prices(tender)
    fresh = [each for each in read.valid(tender) if str(each.id) in read.owing(tender) and each.id not in known]
    if not fresh:
        return
    db.session.add_all([LowPrice(estate_id=on.estate.id, bid_id=each.id, asked_at=on.at) for each in fresh])
    on.record("judging.low_asked", subject(tender.id), {"bids": [each.id for each in fresh]})
    for bid in fresh:
        supplier = suppliers.supplier(on.estate.id, bid.supplier_id or 0)
        enqueue(on, supplier.author_id, None, "tender.low_price", {"title": tender.title, "hours": EXPLAIN_HOURS})
