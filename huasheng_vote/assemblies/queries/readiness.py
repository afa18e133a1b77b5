"""Whether a drafted meeting may be given notice of now, and if not, why: asked by the act, and by the page that shows the draft."""

from dataclasses import dataclass
from datetime import date, datetime

from huasheng_vote.assemblies.models.meetings import Assembly
from huasheng_vote.assemblies.queries import conveners, meetings, timetable
from huasheng_vote.proposals.queries import proposal
from huasheng_vote.rules.calendar import local_day
from huasheng_vote.rules.flows.assemblies import ASSEMBLY, AssemblyAct, AssemblyState
from huasheng_vote.rules.flows.proposals import ProposalState
from huasheng_vote.rules.refusal import Refused, Why


@dataclass(frozen=True)
class Dates:
    """The dates of a plan that has them all."""

    review_from: date
    opens_at: datetime
    closes_at: datetime
    counting_at: datetime


def why_not_ready(meeting: Assembly, at: datetime) -> Refused | None:
    """The first thing that stands in the way of the notice."""
    try:
        ASSEMBLY.after(AssemblyState(meeting.state), AssemblyAct.GIVE_NOTICE)
        check_ready(meeting, at)
    except Refused as refused:
        return refused
    return None


def check_ready(meeting: Assembly, at: datetime) -> None:
    """Everything a notice needs, in the order in which a convener would put it right."""
    dates = planned(meeting)
    _check_motions(meeting)
    _check_conveners(meeting, at)
    timetable.check_review(meeting.estate_id, at, dates.review_from)
    procedure = meetings.terms(meeting).procedure
    timetable.check_dates(meeting.estate_id, at, local_day(at), dates.opens_at, dates.closes_at, procedure)
    if dates.counting_at < dates.closes_at:
        raise Refused(Why.COUNTING_TOO_EARLY, field="counting_at")


def check_proposal(estate_id: int, assembly_id: int, proposal_id: int | None, beside: int | None = None) -> None:
    """Refuse a proposal that is not published, and one that another motion of the same meeting asks about."""
    if proposal_id is None:
        return
    if not stands_published(estate_id, proposal_id):
        raise Refused(Why.PROPOSAL_NOT_PUBLISHED)
    for each in meetings.questions(estate_id, assembly_id):
        if each.motion.proposal_id == proposal_id and each.motion.id != beside:
            raise Refused(Why.PROPOSAL_TWICE, motion=each.motion.ordinal)


def stands_published(estate_id: int, proposal_id: int) -> bool:
    """Whether the proposal may be put to a vote: published, not withdrawn, not before another meeting."""
    found = proposal(estate_id, proposal_id)
    return found is not None and found.state is ProposalState.PUBLISHED


def _check_motions(meeting: Assembly) -> None:
    """At least one, and the proposals behind them still stand."""
    questions = meetings.questions(meeting.estate_id, meeting.id)
    if not questions:
        raise Refused(Why.NO_MOTIONS)
    for each in questions:
        if each.motion.proposal_id is not None and not stands_published(meeting.estate_id, each.motion.proposal_id):
            raise Refused(Why.PROPOSAL_GONE, motion=each.motion.ordinal)


def planned(meeting: Assembly) -> Dates:
    """The dates a notice needs. Refuses a plan without one of them, or without the places it must name."""
    opens, closes, counting = meeting.opens_at, meeting.closes_at, meeting.counting_at
    if meeting.review_from is None or opens is None or closes is None or counting is None:
        raise Refused(Why.PLAN_INCOMPLETE)
    if not meeting.paper_place or not meeting.counting_place:
        raise Refused(Why.PLAN_INCOMPLETE)
    return Dates(meeting.review_from, opens, closes, counting)


def _check_conveners(meeting: Assembly, at: datetime) -> None:
    """Members posted, objections answered."""
    group = conveners.group(meeting.estate_id, meeting.group_id)
    if any(each.answer is None for each in conveners.objections(meeting.estate_id, group.id)):
        raise Refused(Why.OBJECTIONS_OPEN)
    if local_day(at) <= group.objections_until:
        raise Refused(Why.CONVENERS_POSTED, until=group.objections_until.isoformat())
