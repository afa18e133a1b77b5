"""What the owners' votes keep about one person, told to that person; and what of it the law keeps after the account is closed.

A paper ballot belongs to the household that signed it: it is told in full only where the person alone is the household, otherwise that it was handed in.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, func, select

from huasheng_vote.assemblies.models.ballots import Ballot, BallotChoice
from huasheng_vote.assemblies.models.conveners import ConvenerGroup, ConvenerMember, ConvenerObjection
from huasheng_vote.assemblies.models.doors import Visit
from huasheng_vote.assemblies.models.meetings import Assembly
from huasheng_vote.assemblies.models.motions import Motion, MotionOption
from huasheng_vote.assemblies.models.notices import Proxy, Service
from huasheng_vote.assemblies.models.results import Objection
from huasheng_vote.assemblies.models.rolls import RollHead, RollHeadParty, RollUnit
from huasheng_vote.assemblies.queries.retention import kept_until
from huasheng_vote.extensions import db
from huasheng_vote.register.queries import parties_of_account
from huasheng_vote.rules.ballot import Channel

Rows = list[dict[str, Any]]


def kept_by_assemblies(estate_id: int, account_id: int, at: datetime) -> dict[str, Rows]:
    """By section, the fields as stored; areas in 1/10000 m²."""
    parties = [int(party) for party in parties_of_account(estate_id, account_id, at)]
    heads = _heads(estate_id, parties)
    return {
        "ballots": _ballots(estate_id, account_id, [head.id for head in heads if head.owners in map(str, parties)]),
        "paper_ballots": _handed_in(estate_id, [head.id for head in heads]),
        "roll_lines": _roll_lines(estate_id, [head.id for head in heads]),
        "services": _services(estate_id, [head.id for head in heads]),
        "proxies": _proxies(estate_id, account_id, [head.id for head in heads]),
        "visits": _visits(estate_id, [head.id for head in heads]),
        "objections": _objections(estate_id, account_id),
        "convener_objections": _convener_objections(estate_id, account_id),
        "convenings": _convenings(estate_id, account_id),
    }


def kept_by_law(estate_id: int, account_id: int) -> list[tuple[str, date | None]]:
    """(meeting, last day) for every meeting with a ballot or an objection of the account: its material is kept so long. None: it is not over."""
    acted = [
        select(model.assembly_id).filter_by(estate_id=estate_id, account_id=account_id).scalar_subquery() for model in (Ballot, Objection)
    ]
    rows = db.session.scalars(
        select(Assembly)
        .where(Assembly.estate_id == estate_id, Assembly.destroyed_at.is_(None), Assembly.id.in_(acted[0]) | Assembly.id.in_(acted[1]))
        .order_by(Assembly.id)
    )
    return [(row.title, kept_until(row)) for row in rows]


def _heads(estate_id: int, parties: list[int]) -> list[RollHead]:
    of = and_(RollHead.estate_id == RollHeadParty.estate_id, RollHead.id == RollHeadParty.head_id)
    found = select(RollHead).join(RollHeadParty, of).where(RollHead.estate_id == estate_id, RollHeadParty.party_id.in_(parties))
    return list(db.session.scalars(found.distinct().order_by(RollHead.id)))


def _of_meeting(model: Any) -> Any:
    return and_(Assembly.estate_id == model.estate_id, Assembly.id == model.assembly_id)


def _ballots(estate_id: int, account_id: int, alone: list[int]) -> Rows:
    """One row for each question answered: online by this account, on paper for a household that is this person alone."""
    option = and_(MotionOption.estate_id == Motion.estate_id, MotionOption.motion_id == Motion.id, MotionOption.key == BallotChoice.choice)
    mine = (Ballot.account_id == account_id) & (Ballot.channel == Channel.ONLINE)
    return _rows(
        select(
            Assembly.title.label("meeting"),
            Motion.title.label("motion"),
            func.coalesce(MotionOption.text, BallotChoice.choice).label("choice"),
            Ballot.channel,
            Ballot.received_at,
            Ballot.code.label("receipt"),
            Ballot.leaf.label("log_line"),
            Ballot.counts.label("counted"),
        )
        .join(Ballot, _of_meeting(Ballot))
        .join(BallotChoice, and_(BallotChoice.estate_id == Ballot.estate_id, BallotChoice.ballot_id == Ballot.id))
        .join(Motion, and_(Motion.estate_id == Ballot.estate_id, Motion.id == BallotChoice.motion_id))
        .outerjoin(MotionOption, option)
        .where(Assembly.estate_id == estate_id, mine | (Ballot.head_id.in_(alone) & (Ballot.channel != Channel.ONLINE)))
        .order_by(Ballot.leaf, Motion.ordinal)
    )


def _handed_in(estate_id: int, heads: list[int]) -> Rows:
    return _rows(
        select(Assembly.title.label("meeting"), Ballot.channel, Ballot.received_at, Ballot.counts.label("counted"))
        .join(Ballot, _of_meeting(Ballot))
        .where(Assembly.estate_id == estate_id, Ballot.head_id.in_(heads), Ballot.channel != Channel.ONLINE)
        .order_by(Ballot.leaf)
    )


def _roll_lines(estate_id: int, heads: list[int]) -> Rows:
    return _rows(
        select(
            Assembly.title.label("meeting"),
            RollUnit.building,
            RollUnit.entrance,
            RollUnit.number,
            RollUnit.use,
            RollUnit.area,
            RollUnit.counted,
        )
        .join(RollUnit, _of_meeting(RollUnit))
        .where(Assembly.estate_id == estate_id, RollUnit.head_id.in_(heads), RollUnit.until_version.is_(None))
        .order_by(Assembly.id, RollUnit.unit_id)
    )


def _services(estate_id: int, heads: list[int]) -> Rows:
    return _rows(
        select(Assembly.title.label("meeting"), Service.how.label("delivered"), Service.proof, Service.served_at)
        .join(Service, _of_meeting(Service))
        .where(Assembly.estate_id == estate_id, Service.head_id.in_(heads))
        .order_by(Service.id)
    )


def _proxies(estate_id: int, account_id: int, heads: list[int]) -> Rows:
    """Given for an own household, or held for another."""
    rows = db.session.execute(
        select(Assembly.title, Proxy)
        .join(Proxy, _of_meeting(Proxy))
        .where(Assembly.estate_id == estate_id, Proxy.head_id.in_(heads) | (Proxy.agent_id == account_id))
        .order_by(Proxy.id)
    )
    return [
        {
            "meeting": title,
            "proxy": "held" if proxy.agent_id == account_id else "given",
            "matter": proxy.matter,
            "powers": proxy.powers,
            "signed_on": proxy.signed_on.isoformat(),
            "valid_until": proxy.valid_until.isoformat(),
            "revoked_at": proxy.revoked_at,
        }
        for title, proxy in rows
    ]


def _visits(estate_id: int, heads: list[int]) -> Rows:
    """At the doors of an own household."""
    doors = and_(RollUnit.estate_id == Visit.estate_id, RollUnit.assembly_id == Visit.assembly_id, RollUnit.unit_id == Visit.unit_id)
    return _rows(
        select(Assembly.title.label("meeting"), Visit.mark, Visit.at)
        .join(Visit, _of_meeting(Visit))
        .join(RollUnit, doors)
        .where(Assembly.estate_id == estate_id, RollUnit.head_id.in_(heads), RollUnit.until_version.is_(None))
        .order_by(Visit.id)
    )


def _objections(estate_id: int, account_id: int) -> Rows:
    return _rows(
        select(Assembly.title.label("meeting"), Objection.text, Objection.filed_at, Objection.answer, Objection.answered_at)
        .join(Objection, _of_meeting(Objection))
        .where(Objection.estate_id == estate_id, Objection.account_id == account_id)
        .order_by(Objection.id)
    )


def _convener_objections(estate_id: int, account_id: int) -> Rows:
    group = and_(ConvenerGroup.estate_id == ConvenerObjection.estate_id, ConvenerGroup.id == ConvenerObjection.group_id)
    told = (ConvenerObjection.text, ConvenerObjection.filed_at, ConvenerObjection.answer, ConvenerObjection.answered_at)
    mine = (ConvenerObjection.estate_id == estate_id, ConvenerObjection.account_id == account_id)
    return _rows(
        select(ConvenerGroup.name.label("group"), *told).join(ConvenerObjection, group).where(*mine).order_by(ConvenerObjection.id)
    )


def _convenings(estate_id: int, account_id: int) -> Rows:
    group = and_(ConvenerGroup.estate_id == ConvenerMember.estate_id, ConvenerGroup.id == ConvenerMember.group_id)
    told = (ConvenerGroup.name.label("group"), ConvenerMember.name, ConvenerMember.duty, ConvenerMember.since, ConvenerMember.until)
    mine = (ConvenerMember.estate_id == estate_id, ConvenerMember.account_id == account_id)
    return _rows(select(*told).join(ConvenerMember, group).where(*mine).order_by(ConvenerMember.id))


def _rows(query: Any) -> Rows:
    """Yes and no in words, as every coded value is."""
    found: Iterable[Any] = db.session.execute(query)
    return [{name: _plain(value) for name, value in row._mapping.items()} for row in found]


def _plain(value: Any) -> Any:
    return ("yes" if value else "no") if isinstance(value, bool) else value
