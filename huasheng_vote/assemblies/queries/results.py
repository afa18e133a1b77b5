"""Reads of results: the preliminary and the announced ones, objections, resolutions by number."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select

from huasheng_vote.assemblies.models.meetings import Assembly
from huasheng_vote.assemblies.models.motions import Motion
from huasheng_vote.assemblies.models.results import Finding, Objection, Resolution, Result
from huasheng_vote.assemblies.queries.figures import Figures, read
from huasheng_vote.assemblies.queries.frozen import options_of
from huasheng_vote.extensions import db
from huasheng_vote.people.queries.approvals import open_on, signed_for
from huasheng_vote.rules.flows.approvals import ApprovalState
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.rules.tally import Outcome


@dataclass(frozen=True, slots=True)
class MotionFinding:
    """One motion and what was found of it. `outcome` is the one in force: a doubtful one once resolved is the resolved."""

    motion: Motion
    figures: Figures
    resolved: Outcome | None
    reason: str
    resolution: Resolution | None
    options: Mapping[str, str]

    @property
    def outcome(self) -> Outcome:
        """The outcome in force."""
        return self.resolved or self.figures.outcome


def result(estate_id: int, assembly_id: int) -> Result:
    """The result of an assembly, published or announced. Refuses one that has none yet."""
    found: Result | None = db.session.scalar(select(Result).filter_by(estate_id=estate_id, assembly_id=assembly_id))
    if found is None:
        raise Refused(Why.NOT_FOUND)
    return found


def findings(estate_id: int, assembly_id: int) -> list[MotionFinding]:
    """What was found of each motion, in their order."""
    rows = db.session.execute(
        select(Motion, Finding, Resolution)
        .join(Finding, (Finding.estate_id == Motion.estate_id) & (Finding.motion_id == Motion.id))
        .outerjoin(Resolution, (Resolution.estate_id == Motion.estate_id) & (Resolution.motion_id == Motion.id))
        .where(Motion.estate_id == estate_id, Motion.assembly_id == assembly_id)
        .order_by(Motion.ordinal)
    )
    return [
        MotionFinding(
            motion,
            read(finding.figures),
            Outcome(finding.resolved) if finding.resolved else None,
            finding.reason,
            resolution,
            options_of(motion),
        )
        for motion, finding, resolution in rows
    ]


def finding(estate_id: int, motion_id: int) -> Finding:
    """The finding of one motion."""
    found: Finding | None = db.session.scalar(select(Finding).filter_by(estate_id=estate_id, motion_id=motion_id))
    if found is None:
        raise Refused(Why.NOT_FOUND)
    return found


def objections(estate_id: int, assembly_id: int) -> list[Objection]:
    """Every objection, the latest first."""
    query = select(Objection).filter_by(estate_id=estate_id, assembly_id=assembly_id).order_by(Objection.id.desc())
    return list(db.session.scalars(query))


def objection(estate_id: int, objection_id: int) -> Objection:
    """One objection."""
    found: Objection | None = db.session.scalar(select(Objection).filter_by(estate_id=estate_id, id=objection_id))
    if found is None:
        raise Refused(Why.NOT_FOUND)
    return found


def unanswered(estate_id: int, assembly_id: int) -> int:
    """How many objections still wait for an answer."""
    query = select(func.count()).select_from(Objection).filter_by(estate_id=estate_id, assembly_id=assembly_id)
    return int(db.session.scalar(query.where(Objection.answer.is_(None))) or 0)


def next_number(model: type[Result] | type[Resolution], estate_id: int, year: int) -> int:
    """The next number of the year."""
    return int(db.session.scalar(select(func.max(model.ordinal)).filter_by(estate_id=estate_id, year=year)) or 0) + 1


@dataclass(frozen=True, slots=True)
class ReviewRequest:
    """How somebody asks to resolve a doubtful motion, and how many signed for exactly that."""

    id: int
    digest: str
    outcome: Outcome
    reason: str
    signed: int
    needed: int
    state: str

    @property
    def granted(self) -> bool:
        """Whether it may be put into force."""
        return self.state == ApprovalState.GRANTED


@dataclass(frozen=True, slots=True)
class Decided:
    """A resolution with the motion it grew from: what a project is opened from."""

    resolution: Resolution
    motion: Motion
    assembly: Assembly


def resolutions(estate_id: int) -> list[Decided]:
    """Every decision of the owners, the latest first."""
    return _decided(select(Resolution.id).filter_by(estate_id=estate_id))


def resolution(estate_id: int, year: int, ordinal: int) -> Decided:
    """The decision of this number. Refuses one that is not there."""
    found = _decided(select(Resolution.id).filter_by(estate_id=estate_id, year=year, ordinal=ordinal))
    if not found:
        raise Refused(Why.NOT_FOUND)
    return found[0]


def _decided(ids: object) -> list[Decided]:
    rows = db.session.execute(
        select(Resolution, Motion, Assembly)
        .join(Motion, (Motion.estate_id == Resolution.estate_id) & (Motion.id == Resolution.motion_id))
        .join(Assembly, (Assembly.estate_id == Motion.estate_id) & (Assembly.id == Motion.assembly_id))
        .where(Resolution.id.in_(ids))  # type: ignore[arg-type]
        .order_by(Resolution.year.desc(), Resolution.ordinal.desc())
    )
    return [Decided(*row) for row in rows]


def review_requests(estate_id: int, motion_id: int) -> list[ReviewRequest]:
    """The open requests to resolve the motion, with who signed so far."""
    return [
        ReviewRequest(
            request.id,
            request.digest,
            Outcome(payload["outcome"]),
            str(payload["reason"]),
            len(signed_for(request)),
            request.needed,
            request.state,
        )
        for request in open_on(estate_id, f"motion/{motion_id}")
        for payload in [json.loads(request.payload)]
    ]
