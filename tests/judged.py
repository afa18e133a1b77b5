"""A panel at work: bids opened, five seats, and each step of judging done by everybody whose step it is."""

from collections.abc import Iterable, Mapping
from typing import Any

from huasheng_vote.database import writing
from huasheng_vote.extensions import db
from huasheng_vote.procurement.actions import judging, qualifying, reports, sheets
from huasheng_vote.procurement.actions.qualifying import Finding
from huasheng_vote.procurement.models import PanelSeat
from huasheng_vote.procurement.queries import panels as read
from huasheng_vote.procurement.queries import sheets as written
from huasheng_vote.rules.flows.panels import SeatState
from huasheng_vote.rules.flows.tenders import BidState
from tests import buying
from tests.builders import Neighbourhood
from tests.buying import Buying
from tests.proposals_helpers import act

FIVE = ("陈三", "刘甲", "赵一", "赵二", "赵三")
TECHNICAL = {"甲方经理": (40, 42, 41, 43, 39), "乙方经理": (38, 40, 39, 44, 36), "丙方经理": (41, 41, 42, 40, 45)}
COMMERCIAL = {"甲方经理": (13, 12, 13, 14, 12), "乙方经理": (12, 12, 11, 13, 12), "丙方经理": (11, 12, 12, 12, 10)}
TEXT = "三家资格都符合。乙方综合得分最高，建议作为第一候选人。"


def opened(estate: Neighbourhood, seats: int = 3, **said: Any) -> Buying:
    """Bids opened, so many seats that have declared before publication."""
    lot = buying.opened(estate, **said)
    for who in FIVE[len(lot.seats) : seats]:
        here = {"estate_id": estate.ref.id, "tender_id": lot.tender, "account_id": buying.account(estate, who)}
        with estate.site.unguarded(), writing(0):
            made = PanelSeat(
                **here, expert=True, state=SeatState.DECLARED, named_by=estate.staff["吴委员"], named_at=lot.at, declared_at=lot.at
            )
            db.session.add(made)
            db.session.flush()
            lot.seats[who] = made.id
    return lot


def panel(lot: Buying) -> list[str]:
    """Who sits on it now."""
    sitting = {each.id for each in read.sitting(lot.row())}
    return [who for who, seat in lot.seats.items() if seat in sitting]


def cleared(lot: Buying, people: Iterable[str] = ()) -> Buying:
    """Everybody, or those named, say that they are tied to no bidder."""
    for who in people or panel(lot):
        act(lot.estate, who, judging.clear, lot.tender)
    return lot


def qualified(lot: Buying, against: Mapping[str, Finding] = {}) -> Buying:
    """Everybody finds every bid qualified, except those `against`."""
    pending = {each.id for each in read.bids(lot.row(), BidState.OPENED)}
    findings = {bid: against.get(who, Finding()) for who, bid in lot.bids.items() if bid in pending}
    for who in panel(lot):
        act(lot.estate, who, qualifying.qualify, lot.tender, findings)
    return lot


def scores(lot: Buying, who: str) -> dict[int, dict[str, int]]:
    """What this panelist gives in the worked table, in hundredths."""
    place = FIVE.index(who)
    return {
        bid: {"technical": TECHNICAL[company][place] * 100, "commercial": COMMERCIAL[company][place] * 100}
        for company, bid in lot.bids.items()
    }


def saved(lot: Buying, who: str) -> str:
    """Their sheet written, not locked; what it would be locked as."""
    marks = scores(lot, who)
    act(lot.estate, who, sheets.save, lot.tender, marks, dict.fromkeys(marks, "按评分办法逐项打分"))
    return seen(lot, who)


def seen(lot: Buying, who: str) -> str:
    """The digest of the sheet as it stands."""
    tender = lot.row()
    sheet = written.current(tender, read.own(tender, buying.account(lot.estate, who)).id)
    assert sheet is not None
    return sheets.digest_of(tender, sheet, written.marks(lot.estate.ref.id, [sheet.id])[sheet.id])


def locked(lot: Buying, people: Iterable[str] = ()) -> Buying:
    """Everybody's sheet, or of those named, written and locked."""
    for who in people or panel(lot):
        act(lot.estate, who, sheets.lock, lot.tender, saved(lot, who))
    return lot


def reported(lot: Buying, who: str = "陈三") -> Buying:
    """The report written, signed by nobody."""
    act(lot.estate, who, reports.write, lot.tender, TEXT)
    return lot


def signed(lot: Buying, people: Iterable[str] = (), dissent: str = "") -> Buying:
    """The report signed by everybody, or by those named."""
    for who in people or panel(lot):
        report = written.report(lot.row())
        assert report is not None
        act(lot.estate, who, reports.sign, lot.tender, report.digest, dissent)
    return lot


def scored(lot: Buying) -> Buying:
    """From the opening on: all sheets shown."""
    return locked(qualified(cleared(lot)))
