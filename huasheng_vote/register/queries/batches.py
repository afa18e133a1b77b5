"""Imports that were done, and what two people still have to sign."""

from datetime import datetime

from sqlalchemy import select

from huasheng_vote.extensions import db
from huasheng_vote.people.models import Approval
from huasheng_vote.register.models import ImportBatch
from huasheng_vote.rules.flows.approvals import ApprovalState
from huasheng_vote.rules.refusal import Refused, Why

LATEST = 20


def batches(estate_id: int) -> list[ImportBatch]:
    """The latest imports, newest first."""
    return list(db.session.scalars(select(ImportBatch).filter_by(estate_id=estate_id).order_by(ImportBatch.id.desc()).limit(LATEST)))


def batch(estate_id: int, batch_id: int) -> ImportBatch:
    """One import of the estate. Refuses what is not there."""
    found: ImportBatch | None = db.session.scalar(select(ImportBatch).filter_by(estate_id=estate_id, id=batch_id))
    if found is None:
        raise Refused(Why.NOT_FOUND)
    return found


def approvals_of(estate_id: int, subject: str, at: datetime) -> list[Approval]:
    """Requests about this subject that are still open, the latest first: asked for, or signed and not yet used."""
    return list(
        db.session.scalars(
            select(Approval)
            .filter_by(estate_id=estate_id, subject=subject)
            .where(Approval.state.in_((ApprovalState.ASKED, ApprovalState.GRANTED)), Approval.expires_at >= at)
            .order_by(Approval.id.desc())
        )
    )
