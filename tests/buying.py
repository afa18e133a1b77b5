"""A purchase laid down directly, as far as a test needs it: suppliers, a tender, bids opened, bids judged. The acts themselves are tested by what leads there."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from sqlalchemy import delete, select

from huasheng_vote import sealing
from huasheng_vote.committee.models import Decision, Subject
from huasheng_vote.database import writing
from huasheng_vote.extensions import db
from huasheng_vote.files import Kind, store
from huasheng_vote.journal.leaf import canonical
from huasheng_vote.people.models import Account
from huasheng_vote.procurement.models import (
    SERVER,
    Bid,
    Invitation,
    OpeningOfficer,
    PanelSeat,
    Report,
    Supplier,
    Tender,
    TenderReview,
)
from huasheng_vote.procurement.queries import opening
from huasheng_vote.rules.access import SYSTEM
from huasheng_vote.rules.flows.committees import DecisionState
from huasheng_vote.rules.flows.panels import SeatState
from huasheng_vote.rules.flows.suppliers import SupplierState
from huasheng_vote.rules.flows.tenders import BidState, TenderState
from huasheng_vote.rules.methods import DEFAULTS, Method
from huasheng_vote.rules.staffing import OFFICERS
from huasheng_vote.sealing import Attachment, Envelope, Offer, Officer, commitment, new_key, receipt_text, seal
from huasheng_vote.sealing.coding import text_of
from tests.builders import Neighbourhood, account_of
from tests.drawn import project
from tests.proposals_helpers import key

COMPANIES = {"甲方经理": ("湘江照明工程有限公司", "91430100MA4L00001J"), "乙方经理": ("岳麓机电安装有限公司", "91430100MA4L00002M"), "丙方经理": ("星沙市政灯具有限公司", "91430100MA4L00003Q")}  # fmt: skip
OPENERS = ("吴委员", "郑社区", "陈四")
PANEL = ("陈三", "刘甲", "赵一")
PRICES = (248_000_00, 226_000_00, 239_500_00)


@dataclass
class Buying:
    """What was laid down: ids by the name of who they belong to."""

    estate: Neighbourhood
    project: int
    tender: int = 0
    suppliers: dict[str, int] = field(default_factory=dict)
    keys: dict[str, ec.EllipticCurvePrivateKey] = field(default_factory=dict)
    """The officers' private keys."""
    seats: dict[str, int] = field(default_factory=dict)
    bids: dict[str, int] = field(default_factory=dict)
    receipts: dict[str, str] = field(default_factory=dict)
    """What each bidder kept."""

    @property
    def at(self) -> datetime:
        return self.estate.site.at

    def row(self) -> Tender:
        """The tender as it stands."""
        db.session.rollback()
        found: Tender = db.session.get_one(Tender, self.tender)
        return found


def account(estate: Neighbourhood, name: str) -> int:
    """A person of that name, who owns nothing here where they did not before."""
    everybody = {**estate.owners, **estate.staff}
    if name not in everybody:
        with estate.site.unguarded(), writing(0):
            found = db.session.scalar(select(Account).filter_by(name=name)) or account_of(estate.site, name)
            estate.staff[name] = everybody[name] = found.id
    return everybody[name]


def lay(estate: Neighbourhood, *rows: Any) -> None:
    """Rows of this estate, in their order."""
    with estate.site.unguarded(), writing(0):
        for row in rows:
            row.estate_id = estate.ref.id
            db.session.add(row)
            db.session.flush()


def suppliers(estate: Neighbourhood) -> dict[str, int]:
    """Three registered companies by the name of who acts for them; the same ones again where they are there."""
    there = dict(db.session.execute(select(Supplier.code, Supplier.id).filter_by(estate_id=estate.ref.id)).all())
    found = {who: there[code] for who, (_name, code) in COMPANIES.items() if code in there}
    for who, (name, code) in COMPANIES.items():
        if who in found:
            continue
        made = Supplier(
            key=key(), author_id=account(estate, who), code=code, name=name, representative="刘法人", scope="城市及道路照明工程专业承包叁级",
            manager="赵经理（湘建安B2020001）", bank_account="6222 0000 0000 0000", state=SupplierState.REGISTERED, applied_at=estate.site.at,
            checked_by=estate.staff["吴委员"], checked_at=estate.site.at,
        )  # fmt: skip
        lay(estate, made)
        found[who] = made.id
    return found


def drafted(estate: Neighbourhood, method: Method = Method.NEGOTIATION, *, project_id: int | None = None, **said: Any) -> Buying:
    """A draft by the electrician 陈一 for the lamps, over 250,000 yuan; scored 40/45/15 where the method scores."""
    buying = Buying(estate, project_id or project(estate), suppliers=suppliers(estate))
    scored = {"judging": "scored", "weight_price": 40, "weight_technical": 45, "weight_commercial": 15, "trimmed": True}
    values = {
        "key": key(), "author_id": estate.owners["陈一"], "project_id": buying.project, "title": "更换小区路灯", "category": "lighting",
        "method": method, "judging": DEFAULTS[method].judging[0], "ceiling": 250_000_00, "days": 30, "warranty_months": 36,
        "qualification": "城市及道路照明工程专业承包叁级以上", "conditions": "合同签订后付三成，验收后付清，质保金百分之三。",
        "guide": "技术：灯具参数、灯杆壁厚、施工方案。商务：业绩、质保。", "employer_kind": "committee", "employer_name": "松麓家园业主委员会",
        "employer_signatory": "周主任", "employer_basis": "业主大会2026年第1号决定", "employer_invoice_title": "松麓家园业主委员会",
        "place": "业委会办公室", "deadline": buying.at + timedelta(days=10), "digest": "d" * 64, "created_at": buying.at,
        **(scored if method in (Method.NEGOTIATION, Method.OPEN_TENDER) else {}),
    }  # fmt: skip
    tender = Tender(**{**values, **said})
    lay(estate, tender)
    buying.tender = tender.id
    return buying


def published(estate: Neighbourhood, method: Method = Method.NEGOTIATION, *, deadline: datetime | None = None, **said: Any) -> Buying:
    """Reviewed, staffed, its three officers' keys tested, its panel without conflicts, three suppliers invited, published now, open for ten days."""
    buying = reviewed(estate, method, **said)
    staffed(buying)
    at, row = buying.at, buying.row()
    changed = {
        "state": TenderState.PUBLISHED, "year": at.year, "ordinal": buying.tender, "published_at": at, "deadline": deadline or row.deadline,
        "terms": canonical(DEFAULTS[method].frozen()).decode(), "specification": "5" * 64,
    }  # fmt: skip
    change(estate, Tender, buying.tender, **changed)
    return buying


def reviewed(estate: Neighbourhood, method: Method = Method.NEGOTIATION, **said: Any) -> Buying:
    """Signed by the head and by the expert 陈二, to be published."""
    buying = drafted(estate, method, **said)
    at, here = buying.at, {"tender_id": buying.tender}
    lay(
        estate,
        TenderReview(duty="reviewing_chair", account_id=estate.staff["周主任"], digest="d" * 64, at=at, **here),
        TenderReview(duty="reviewing_expert", account_id=estate.owners["陈二"], digest="d" * 64, at=at, **here),
    )
    change(estate, Tender, buying.tender, state=TenderState.REVIEWED)
    return buying


def staffed(buying: Buying) -> None:
    """Three officers with tested keys, a panel without conflicts, three suppliers invited."""
    estate, at, here = buying.estate, buying.at, {"tender_id": buying.tender}
    lay(estate, *(Invitation(supplier_id=each, invited_by=estate.staff["吴委员"], at=at, **here) for each in buying.suppliers.values()))
    for number, (duty, who) in enumerate(zip(OFFICERS, OPENERS, strict=True), start=1):
        buying.keys[who] = new_key()
        officer = Officer.of(buying.keys[who])
        lay(estate, OpeningOfficer(ordinal=number, duty=duty, account_id=account(estate, who), named_by=estate.staff["吴委员"], named_at=at,
            public=officer.text, fingerprint=officer.fingerprint, key_at=at, tested_at=at, **here))  # fmt: skip
    for who in PANEL:
        seat = PanelSeat(account_id=account(estate, who), expert=True, state=SeatState.DECLARED, named_by=estate.staff["吴委员"], named_at=at, declared_at=at, **here)  # fmt: skip
        lay(estate, seat)
        buying.seats[who] = seat.id


def offer(price: str = "", *, signed: str = "刘法人", files: tuple[Attachment, ...] = (), **more: str) -> Offer:
    """An offer as the form seals it; what is left empty is sealed empty."""
    said = {"price": price, "days": "28", "warranty_months": "36", "signed": signed, **more}
    return Offer(tuple(said.items()), files)


OFFERS = tuple(offer(f"{price // 100}.{price % 100:02d}") for price in PRICES)


def sealed(estate: Neighbourhood, offers: Sequence[Offer | bytes] = OFFERS, *, by_server: bool = False, **said: Any) -> Buying:
    """Past the deadline and closed: of each company in the order of COMPANIES a real envelope for the real officers, committed to in the log, locked. An offer
    given as bytes is laid down as the envelope itself. `by_server`: the server keeps the two keys."""
    buying = published(estate, **said)
    if by_server:
        _served(estate, buying)
    row, people = buying.row(), officers(buying)
    subject = sealing.Subject(f"{estate.ref.slug}/tender/{buying.tender}", row.specification, people)
    for (who, supplier), each in zip(buying.suppliers.items(), offers, strict=False):
        made = seal(subject, each, "browser") if isinstance(each, Offer) else None
        data, salt = (made.envelope.data, made.salt) if made else (each, secrets.token_bytes(32))
        envelope = Envelope.read(data)
        committed = commitment(salt, envelope.digest)
        leaf = estate.site.act(
            estate.ref, SYSTEM, lambda on, said=committed: on.record("sealed", f"tender/{buying.tender}", {"commitment": said})
        )
        bid = Bid(
            tender_id=buying.tender, key=key(), envelope=envelope.header.envelope, bidder=str(supplier), state=BidState.LOCKED,
            stored=store().put(data, Kind.ENVELOPE), digest=envelope.digest, commitment=committed, salt=salt, sealed_by=envelope.header.sealed_by,
            specification=row.specification, leaf=leaf, submitted_at=row.published_at, changed_at=row.published_at,
        )  # fmt: skip
        lay(estate, bid)
        buying.bids[who] = bid.id
        if made:
            buying.receipts[who] = receipt_text(made)
    estate.site.at = row.deadline + timedelta(minutes=5)
    change(estate, Tender, buying.tender, state=TenderState.CLOSED, closed_at=row.deadline)
    return buying


def shares(buying: Buying, who: str, among: Sequence[Bid] | None = None) -> str:
    """What an officer's browser posts: the share of each envelope that is whole."""
    number, found = OPENERS.index(who), []
    for bid in among or opening.locked(buying.estate.ref.id, buying.tender):
        if (envelope := opening.sound(bid)) is not None:
            found.append(sealing.unwrap(buying.keys[who], envelope.header, envelope.wraps[number]).plain)
    return canonical(found).decode()


def officers(buying: Buying) -> tuple[Officer, ...]:
    """The officers as envelopes know them."""
    query = select(OpeningOfficer.public).filter_by(tender_id=buying.tender).order_by(OpeningOfficer.ordinal)
    return tuple(map(Officer.read, db.session.scalars(query)))


def _served(estate: Neighbourhood, buying: Buying) -> None:
    """The server's two keys in place of the three officers."""
    with estate.site.unguarded(), writing(0):
        db.session.execute(delete(OpeningOfficer).filter_by(tender_id=buying.tender))
    for number in (1, 2):
        private = new_key()
        known, secret = Officer.of(private), private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        lay(estate, OpeningOfficer(tender_id=buying.tender, ordinal=number, duty=SERVER, named_at=buying.at, public=known.text,
            fingerprint=known.fingerprint, secret=text_of(secret), key_at=buying.at, tested_at=buying.at))  # fmt: skip


def opened(estate: Neighbourhood, prices: tuple[int, ...] = PRICES, **said: Any) -> Buying:
    """The deadline is past, one bid of each company is open to read, in the order of COMPANIES; nobody has judged yet."""
    buying = published(estate, **said)
    row = buying.row()
    estate.site.at = row.deadline + timedelta(minutes=5)
    for number, ((who, supplier), price) in enumerate(zip(buying.suppliers.items(), prices, strict=False), start=1):
        bid = Bid(
            tender_id=buying.tender, key=key(), envelope=secrets.token_hex(16), bidder=str(supplier), state=BidState.OPENED, stored="", digest="b" * 64,
            commitment="c" * 64, salt=bytes(32), sealed_by="browser", specification="5" * 64, leaf=0, submitted_at=row.published_at, changed_at=buying.at,
            ordinal=number, supplier_id=supplier, price=price, days=28, warranty_months=36, offer="{}",
        )  # fmt: skip
        lay(estate, bid)
        buying.bids[who] = bid.id
    change(estate, Tender, buying.tender, state=TenderState.OPENED, closed_at=row.deadline, opened_at=buying.at)
    return buying


def evaluated(estate: Neighbourhood, **said: Any) -> Buying:
    """Judged and reported: 乙方经理 first with 91.00, then 丙方经理 with 90.75, then 甲方经理 with 90.12."""
    buying = opened(estate, **said)
    scores = {"甲方经理": (3645, 4100, 1267), "乙方经理": (4000, 3900, 1200), "丙方经理": (3775, 4133, 1167)}
    order = sorted(buying.bids, key=lambda who: -sum(scores[who]))
    ranking = [
        {"bid": buying.bids[who], "rank": place, "price": scores[who][0], "technical": scores[who][1], "commercial": scores[who][2], "total": sum(scores[who])}
        for place, who in enumerate(order, start=1)
    ]  # fmt: skip
    for bid in buying.bids.values():
        change(estate, Bid, bid, state=BidState.RANKED)
    for seat in buying.seats.values():
        change(estate, PanelSeat, seat, state=SeatState.CLEARED, cleared_at=buying.at)
    lay(estate, Report(tender_id=buying.tender, written_by_seat_id=buying.seats["陈三"], text="三家都合格。", ranking=canonical(ranking).decode(), digest="e" * 64, at=buying.at))  # fmt: skip
    change(estate, Tender, buying.tender, state=TenderState.EVALUATED, evaluated_at=buying.at)
    return buying


def change(estate: Neighbourhood, model: Any, row_id: int, **values: Any) -> None:
    """Columns of a row, past all acts."""
    with estate.site.unguarded(), writing(0):
        row = db.session.get_one(model, row_id)
        for name, value in values.items():
            setattr(row, name, value)


def decision(estate: Neighbourhood, amount: int, ordinal: int = 1, subject: Subject = Subject.AWARD) -> int:
    """The committee has passed so much, for an award unless said otherwise; its id."""
    made = Decision(
        key=key(), author_id=estate.staff["周主任"], title="路灯更新的成交", text="按评审报告定标。", subject=subject, amount=amount, digest=secrets.token_hex(32),
        members=2, put_at=estate.site.at, closes_at=estate.site.at + timedelta(hours=1), state=DecisionState.PASSED, yes=2,
        decided_at=estate.site.at, posted_at=estate.site.at, year=estate.site.at.year, ordinal=ordinal,
    )  # fmt: skip
    lay(estate, made)
    return int(made.id)
