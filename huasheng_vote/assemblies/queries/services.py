"""Proof of delivery per head: what the silence rule asks about and what a delivery list shows."""

from collections import defaultdict

from sqlalchemy import func, select

from huasheng_vote.assemblies.models.notices import Service
from huasheng_vote.assemblies.models.rolls import RollHead
from huasheng_vote.extensions import db


def served(estate_id: int, assembly_id: int) -> dict[int, tuple[Service, ...]]:
    """Every proof by head."""
    found: dict[int, list[Service]] = defaultdict(list)
    for row in db.session.scalars(select(Service).filter_by(estate_id=estate_id, assembly_id=assembly_id).order_by(Service.id)):
        found[row.head_id].append(row)
    return {head: tuple(proofs) for head, proofs in found.items()}


def progress(estate_id: int, assembly_id: int) -> tuple[int, int]:
    """Heads served, out of all counted heads."""
    counted = select(RollHead.id).filter_by(estate_id=estate_id, assembly_id=assembly_id, counted=True, until_version=None)
    reached = select(func.count(Service.head_id.distinct())).where(Service.estate_id == estate_id, Service.head_id.in_(counted))
    return db.session.scalar(reached) or 0, db.session.scalar(select(func.count()).select_from(counted.subquery())) or 0
