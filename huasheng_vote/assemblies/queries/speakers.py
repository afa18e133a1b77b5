"""Who speaks for which head of a frozen roll: its owners, the one they named where they are several (GR 25), an agent by written proxy (CC 165)."""

from datetime import datetime

from sqlalchemy import Select, or_, select

from huasheng_vote.assemblies.models.notices import Proxy
from huasheng_vote.assemblies.queries.frozen import Frozen, FrozenHead
from huasheng_vote.extensions import db
from huasheng_vote.register import queries as register
from huasheng_vote.rules.access import Actor, Role
from huasheng_vote.rules.calendar import local_day
from huasheng_vote.rules.refusal import Why


def heads_of(frozen: Frozen, actor: Actor, at: datetime) -> list[FrozenHead]:
    """The heads the actor owns, alone or with others, or is the agent of."""
    if actor.account is None:
        return []
    claims = register.claims(frozen.estate_id, actor.account, at)
    entrusted = agent_for(frozen.estate_id, frozen.id, actor.account, at)
    return [head for head in frozen.heads.values() if claims.speak_for(head.owners) or head.id in entrusted]


def why_not(frozen: Frozen, head: FrozenHead, actor: Actor, at: datetime) -> Why | None:
    """Why the actor may not cast the head's ballot; None if they may. A proxy in force takes the ballot from nobody: whoever comes first votes."""
    account = actor.account or 0
    if head.id in agent_for(frozen.estate_id, frozen.id, account, at):
        return None
    if not register.claims(frozen.estate_id, account, at).speak_for(head.owners):
        return Why.NOT_ON_ROLL
    if head.representative is None:
        return None
    parties = register.parties_of_account(frozen.estate_id, account, at)
    return None if head.representative in parties else Why.NOT_REPRESENTATIVE


def agent_for(estate_id: int, assembly_id: int, account_id: int, at: datetime) -> frozenset[int]:
    """The heads whose written proxy names the account today."""
    return frozenset(db.session.scalars(_in_force(estate_id, account_id, at).filter_by(assembly_id=assembly_id)))


def agent_of(estate_id: int, assembly_id: int, head_id: int, at: datetime) -> int | None:
    """The account of the agent whose written authority for the head was in force at a moment, though it may have been revoked since."""
    day = local_day(at)
    found = (
        select(Proxy.agent_id)
        .filter_by(estate_id=estate_id, assembly_id=assembly_id, head_id=head_id)
        .where(Proxy.valid_from <= day, Proxy.valid_until >= day, or_(Proxy.revoked_at.is_(None), Proxy.revoked_at > at))
    )
    agent: int | None = db.session.scalar(found)
    return agent


def proxy_roles(estate_id: int, account_id: int, at: datetime) -> frozenset[Role]:
    """An agent with a proxy in force may cast ballots."""
    return frozenset({Role.PROXY}) if db.session.scalar(_in_force(estate_id, account_id, at).limit(1)) else frozenset()


def _in_force(estate_id: int, account_id: int, at: datetime) -> Select[int]:
    day = local_day(at)
    return (
        select(Proxy.head_id)
        .filter_by(estate_id=estate_id, agent_id=account_id, revoked_at=None)
        .where(Proxy.valid_from <= day, Proxy.valid_until >= day)
    )
