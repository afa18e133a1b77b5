"""Cancelling a meeting with a published reason, and noticing it anew: the only way to change anything after notice."""

import json
from dataclasses import replace

from huasheng_vote.assemblies.actions.drafting import Plan, Wording, add_motion, draft_assembly
from huasheng_vote.assemblies.actions.telling import tell_owners
from huasheng_vote.assemblies.models.meetings import Assembly
from huasheng_vote.assemblies.queries import conveners, meetings
from huasheng_vote.assemblies.queries.meetings import Question
from huasheng_vote.assemblies.queries.readiness import stands_published
from huasheng_vote.journal.log import Context
from huasheng_vote.proposals.actions.proposals import bring_back
from huasheng_vote.register.actions.holds import release
from huasheng_vote.rules.convening import Form, Occasion, Scope
from huasheng_vote.rules.flows.assemblies import ASSEMBLY, MOTION, AssemblyAct, AssemblyState, MotionAct, MotionState
from huasheng_vote.rules.lawbook import Answer, Asked, Matter
from huasheng_vote.rules.refusal import Refused, Why


def cancel_assembly(on: Context, assembly_id: int, reason: str) -> None:
    """Stop it before its result; everybody who was told of it is told why."""
    meeting = meetings.meeting(on.estate.id, assembly_id)
    meeting.state = ASSEMBLY.after(AssemblyState(meeting.state), AssemblyAct.CANCEL)
    meeting.cancelled_at, meeting.cancel_reason = on.at, reason
    questions = meetings.questions(on.estate.id, assembly_id)
    for question in questions:
        question.motion.state = MOTION.after(MotionState(question.motion.state), MotionAct.WITHDRAW)
    release(on, f"assembly/{assembly_id}")
    on.record("assembly.cancelled", f"assembly/{assembly_id}", {"title": meeting.title, "reason": reason})
    if meeting.noticed_at:
        for question in questions:
            if question.motion.proposal_id:
                bring_back(on, question.motion.proposal_id)
        tell_owners(on, assembly_id, "assembly.cancelled", {"title": meeting.title})


def notice_anew(on: Context, assembly_id: int) -> int:
    """A new draft with the cancelled meeting's questions; dates are planned anew, and roll, rules and texts will be frozen anew. Refused while
    another one stands in its place."""
    old = meetings.meeting(on.estate.id, assembly_id)
    if old.state != AssemblyState.CANCELLED:
        raise Refused(Why.NOT_POSSIBLE_NOW)
    if meetings.noticed_anew(on.estate.id, assembly_id) is not None:
        raise Refused(Why.ALREADY_DONE)
    new = draft_assembly(on, planned_anew(on, old, old.title, old.reason), renotice_of=assembly_id)
    for question in meetings.questions(on.estate.id, assembly_id):
        wording = reworded(question)
        if wording.proposal_id is not None and not stands_published(on.estate.id, wording.proposal_id):
            wording = replace(wording, proposal_id=None)  # it was withdrawn meanwhile: the question stays, without it
        add_motion(on, new, wording, question.motion.run_off_of)
    return new


def planned_anew(on: Context, old: Assembly, title: str, reason: str) -> Plan:
    """An earlier meeting's plan without its dates, convened by its group, or by the latest that stands where that one has ended."""
    standing = [group.id for group in conveners.groups_in_force(on.estate.id, on.at)]
    group = old.group_id if old.group_id in standing or not standing else standing[-1]
    return Plan(
        title, Occasion(old.occasion), Form(old.form), group, reason, paper_place=old.paper_place, counting_place=old.counting_place
    )


def reworded(question: Question) -> Wording:
    """A motion as it was drafted, to be drafted again."""
    row = question.motion
    return Wording(
        title=row.title,
        text=row.text,
        answers={Asked(asked): Answer(answer) for asked, answer in json.loads(row.answers).items()},
        otherwise=Matter(row.otherwise),
        scope=Scope(row.scope),
        buildings=question.buildings,
        units=question.units,
        options=tuple(each.text for each in question.options),
        budget=row.budget,
        money_source=row.money_source,
        proposal_id=row.proposal_id,
    )
