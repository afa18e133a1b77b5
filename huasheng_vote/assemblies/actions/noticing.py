"""Roll review and notice (CC 278, PMR 13–14): the moment at which texts, rules, answer, roll and dates are frozen and everybody is told."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sqlalchemy import delete, insert, select

from huasheng_vote.assemblies.actions.committing import commit_roll
from huasheng_vote.assemblies.actions.drafting import editable
from huasheng_vote.assemblies.actions.freezing import freeze_roll
from huasheng_vote.assemblies.actions.telling import moment, tell_everybody, tell_owners, tell_supervisors
from huasheng_vote.assemblies.models.meetings import Assembly
from huasheng_vote.assemblies.models.motions import MotionUnit
from huasheng_vote.assemblies.models.rolls import RollUnit, RollVersion
from huasheng_vote.assemblies.queries import meetings
from huasheng_vote.assemblies.queries.adopted import rules_in_force
from huasheng_vote.assemblies.queries.calendar import holidays
from huasheng_vote.assemblies.queries.meetings import Question, Terms
from huasheng_vote.assemblies.queries.readiness import check_ready
from huasheng_vote.extensions import db
from huasheng_vote.journal.leaf import canonical
from huasheng_vote.journal.log import Context, last_place
from huasheng_vote.proposals.actions.proposals import put_to_vote
from huasheng_vote.proposals.queries import proposal
from huasheng_vote.register.actions.holds import hold
from huasheng_vote.register.queries import buildings
from huasheng_vote.rules.calendar import local_day
from huasheng_vote.rules.convening import Scope
from huasheng_vote.rules.flows.assemblies import ASSEMBLY, AssemblyAct, AssemblyState
from huasheng_vote.rules.lawbook import Matter
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.rules.timetable import ROLL_REVIEW, last_day


def begin_review(on: Context, assembly_id: int) -> None:
    """Open the roll to its owners: each checks their own line, and seven days must run before notice."""
    meeting = meetings.meeting(on.estate.id, assembly_id)
    meeting.state = ASSEMBLY.after(AssemblyState(meeting.state), AssemblyAct.BEGIN_ROLL_REVIEW)
    meeting.review_from = local_day(on.at)
    until = last_day(meeting.review_from, ROLL_REVIEW.days, holidays(on.estate.id, on.at)).isoformat()
    on.record("roll.review", f"assembly/{assembly_id}", {"title": meeting.title, "until": until})
    tell_everybody(on, "roll.review", {"title": meeting.title, "until": until})


def end_review(on: Context, assembly_id: int) -> None:
    """Back to the draft: the review begins anew later."""
    meeting = meetings.meeting(on.estate.id, assembly_id)
    meeting.state = ASSEMBLY.after(AssemblyState(meeting.state), AssemblyAct.BACK_TO_DRAFT)
    meeting.review_from = None
    on.record("roll.review_ended", f"assembly/{assembly_id}", {})


def give_notice(on: Context, assembly_id: int) -> None:
    """Freeze everything and tell everybody; from now until the result is announced or the meeting cancelled, what changes the register needs four eyes.
    Refuses an incomplete plan, dates that are not lawful, a review or an objection still running."""
    meeting, terms = editable(on, assembly_id), meetings.terms(meetings.meeting(on.estate.id, assembly_id))
    state = ASSEMBLY.after(AssemblyState(meeting.state), AssemblyAct.GIVE_NOTICE)
    questions = meetings.questions(on.estate.id, assembly_id)
    check_ready(meeting, on.at)
    version = freeze_roll(on, assembly_id, terms.procedure.base)
    hold(on, f"assembly/{assembly_id}")
    frozen = [_freeze_motion(on, assembly_id, each, terms) for each in questions]
    _freeze_meeting(on, meeting, terms, version)
    meeting.state = state
    commitments = commit_roll(on, assembly_id, version.number)
    facts = {**_facts(meeting, version, frozen), "commitments": commitments}
    meeting.notice_leaf = last_place(on.estate.id)[0]
    on.record("notice.given", f"assembly/{assembly_id}", facts)
    for each in questions:
        _put_proposal(on, each)
    _tell(on, meeting)


@dataclass(frozen=True)
class FrozenText:
    """What the log keeps of a motion."""

    id: int
    ordinal: int
    digest: str
    classes: tuple[str, ...]


def _freeze_motion(on: Context, assembly_id: int, question: Question, terms: Terms) -> FrozenText:
    row = question.motion
    units = _list_units(on, assembly_id, question)
    row.visibility = terms.procedure.visibility_of(Matter(row.matter))
    row.text_hash = text_hash(question, units)
    return FrozenText(row.id, row.ordinal, row.text_hash, tuple(each for each in (row.class_, row.other_class) if each))


def _list_units(on: Context, assembly_id: int, question: Question) -> list[int]:
    """The scope as units of the frozen roll. Refuses a unit that is no longer on it, and a scope in which nobody counts."""
    scope = Scope(question.motion.scope)
    if scope is Scope.ESTATE:
        return []
    names = {each.name for each in buildings(on.estate.id) if each.id in question.buildings}
    wanted = RollUnit.building.in_(names) if scope is Scope.BUILDINGS else RollUnit.unit_id.in_(question.units)
    on_roll = select(RollUnit.unit_id, RollUnit.counted).filter_by(estate_id=on.estate.id, assembly_id=assembly_id)
    found = db.session.execute(on_roll.where(wanted).order_by(RollUnit.unit_id)).all()
    listed = [row.unit_id for row in found]
    if scope is Scope.UNITS and set(listed) != set(question.units):
        raise Refused(Why.UNIT_GONE, motion=question.motion.ordinal)
    if not any(row.counted for row in found):
        raise Refused(Why.EMPTY_SCOPE, motion=question.motion.ordinal)
    motion_id = question.motion.id
    db.session.execute(delete(MotionUnit).where(MotionUnit.estate_id == on.estate.id, MotionUnit.motion_id == motion_id))
    db.session.execute(insert(MotionUnit), [{"estate_id": on.estate.id, "motion_id": motion_id, "unit_id": each} for each in listed])
    return listed


def text_hash(question: Question, units: list[int]) -> str:
    """SHA-256 of everything a voter is asked, as canonical JSON."""
    return sha256(canonical(meetings.asked(question, units))).hexdigest()


def _freeze_meeting(on: Context, meeting: Assembly, terms: Terms, version: RollVersion) -> None:
    in_force = rules_in_force(on.estate.id)
    meeting.rules = canonical(terms.procedure.frozen()).decode()
    meeting.rule_version_id = in_force.version.id if in_force.version and terms.procedure.adopted else None
    meeting.online = terms.online
    meeting.roll_hash = version.hash
    meeting.noticed_at = on.at


def _facts(meeting: Assembly, version: RollVersion, frozen: list[FrozenText]) -> dict[str, Any]:
    return {
        "title": meeting.title,
        "number": f"{meeting.year}-{meeting.ordinal}",
        "opens": meeting.opens_at.isoformat(),  # type: ignore[union-attr]
        "closes": meeting.closes_at.isoformat(),  # type: ignore[union-attr]
        "counting": meeting.counting_at.isoformat(),  # type: ignore[union-attr]
        "counting_place": meeting.counting_place,
        "rules": sha256((meeting.rules or "").encode()).hexdigest(),
        "online": str(meeting.online),
        "roll": version.hash,
        "heads": version.heads,
        "area": int(version.area),
        "motions": [{"id": each.id, "ordinal": each.ordinal, "text": each.digest, "classes": list(each.classes)} for each in frozen],
    }


def _put_proposal(on: Context, question: Question) -> None:
    """The proposal behind a motion can no longer be amended."""
    if question.motion.proposal_id is None:
        return
    worked = proposal(on.estate.id, question.motion.proposal_id)
    if worked is not None:
        put_to_vote(on, worked.id, worked.latest)


def _tell(on: Context, meeting: Assembly) -> None:
    facts: dict[str, str | int] = {"title": meeting.title, "opens": moment(meeting.opens_at), "closes": moment(meeting.closes_at)}
    tell_owners(on, meeting.id, "assembly.noticed", facts)
    tell_supervisors(on, "assembly.noticed", facts)
