"""Proof that the notice reached a head. Without it nobody's silence is ever counted."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import insert, select

from huasheng_vote.assemblies.models.notices import Delivered, Service
from huasheng_vote.assemblies.models.rolls import RollHead
from huasheng_vote.assemblies.queries import meetings, rolls
from huasheng_vote.extensions import db
from huasheng_vote.journal.log import Context
from huasheng_vote.people.queries.keepers import kept_by
from huasheng_vote.rules.access import CONVENERS, SUPERVISORS
from huasheng_vote.rules.flows.assemblies import AssemblyState
from huasheng_vote.rules.refusal import Refused, Why

WHILE = frozenset({AssemblyState.NOTICED, AssemblyState.OPEN})


def record_service(on: Context, assembly_id: int, head_ids: Sequence[int], how: Delivered, served_at: datetime, proof: str = "") -> int:
    """Record for each of these heads that the notice arrived; heads that have this proof already are left as they are. Returns how many are new.

    Posting on the board counts only with a word on why nothing could be delivered."""
    meeting = meetings.meeting(on.estate.id, assembly_id)
    if meeting.state not in WHILE or meeting.noticed_at is None:
        raise Refused(Why.NOT_POSSIBLE_NOW)
    if not meeting.noticed_at <= served_at <= on.at:
        raise Refused(Why.BAD_VALUE, field="served_at")
    if how is Delivered.POSTED and not proof:
        raise Refused(Why.MISSING_VALUE, field="proof")
    _check_building(on, assembly_id, head_ids)
    new = _without(on, assembly_id, head_ids, how)
    if not new:
        raise Refused(Why.ALREADY_DONE)
    of = {"estate_id": on.estate.id, "assembly_id": assembly_id, "how": how, "proof": proof}
    by = {"served_at": served_at, "recorded_by": on.actor.account, "recorded_at": on.at}
    db.session.execute(insert(Service), [{**of, **by, "head_id": head} for head in new])
    on.record("notice.served", f"assembly/{assembly_id}", {"how": how.value, "heads": len(new)}, private={"heads": new, "proof": proof})
    return len(new)


def _check_building(on: Context, assembly_id: int, head_ids: Sequence[int]) -> None:
    """A neighbour head delivers in their own building only."""
    if on.actor.is_any(*CONVENERS, *SUPERVISORS):
        return
    kept = kept_by(on.estate.id, on.actor.account or 0, on.at)
    lines = rolls.lines(on.estate.id, assembly_id, heads=head_ids)
    if any({unit.building for unit in line.units}.isdisjoint(kept) for line in lines):
        raise Refused(Why.NOT_ALLOWED)


def _without(on: Context, assembly_id: int, head_ids: Sequence[int], how: Delivered) -> list[int]:
    """Those of the heads, all on this roll, that lack this proof."""
    wanted = set(head_ids)
    on_roll = select(RollHead.id).filter_by(estate_id=on.estate.id, assembly_id=assembly_id).where(RollHead.until_version.is_(None))
    if wanted - set(db.session.scalars(on_roll.where(RollHead.id.in_(wanted)))):
        raise Refused(Why.NOT_FOUND)
    served = select(Service.head_id).filter_by(estate_id=on.estate.id, assembly_id=assembly_id, how=how)
    return sorted(wanted - set(db.session.scalars(served.where(Service.head_id.in_(wanted)))))
