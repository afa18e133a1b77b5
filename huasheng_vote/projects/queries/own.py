"""What this area keeps about one person, told to that person: drawings and papers, signatures under them."""

from datetime import datetime
from typing import Any

from sqlalchemy import and_, select

from huasheng_vote.extensions import db
from huasheng_vote.projects.models import Design, DesignStep, DesignVersion


def kept_by_projects(estate_id: int, account_id: int, at: datetime) -> dict[str, list[dict[str, Any]]]:
    """By section, the fields as stored."""
    drawn = db.session.execute(
        select(Design.title, DesignVersion.number, DesignVersion.created_at)
        .join(DesignVersion, and_(DesignVersion.estate_id == Design.estate_id, DesignVersion.design_id == Design.id))
        .where(Design.estate_id == estate_id, DesignVersion.author_id == account_id)
        .order_by(DesignVersion.id)
    )
    signed = db.session.execute(
        select(Design.title, DesignVersion.number, DesignStep.step, DesignStep.note, DesignStep.at)
        .join(DesignVersion, and_(DesignVersion.estate_id == Design.estate_id, DesignVersion.design_id == Design.id))
        .join(DesignStep, and_(DesignStep.estate_id == DesignVersion.estate_id, DesignStep.version_id == DesignVersion.id))
        .where(Design.estate_id == estate_id, DesignStep.account_id == account_id)
        .order_by(DesignStep.id)
    )
    return {
        "designs": [{"title": row.title, "version": row.number, "created_at": row.created_at} for row in drawn],
        "design_steps": [
            {"title": row.title, "version": row.number, "design_step": row.step, "note": row.note, "at": row.at} for row in signed
        ],
    }
