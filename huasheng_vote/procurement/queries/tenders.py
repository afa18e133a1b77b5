"""Reads of tenders."""

import json

from sqlalchemy import select

from huasheng_vote.extensions import db
from huasheng_vote.procurement.models import Tender
from huasheng_vote.rules.methods import DEFAULT_RULEBOOK, Method, Terms
from huasheng_vote.rules.refusal import Refused, Why


def tender(estate_id: int, tender_id: int) -> Tender:
    """One tender of this estate, whatever its state. Who may see a draft the caller decides."""
    found: Tender | None = db.session.scalar(select(Tender).filter_by(estate_id=estate_id, id=tender_id))
    if found is None:
        raise Refused(Why.NOT_FOUND)
    return found


def terms(tender: Tender) -> Terms:
    """The method's rules: as frozen at publication, before it as they would be."""
    return Terms.thawed(json.loads(tender.terms)) if tender.terms else DEFAULT_RULEBOOK.terms[Method(tender.method)]


def name(slug: str, tender: Tender) -> str:
    """What envelopes call the tender."""
    return f"{slug}/tender/{tender.id}"
