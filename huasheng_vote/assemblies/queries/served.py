"""To whom the notice was delivered, with proof: what the silence rule asks about. Posting on a board reaches nobody in particular."""

from sqlalchemy import select

from huasheng_vote.assemblies.models.notices import Delivered, Service
from huasheng_vote.assemblies.queries.frozen import Frozen
from huasheng_vote.extensions import db


def served(frozen: Frozen) -> frozenset[int]:
    """The heads with a proof of delivery; nobody else's silence is ever counted."""
    query = select(Service.head_id).filter_by(estate_id=frozen.estate_id, assembly_id=frozen.id).where(Service.how != Delivered.POSTED)
    return frozenset(db.session.scalars(query))
