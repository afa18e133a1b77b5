"""Who speaks for which head of a frozen roll: its owners, the one they named where they are several (GR 25), an agent by written proxy (CC 165)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, bindparam, literal, or_, select, union_all

from huasheng_vote.assemblies.models.meetings import Assembly
from huasheng_vote.assemblies.models.notices import Proxy
from huasheng_vote.assemblies.models.rolls import RollHead, RollHeadParty
from huasheng_vote.assemblies.queries.frozen import Frozen, FrozenHead
from huasheng_vote.extensions import db, run
from huasheng_vote.register.queries import ENROLLED, Claims
from huasheng_vote.rules.access import Actor, Role
from huasheng_vote.rules.calendar import local_day
from huasheng_vote.rules.flows.assemblies import AssemblyState
from huasheng_vote.rules.refusal import Why


def _in_force() -> tuple[ColumnElement[bool], ...]:
    """The written proxies in force today that name the account."""
    mine = (Proxy.estate_id == bindparam("estate"), Proxy.agent_id == bindparam("account"), Proxy.revoked_at.is_(None))
    return (*mine, Proxy.valid_from <= bindparam("day"), Proxy.valid_until >= bindparam("day"))


# An agent with a proxy in force may cast ballots.
ENTRUSTED = select(literal(Role.PROXY.value).label("role")).where(*_in_force())

# Who is on the frozen roll of a vote that is not over keeps the vote there, though the flat was sold since.
RUNNING = (AssemblyState.NOTICED, AssemblyState.OPEN, AssemblyState.CLOSED, AssemblyState.PUBLISHED)
_PARTY = ENROLLED.selected_columns.id
_ON_A_ROLL = (
    select(RollHead.id)
    .join(RollHeadParty, (RollHead.estate_id == RollHeadParty.estate_id) & (RollHead.id == RollHeadParty.head_id))
    .join(Assembly, (Assembly.estate_id == RollHead.estate_id) & (Assembly.id == RollHead.assembly_id))
    .where(RollHeadParty.party_id == _PARTY, RollHead.until_version.is_(None), Assembly.state.in_(RUNNING))
    .exists()
)
ON_ROLL = ENROLLED.with_only_columns(literal(Role.VOTER.value).label("role"), maintain_column_froms=True).where(_ON_A_ROLL)

PROXY = "proxy"
VOICE = union_all(
    ENROLLED.add_columns(literal("").label("by")),
    select(Proxy.head_id, literal(""), literal(PROXY)).where(*_in_force(), Proxy.assembly_id == bindparam("assembly")),
)


@dataclass(frozen=True, slots=True)
class Voice:
    """What one account may speak for in one assembly: what it owns, and the heads whose written proxy names it today."""

    claims: Claims
    entrusted: frozenset[int]

    def heads_in(self, frozen: Frozen) -> list[FrozenHead]:
        """The heads the account owns, alone or with others, or is the agent of."""
        return [head for head in frozen.heads.values() if self.claims.speak_for(head.owners) or head.id in self.entrusted]

    def why_not(self, head: FrozenHead) -> Why | None:
        """Why the account may not cast the head's ballot; None if it may. A proxy in force takes the ballot from nobody: whoever comes first votes."""
        if head.id in self.entrusted:
            return None
        if not self.claims.speak_for(head.owners):
            return Why.NOT_ON_ROLL
        return None if head.representative is None or head.representative in self.claims.parties else Why.NOT_REPRESENTATIVE


def voice(frozen: Frozen, account: int | None, at: datetime) -> Voice:
    """What the account may speak for at the moment; nobody's account speaks for nothing."""
    if account is None:
        return Voice(Claims(frozenset(), False), frozenset())
    asked = {"estate": frozen.estate_id, "account": account, "assembly": frozen.id, "at": at, "day": local_day(at)}
    rows = run(VOICE, asked).all()
    claims = Claims.of([(id, kind) for id, kind, by in rows if by != PROXY])
    return Voice(claims, frozenset(id for id, _, by in rows if by == PROXY))


def heads_of(frozen: Frozen, actor: Actor, at: datetime) -> list[FrozenHead]:
    """The heads the actor owns, alone or with others, or is the agent of."""
    return voice(frozen, actor.account, at).heads_in(frozen)


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
