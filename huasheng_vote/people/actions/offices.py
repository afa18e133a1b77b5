"""Offices: who holds which role from when until when. Given and ended in two people's sight, left by oneself at any time.

Incompatible pairs are checked here, when a role is asked for and again when it is given, and once more at every act (`rules.access`).
"""

from datetime import datetime

from huasheng_vote.extensions import db
from huasheng_vote.journal.leaf import stamp
from huasheng_vote.journal.log import Context
from huasheng_vote.people import queries
from huasheng_vote.people.actions import approvals
from huasheng_vote.people.actions.accounts import account_for_phone, person
from huasheng_vote.people.models import RoleGrant
from huasheng_vote.rules.access import GRANTABLE, Role, clashing
from huasheng_vote.rules.refusal import Refused, Why

GRANT, END = "role.grant", "role.end"


def ask_grant(
    on: Context, phone: str, name: str, role: Role, since: datetime, until: datetime | None, reason: str, building: str = ""
) -> int:
    """Ask that whoever has this phone be given a role. Somebody not known yet gets an account under the name given."""
    account = account_for_phone(on, phone, name)
    _check(on, account, role, since, until, building)
    payload: dict[str, str | int] = {"account": account, "role": role.value, "since": stamp(since), "reason": reason}
    payload |= {"until": stamp(until)} if until else {}
    payload |= {"building": building} if building else {}
    return approvals.propose(on, GRANT, person(on, account), payload)


def grant(on: Context, approval_id: int) -> int:
    """Give the role exactly as approved; never back to before the approval."""
    request = queries.approval(on.estate.id, approval_id)
    payload = approvals.payload_of(request)
    approvals.consume(on, GRANT, request.subject, payload)
    until = str(payload.get("until", ""))
    return appoint(
        on,
        int(payload["account"]),
        Role(str(payload["role"])),
        max(datetime.fromisoformat(str(payload["since"])), on.at),
        datetime.fromisoformat(until) if until else None,
        str(payload["reason"]),
        str(payload.get("building", "")),
        approval_id,
    )


def appoint(
    on: Context,
    account_id: int,
    role: Role,
    since: datetime,
    until: datetime | None = None,
    reason: str = "",
    building: str = "",
    approval_id: int | None = None,
) -> int:
    """Write the role down. Called with an approval, or where none can exist yet: the first convener of an estate."""
    _check(on, account_id, role, since, until, building)
    given = RoleGrant(
        estate_id=on.estate.id,
        account_id=account_id,
        role=role,
        building=building or None,
        since=since,
        until=until,
        reason=reason,
        approval_id=approval_id,
    )
    db.session.add(given)
    db.session.flush()
    facts = {"role": role.value, "since": stamp(since)} | ({"until": stamp(until)} if until else {})
    on.record("role.granted", person(on, account_id), facts | ({"building": building} if building else {}), private={"reason": reason})
    return int(given.id)


def ask_end(on: Context, grant_id: int, reason: str) -> int:
    """Ask that a role be ended."""
    given = _in_force(on, grant_id)
    payload: dict[str, str | int] = {"grant": given.id, "account": given.account_id, "role": given.role, "reason": reason}
    return approvals.propose(on, END, person(on, given.account_id), payload)


def end(on: Context, approval_id: int) -> None:
    """End the role as approved, now."""
    request = queries.approval(on.estate.id, approval_id)
    payload = approvals.payload_of(request)
    approvals.consume(on, END, request.subject, payload)
    _end(on, _in_force(on, int(payload["grant"])), str(payload["reason"]))


def resign(on: Context, grant_id: int, reason: str) -> None:
    """Leave an office of one's own; nobody has to agree."""
    given = _in_force(on, grant_id)
    if given.account_id != on.actor.account:
        raise Refused(Why.NOT_FOUND)
    _end(on, given, reason)


def end_all(on: Context, account_id: int) -> None:
    """With the account, every office in this estate ends."""
    for given in queries.grants_of(on.estate.id, account_id):
        if given.until is None or given.until > on.at:
            _end(on, given, "")


def _check(on: Context, account_id: int, role: Role, since: datetime, until: datetime | None, building: str) -> None:
    if role not in GRANTABLE:
        raise Refused(Why.BAD_VALUE, field="role")
    if role is Role.NEIGHBOUR_HEAD and not building:
        raise Refused(Why.MISSING_VALUE, field="building")
    if until is not None and until <= since:
        raise Refused(Why.ENDS_BEFORE_START, field="until")
    held = queries.roles_held(on.estate.id, account_id, on.at) | queries.roles_between(on.estate.id, account_id, since, until)
    if clashing(held | {role}):
        raise Refused(Why.ROLES_CLASH, field="role")


def _in_force(on: Context, grant_id: int) -> RoleGrant:
    given = queries.grant(on.estate.id, grant_id)
    if given.until is not None and given.until <= on.at:
        raise Refused(Why.ALREADY_DONE)
    return given


def _end(on: Context, given: RoleGrant, reason: str) -> None:
    given.until = max(on.at, given.since)
    facts = {"role": given.role, "until": stamp(given.until)}
    on.record("role.ended", person(on, given.account_id), facts, private={"reason": reason} if reason else None)
