"""Objections (异议) to a preliminary result: any owner, within the period, about one motion or the whole; every one is answered by a date (GR)."""

from huasheng_vote.assemblies.models.results import Objection
from huasheng_vote.assemblies.queries.calendar import holidays
from huasheng_vote.assemblies.queries.results import objection, result
from huasheng_vote.extensions import db
from huasheng_vote.journal.log import Context
from huasheng_vote.rules.calendar import local_day
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.rules.timetable import ANSWER, last_day


def object_to(on: Context, assembly_id: int, motion_id: int | None, text: str) -> int:
    """File an objection. Refused after the last day of the period."""
    found = result(on.estate.id, assembly_id)
    if found.ordinal is not None or local_day(on.at) > found.objections_until:
        raise Refused(Why.OBJECTIONS_OVER, until=found.objections_until.isoformat())
    due = last_day(local_day(on.at), ANSWER.days, holidays(on.estate.id, on.at))
    filed = Objection(
        estate_id=on.estate.id,
        assembly_id=assembly_id,
        motion_id=motion_id,
        account_id=on.actor.account,
        text=text,
        filed_at=on.at,
        answer_by=due,
    )
    db.session.add(filed)
    db.session.flush()
    facts = {"assembly": assembly_id, "answer_by": due.isoformat(), **({"motion": motion_id} if motion_id else {})}
    on.record("objection.filed", f"objection/{filed.id}", facts, private={"text": text})
    return int(filed.id)


def answer_objection(on: Context, objection_id: int, answer: str) -> None:
    """Answer it, once; the answer is published beside it."""
    found = objection(on.estate.id, objection_id)
    if found.answer is not None:
        raise Refused(Why.ALREADY_DONE)
    found.answer, found.answered_by, found.answered_at = answer, on.actor.account, on.at
    on.record("objection.answered", f"objection/{objection_id}", {"answer": answer})
