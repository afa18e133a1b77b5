"""What this area keeps about one person, told to that person: companies and their offers, places and hands in tenders, sheets, challenges.

Of others there is nothing: an offer is told to who acts for the company alone, a sheet to who filled it in.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import and_, select

from huasheng_vote.extensions import db
from huasheng_vote.labels.panels import letter
from huasheng_vote.procurement.models import (
    Addendum,
    Award,
    Bid,
    Challenge,
    ChallengeSupport,
    Contract,
    Enquiry,
    Invitation,
    Mark,
    OpeningOfficer,
    OpeningRecord,
    OpeningShare,
    OpeningSignature,
    PanelSeat,
    Qualification,
    Report,
    ReportSignature,
    Reveal,
    ScoreSheet,
    Supplier,
    Tender,
    TenderReview,
)
from huasheng_vote.procurement.queries.suppliers import papers
from huasheng_vote.procurement.queries.takes_part import bids_of_company
from huasheng_vote.rules.exact import show_money

Rows = list[dict[str, Any]]
HANDS: tuple[tuple[str, Any, str, str], ...] = (
    ("reviewed", TenderReview, "account_id", "at"),
    ("invited", Invitation, "invited_by", "at"),
    ("answered", Enquiry, "answered_by", "answered_at"),
    ("changed", Addendum, "author_id", "at"),
    ("named_officer", OpeningOfficer, "named_by", "named_at"),
    ("named_panelist", PanelSeat, "named_by", "named_at"),
    ("declared_reveal", Reveal, "declared_by", "at"),
    ("proposed_award", Award, "proposed_by", "published_at"),
    ("answered_challenge", Challenge, "answered_by", "answered_at"),
)
"""What somebody did for a tender in office: its code, where it is kept, in which columns who and when."""


def kept_by_procurement(estate_id: int, account_id: int, at: datetime) -> dict[str, Rows]:
    """By section, the fields as stored; money in yuan, scores in points. All of it stands whatever the moment."""
    companies = db.session.scalars(select(Supplier).filter_by(estate_id=estate_id, author_id=account_id).order_by(Supplier.id)).all()
    titles = {row.id: row.title for row in db.session.execute(select(Tender.id, Tender.title).filter_by(estate_id=estate_id))}
    return {
        "companies": [_company(each) for each in companies],
        "company_papers": [
            {"company": each.name, "company_paper": one.name, "at": one.added_at} for each in companies for one in papers(estate_id, each.id)
        ],
        "offers": [_offer(bid, each, titles) for each in companies for bid in bids_of_company(estate_id, each.id)],
        "enquiries": [row for each in companies for row in _enquiries(each, titles)],
        "company_checks": [
            {"company": each.name, "note": each.checked_note, "at": each.checked_at}
            for each in db.session.scalars(select(Supplier).filter_by(estate_id=estate_id, checked_by=account_id).order_by(Supplier.id))
        ],
        "tender_hands": [
            *({"tender": each.title, "tender_hand": "drafted", "at": each.created_at} for each in _mine(Tender, estate_id, author_id=account_id)),
            *(
                {"tender": titles[each.tender_id], "tender_hand": hand, "at": getattr(each, when)}
                for hand, model, who, when in HANDS
                for each in _mine(model, estate_id, **{who: account_id})
            ),
            *_signed_contracts(estate_id, account_id, titles),
        ],
        "opening_places": [_place(each, titles) for each in _mine(OpeningOfficer, estate_id, account_id=account_id)],
        "openings": list(_openings(estate_id, account_id, titles)),
        **_judging(estate_id, account_id, titles),
        "challenges": [_challenge(each, titles) for each in _mine(Challenge, estate_id, author_id=account_id)],
        "challenge_supports": [
            {"title": title, "at": each.at} for each, title in _joined(ChallengeSupport, Challenge, "challenge_id", Challenge.title, estate_id, account_id)
        ],
    }  # fmt: skip


def _mine(model: Any, estate_id: int, **who: int) -> Iterator[Any]:
    yield from db.session.scalars(select(model).filter_by(estate_id=estate_id, **who).order_by(model.id))


def _joined(model: Any, of: Any, by: str, column: Any, estate_id: int, account_id: int) -> Iterator[tuple[Any, Any]]:
    """The account's rows of a model with one column of what they are about."""
    query = select(model, column).join(of, and_(of.estate_id == model.estate_id, of.id == getattr(model, by)))
    yield from db.session.execute(query.where(model.estate_id == estate_id, model.account_id == account_id).order_by(model.id))


def _company(row: Supplier) -> dict[str, Any]:
    return {
        "company": row.name,
        "credit_code": row.code,
        "representative": row.representative,
        "scope": row.scope,
        "licence": row.licence,
        "licence_until": row.licence_until.isoformat() if row.licence_until else "",
        "manager": row.manager,
        "certificates": row.certificates,
        "bank_account": row.bank_account,
        "company_state": row.state,
        "filed_at": row.applied_at,
        "note": row.checked_note,
        "reason": row.blacklisted_reason,
    }


def _offer(bid: Bid, company: Supplier, titles: dict[int, str]) -> dict[str, Any]:
    price = show_money(bid.price) if bid.price is not None else ""
    return {
        "tender": titles[bid.tender_id],
        "company": company.name,
        "offer_state": bid.state,
        "price": price,
        "commitment": bid.commitment,
        "at": bid.submitted_at,
    }


def _enquiries(company: Supplier, titles: dict[int, str]) -> Iterator[dict[str, Any]]:
    for each in db.session.scalars(select(Enquiry).filter_by(estate_id=company.estate_id).order_by(Enquiry.id)):
        if each.asker == str(company.id):
            yield {"tender": titles[each.tender_id], "text": each.text, "answer": each.answer, "at": each.asked_at}


def _signed_contracts(estate_id: int, account_id: int, titles: dict[int, str]) -> Iterator[dict[str, Any]]:
    query = select(Contract, Award.tender_id).join(Award, and_(Award.estate_id == Contract.estate_id, Award.id == Contract.award_id))
    for each, tender in db.session.execute(query.where(Contract.estate_id == estate_id).order_by(Contract.id)):
        if account_id in (each.supplier_signed_by, each.employer_signed_by):
            at = each.supplier_signed_at if each.supplier_signed_by == account_id else each.employer_signed_at
            yield {"tender": titles[tender], "tender_hand": "signed_contract", "at": at}


def _place(row: OpeningOfficer, titles: dict[int, str]) -> dict[str, Any]:
    return {
        "tender": titles[row.tender_id],
        "opening_duty": row.duty,
        "fingerprint": row.fingerprint,
        "at": row.named_at,
        "tested_at": row.tested_at,
        "rehearsed_at": row.rehearsed_at,
    }


def _openings(estate_id: int, account_id: int, titles: dict[int, str]) -> Iterator[dict[str, Any]]:
    for share, tender in _joined(OpeningShare, Bid, "bid_id", Bid.tender_id, estate_id, account_id):
        yield {"tender": titles[tender], "opening_hand": "share", "at": share.at}
    for signed, tender in _joined(OpeningSignature, OpeningRecord, "record_id", OpeningRecord.tender_id, estate_id, account_id):
        yield {"tender": titles[tender], "opening_hand": "record", "at": signed.at}


def _judging(estate_id: int, account_id: int, titles: dict[int, str]) -> dict[str, Rows]:
    seats = {each.id: each for each in _mine(PanelSeat, estate_id, account_id=account_id)}
    letters = {
        row.id: letter(row.ordinal) for row in db.session.execute(select(Bid.id, Bid.ordinal).filter_by(estate_id=estate_id)) if row.ordinal
    }
    tenders = {each.id: titles[each.tender_id] for each in seats.values()}
    return {
        "panel_seats": [
            {
                "tender": tenders[each.id], "seat_state": each.state, "at": each.named_at, "declared_at": each.declared_at,
                "cleared_at": each.cleared_at, "reason": each.recused_reason,
            }
            for each in seats.values()
        ],
        "qualifications": [
            {"tender": tenders[each.seat_id], "offer": letters[each.bid_id], "qualified": each.code or "yes", "reason": each.reason, "at": each.at}
            for each in _of_seats(Qualification, seats)
        ],
        "sheets": _marks(estate_id, seats, tenders, letters),
        "reports": _reports(seats, titles, tenders),
    }  # fmt: skip


def _marks(estate_id: int, seats: dict[int, PanelSeat], tenders: dict[int, str], letters: dict[int, str]) -> Rows:
    sheets = {row.id: row for row in _of_seats(ScoreSheet, seats)}
    marks = db.session.scalars(select(Mark).filter_by(estate_id=estate_id).where(Mark.sheet_id.in_(sheets)).order_by(Mark.id))
    return [
        {
            "tender": tenders[sheets[each.sheet_id].seat_id], "offer": letters[each.bid_id], "component": each.component,
            "score": show_money(each.score), "reason": each.reason, "locked_at": sheets[each.sheet_id].locked_at,
        }
        for each in marks
    ]  # fmt: skip


def _reports(seats: dict[int, PanelSeat], titles: dict[int, str], tenders: dict[int, str]) -> Rows:
    written = [{"tender": titles[each.tender_id], "report_hand": "written", "text": each.text, "at": each.at} for each in _written(seats)]
    signed = [
        {"tender": tenders[each.seat_id], "report_hand": "dissented" if each.dissent else "signed", "text": each.dissent, "at": each.at}
        for each in _of_seats(ReportSignature, seats)
    ]
    return written + signed


def _of_seats(model: Any, seats: dict[int, PanelSeat]) -> list[Any]:
    return list(db.session.scalars(select(model).where(model.seat_id.in_(seats)).order_by(model.id))) if seats else []


def _written(seats: dict[int, PanelSeat]) -> list[Any]:
    return list(db.session.scalars(select(Report).where(Report.written_by_seat_id.in_(seats)).order_by(Report.id))) if seats else []


def _challenge(row: Challenge, titles: dict[int, str]) -> dict[str, Any]:
    return {
        "tender": titles[row.tender_id],
        "title": row.title,
        "text": row.text,
        "challenge_state": row.state,
        "answer": row.answer,
        "at": row.submitted_at,
    }
