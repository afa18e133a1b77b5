"""Which alternatives of a motion would be voted on again, and the meeting that does so."""

from sqlalchemy import select

from huasheng_vote.assemblies.models.meetings import Assembly
from huasheng_vote.assemblies.models.motions import Motion
from huasheng_vote.assemblies.queries.results import MotionFinding, findings
from huasheng_vote.extensions import db
from huasheng_vote.rules.ballot import NONE_OF_THESE
from huasheng_vote.rules.runoff import run_off


def standing_again(found: MotionFinding) -> tuple[str, ...]:
    """The keys of the alternatives of a run-off; empty where there is none."""
    figures = found.figures
    none = figures.options.get(NONE_OF_THESE, ())
    none_won = bool(none) and all(test.bar.holds(test.left, test.right) for test in none)
    return run_off(found.outcome, {key: figures.of(key) for key in found.options}, len(found.options), none_won=none_won)


def finding_of(estate_id: int, assembly_id: int, motion_id: int) -> MotionFinding | None:
    """What was found of one motion of this meeting, if anything yet."""
    return next((each for each in findings(estate_id, assembly_id) if each.motion.id == motion_id), None)


def run_off_of(estate_id: int, motion_id: int) -> Assembly | None:
    """The meeting that votes again on the leading alternatives of this motion, unless it was cancelled."""
    asked_again = select(Motion.assembly_id).filter_by(estate_id=estate_id, run_off_of=motion_id)
    wanted = select(Assembly).filter_by(estate_id=estate_id).where(Assembly.id.in_(asked_again), Assembly.cancelled_at.is_(None))
    found: Assembly | None = db.session.scalar(wanted.order_by(Assembly.id.desc()))
    return found


def ran_before(estate_id: int, motion_id: int) -> Assembly | None:
    """The meeting whose motion is voted on again."""
    wanted = select(Assembly).join(Motion, (Motion.estate_id == Assembly.estate_id) & (Motion.assembly_id == Assembly.id))
    found: Assembly | None = db.session.scalar(wanted.where(Motion.estate_id == estate_id, Motion.id == motion_id))
    return found
