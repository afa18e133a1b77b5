"""A release is written in the act that makes something public, and never changed."""

import json
from typing import Any

from sqlalchemy import func, select

from huasheng_vote.extensions import db
from huasheng_vote.journal.log import Context
from huasheng_vote.procurement.models import Release, Tender
from huasheng_vote.procurement.opendata import facts, ocds
from huasheng_vote.procurement.opendata.codes import Tag


def publish(on: Context, tender: Tender, tag: Tag) -> None:
    """Write the release of what this act has just made public. To be called before the act's last line, which binds it."""
    db.session.flush()
    number = _count(on.estate.id, tender.id) + 1
    body = ocds.release(facts.process(on.estate, tender), tag, number, on.at)
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    db.session.add(Release(estate_id=on.estate.id, tender_id=tender.id, ordinal=number, tag=tag, body=text, at=on.at))


def releases(estate_id: int, tender_id: int | None = None) -> list[Any]:
    """Every release of an estate, or of one purchase, as published, in order."""
    query = select(Release.body).filter_by(estate_id=estate_id).order_by(Release.tender_id, Release.ordinal)
    bodies = db.session.scalars(query if tender_id is None else query.filter_by(tender_id=tender_id))
    return [json.loads(body) for body in bodies]


def _count(estate_id: int, tender_id: int) -> int:
    return db.session.scalar(select(func.count()).select_from(Release).filter_by(estate_id=estate_id, tender_id=tender_id)) or 0
