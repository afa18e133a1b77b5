"""Whether a vote may be extended now: asked by the act, and by the page on which whoever extends sees turnout, and nothing else."""

from datetime import datetime

from sqlalchemy import func, select

from huasheng_vote.assemblies.models.ballots import Ballot
from huasheng_vote.assemblies.models.meetings import Assembly
from huasheng_vote.assemblies.models.rolls import RollHead
from huasheng_vote.assemblies.queries import meetings
from huasheng_vote.extensions import db
from huasheng_vote.rules.flows.assemblies import ASSEMBLY, AssemblyAct, AssemblyState
from huasheng_vote.rules.lawbook import TWO_THIRDS
from huasheng_vote.rules.refusal import Refused, Why


def taking_part(meeting: Assembly) -> tuple[int, int]:
    """The heads taking part, and all of the roll: the one figure that is public at any moment."""
    of = {"estate_id": meeting.estate_id, "assembly_id": meeting.id}
    part = db.session.scalar(select(func.count()).select_from(Ballot).filter_by(**of, counts=True))
    heads = db.session.scalar(select(func.count()).select_from(RollHead).filter_by(**of, counted=True, until_version=None))
    return int(part or 0), int(heads or 0)


def check_extendable(meeting: Assembly, at: datetime) -> None:
    """Refuse where the notice allows no extension, where there was one, where voting is over, and where its condition is not met: fewer than two
    thirds of the heads take part."""
    ASSEMBLY.after(AssemblyState(meeting.state), AssemblyAct.EXTEND)
    over = meeting.closes_at is None or at >= meeting.closes_at
    if meeting.extended_to or over or not meetings.terms(meeting).procedure.extension_days:
        raise Refused(Why.NO_EXTENSION)
    if TWO_THIRDS.holds(*taking_part(meeting)):
        raise Refused(Why.ENOUGH_TAKE_PART)


def why_not_extendable(meeting: Assembly, at: datetime) -> Refused | None:
    """What stands in the way of an extension."""
    try:
        check_extendable(meeting, at)
    except Refused as refused:
        return refused
    return None
