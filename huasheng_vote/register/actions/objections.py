"""Saying no: an owner disputes the own line; a co-owner or the earlier telephone objects to who was bound. Staff answer, in words."""

from sqlalchemy import select

from huasheng_vote.extensions import db
from huasheng_vote.journal.log import Context
from huasheng_vote.notices.outbox import enqueue
from huasheng_vote.register.actions.lines import Lines, party_subject
from huasheng_vote.register.models import Enrolment, LineDispute, Ownership
from huasheng_vote.register.queries import in_force, units_of_account
from huasheng_vote.rules.refusal import Refused, Why


def dispute_line(on: Context, unit_id: int, words: str) -> None:
    """The line of a unit I speak for is wrong. One open dispute a unit and person."""
    account = on.actor.account or 0
    if str(unit_id) not in {unit.key for unit in units_of_account(on.estate.id, account, on.at)}:
        raise Refused(Why.NOT_FOUND)
    still_open = select(LineDispute.id).filter_by(estate_id=on.estate.id, unit_id=unit_id, account_id=account, answered_at=None)
    if db.session.scalar(still_open) is not None:
        raise Refused(Why.ALREADY_DONE)
    lines = Lines(on, f"unit/{unit_id}")
    lines.add(LineDispute, [{"unit_id": unit_id, "account_id": account, "words": words, "opened_at": on.at}])
    lines.close("dispute.opened", {})


def answer_dispute(on: Context, dispute_id: int, answer: str) -> None:
    """What staff found. The line itself is corrected by an act of its own, before or after."""
    found: LineDispute | None = db.session.scalar(select(LineDispute).filter_by(estate_id=on.estate.id, id=dispute_id))
    if found is None:
        raise Refused(Why.NOT_FOUND)
    if found.answered_at is not None:
        raise Refused(Why.ALREADY_DONE)
    unit, account = found.unit_id, found.account_id
    lines = Lines(on, f"unit/{unit}")
    lines.change(LineDispute, [{"id": dispute_id, "answer": answer, "answered_by": on.actor.account, "answered_at": on.at}])
    enqueue(on, account, None, "line.disputed", {})
    lines.close("dispute.answered", {})


def object_to_enrolment(on: Context, enrolment_id: int, words: str) -> None:
    """Somebody was bound who should not have been. The earlier telephone may say so, and whoever owns a unit together with the party."""
    found = _enrolment(on, enrolment_id)
    if not _concerned(on, found):
        raise Refused(Why.NOT_FOUND)
    if found.objected_at is not None:
        raise Refused(Why.ALREADY_DONE)
    lines = Lines(on, party_subject(on, found.party_id))
    lines.change(Enrolment, [{"id": enrolment_id, "objected_at": on.at, "objection": words}])
    lines.close("enrolment.objected", {})


def decide_objection(on: Context, enrolment_id: int, *, stays: bool, reason: str) -> None:
    """Staff looked into it: the binding stays, or ends now."""
    found = _enrolment(on, enrolment_id)
    if found.objected_at is None:
        raise Refused(Why.NOT_POSSIBLE_NOW)
    if found.account_id == on.actor.account:
        raise Refused(Why.NOT_ALLOWED)
    party = found.party_id
    change = {"objected_at": None, "objection": ""} if stays else {"until": on.at}
    lines = Lines(on, party_subject(on, party))
    lines.change(Enrolment, [{"id": enrolment_id, **change}])
    lines.close("enrolment.decided", {"stays": int(stays)}, {"reason": reason})


def _enrolment(on: Context, enrolment_id: int) -> Enrolment:
    found: Enrolment | None = db.session.scalar(
        select(Enrolment).where(Enrolment.estate_id == on.estate.id, Enrolment.id == enrolment_id, in_force(Enrolment, on.at))
    )
    if found is None:
        raise Refused(Why.NOT_FOUND)
    return found


def _concerned(on: Context, found: Enrolment) -> bool:
    """An account that spoke for the party before, or speaks for a co-owner now."""
    account = on.actor.account
    if account == found.account_id:
        return False
    earlier = select(Enrolment.id).where(
        Enrolment.estate_id == on.estate.id, Enrolment.party_id == found.party_id, Enrolment.account_id == account
    )
    units = select(Ownership.unit_id).where(
        Ownership.estate_id == on.estate.id, Ownership.party_id == found.party_id, in_force(Ownership, on.at)
    )
    beside = (
        select(Ownership.id)
        .join(Enrolment, (Enrolment.estate_id == Ownership.estate_id) & (Enrolment.party_id == Ownership.party_id))
        .where(Ownership.estate_id == on.estate.id, Ownership.unit_id.in_(units), in_force(Ownership, on.at))
        .where(Enrolment.account_id == account, in_force(Enrolment, on.at))
    )
    return any(db.session.scalar(query.limit(1)) is not None for query in (earlier, beside))
