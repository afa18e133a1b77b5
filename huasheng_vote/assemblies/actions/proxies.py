"""Written authority to vote for a household (委托书, CC 165): recorded by whoever saw the signature, revocable until it is used.

From the record alone follows that the agent may vote, online or on paper; nothing is granted. How many one agent may hold and who may not be one stand
in the adopted rules, frozen with the notice. The log says that a paper was recorded, never whose.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from huasheng_vote.assemblies.actions.casting import whole_hour
from huasheng_vote.assemblies.actions.papers import Paper, keep
from huasheng_vote.assemblies.actions.telling import tell_head
from huasheng_vote.assemblies.models.meetings import Assembly
from huasheng_vote.assemblies.models.notices import Proxy
from huasheng_vote.assemblies.queries import proxies
from huasheng_vote.assemblies.queries.frozen import Frozen, FrozenHead, frozen
from huasheng_vote.assemblies.queries.voting import closing_time, noticed
from huasheng_vote.extensions import db
from huasheng_vote.journal.log import Context
from huasheng_vote.people import queries as people
from huasheng_vote.people.actions.accounts import account_for_phone
from huasheng_vote.rules.access import Role
from huasheng_vote.rules.calendar import local_day
from huasheng_vote.rules.flows.assemblies import AssemblyState
from huasheng_vote.rules.procedure import Agents
from huasheng_vote.rules.refusal import Refused, Why

WHILE = frozenset({AssemblyState.NOTICED, AssemblyState.OPEN})


@dataclass(frozen=True, slots=True)
class Authority:
    """What the paper says: for which unit's household, who the agent is, on what, with which powers, from when until when, signed on which day."""

    unit: int
    agent: str
    phone: str
    matter: str
    powers: str
    valid_from: date
    valid_until: date
    signed_on: date
    scan: Paper | None = None


def record_proxy(on: Context, assembly_id: int, authority: Authority) -> int:
    """Record a written authority whose signature was seen. Returns its id."""
    meeting, known = _voting(on, assembly_id), frozen(on.estate.id, assembly_id)
    head = next((each for each in known.heads.values() if authority.unit in {door.unit for door in each.doors}), None)
    if head is None:
        raise Refused(Why.NOT_ON_ROLL, field="units")
    _check_dates(on, authority)
    if proxies.standing(on.estate.id, assembly_id, head.id):
        raise Refused(Why.PROXY_STANDS, field="units")
    agent = account_for_phone(on, authority.phone, authority.agent)
    _check_agent(on, known, agent)
    return _write(on, meeting, head, agent, authority)


def revoke_proxy(on: Context, assembly_id: int, proxy_id: int) -> None:
    """Take it back, at the word of those who gave it. Refused once the agent has voted with it."""
    meeting, found = _voting(on, assembly_id), proxies.proxy(on.estate.id, assembly_id, proxy_id)
    if found.revoked_at:
        raise Refused(Why.ALREADY_DONE)
    if proxies.used(found):
        raise Refused(Why.PROXY_USED)
    found.revoked_at = on.at
    db.session.flush()
    on.record("proxy.revoked", f"assembly/{assembly_id}", {"proxies": 1}, {"proxy": proxy_id}, at=whole_hour(on.at))
    tell_head(on, frozen(on.estate.id, assembly_id).heads[found.head_id], "proxy.revoked", {"title": meeting.title})


def _voting(on: Context, assembly_id: int) -> Assembly:
    meeting = noticed(on.estate.id, assembly_id)
    if meeting.state not in WHILE or on.at >= closing_time(meeting):
        raise Refused(Why.VOTING_CLOSED)
    return meeting


def _check_dates(on: Context, authority: Authority) -> None:
    if authority.valid_until < authority.valid_from:
        raise Refused(Why.ENDS_BEFORE_START, field="valid_until")
    if authority.signed_on > local_day(on.at):
        raise Refused(Why.NOT_YET, field="signed_on")


def _check_agent(on: Context, known: Frozen, agent: int) -> None:
    """By the frozen rules: nobody of the property company, and not more households than one agent may hold."""
    procedure = known.procedure
    barred = procedure.agents is Agents.NO_PROPERTY_STAFF
    if barred and Role.PROPERTY_COMPANY in people.roles_held(on.estate.id, agent, on.at):
        raise Refused(Why.AGENT_BARRED, field="phone")
    held = select(func.count()).select_from(Proxy).filter_by(estate_id=on.estate.id, assembly_id=known.id, agent_id=agent, revoked_at=None)
    if (db.session.scalar(held) or 0) >= procedure.proxy_cap:
        raise Refused(Why.PROXY_CAP, field="phone", most=procedure.proxy_cap)


def _write(on: Context, meeting: Assembly, head: FrozenHead, agent: int, authority: Authority) -> int:
    row = Proxy(
        estate_id=on.estate.id,
        assembly_id=meeting.id,
        head_id=head.id,
        agent_id=agent,
        matter=authority.matter,
        powers=authority.powers,
        valid_from=authority.valid_from,
        valid_until=authority.valid_until,
        signed_on=authority.signed_on,
        document_id=keep(on, authority.scan) if authority.scan else None,
        recorded_by=on.actor.account,
        recorded_at=on.at,
    )
    db.session.add(row)
    db.session.flush()
    private = {
        "proxy": int(row.id),
        "head": head.id,
        "agent": agent,
        "from": authority.valid_from.isoformat(),
        "until": authority.valid_until.isoformat(),
    }
    on.record("proxy.recorded", f"assembly/{meeting.id}", {"proxies": 1}, private, at=whole_hour(on.at))
    tell_head(on, head, "proxy.recorded", {"title": meeting.title, "agent": authority.agent})
    return int(row.id)
