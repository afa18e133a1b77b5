"""第二轮: where no alternative reached both majorities, a newly noticed vote on the leading ones and "none of these". Plurality never wins (CC 278)."""

from dataclasses import replace

from huasheng_vote.assemblies.actions.cancelling import planned_anew, reworded
from huasheng_vote.assemblies.actions.drafting import add_motion, draft_assembly
from huasheng_vote.assemblies.queries import meetings, runoffs
from huasheng_vote.journal.log import Context
from huasheng_vote.rules.flows.assemblies import AssemblyState
from huasheng_vote.rules.refusal import Refused, Why


def open_run_off(on: Context, assembly_id: int, motion_id: int, title: str, reason: str) -> int:
    """A new draft that asks the motion again with the alternatives that stand again. Refused before the announcement, where nothing is to be run
    off, and while another run-off stands."""
    old, question = meetings.meeting(on.estate.id, assembly_id), meetings.question(on.estate.id, assembly_id, motion_id)
    if old.state != AssemblyState.ANNOUNCED:
        raise Refused(Why.NOT_ANNOUNCED_YET)
    found = runoffs.finding_of(on.estate.id, assembly_id, motion_id)
    again = runoffs.standing_again(found) if found else ()
    if not again:
        raise Refused(Why.NO_RUN_OFF)
    if runoffs.run_off_of(on.estate.id, motion_id) is not None:
        raise Refused(Why.ALREADY_DONE)
    options = tuple(each.text for each in question.options if each.key in again)
    new = draft_assembly(on, planned_anew(on, old, title, reason))
    add_motion(on, new, replace(reworded(question), options=options, proposal_id=None), run_off_of=motion_id)
    return new
