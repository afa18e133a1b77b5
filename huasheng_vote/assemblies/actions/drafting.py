"""Drafting a meeting and its motions. Everything here ends with the notice: after it nothing can be added, changed or taken away."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert

from huasheng_vote.assemblies.models.meetings import Assembly
from huasheng_vote.assemblies.models.motions import Motion, MotionBuilding, MotionOption, MotionUnit
from huasheng_vote.assemblies.queries import conveners, meetings, readiness
from huasheng_vote.assemblies.queries.timetable import check_plan
from huasheng_vote.extensions import db
from huasheng_vote.journal.leaf import canonical
from huasheng_vote.journal.log import Context
from huasheng_vote.rules.convening import Form, Occasion, Scope
from huasheng_vote.rules.lawbook import CIVIL_CODE, Answer, Asked, Matter, propose
from huasheng_vote.rules.refusal import Refused, Why

FEWEST_OPTIONS = 2


@dataclass(frozen=True)
class Plan:
    """What a meeting is and when; dates may be left open while drafting."""

    title: str
    occasion: Occasion
    form: Form
    group_id: int
    reason: str = ""
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    paper_place: str = ""
    counting_place: str = ""
    counting_at: datetime | None = None


@dataclass(frozen=True)
class Wording:
    """One question: its text, the honest answers to the statute's questions, whose question it is. There is no way to name a class."""

    title: str
    text: str
    answers: Mapping[Asked, Answer]
    otherwise: Matter = Matter.OTHER_MAJOR
    scope: Scope = Scope.ESTATE
    buildings: tuple[int, ...] = ()
    units: tuple[int, ...] = ()
    options: tuple[str, ...] = ()
    budget: int | None = None
    money_source: str = ""
    proposal_id: int | None = None


def draft_assembly(on: Context, plan: Plan, renotice_of: int | None = None) -> int:
    """Begin a meeting. Refuses a convener whose group does not stand, and dates that could not be lawful."""
    _check_group(on, plan.group_id)
    check_plan(on.estate.id, on.at, None, plan.opens_at, plan.closes_at, plan.counting_at, plan.group_id)
    year, ordinal = meetings.next_ordinal(on.estate.id, on.at)
    row = Assembly(estate_id=on.estate.id, year=year, ordinal=ordinal, drafted_at=on.at, renotice_of=renotice_of, **asdict(plan))
    db.session.add(row)
    db.session.flush()
    on.record("assembly.drafted", f"assembly/{row.id}", {"title": plan.title, "number": f"{year}-{ordinal}"})
    return int(row.id)


def edit_assembly(on: Context, assembly_id: int, plan: Plan) -> None:
    """Change what a meeting is or when, before its notice."""
    meeting = editable(on, assembly_id)
    _check_group(on, plan.group_id)
    check_plan(on.estate.id, on.at, meeting.review_from, plan.opens_at, plan.closes_at, plan.counting_at, plan.group_id)
    for name, value in asdict(plan).items():
        setattr(meeting, name, value)
    on.record("assembly.edited", f"assembly/{assembly_id}", {"title": plan.title})


def add_motion(on: Context, assembly_id: int, wording: Wording, run_off_of: int | None = None) -> int:
    """Put a question on the agenda, in the class the statute gives it."""
    editable(on, assembly_id)
    readiness.check_proposal(on.estate.id, assembly_id, wording.proposal_id)
    ordinal = len(meetings.questions(on.estate.id, assembly_id)) + 1
    row = Motion(estate_id=on.estate.id, assembly_id=assembly_id, ordinal=ordinal, run_off_of=run_off_of, **_worded(wording))
    db.session.add(row)
    db.session.flush()
    _write_parts(on, int(row.id), wording)
    on.record("motion.drafted", f"motion/{row.id}", {"assembly": assembly_id, "title": wording.title, "class": row.class_})
    return int(row.id)


def edit_motion(on: Context, assembly_id: int, motion_id: int, wording: Wording) -> None:
    """Word a question anew; its class follows the answers again."""
    editable(on, assembly_id)
    row = meetings.motion(on.estate.id, assembly_id, motion_id)
    readiness.check_proposal(on.estate.id, assembly_id, wording.proposal_id, beside=motion_id)
    if row.run_off_of and wording.options != meetings.options(on.estate.id, motion_id):
        raise Refused(Why.RUN_OFF_FIXED, field="options")
    for name, value in _worded(wording).items():
        setattr(row, name, value)
    _clear_parts(on, motion_id)
    _write_parts(on, motion_id, wording)
    on.record("motion.edited", f"motion/{motion_id}", {"title": wording.title, "class": row.class_})


def remove_motion(on: Context, assembly_id: int, motion_id: int) -> None:
    """Take a question off the agenda; those after it move up."""
    editable(on, assembly_id)
    row = meetings.motion(on.estate.id, assembly_id, motion_id)
    _clear_parts(on, motion_id)
    db.session.delete(row)
    db.session.flush()
    for ordinal, question in enumerate(meetings.questions(on.estate.id, assembly_id), start=1):
        question.motion.ordinal = ordinal
        db.session.flush()
    on.record("motion.removed", f"motion/{motion_id}", {"assembly": assembly_id})


def editable(on: Context, assembly_id: int) -> Assembly:
    """The meeting while it may still be edited."""
    meeting = meetings.meeting(on.estate.id, assembly_id)
    if meeting.state not in meetings.BEFORE_NOTICE:
        raise Refused(Why.FROZEN)
    return meeting


def _check_group(on: Context, group_id: int) -> None:
    if group_id not in {group.id for group in conveners.groups_in_force(on.estate.id, on.at)}:
        raise Refused(Why.NO_CONVENER, field="group_id")


def _worded(wording: Wording) -> dict[str, Any]:
    """The columns of a motion. Refuses a single alternative, and a narrow scope that names nothing."""
    if wording.options and len(wording.options) < FEWEST_OPTIONS:
        raise Refused(Why.TOO_FEW_OPTIONS, field="options", least=FEWEST_OPTIONS)
    if wording.scope is Scope.BUILDINGS and not wording.buildings:
        raise Refused(Why.MISSING_VALUE, field="buildings")
    if wording.scope is Scope.UNITS and not wording.units:
        raise Refused(Why.MISSING_VALUE, field="units")
    proposed = propose(CIVIL_CODE, wording.answers, wording.otherwise)
    return {
        "title": wording.title,
        "text": wording.text,
        "answers": canonical({asked.value: answer.value for asked, answer in wording.answers.items()}).decode(),
        "otherwise": wording.otherwise,
        "matter": proposed.matter,
        "class_": proposed.classes[0],
        "other_class": proposed.classes[1] if len(proposed.classes) > 1 else None,
        "scope": wording.scope,
        "budget": wording.budget,
        "money_source": wording.money_source,
        "proposal_id": wording.proposal_id,
    }


def _write_parts(on: Context, motion_id: int, wording: Wording) -> None:
    of = {"estate_id": on.estate.id, "motion_id": motion_id}
    parts: tuple[tuple[Any, list[dict[str, Any]]], ...] = (
        (MotionOption, [{**of, "key": str(n), "text": text} for n, text in enumerate(wording.options, start=1)]),
        (MotionBuilding, [{**of, "building_id": each} for each in wording.buildings if wording.scope is Scope.BUILDINGS]),
        (MotionUnit, [{**of, "unit_id": each} for each in wording.units if wording.scope is Scope.UNITS]),
    )
    for table, rows in parts:
        if rows:
            db.session.execute(insert(table), rows)


def _clear_parts(on: Context, motion_id: int) -> None:
    for table in (MotionOption, MotionBuilding, MotionUnit):
        db.session.execute(delete(table).where(table.estate_id == on.estate.id, table.motion_id == motion_id))
