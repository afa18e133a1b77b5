"""Reads of ballots: the one in force for a head, and the receipts of an account."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select

from huasheng_vote.assemblies.models.ballots import Ballot, BallotChoice
from huasheng_vote.assemblies.queries.frozen import Frozen
from huasheng_vote.extensions import db, run
from huasheng_vote.journal.models import JournalPrivate
from huasheng_vote.rules.ballot import Channel, Counting

IN_FORCE = (Ballot.id, Ballot.number, Ballot.account_id, Ballot.channel, Ballot.received_at, Ballot.changes, Ballot.leaf, Ballot.code)
COUNTING = select(*IN_FORCE).where(
    Ballot.estate_id == bindparam("estate"), Ballot.assembly_id == bindparam("assembly"), Ballot.head_id == bindparam("head"), Ballot.counts
)


@dataclass(frozen=True, slots=True)
class BallotInForce:
    """The ballot of a head that counts now."""

    id: int
    number: int
    account: int | None
    channel: Channel
    received_at: datetime
    changes: int
    leaf: int
    code: str

    @property
    def as_rule(self) -> Counting:
        """What the rules of changing and of duplicates ask about."""
        return Counting(self.channel, self.received_at, self.changes)


def counting(estate_id: int, assembly_id: int, head_id: int) -> BallotInForce | None:
    """The ballot of the head that counts now, if it has cast one."""
    row = run(COUNTING, {"estate": estate_id, "assembly": assembly_id, "head": head_id}).first()
    return in_force(row) if row else None


def in_force(row: Any) -> BallotInForce:
    """The ballot from a row that begins with the columns of `COUNTING`."""
    return BallotInForce(row[0], row[1], row[2], Channel(row[3]), *row[4:8])


def voted_heads(estate_id: int, assembly_id: int, heads: list[int]) -> frozenset[int]:
    """Which of these heads have a ballot in force: a head's own people may know at once."""
    found = db.session.scalars(
        select(Ballot.head_id).filter_by(estate_id=estate_id, assembly_id=assembly_id).where(Ballot.counts, Ballot.head_id.in_(heads))
    )
    return frozenset(found)


def online_heads(frozen: Frozen) -> frozenset[int]:
    """The heads whose ballot in force came online."""
    here = select(Ballot.head_id).filter_by(estate_id=frozen.estate_id, assembly_id=frozen.id, channel=Channel.ONLINE)
    return frozenset(db.session.scalars(here.where(Ballot.counts)))


def set_aside(estate_id: int, assembly_id: int, head_id: int) -> list[datetime]:
    """When the ballots of a head were received that stand aside because another one counts."""
    rows = (
        select(Ballot.received_at)
        .filter_by(estate_id=estate_id, assembly_id=assembly_id, head_id=head_id, aside=True)
        .order_by(Ballot.number)
    )
    return list(db.session.scalars(rows))


def ballot_by_code(estate_id: int, assembly_id: int, code: str, account_id: int) -> Ballot | None:
    """The ballot behind a receipt, for the account that cast it and nobody else."""
    found: Ballot | None = db.session.scalar(
        select(Ballot).filter_by(estate_id=estate_id, assembly_id=assembly_id, code=code, account_id=account_id)
    )
    return found


@dataclass(frozen=True, slots=True)
class Filed:
    """Where the ballot behind a receipt's code stands: its meeting, its line in the log, and whether it is the one that counts."""

    assembly: int
    leaf: int
    counts: bool


def filed(estate_id: int, code: str) -> Filed | None:
    """For whoever has the code, on paper or on a screen. Nothing about whose or how."""
    row = db.session.execute(select(Ballot.assembly_id, Ballot.leaf, Ballot.counts).filter_by(estate_id=estate_id, code=code)).first()
    return Filed(*row) if row else None


def commitment_of(ballot: Ballot) -> tuple[str, str] | None:
    """Salt in hex and private body of the ballot's line, for the one whose it is; None once they were destroyed."""
    query = select(JournalPrivate.salt, JournalPrivate.body).filter_by(estate_id=ballot.estate_id, index=ballot.leaf)
    row = db.session.execute(query).first()
    return (bytes(row.salt).hex(), bytes(row.body).decode()) if row else None


def choices_of(ballot: Ballot) -> Mapping[int, str]:
    """What it answers, by motion."""
    rows = db.session.execute(
        select(BallotChoice.motion_id, BallotChoice.choice).filter_by(estate_id=ballot.estate_id, ballot_id=ballot.id)
    )
    return {row.motion_id: row.choice for row in rows}
