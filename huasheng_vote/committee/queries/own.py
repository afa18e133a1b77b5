"""What this area keeps about one person, told to that person: votes, signatures, attendance, calls, seal uses."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import select

from huasheng_vote.committee.models import Attendance, Call, MinutesSignature, SealUse, Vote
from huasheng_vote.extensions import db


def kept_by_committee(estate_id: int, account_id: int, at: datetime) -> dict[str, list[dict[str, Any]]]:
    """By section, the fields as stored. All of it stands whatever the moment."""
    mine, asked, kept = ({"estate_id": estate_id, name: account_id} for name in ("account_id", "author_id", "keeper_id"))
    return {
        "committee_votes": [
            {"committee_decision": each.decision_id, "committee_choice": each.choice, "reason": each.reason, "at": each.at}
            for each in _all(Vote, mine)
        ],
        "committee_signatures": [
            {"committee_meeting": each.meeting_id, "remark": each.remark, "at": each.at} for each in _all(MinutesSignature, mine)
        ],
        "committee_attendances": [
            {"committee_meeting": each.meeting_id, "present": "yes" if each.present else "no"} for each in _all(Attendance, mine)
        ],
        "committee_calls": [{"committee_meeting": each.meeting_id, "at": each.at} for each in _all(Call, mine)],
        "committee_seal_uses": [
            *(_sealed(each, "asked", each.asked_at) for each in _all(SealUse, asked)),
            *(_sealed(each, "kept", each.used_at) for each in _all(SealUse, kept)),
        ],
    }


def _sealed(use: SealUse, hand: str, at: datetime | None) -> dict[str, Any]:
    return {"seal_hand": hand, "seal": use.seal, "title": use.title, "copies": use.copies, "at": at}


def _all(model: Any, where: dict[str, int]) -> Iterable[Any]:
    rows: Iterable[Any] = db.session.scalars(select(model).filter_by(**where).order_by(model.id))
    return rows
