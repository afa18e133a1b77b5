"""Meetings and their motions as they stand, drafted or frozen."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import func, select

from huasheng_vote.assemblies.models.conveners import ConvenerGroup
from huasheng_vote.assemblies.models.meetings import Assembly
from huasheng_vote.assemblies.models.motions import Motion, MotionBuilding, MotionOption, MotionUnit
from huasheng_vote.assemblies.queries.adopted import online_answer, rules_in_force
from huasheng_vote.assemblies.queries.voting import thawed
from huasheng_vote.extensions import db
from huasheng_vote.journal.leaf import canonical
from huasheng_vote.rules.calendar import local_day
from huasheng_vote.rules.convening import Convener, Online, only_consults, procedure_for
from huasheng_vote.rules.flows.assemblies import AssemblyState
from huasheng_vote.rules.procedure import Procedure
from huasheng_vote.rules.refusal import Refused, Why

BEFORE_NOTICE = frozenset({AssemblyState.DRAFT, AssemblyState.ROLL_REVIEW})


def find(estate_id: int, assembly_id: int) -> Assembly | None:
    """One meeting of this estate, if it is there."""
    found: Assembly | None = db.session.scalar(select(Assembly).filter_by(estate_id=estate_id, id=assembly_id))
    return found


def meeting(estate_id: int, assembly_id: int) -> Assembly:
    """The same, refused where it is not there."""
    found = find(estate_id, assembly_id)
    if found is None:
        raise Refused(Why.NOT_FOUND)
    return found


def meetings(estate_id: int, *, drafts: bool = False) -> list[Assembly]:
    """All meetings, the latest first; drafts only for those who convene."""
    statement = select(Assembly).filter_by(estate_id=estate_id).order_by(Assembly.id.desc())
    if not drafts:
        statement = statement.where(
            Assembly.state != AssemblyState.DRAFT, (Assembly.noticed_at.is_not(None)) | (Assembly.cancelled_at.is_(None))
        )
    return list(db.session.scalars(statement))


def next_ordinal(estate_id: int, at: datetime) -> tuple[int, int]:
    """Year and number of the meeting drafted now."""
    year = local_day(at).year
    last = db.session.scalar(select(func.max(Assembly.ordinal)).filter_by(estate_id=estate_id, year=year))
    return year, (last or 0) + 1


@dataclass(frozen=True)
class Question:
    """A motion with its alternatives and its scope: buildings as drafted, units as listed."""

    motion: Motion
    options: tuple[MotionOption, ...]
    buildings: tuple[int, ...]
    units: tuple[int, ...]


def motion(estate_id: int, assembly_id: int, motion_id: int) -> Motion:
    """One motion of one meeting."""
    found: Motion | None = db.session.scalar(select(Motion).filter_by(estate_id=estate_id, assembly_id=assembly_id, id=motion_id))
    if found is None:
        raise Refused(Why.NOT_FOUND)
    return found


def question(estate_id: int, assembly_id: int, motion_id: int) -> "Question":
    """One motion of one meeting with all that belongs to it."""
    motion(estate_id, assembly_id, motion_id)
    return next(each for each in questions(estate_id, assembly_id) if each.motion.id == motion_id)


def questions(estate_id: int, assembly_id: int) -> list[Question]:
    """Its motions in their order, each with all that belongs to it."""
    motions = db.session.scalars(select(Motion).filter_by(estate_id=estate_id, assembly_id=assembly_id).order_by(Motion.ordinal)).all()
    ids = [each.id for each in motions]
    options = _by_motion(MotionOption, estate_id, ids)
    buildings = _by_motion(MotionBuilding, estate_id, ids)
    units = _by_motion(MotionUnit, estate_id, ids)
    return [
        Question(
            each,
            tuple(options[each.id]),
            tuple(row.building_id for row in buildings[each.id]),
            tuple(row.unit_id for row in units[each.id]),
        )
        for each in motions
    ]


def options(estate_id: int, motion_id: int) -> tuple[str, ...]:
    """The alternatives of a motion in their order."""
    return tuple(row.text for row in _by_motion(MotionOption, estate_id, [motion_id])[motion_id])


def noticed_anew(estate_id: int, assembly_id: int) -> Assembly | None:
    """The meeting that took the place of a cancelled one, unless it was dropped as well."""
    wanted = select(Assembly).filter_by(estate_id=estate_id, renotice_of=assembly_id).where(Assembly.cancelled_at.is_(None))
    found: Assembly | None = db.session.scalar(wanted.order_by(Assembly.id.desc()))
    return found


def _by_motion(part: Any, estate_id: int, motion_ids: list[int]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in db.session.scalars(select(part).where(part.estate_id == estate_id, part.motion_id.in_(motion_ids)).order_by(part.id)):
        found[row.motion_id].append(row)
    return found


def asked(question: Question, units: list[int]) -> dict[str, Any]:
    """Everything a voter is asked; a listed scope by its digest, since the bulletin shows this."""
    row = question.motion
    return {
        "title": row.title,
        "text": row.text,
        "matter": str(row.matter),
        "classes": [str(each) for each in (row.class_, row.other_class) if each],
        "scope": str(row.scope),
        "units": sha256(canonical(units)).hexdigest() if units else "",
        "options": [[each.key, each.text] for each in question.options],
        "budget": row.budget or 0,
        "money_source": row.money_source,
    }


@dataclass(frozen=True)
class Terms:
    """By which rules a meeting runs: those frozen with its notice, before that those it would freeze now."""

    procedure: Procedure
    online: Online

    @property
    def only_consults(self) -> bool:
        """Whether online votes are asked for as a consultation and paper decides."""
        return only_consults(self.online, self.procedure)


def terms(meeting: Assembly) -> Terms:
    """The terms of a meeting."""
    if meeting.rules is not None and meeting.online is not None:
        return Terms(thawed(meeting.rules), Online(meeting.online))
    kind = db.session.scalar(select(ConvenerGroup.kind).filter_by(estate_id=meeting.estate_id, id=meeting.group_id))
    return Terms(procedure_for(Convener(kind), rules_in_force(meeting.estate_id).procedure), online_answer(meeting.estate_id)[0])
