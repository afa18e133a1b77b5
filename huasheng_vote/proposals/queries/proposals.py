"""Reads of proposals: one version as everybody may quote it, what changed between two, the meetings about it."""

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, select
from sqlalchemy.orm import aliased

from huasheng_vote.extensions import db
from huasheng_vote.proposals.models import Attachment, JointMeeting, Proposal, ProposalVersion
from huasheng_vote.rules.flows.proposals import ProposalState
from huasheng_vote.rules.lawbook import CIVIL_CODE, Answer, Asked, Matter, MatterClass, propose


@dataclass(frozen=True)
class Paper:
    """A PDF that belongs to a version."""

    title: str
    name: str
    sha256: str
    size: int


@dataclass(frozen=True)
class Worked:
    """A proposal in one version, ready to be read or put as a motion. `classes` has two where the statute leaves an honest doubt."""

    id: int
    state: ProposalState
    author_id: int
    created_at: datetime
    published_at: datetime | None
    consult_until: datetime | None
    withdrawn_reason: str
    number: int
    latest: int
    title: str
    scope: str
    cost: int
    source: str
    answers: Mapping[Asked, Answer]
    otherwise: Matter
    matter: Matter
    classes: tuple[MatterClass, ...]
    changed: str
    written_at: datetime
    digest: str
    papers: tuple[Paper, ...]


def proposal(estate_id: int, proposal_id: int, number: int | None = None) -> Worked | None:
    """The proposal in its latest version, or in the one named."""
    row = db.session.execute(
        _versions().where(Proposal.estate_id == estate_id, Proposal.id == proposal_id, _is(number)).add_columns(_latest())
    ).first()
    return _worked(row, papers(estate_id, row.ProposalVersion.id)) if row else None


def all_proposals(estate_id: int, *, drafts: bool = False) -> list[Worked]:
    """Every proposal in its latest version, the latest first; drafts only for those who write them."""
    statement = _versions().where(Proposal.estate_id == estate_id, _is(None)).add_columns(_latest()).order_by(Proposal.id.desc())
    if not drafts:
        statement = statement.where(Proposal.published_at.is_not(None))
    return [_worked(row, ()) for row in db.session.execute(statement)]


def row(estate_id: int, proposal_id: int) -> Proposal | None:
    """The proposal's own row, for acts on it."""
    found: Proposal | None = db.session.scalar(select(Proposal).filter_by(estate_id=estate_id, id=proposal_id))
    return found


def versions(estate_id: int, proposal_id: int) -> list[ProposalVersion]:
    """All wordings, the latest first."""
    statement = select(ProposalVersion).filter_by(estate_id=estate_id, proposal_id=proposal_id)
    return list(db.session.scalars(statement.order_by(ProposalVersion.number.desc())))


def papers(estate_id: int, version_id: int) -> tuple[Paper, ...]:
    """The papers of one version, in the order they were added."""
    rows = db.session.scalars(select(Attachment).filter_by(estate_id=estate_id, version_id=version_id).order_by(Attachment.id))
    return tuple(Paper(each.title, each.name, each.sha256, each.size) for each in rows)


def paper(estate_id: int, proposal_id: int, name: str) -> Attachment | None:
    """A paper of any version of the proposal, by its stored name."""
    found: Attachment | None = db.session.scalar(
        select(Attachment)
        .join(ProposalVersion, and_(ProposalVersion.estate_id == Attachment.estate_id, ProposalVersion.id == Attachment.version_id))
        .where(Attachment.estate_id == estate_id, ProposalVersion.proposal_id == proposal_id, Attachment.name == name)
        .limit(1)
    )
    return found


def meetings(estate_id: int, proposal_id: int) -> list[JointMeeting]:
    """Joint meetings about the proposal, the latest first."""
    statement = select(JointMeeting).filter_by(estate_id=estate_id, proposal_id=proposal_id)
    return list(db.session.scalars(statement.order_by(JointMeeting.held_at.desc(), JointMeeting.id.desc())))


@dataclass(frozen=True)
class Line:
    """One line of a comparison: `kind` is kept, added or removed."""

    kind: str
    text: str


def difference(before: str, after: str) -> list[Line]:
    """What became of each line of a text."""
    kinds = {"  ": "kept", "+ ": "added", "- ": "removed"}
    lines = difflib.Differ().compare(before.splitlines(), after.splitlines())
    return [Line(kinds[line[:2]], line[2:]) for line in lines if line[:2] in kinds]


def _is(number: int | None) -> Any:
    return ProposalVersion.number == (number if number is not None else _latest())


def _latest() -> Any:
    newest = aliased(ProposalVersion)
    return (
        select(func.max(newest.number))
        .where(newest.estate_id == Proposal.estate_id, newest.proposal_id == Proposal.id)
        .correlate(Proposal)
        .scalar_subquery()
        .label("latest")
    )


def _versions() -> Any:
    return select(Proposal, ProposalVersion).join(
        ProposalVersion, and_(ProposalVersion.estate_id == Proposal.estate_id, ProposalVersion.proposal_id == Proposal.id)
    )


def _worked(row: Any, papers: tuple[Paper, ...]) -> Worked:
    of, text = row.Proposal, row.ProposalVersion
    answers = {asked: Answer(getattr(text, asked.value)) for asked in Asked}
    proposed = propose(CIVIL_CODE, answers, Matter(text.otherwise))
    return Worked(
        id=of.id,
        state=ProposalState(of.state),
        author_id=of.author_id,
        created_at=of.created_at,
        published_at=of.published_at,
        consult_until=of.consult_until,
        withdrawn_reason=of.withdrawn_reason,
        number=text.number,
        latest=row.latest,
        title=text.title,
        scope=text.scope,
        cost=text.cost,
        source=text.source,
        answers=answers,
        otherwise=Matter(text.otherwise),
        matter=proposed.matter,
        classes=proposed.classes,
        changed=text.changed,
        written_at=text.created_at,
        digest=text.digest,
        papers=papers,
    )
