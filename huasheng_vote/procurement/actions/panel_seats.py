"""The seats of the panel: named before publication, declared free of conflicts by whoever sits there, left with a reason and then given to another."""

from dataclasses import dataclass

from huasheng_vote.extensions import db
from huasheng_vote.journal.log import Context
from huasheng_vote.notices import outbox
from huasheng_vote.people import queries as people
from huasheng_vote.people.actions.accounts import account_for_phone, person
from huasheng_vote.procurement.actions.staffing import check_unpublished
from huasheng_vote.procurement.models import PanelSeat, Tender
from huasheng_vote.procurement.queries import panels, staffing
from huasheng_vote.procurement.queries import tenders as read
from huasheng_vote.rules.flows.panels import SEAT, SeatAct, SeatState
from huasheng_vote.rules.flows.tenders import TenderState
from huasheng_vote.rules.phone import parse_phone
from huasheng_vote.rules.refusal import Refused, Why

UNOPENED = (TenderState.DRAFT, TenderState.REVIEWED, TenderState.PUBLISHED, TenderState.CLOSED)
UNDECIDED = (*UNOPENED, TenderState.OPENED, TenderState.EVALUATING)


@dataclass(frozen=True)
class Chosen:
    """Who is to sit: an account, or else whoever has this phone. `hired`: an outsider paid as an expert, who gets an account under the name given."""

    account: int = 0
    phone: str = ""
    name: str = ""
    hired: bool = False


def name_seat(on: Context, tender_id: int, chosen: Chosen) -> int:
    """Give somebody a seat before publication. Refuses a method without a panel, whoever may not judge this tender, and anybody twice."""
    tender = read.tender(on.estate.id, tender_id)
    check_unpublished(tender)
    if not read.terms(tender).panel:
        raise Refused(Why.NOT_POSSIBLE_NOW)
    return _sit(on, tender, chosen)


def remove_seat(on: Context, tender_id: int, seat_id: int) -> None:
    """Take back a seat before publication. Not one that was left, nor one that took the place of it: these stay on record."""
    check_unpublished(read.tender(on.estate.id, tender_id))
    found = staffing.seat(on.estate.id, tender_id, seat_id)
    if found.state not in staffing.SITTING or found.replaces_id is not None:
        raise Refused(Why.NOT_POSSIBLE_NOW)
    whose = person(on, found.account_id)
    db.session.delete(found)
    on.record("panel.seat_removed", f"tender/{tender_id}", {"person": whose})


def declare(on: Context, tender_id: int) -> None:
    """Whoever sits there has nothing to do with the drafter, nor with anybody who may bid."""
    found = _own(on, tender_id, UNDECIDED)
    found.state, found.declared_at = SEAT.after(SeatState(found.state), SeatAct.DECLARE), on.at
    on.record("panel.declared", f"tender/{tender_id}", {})


def recuse(on: Context, tender_id: int, reason: str) -> None:
    """Whoever sits there cannot judge and says why; before the opening nothing hangs on the seat yet."""
    leave(on, _own(on, tender_id, UNOPENED), reason)


def replace_seat(on: Context, tender_id: int, seat_id: int, chosen: Chosen) -> int:
    """Give a seat that was left to another, also after publication; until the opening."""
    tender = read.tender(on.estate.id, tender_id)
    if tender.state not in UNOPENED:
        raise Refused(Why.NOT_POSSIBLE_NOW)
    return fill(on, tender, staffing.seat(on.estate.id, tender_id, seat_id), chosen)


def leave(on: Context, left: PanelSeat, reason: str) -> None:
    """Leave a seat. What becomes of its score sheets the caller knows, and does before."""
    if not reason.strip():
        raise Refused(Why.MISSING_VALUE, field="reason")
    left.state = SEAT.after(SeatState(left.state), SeatAct.RECUSE)
    left.recused_at, left.recused_reason = on.at, reason
    on.record("panel.recused", f"tender/{left.tender_id}", {"person": person(on, left.account_id)}, {"reason": reason})


def seat(on: Context, tender: Tender, account: int, *, hired: bool, replaces: int | None = None, field: str = "") -> PanelSeat:
    """A seat for this person; the caller records. Refuses who is or was on the panel, whoever is tied to drafter, opening or bidders, and to hire somebody
    who owns or holds an office here: their skill is checked like any owner's, not paid for. `field` names the form's field at fault."""
    who = staffing.person(on.estate.id, account, on.at, hired=hired)
    if any(each.account_id == account for each in panels.seats(tender)):
        raise Refused(Why.PANELIST_TWICE, field=field)
    for conflict in panels.conflicts(tender, who):
        raise Refused(Why.PANELIST_BARRED, field=field, conflict=conflict)
    if who.hired and who.roles:
        raise Refused(Why.NOT_AN_OUTSIDER, field="hired")
    made = PanelSeat(
        estate_id=on.estate.id, tender_id=tender.id, account_id=account, hired=who.hired, expert=who.expert, replaces_id=replaces,
        named_by=on.actor.account or 0, named_at=on.at,
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    return made


def fill(on: Context, tender: Tender, left: PanelSeat, chosen: Chosen) -> int:
    """Give a seat that was left to another, who declares as everybody did. The new seat's id."""
    left.state = SEAT.after(SeatState(left.state), SeatAct.REPLACE)
    return _sit(on, tender, chosen, left.id)


def _own(on: Context, tender_id: int, states: tuple[TenderState, ...]) -> PanelSeat:
    found = staffing.seat_of(on.estate.id, tender_id, on.actor.account)
    if read.tender(on.estate.id, tender_id).state not in states:
        raise Refused(Why.NOT_POSSIBLE_NOW)
    return found


def _sit(on: Context, tender: Tender, chosen: Chosen, replaces: int | None = None) -> int:
    account = chosen.account or _by_phone(on, chosen)
    made = seat(on, tender, account, hired=chosen.hired, replaces=replaces)
    outbox.enqueue(on, account, None, "tender.panelist", {"title": tender.title})
    facts = {"person": person(on, account), "expert": int(made.expert), "hired": int(made.hired)}
    on.record("panel.seat_named", f"tender/{tender.id}", facts)
    return int(made.id)


def _by_phone(on: Context, chosen: Chosen) -> int:
    """The account of the phone; opened for a hired expert who has none."""
    number = parse_phone(chosen.phone)
    found = people.account_by_phone(number)
    if found is not None:
        return int(found.id)
    if not chosen.hired or not chosen.name:
        raise Refused(Why.NOBODY_BY_PHONE, field="phone")
    return account_for_phone(on, number, chosen.name)
