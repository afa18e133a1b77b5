"""Posting who convenes, objections to them, and the end of a group (GR 9–12). Membership gives the role; nothing is granted besides."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from huasheng_vote.assemblies.models.conveners import ConvenerGroup, ConvenerMember, ConvenerObjection
from huasheng_vote.assemblies.queries import conveners
from huasheng_vote.assemblies.queries.calendar import holidays
from huasheng_vote.extensions import db
from huasheng_vote.journal.log import Context
from huasheng_vote.people.actions.accounts import account_for_phone
from huasheng_vote.people.queries import roles_held
from huasheng_vote.rules.access import Role, clashing
from huasheng_vote.rules.calendar import local_day
from huasheng_vote.rules.convening import Convener
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.rules.timetable import CONVENER_OBJECTION, last_day


@dataclass(frozen=True)
class Member:
    """Somebody to be posted: name, phone, and what they do in the group."""

    name: str
    phone: str
    duty: str


def post_group(on: Context, kind: Convener, name: str, basis: str, members: Sequence[Member]) -> int:
    """Post a group with its members and hear objections. Refuses a member whose offices cannot be combined with it."""
    if not members:
        raise Refused(Why.MISSING_VALUE, field="members")
    until = last_day(local_day(on.at), CONVENER_OBJECTION.days, holidays(on.estate.id, on.at))
    group = ConvenerGroup(estate_id=on.estate.id, kind=kind, name=name, basis=basis, posted_at=on.at, objections_until=until)
    db.session.add(group)
    db.session.flush()
    facts = {"kind": kind.value, "name": name, "basis": basis, "objections_until": until.isoformat(), "members": len(members)}
    for each in members:
        _join(on, int(group.id), each)
    on.record("conveners.posted", f"conveners/{group.id}", facts, private={"members": [f"{each.name} {each.duty}" for each in members]})
    return int(group.id)


def object_to_group(on: Context, group_id: int, text: str) -> int:
    """An owner objects within the posted period."""
    group = conveners.group(on.estate.id, group_id)
    if local_day(on.at) > group.objections_until:
        raise Refused(Why.OBJECTIONS_OVER, until=group.objections_until.isoformat())
    row = ConvenerObjection(estate_id=on.estate.id, group_id=group_id, account_id=on.actor.account, text=text, filed_at=on.at)
    db.session.add(row)
    db.session.flush()
    on.record("conveners.objected", f"conveners/{group_id}", {"objection": int(row.id)}, private={"text": text})
    return int(row.id)


def answer_objection(on: Context, objection_id: int, answer: str) -> None:
    """Answer an objection; the answer is posted with it."""
    row = conveners.objection(on.estate.id, objection_id)
    if row.answer is not None:
        raise Refused(Why.ALREADY_DONE)
    row.answer, row.answered_by, row.answered_at = answer, on.actor.account, on.at
    on.record("conveners.answered", f"conveners/{row.group_id}", {"objection": objection_id, "answer": answer})


def end_group(on: Context, group_id: int, reason: str) -> None:
    """The group has done its work, or was replaced: its members convene no more."""
    group = conveners.group(on.estate.id, group_id)
    if group.ended_at is not None:
        raise Refused(Why.ALREADY_DONE)
    group.ended_at = max(on.at, group.posted_at + timedelta(microseconds=1))
    on.record("conveners.ended", f"conveners/{group_id}", {"reason": reason})


def _join(on: Context, group_id: int, member: Member) -> None:
    account = account_for_phone(on, member.phone, member.name)
    if clashing(roles_held(on.estate.id, account, on.at) | {Role.CONVENER}):
        raise Refused(Why.ROLES_CLASH, field="members")
    db.session.add(
        ConvenerMember(estate_id=on.estate.id, group_id=group_id, account_id=account, name=member.name, duty=member.duty, since=on.at)
    )
    db.session.flush()
