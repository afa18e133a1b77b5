"""The buying half of the estate of loose ends: a tender at each stage, laid down so that every page of buying is somebody's."""

from datetime import timedelta

from sqlalchemy import select, update

from huasheng_vote.assemblies.models.motions import Motion
from huasheng_vote.assemblies.models.results import Resolution
from huasheng_vote.database import writing
from huasheng_vote.extensions import db
from huasheng_vote.projects.models import Project
from huasheng_vote.rules.flows.skills import Field, SkillAct
from tests import buying
from tests.builders import Neighbourhood


def lay(estate: Neighbourhood) -> None:
    """Everything of buying that waits for somebody. The clock ends where it was."""
    from huasheng_vote.people.actions import experts
    from tests.proposals_helpers import act

    now = estate.site.at
    skill = act(estate, "陈一", experts.declare, Field.ELECTRICAL, "从业二十年")
    act(estate, "郑社区", experts.check, skill, SkillAct.CONFIRM, "看过证件")
    project = _project(estate)
    estate.site.at = now - timedelta(days=1)
    buying.drafted(estate, project_id=project)
    buying.published(estate, project_id=project)
    estate.site.at = now - timedelta(days=20)
    buying.opened(estate, project_id=project)
    estate.site.at = now - timedelta(days=20)
    buying.evaluated(estate, project_id=project)
    estate.site.at = now


def _project(estate: Neighbourhood) -> int:
    """Opened from a decision laid down beside the one that was announced."""
    here = {"estate_id": estate.ref.id}
    with estate.site.unguarded(), writing(0):
        taken = select(Resolution.motion_id).filter_by(**here)
        found = select(Motion.assembly_id).filter_by(**here).where(Motion.id.in_(taken))
        others = select(Motion.id).filter_by(**here).where(Motion.assembly_id.in_(found), Motion.id.not_in(taken))
        motion = db.session.scalar(others.order_by(Motion.id).limit(1))
        db.session.execute(update(Motion).filter_by(id=motion).values(state="passed", budget=250_000_00))
        made = Resolution(**here, year=2025, ordinal=1, motion_id=motion, adopted_at=estate.site.at)
        db.session.add(made)
        db.session.flush()
        project = Project(**here, resolution_id=made.id, title="更换小区路灯", budget=250_000_00, money_source="专项维修资金",
            opened_at=estate.site.at, opened_by=estate.staff["周主任"], state="procuring")  # fmt: skip
        db.session.add(project)
        db.session.flush()
        return int(project.id)
