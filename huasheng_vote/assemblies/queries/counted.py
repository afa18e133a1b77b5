"""Ballots of which the household has not been told yet: what came into the log after the last line that was."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from huasheng_vote.assemblies.models.ballots import Ballot
from huasheng_vote.assemblies.models.meetings import Assembly
from huasheng_vote.assemblies.models.rolls import RollHead, RollHeadParty
from huasheng_vote.extensions import db
from huasheng_vote.register.queries.contact import developer_parties
from huasheng_vote.rules.ballot import Channel


@dataclass(frozen=True, slots=True)
class Counted:
    """A ballot as its household is told of it: never what it says."""

    leaf: int
    head: int
    number: int
    account: int | None
    channel: Channel
    received_at: datetime
    counts: bool


def behind() -> list[tuple[int, int]]:
    """(estate, assembly) wherever somebody is still to be told."""
    newer = select(Ballot.id).where(
        Ballot.estate_id == Assembly.estate_id, Ballot.assembly_id == Assembly.id, Ballot.leaf > Assembly.told_leaf
    )
    rows = db.session.execute(select(Assembly.estate_id, Assembly.id).where(newer.exists()).order_by(Assembly.id))
    return [(row.estate_id, row.id) for row in rows]


def untold(assembly: Assembly, limit: int) -> list[Counted]:
    """The next ballots in the order of the log."""
    columns = (Ballot.leaf, Ballot.head_id, Ballot.number, Ballot.account_id, Ballot.channel, Ballot.received_at, Ballot.counts)
    rows = db.session.execute(
        select(*columns)
        .where(Ballot.estate_id == assembly.estate_id, Ballot.assembly_id == assembly.id, Ballot.leaf > assembly.told_leaf)
        .order_by(Ballot.leaf)
        .limit(limit)
    )
    return [Counted(leaf, head, number, account, Channel(channel), *rest) for leaf, head, number, account, channel, *rest in rows]


def parties_of(estate_id: int, heads: Iterable[int]) -> Mapping[int, list[int]]:
    """The parties that each of these heads is made of; the developer's head has no owners on the roll, and is the developer's."""
    rows = db.session.execute(
        select(RollHead.id, RollHeadParty.party_id)
        .outerjoin(RollHeadParty, (RollHeadParty.estate_id == RollHead.estate_id) & (RollHeadParty.head_id == RollHead.id))
        .where(RollHead.estate_id == estate_id, RollHead.id.in_(list(heads)))
        .order_by(RollHead.id, RollHeadParty.party_id)
    ).all()
    found: dict[int, list[int]] = defaultdict(list)
    for head, party in rows:
        found[head] += developer_parties(estate_id) if party is None else [party]
    return found
