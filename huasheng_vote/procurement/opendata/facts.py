"""What anybody may know of a purchase at this moment, as plain values. Nothing about bids is read before the opening."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from flask import current_app
from sqlalchemy import select

from huasheng_vote.extensions import db
from huasheng_vote.journal.log import EstateRef
from huasheng_vote.people.models import Estate
from huasheng_vote.procurement.models import Addendum, Award, Bid, Contract, DeadlineMove, Enquiry, Supplier, Tender, TenderDocument
from huasheng_vote.projects.models import BillItem, Design, DesignVersion, Project
from huasheng_vote.rules.flows.awards import ContractState
from huasheng_vote.rules.flows.tenders import BidState

OPENED = frozenset(BidState) - {
    BidState.DRAFT,
    BidState.SUBMITTED,
    BidState.NEEDS_RECONFIRMATION,
    BidState.REPLACED,
    BidState.WITHDRAWN,
    BidState.LOCKED,
    BidState.RETURNED,
}
"""States in which an envelope has been opened."""

Address = Callable[..., str]
"""The absolute address of a page, by endpoint and values."""


@dataclass(frozen=True)
class Opened:
    """A bid that was opened, with its bidder."""

    bid: Bid
    supplier: Supplier


@dataclass(frozen=True)
class Process:
    """One purchase as everybody may see it."""

    estate: Estate
    project: Project
    tender: Tender
    prefix: str
    address: Address
    documents: Sequence[tuple[Design, DesignVersion]]
    items: Sequence[BillItem]
    addenda: Sequence[Addendum]
    moves: Sequence[DeadlineMove]
    answered: int
    bids: Sequence[Opened]
    awards: Sequence[Award]
    contracts: Sequence[Contract]
    previous: Tender | None = None

    @property
    def ocid(self) -> str:
        return ocid_of(self.prefix, self.estate.slug, self.tender)

    def supplier_of(self, award: Award) -> Supplier:
        return next(each.supplier for each in self.bids if each.bid.id == award.bid_id)


def ocid_of(prefix: str, slug: str, tender: Tender) -> str:
    """The open contracting id of a purchase: registered prefix, estate, number."""
    return f"{prefix}-{slug}-{tender.year}-{tender.ordinal:02d}"


def process(estate: EstateRef, tender: Tender) -> Process:
    """Everything public about a published tender now. It has to be published."""
    here = {"estate_id": estate.id, "tender_id": tender.id}
    documents = _documents(tender)
    return Process(
        estate=db.session.get_one(Estate, estate.id),
        project=db.session.scalars(select(Project).filter_by(estate_id=estate.id, id=tender.project_id)).one(),
        tender=tender,
        prefix=current_app.config["SETTINGS"].ocds_prefix,
        address=address_of(estate.slug),
        documents=documents,
        items=_items(estate.id, [version.id for _design, version in documents]),
        addenda=db.session.scalars(select(Addendum).filter_by(**here).order_by(Addendum.ordinal)).all(),
        moves=db.session.scalars(select(DeadlineMove).filter_by(**here).order_by(DeadlineMove.id)).all(),
        answered=len(db.session.scalars(select(Enquiry.id).filter_by(**here).where(Enquiry.answered_at.is_not(None))).all()),
        bids=_opened(tender) if tender.opened_at else (),
        awards=db.session.scalars(select(Award).filter_by(**here).order_by(Award.ordinal)).all(),
        contracts=_contracts(tender),
        previous=db.session.scalar(select(Tender).filter_by(estate_id=estate.id, id=tender.previous_id)) if tender.previous_id else None,
    )


def address_of(slug: str) -> Address:
    """Builds absolute addresses under the public one that the operator set."""
    parts = urlsplit(current_app.config["SETTINGS"].public_url)
    adapter = current_app.url_map.bind(parts.netloc, parts.path or "/", url_scheme=parts.scheme)

    def address(endpoint: str, **values: Any) -> str:
        return adapter.build(endpoint, {"estate": slug, **values}, force_external=True)

    return address


def published(estate_id: int) -> Sequence[Tender]:
    """Every tender that was ever published, in the order of publication."""
    found: Sequence[Tender] = db.session.scalars(
        select(Tender).filter_by(estate_id=estate_id).where(Tender.published_at.is_not(None)).order_by(Tender.published_at, Tender.id)
    ).all()
    return found


def _documents(tender: Tender) -> Sequence[tuple[Design, DesignVersion]]:
    rows = db.session.execute(
        select(Design, DesignVersion)
        .join(DesignVersion, DesignVersion.design_id == Design.id)
        .join(TenderDocument, TenderDocument.version_id == DesignVersion.id)
        .where(TenderDocument.estate_id == tender.estate_id, TenderDocument.tender_id == tender.id)
        .order_by(TenderDocument.id)
    )
    return [(row.Design, row.DesignVersion) for row in rows]


def _items(estate_id: int, versions: Sequence[int]) -> Sequence[BillItem]:
    found: Sequence[BillItem] = db.session.scalars(
        select(BillItem)
        .where(BillItem.estate_id == estate_id, BillItem.version_id.in_(versions))
        .order_by(BillItem.version_id, BillItem.ordinal)
    ).all()
    return found


def _opened(tender: Tender) -> Sequence[Opened]:
    rows = db.session.execute(
        select(Bid, Supplier)
        .join(Supplier, Supplier.id == Bid.supplier_id)
        .where(Bid.estate_id == tender.estate_id, Bid.tender_id == tender.id, Bid.state.in_(OPENED))
        .order_by(Bid.ordinal)
    )
    return [Opened(row.Bid, row.Supplier) for row in rows]


def _contracts(tender: Tender) -> Sequence[Contract]:
    found: Sequence[Contract] = db.session.scalars(
        select(Contract)
        .join(Award, Award.id == Contract.award_id)
        .where(Award.estate_id == tender.estate_id, Award.tender_id == tender.id, Contract.state != ContractState.DROPPED)
        .order_by(Contract.id)
    ).all()
    return found
