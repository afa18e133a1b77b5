"""Reads of written authorities: those of a vote, the one in force for a head, whether one was used."""

from collections.abc import Sequence

from sqlalchemy import select

from huasheng_vote.assemblies.models.ballots import Ballot
from huasheng_vote.assemblies.models.notices import Proxy
from huasheng_vote.assemblies.models.papers import BallotPaper
from huasheng_vote.assemblies.queries.ballots import counting
from huasheng_vote.assemblies.queries.papers import entries, read_sheet
from huasheng_vote.extensions import db
from huasheng_vote.rules.ballot import Channel
from huasheng_vote.rules.papers import Signature
from huasheng_vote.rules.refusal import Refused, Why


def proxies(estate_id: int, assembly_id: int) -> Sequence[Proxy]:
    """Every authority of a vote, the latest first."""
    rows: Sequence[Proxy] = db.session.scalars(
        select(Proxy).filter_by(estate_id=estate_id, assembly_id=assembly_id).order_by(Proxy.id.desc())
    ).all()
    return rows


def proxy(estate_id: int, assembly_id: int, proxy_id: int) -> Proxy:
    """One of them."""
    found: Proxy | None = db.session.scalar(select(Proxy).filter_by(estate_id=estate_id, assembly_id=assembly_id, id=proxy_id))
    if found is None:
        raise Refused(Why.NOT_FOUND)
    return found


def standing(estate_id: int, assembly_id: int, head_id: int) -> Proxy | None:
    """The authority of a head that was not revoked."""
    found: Proxy | None = db.session.scalar(
        select(Proxy).filter_by(estate_id=estate_id, assembly_id=assembly_id, head_id=head_id, revoked_at=None)
    )
    return found


def used(found: Proxy) -> bool:
    """Whether the ballot of the head that counts was cast by the agent, online or by signing a paper."""
    cast = counting(found.estate_id, found.assembly_id, found.head_id)
    if cast is None:
        return False
    return _signed_by_agent(found, cast.id) if cast.channel is Channel.PAPER else cast.account == found.agent_id


def _signed_by_agent(found: Proxy, ballot_id: int) -> bool:
    sheet = select(Ballot.paper_id).filter_by(estate_id=found.estate_id, id=ballot_id).scalar_subquery()
    paper = db.session.scalar(select(BallotPaper).filter_by(estate_id=found.estate_id, id=sheet))
    return paper is not None and any(read_sheet(each.sheet).signature is Signature.AGENT for each in entries(paper))
