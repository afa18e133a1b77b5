"""Reads of challenges: who signed them, whether they stop the clock, who may answer, until when one may be made."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select

from huasheng_vote.assemblies.queries.calendar import holidays
from huasheng_vote.extensions import db
from huasheng_vote.procurement.models import About, Award, Bid, Challenge, ChallengeSupport, PanelSeat, Supplier, Tender
from huasheng_vote.procurement.queries import suppliers, tenders
from huasheng_vote.rules import awards as rules
from huasheng_vote.rules.calendar import local_day
from huasheng_vote.rules.flows.awards import AwardState, ChallengeState
from huasheng_vote.rules.flows.suppliers import SupplierState
from huasheng_vote.rules.flows.tenders import TenderState
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.rules.timetable import last_day

OVER = (TenderState.FAILED, TenderState.CANCELLED)
ANSWERED_NO = (ChallengeState.INADMISSIBLE, ChallengeState.DISMISSED)


@dataclass(frozen=True)
class Made:
    """A challenge, and how many owners signed it (none where a bidder made it)."""

    row: Challenge
    owners: int

    @property
    def rule(self) -> rules.Challenge:
        return rules.Challenge(ChallengeState(self.row.state), self.row.supplier_id is not None, self.owners)


def challenge(estate_id: int, challenge_id: int) -> Challenge:
    """One challenge of this estate."""
    found: Challenge | None = db.session.scalar(select(Challenge).filter_by(estate_id=estate_id, id=challenge_id))
    if found is None:
        raise Refused(Why.NOT_FOUND)
    return found


def made(found: Challenge) -> Made:
    """The same with its signatures counted."""
    return Made(found, len(supporters(found)))


def of_tender(tender: Tender) -> list[Made]:
    """Every challenge in a tender, the latest first."""
    return list(_made(Challenge.estate_id == tender.estate_id, Challenge.tender_id == tender.id))


def against(award: Award) -> list[Made]:
    """What an award waits for: challenges to it, and to the tender and the evaluation it follows from."""
    about = (Challenge.award_id == award.id) | Challenge.award_id.is_(None)
    return list(_made(Challenge.estate_id == award.estate_id, Challenge.tender_id == award.tender_id, about))


def spoilt(tender: Tender) -> bool:
    """Whether a challenge to the tender itself or to its evaluation was upheld: then nobody is awarded by it any more."""
    here = {"estate_id": tender.estate_id, "tender_id": tender.id, "upheld": True}
    return db.session.scalar(select(Challenge.id).filter_by(**here).where(Challenge.about != About.AWARD).limit(1)) is not None


def supporters(of: Challenge) -> set[int]:
    """Accounts of the owners who signed it."""
    return set(db.session.scalars(select(ChallengeSupport.account_id).filter_by(estate_id=of.estate_id, challenge_id=of.id)))


def panel(of: Challenge) -> set[int]:
    """Everybody who ever had a place on the tender's panel."""
    return set(db.session.scalars(select(PanelSeat.account_id).filter_by(estate_id=of.estate_id, tender_id=of.tender_id)))


def may_answer(of: Challenge, account: int) -> bool:
    """Whether this person neither judged nor challenges."""
    try:
        rules.check_answerer(account, panel(of), supporters(of) | {of.author_id})
    except Refused:
        return False
    return True


def company(tender: Tender, account: int | None) -> Supplier | None:
    """The company this person challenges for: one that bid or, before the opening, any that is registered."""
    found = suppliers.of_account(tender.estate_id, account)
    if found is None:
        return None
    if tender.opened_at is None:
        return found if found.state == SupplierState.REGISTERED else None
    bid = select(Bid.id).filter_by(estate_id=tender.estate_id, tender_id=tender.id, supplier_id=found.id)
    return found if db.session.scalar(bid.limit(1)) is not None else None


def counted_from(tender: Tender, about: About, award: Award | None) -> date | None:
    """The day the time for such a challenge is counted from; None where there is nothing to challenge."""
    if tender.published_at is None or tender.state in OVER:
        return None
    if about is About.TENDER:
        return local_day(tender.published_at)
    if about is About.AWARD:
        return local_day(award.published_at) if award is not None and award.state == AwardState.PENDING else None
    since = award.published_at if award is not None else tender.evaluated_at
    return local_day(since) if since is not None else None


def open_until(tender: Tender, about: About, award: Award | None, at: datetime) -> date | None:
    """The last day for such a challenge; None where there is nothing to challenge."""
    since = counted_from(tender, about, award)
    return None if since is None else rules.standstill_until(tenders.terms(tender), since, holidays(tender.estate_id, at))


def open_abouts(tender: Tender, award: Award | None, at: datetime) -> dict[About, date]:
    """What may still be challenged today, each with its last day."""
    days = {about: open_until(tender, about, award, at) for about in (About.AWARD, About.EVALUATION, About.TENDER)}
    return {about: until for about, until in days.items() if until is not None and local_day(at) <= until}


def escalates_until(of: Challenge, at: datetime) -> date | None:
    """The last day to take the answer further."""
    if of.answered_at is None:
        return None
    return last_day(local_day(of.answered_at), rules.ESCALATE.days, holidays(of.estate_id, at))


def next_number(tender: Tender) -> int:
    """The number of the tender's next challenge."""
    return int(db.session.scalar(select(func.max(Challenge.ordinal)).filter_by(estate_id=tender.estate_id, tender_id=tender.id)) or 0) + 1


def to_close(at: datetime) -> Iterator[tuple[int, int]]:
    """(estate, challenge) of those answered with no that nobody took further in time."""
    answered = select(Challenge).where(Challenge.state.in_(ANSWERED_NO)).order_by(Challenge.id)
    for each in db.session.scalars(answered).all():
        until = escalates_until(each, at)
        if until is not None and local_day(at) > until:
            yield each.estate_id, each.id


def open_ones(estate_id: int, *states: ChallengeState) -> list[Challenge]:
    """Those in one of these states, by the day they are due."""
    return list(
        db.session.scalars(select(Challenge).filter_by(estate_id=estate_id).where(Challenge.state.in_(states)).order_by(Challenge.due))
    )


def _made(*where: Any) -> Iterator[Made]:
    signed = (ChallengeSupport.estate_id == Challenge.estate_id) & (ChallengeSupport.challenge_id == Challenge.id)
    counted = select(func.count()).select_from(ChallengeSupport).where(signed).correlate(Challenge).scalar_subquery()
    for row, owners in db.session.execute(select(Challenge, counted).where(*where).order_by(Challenge.ordinal.desc())):
        yield Made(row, owners)
