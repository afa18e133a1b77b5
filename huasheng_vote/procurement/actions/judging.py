"""The panel after the opening: each says whether they are tied to one of the bidders, who is leaves with their scores, somebody else may take the seat."""

from dataclasses import dataclass

from huasheng_vote.committee.actions.meetings import tell_members
from huasheng_vote.extensions import db
from huasheng_vote.journal.log import Context
from huasheng_vote.notices.outbox import enqueue
from huasheng_vote.people.actions.accounts import account_for_phone
from huasheng_vote.procurement.actions import qualifying, sheets
from huasheng_vote.procurement.actions.bench import complete, seated, subject
from huasheng_vote.procurement.actions.panel_seats import seat as named
from huasheng_vote.procurement.models import PanelSeat, Tender
from huasheng_vote.procurement.queries import panels as read
from huasheng_vote.procurement.queries import sheets as written
from huasheng_vote.procurement.queries import staffing, tenders
from huasheng_vote.procurement.queries.progress import JUDGED
from huasheng_vote.proposals.actions.once import person as acting
from huasheng_vote.rules import panels
from huasheng_vote.rules.flows.panels import SEAT, SHEET, SeatAct, SeatState, SheetAct, SheetState
from huasheng_vote.rules.flows.tenders import TENDER, TenderAct, TenderState
from huasheng_vote.rules.refusal import Refused, Why


@dataclass(frozen=True)
class Replacement:
    """Who takes a seat: by phone, so that whoever has no account yet gets one under the name given; whether paid as an expert from outside."""

    phone: str
    name: str
    hired: bool = False


def clear(on: Context, tender_id: int) -> None:
    """Say that one is tied to none of the bidders. Whoever was named after the opening says with it that there is no conflict in general either.
    The last one begins the evaluation."""
    tender, seat = seated(on, tender_id)
    if seat.state == SeatState.NAMED and seat.replaces_id is not None:
        seat.state, seat.declared_at = SEAT.after(SeatState(seat.state), SeatAct.DECLARE), on.at
    seat.state, seat.cleared_at = SEAT.after(SeatState(seat.state), SeatAct.CLEAR), on.at
    on.record("judging.cleared", subject(tender_id), {"seat": seat.id})
    if complete(tender):
        _begin(on, tender)


def recuse(on: Context, tender_id: int, reason: str) -> None:
    """Leave the panel: one's sheet becomes void, a report not concluded too. Nothing goes on until the committee says who takes the seat."""
    tender, seat = seated(on, tender_id)
    seat.state, seat.recused_at, seat.recused_reason = SEAT.after(SeatState(seat.state), SeatAct.RECUSE), on.at, reason
    void = _void(on, tender, seat.id, replaced=False)
    on.record("judging.recused", subject(tender_id), {"seat": seat.id, "sheets_void": void}, {"reason": reason})
    tell_members(on, "tender.recused", {"title": tender.title})


def replace(on: Context, seat_id: int, by: Replacement) -> int:
    """Name somebody for a seat that was left. Where sheets had been shown, all score anew. Refuses whoever is, or was, on the panel and whoever is tied."""
    left = read.seat(on.estate.id, seat_id)
    tender = _judged(on, left.tender_id)
    state = SEAT.after(SeatState(left.state), SeatAct.REPLACE)
    account = account_for_phone(on, by.phone, by.name)
    made = named(on, tender, account, hired=by.hired, replaces=seat_id, field="phone")
    left.state, left.vacant_at = state, None
    void = _void(on, tender, seat_id, replaced=True)
    on.record("judging.replaced", subject(tender.id), {"seat": made.id, "replaces": seat_id, "sheets_void": void}, {"account": account})
    enqueue(on, account, None, "tender.replacement", {"title": tender.title})
    return int(tender.id)


def leave_vacant(on: Context, seat_id: int) -> int:
    """Say that nobody takes a seat that was left. Refuses where too few would remain. The panel goes on at once where all others are done."""
    left = read.seat(on.estate.id, seat_id)
    tender = _judged(on, left.tender_id)
    if left.state != SeatState.RECUSED or left.vacant_at is not None:
        raise Refused(Why.NOT_POSSIBLE_NOW)
    read.check_size(tender)
    left.vacant_at = on.at
    on.record("judging.left_vacant", subject(tender.id), {"seat": seat_id})
    if complete(tender):
        _begin(on, tender)
        qualifying.settle(on, tender)
        sheets.show(on, tender)
    return int(tender.id)


def approve(on: Context, tender_id: int) -> None:
    """Where two of the committee judge instead of a panel: take one of the two places, saying that one is tied to nobody. Refuses a third, and whoever drafted."""
    tender, account = _judged(on, tender_id), acting(on)
    if len(read.sitting(tender)) >= tenders.terms(tender).approvers:
        raise Refused(Why.NOT_POSSIBLE_NOW)
    for conflict in read.conflicts(tender, staffing.person(on.estate.id, account, on.at)):
        raise Refused(Why.PANELIST_BARRED, conflict=conflict)
    seat = PanelSeat(
        estate_id=on.estate.id, tender_id=tender_id, account_id=account, expert=False, state=SeatState.CLEARED, named_by=account, named_at=on.at,
        declared_at=on.at, cleared_at=on.at,
    )  # fmt: skip
    db.session.add(seat)
    db.session.flush()
    on.record("judging.approver", subject(tender_id), {"seat": seat.id})
    if complete(tender):
        _begin(on, tender)


def _judged(on: Context, tender_id: int) -> Tender:
    """A tender that is judged now. Refuses who left its panel: they have no further part in it, whatever their office."""
    tender = tenders.tender(on.estate.id, tender_id)
    if any(each.account_id == on.actor.account and each.state in read.LEFT for each in read.seats(tender)):
        raise Refused(Why.LEFT_PANEL)
    if tender.state not in JUDGED:
        raise Refused(Why.NOT_POSSIBLE_NOW)
    return tender


def _begin(on: Context, tender: Tender) -> None:
    """Begin the evaluation once all who sit on the panel are cleared and enough of them are left."""
    if tender.state != TenderState.OPENED:
        return
    try:
        panels.check_declared([SeatState(each.state) for each in read.seats(tender)], SeatState.CLEARED)
        read.check_size(tender)
    except Refused:
        return
    tender.state = TENDER.after(TenderState(tender.state), TenderAct.BEGIN_EVALUATION)
    on.record("judging.begun", subject(tender.id), {"seats": len(read.sitting(tender))})
    qualifying.settle(on, tender)


def _void(on: Context, tender: Tender, leaver: int, *, replaced: bool) -> int:
    """Void the sheets that somebody's leaving spoils, and the report. How many sheets it was."""
    gone = panels.voided(written.as_rules(tender), leaver, replaced=replaced)
    spoilt = [each for each in written.sheets(tender) if each.seat_id in gone and each.state != SheetState.VOID]
    for sheet in spoilt:
        sheet.state = SHEET.after(SheetState(sheet.state), SheetAct.VOID)
    if (report := written.report(tender)) is not None:
        report.voided_at = on.at
    return len(spoilt)
