"""Reads about the counting of papers: its record, who may have counted, what stands in the way of the result, how many ballots came which way."""

from collections import Counter
from collections.abc import Mapping

from sqlalchemy import func, select

from huasheng_vote.assemblies.models.ballots import Ballot
from huasheng_vote.assemblies.models.counting import CountRecord
from huasheng_vote.assemblies.models.papers import BallotPaper
from huasheng_vote.assemblies.queries.frozen import Frozen
from huasheng_vote.assemblies.queries.papers import unfinished
from huasheng_vote.extensions import db
from huasheng_vote.register.models import Party
from huasheng_vote.rules.ballot import Channel
from huasheng_vote.rules.refusal import Refused, Why


def record(estate_id: int, assembly_id: int) -> CountRecord | None:
    """The counting of this vote, if it is recorded."""
    found: CountRecord | None = db.session.scalar(select(CountRecord).filter_by(estate_id=estate_id, assembly_id=assembly_id))
    return found


def has_papers(estate_id: int, assembly_id: int) -> bool:
    """Whether any paper was handed out: then one may lie in the box, and it is opened in public before anything is published."""
    return db.session.scalar(select(BallotPaper.id).filter_by(estate_id=estate_id, assembly_id=assembly_id).limit(1)) is not None


def in_the_way(estate_id: int, assembly_id: int) -> Refused | None:
    """What has to be done before the result is published."""
    left, found = unfinished(estate_id, assembly_id), record(estate_id, assembly_id)
    if left:
        return Refused(Why.PAPERS_UNFINISHED, count=left)
    if found is None:
        return Refused(Why.NOT_COUNTED_YET)
    return None if found.witnessed_at else Refused(Why.NOT_WITNESSED_YET)


def owner_called(known: Frozen, name: str) -> int | None:
    """A party of this name that owns something on the frozen roll."""
    owners = frozenset[str]().union(*(head.owners for head in known.heads.values()))
    called = db.session.scalars(select(Party.id).filter_by(estate_id=known.estate_id, name=name).order_by(Party.id))
    return next((party for party in called if str(party) in owners), None)


def names(estate_id: int, found: CountRecord) -> Mapping[int, str]:
    """The names of the three who counted."""
    ids = (found.caller_id, found.counter_id, found.overseer_id)
    rows = db.session.execute(select(Party.id, Party.name).where(Party.estate_id == estate_id, Party.id.in_(ids)))
    return {row.id: row.name for row in rows}


def by_channel(estate_id: int, assembly_id: int) -> Mapping[Channel, int]:
    """How many of the ballots that count came which way."""
    rows = select(Ballot.channel, func.count()).filter_by(estate_id=estate_id, assembly_id=assembly_id).where(Ballot.counts)
    return Counter({Channel(channel): count for channel, count in db.session.execute(rows.group_by(Ballot.channel))})
