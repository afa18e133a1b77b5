"""The report: the ranking from the sheets shown or from the prices, each panelist's name or dissent under it, and with the last one the evaluation ends."""

import json
from typing import Any

from huasheng_vote.assemblies.actions.telling import tell_everybody
from huasheng_vote.extensions import db
from huasheng_vote.journal.leaf import canonical
from huasheng_vote.journal.log import Context
from huasheng_vote.notices.outbox import enqueue
from huasheng_vote.procurement.actions.bench import at_work, complete, subject
from huasheng_vote.procurement.actions.sheets import check_settled
from huasheng_vote.procurement.models import COMPONENTS, Report, ReportSignature, Tender
from huasheng_vote.procurement.opendata.codes import Tag
from huasheng_vote.procurement.opendata.publishing import publish
from huasheng_vote.procurement.queries import panels as read
from huasheng_vote.procurement.queries import sheets as written
from huasheng_vote.procurement.queries import tenders
from huasheng_vote.procurement.queries.progress import tied
from huasheng_vote.proposals.actions.once import digest
from huasheng_vote.rules import awards, panels
from huasheng_vote.rules.evaluation import Ranked
from huasheng_vote.rules.flows.tenders import BID, TENDER, BidAct, BidState, TenderAct, TenderState
from huasheng_vote.rules.refusal import Refused, Why


def write(on: Context, tender_id: int, text: str) -> int:
    """Write the report with the ranking as it follows; it takes the place of one before, and with that of the names under it. Refuses while a seat is open,
    bids are not settled or sheets not shown."""
    tender, seat = at_work(on, tender_id)
    if not complete(tender):
        raise Refused(Why.SEAT_EMPTY)
    read.check_size(tender)
    check_settled(tender)
    before = written.reports(tender)
    seed = next((each.seed for each in reversed(before) if each.seed), "")  # drawn once; wording the report anew draws nothing anew
    for each in before:
        each.voided_at = each.voided_at or on.at
    made = Report(
        estate_id=on.estate.id, tender_id=tender_id, ordinal=len(before) + 1, written_by_seat_id=seat.id, text=text, at=on.at,
        ranking=ranking(ranked(tender), seed), seed=seed, digest="",
    )  # fmt: skip
    made.digest = digest_of(made)
    db.session.add(made)
    db.session.flush()
    on.record("judging.reported", subject(tender_id), {"report": made.ordinal, "digest": made.digest}, {"text": text})
    for other in read.sitting(tender):
        if other.id != seat.id:
            enqueue(on, other.account_id, None, "tender.report", {"title": tender.title})
    return int(made.id)


def draw(on: Context, tender_id: int, source: str, value: str) -> None:
    """Draw among bids that are equal, by a value that anybody can look up. Refuses where nothing is equal, and a second draw."""
    tender = tenders.tender(on.estate.id, tender_id)
    report = written.report(tender)
    if report is None or tender.state != TenderState.EVALUATING or not tied(report):
        raise Refused(Why.SEED_DRAWN if report is not None and report.seed else Why.NOT_POSSIBLE_NOW)
    report.seed = f"{source} {value}"
    report.ranking = ranking(ranked(tender), report.seed)
    report.digest = digest_of(report)
    on.record("judging.drawn", subject(tender_id), {"source": source, "seed": report.seed, "ranking": json.loads(report.ranking)})


def sign(on: Context, tender_id: int, seen: str, dissent: str = "") -> None:
    """Put one's name under the report that was seen, or dissent from it with a reason. The last one ends the evaluation."""
    tender, seat = at_work(on, tender_id)
    report = written.report(tender)
    if report is None:
        raise Refused(Why.NOT_POSSIBLE_NOW)
    if tied(report):
        raise Refused(Why.TIE_UNDRAWN)
    if seen != report.digest:
        raise Refused(Why.CHANGED_MEANWHILE)
    if any(each.seat_id == seat.id for each in written.signatures(report)):
        raise Refused(Why.ALREADY_DONE)
    here = {"estate_id": on.estate.id, "report_id": report.id}
    db.session.add(ReportSignature(**here, seat_id=seat.id, digest=seen, dissent=dissent, at=on.at))
    db.session.flush()
    said = {"seat": seat.id, "digest": seen, "signed": "no" if dissent else "yes"}
    on.record("judging.signed", subject(tender_id), said, {"dissent": dissent} if dissent else None)
    if not missing(tender, report):
        _conclude(on, tender, report)


def ranked(tender: Tender) -> list[Ranked]:
    """Valid bids by merit, equals on one rank."""
    if not read.scored(tender):
        return panels.lowest(read.prices(tender))
    return panels.score(read.prices(tender), written.as_rules(tender), read.weights(tender), read.trim(tender))


def ranking(merit: list[Ranked], seed: str = "") -> str:
    """What the report says of each bid, canonical JSON; equals keep one rank until there is a seed."""
    rows = {each.bid.id: each for each in merit}
    order = awards.order(merit, seed) if seed else list(rows)
    return canonical([_line(rows[bid], place if seed else rows[bid].rank) for place, bid in enumerate(order, start=1)]).decode()


def missing(tender: Tender, report: Report) -> int:
    """How many have neither signed nor dissented."""
    panel = {each.id for each in read.sitting(tender)}
    names = written.signatures(report)
    dissents = {each.seat_id: each.dissent for each in names if each.dissent}
    try:
        panels.check_report(panel, {each.seat_id for each in names if not each.dissent}, dissents)
    except Refused as refused:
        return int(refused.facts["missing"])
    return 0


def digest_of(report: Report) -> str:
    """Of everything that is signed."""
    body = {"tender": report.tender_id, "report": report.ordinal, "text": report.text, "ranking": report.ranking, "seed": report.seed}
    return digest(body)


def _conclude(on: Context, tender: Tender, report: Report) -> None:
    tender.state, tender.evaluated_at = TENDER.after(TenderState(tender.state), TenderAct.CONCLUDE), on.at
    for bid in read.valid(tender):
        bid.state, bid.changed_at = BID.after(BidState(bid.state), BidAct.RANK), on.at
    publish(on, tender, Tag.TENDER_UPDATE)
    on.record("judging.concluded", subject(tender.id), {"report": report.digest, "ranking": json.loads(report.ranking)})
    tell_everybody(on, "tender.evaluated", {"title": tender.title})


def _line(each: Ranked, rank: int) -> dict[str, Any]:
    scores = {name: each.bid.scores.get(name, 0) for name in COMPONENTS}
    return {"bid": int(each.bid.id), "rank": rank, "price": each.price_score, **scores, "total": each.total}
