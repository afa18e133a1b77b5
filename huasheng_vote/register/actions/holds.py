"""Four eyes on the register while an assembly's roll rests on it.

An assembly that has drawn its roll calls `hold` within its own act and `release` when it is over; in between, what changes the register is done
only as two people signed it. Before that one person may correct a line alone, with a reason.
"""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select

from huasheng_vote.extensions import db
from huasheng_vote.journal.log import Context
from huasheng_vote.people.actions import approvals
from huasheng_vote.register.models import RegisterHold
from huasheng_vote.register.queries import in_force


def hold(on: Context, subject: str) -> None:
    """An assembly (`assembly/7`) now rests on the register. Logged by the caller's leaf; a second call changes nothing."""
    found = _hold(on.estate.id, subject)
    if found is None:
        db.session.add(RegisterHold(estate_id=on.estate.id, subject=subject, since=on.at))
    else:
        found.until = None
    db.session.flush()


def release(on: Context, subject: str) -> None:
    """It rests on the register no more."""
    found = _hold(on.estate.id, subject)
    if found is not None:
        found.until = on.at
        db.session.flush()


def held(estate_id: int, at: datetime) -> bool:
    """Whether any assembly rests on the register at the moment."""
    query = select(RegisterHold.id).where(RegisterHold.estate_id == estate_id, in_force(RegisterHold, at)).limit(1)
    return db.session.scalar(query) is not None


def guard(on: Context, kind: str, subject: str, payload: Mapping[str, str | int]) -> None:
    """Refuses a change that needs a second person and has none; uses the signatures up."""
    if held(on.estate.id, on.at):
        approvals.consume(on, kind, subject, payload)


def _hold(estate_id: int, subject: str) -> RegisterHold | None:
    found: RegisterHold | None = db.session.scalar(select(RegisterHold).filter_by(estate_id=estate_id, subject=subject))
    return found
