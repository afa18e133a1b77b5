"""Destroying voting material whose period is over (trust.md): what two people signed for, in one act that the log keeps.

Gone afterwards: what was sealed of its ballots and papers, what they answered, what opens the roll's commitments, scans of authorities and counting sheets. There
stay the log's lines, the roll, who took part, and the result with every figure.
"""

from typing import Any

from flask import current_app
from sqlalchemy import delete, select, update

from huasheng_vote.assemblies.models.adopted import Document
from huasheng_vote.assemblies.models.ballots import Ballot, BallotChoice
from huasheng_vote.assemblies.models.commitments import AreaCommitment, LineCommitment
from huasheng_vote.assemblies.models.counting import CountRecord
from huasheng_vote.assemblies.models.meetings import Assembly
from huasheng_vote.assemblies.models.motions import Motion
from huasheng_vote.assemblies.models.notices import Proxy
from huasheng_vote.assemblies.models.papers import BallotPaper, PaperEntry
from huasheng_vote.assemblies.queries import meetings, retention
from huasheng_vote.extensions import db
from huasheng_vote.files import store
from huasheng_vote.journal.log import Context, erase_private
from huasheng_vote.people.actions import approvals
from huasheng_vote.rules.refusal import Refused, Why

KIND = "material.destroy"
SEALED_LINES = (
    *("ballot.cast", "ballot.aside"),
    *("paper.issued", "paper.received", "paper.entered", "paper.voided", "paper.withdrawn", "papers.counted"),
    *("proxy.recorded", "proxy.revoked", "notice.served", "phone.revealed", "roll.corrected", "callback.noted"),
)


def propose_destruction(on: Context, assembly_id: int) -> int:
    """Ask for the second person. Returns the request's id."""
    meeting = _due(on, assembly_id)
    return approvals.propose(on, KIND, f"assembly/{assembly_id}", retention.material(meeting).facts)


def destroy_material(on: Context, assembly_id: int) -> None:
    """Do it. The files go last: should the commit fail then, the act is done again and finds them gone."""
    meeting = _due(on, assembly_id)
    facts = retention.material(meeting).facts
    approvals.consume(on, KIND, f"assembly/{assembly_id}", facts)
    _erase_lines(on, assembly_id)
    _delete_answers(meeting)
    files = _delete_scans(meeting)
    meeting.destroyed_at = on.at
    on.record("material.destroyed", f"assembly/{assembly_id}", facts)
    for kept in ("standing", "bulletin"):
        current_app.extensions["memory"].pop((kept, on.estate.id, assembly_id), None)
    for name in files:
        store().discard(name)


def _due(on: Context, assembly_id: int) -> Assembly:
    meeting = meetings.meeting(on.estate.id, assembly_id)
    if not retention.is_due(meeting, on.at):
        raise Refused(Why.MATERIAL_KEPT)
    return meeting


def _erase_lines(on: Context, assembly_id: int) -> None:
    erase_private(on.estate.id, f"assembly/{assembly_id}", SEALED_LINES)
    for motion in db.session.scalars(select(Motion.id).filter_by(estate_id=on.estate.id, assembly_id=assembly_id)):
        erase_private(on.estate.id, f"motion/{motion}", ("result.found",))


def _delete_answers(meeting: Assembly) -> None:
    here: dict[str, Any] = {"estate_id": meeting.estate_id, "assembly_id": meeting.id}
    ballots = select(Ballot.id).filter_by(**here)
    db.session.execute(delete(BallotChoice).where(BallotChoice.estate_id == meeting.estate_id, BallotChoice.ballot_id.in_(ballots)))
    entries = PaperEntry.paper_id.in_(retention.papers(meeting))
    db.session.execute(delete(PaperEntry).where(PaperEntry.estate_id == meeting.estate_id, entries))
    db.session.execute(update(BallotPaper).filter_by(**here).values(decision=""))
    for opening in (LineCommitment, AreaCommitment):
        db.session.execute(delete(opening).filter_by(**here))


def _delete_scans(meeting: Assembly) -> list[str]:
    documents = retention.scans(meeting)
    for naming in (Proxy, CountRecord):
        db.session.execute(update(naming).filter_by(estate_id=meeting.estate_id, assembly_id=meeting.id).values(document_id=None))
    gone = Document.id.in_([each.id for each in documents])
    db.session.execute(delete(Document).where(Document.estate_id == meeting.estate_id, gone))
    return [each.stored for each in documents]
