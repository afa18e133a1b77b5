"""Reads of four-eyes requests."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select

from huasheng_vote.extensions import db
from huasheng_vote.people.models import Account, Approval, ApprovalSignature
from huasheng_vote.people.models.approvals import OPEN
from huasheng_vote.rules.flows.approvals import ApprovalState, Stance
from huasheng_vote.rules.refusal import Refused, Why


def approval(estate_id: int, approval_id: int, kind: str = "") -> Approval:
    """The request of this estate (of this kind, where one is named), or a refusal that it is not there."""
    found: Approval | None = db.session.scalar(select(Approval).filter_by(estate_id=estate_id, id=approval_id))
    if found is None or (kind and found.kind != kind):
        raise Refused(Why.NOT_FOUND)
    return found


def open_approval(estate_id: int, digest: str) -> Approval | None:
    """The request to do exactly this, unless it was used, refused or withdrawn."""
    found: Approval | None = db.session.scalar(
        select(Approval).filter_by(estate_id=estate_id, digest=digest).where(Approval.state.in_(OPEN))
    )
    return found


def open_on(estate_id: int, subject: str) -> Sequence[Approval]:
    """Every open request on a subject, the earliest first."""
    rows: Sequence[Approval] = db.session.scalars(
        select(Approval).filter_by(estate_id=estate_id, subject=subject).where(Approval.state.in_(OPEN)).order_by(Approval.id)
    ).all()
    return rows


def signatures(request: Approval) -> Sequence[ApprovalSignature]:
    """Every answer ever given to the request, earlier wordings included."""
    rows: Sequence[ApprovalSignature] = db.session.scalars(
        select(ApprovalSignature).filter_by(estate_id=request.estate_id, approval_id=request.id).order_by(ApprovalSignature.id)
    ).all()
    return rows


def signed_for(request: Approval) -> list[ApprovalSignature]:
    """Who approved the request as it now stands."""
    return [each for each in signatures(request) if each.digest == request.digest and each.stance == Stance.APPROVE]


def requests(estate_id: int, states: Iterable[ApprovalState], most: int = 100) -> Sequence[Approval]:
    """Requests in these states, the latest first."""
    rows: Sequence[Approval] = db.session.scalars(
        select(Approval).filter_by(estate_id=estate_id).where(Approval.state.in_(list(states))).order_by(Approval.id.desc()).limit(most)
    ).all()
    return rows


def names(accounts: Iterable[int]) -> dict[int, str]:
    """Names of accounts, for those who may read them."""
    rows = db.session.execute(select(Account.id, Account.name).where(Account.id.in_(set(accounts))))
    return {row.id: row.name for row in rows}
