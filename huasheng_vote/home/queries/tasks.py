"""待我处理: what waits for this person, collected from every area by one small function each."""

from collections.abc import Iterator
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import select

from huasheng_vote.assemblies.models.meetings import Assembly
from huasheng_vote.assemblies.models.motions import Motion
from huasheng_vote.assemblies.models.results import Objection, Result
from huasheng_vote.assemblies.queries import callbacks, papers, retention
from huasheng_vote.assemblies.queries.ballots import voted_heads
from huasheng_vote.assemblies.queries.frozen import frozen
from huasheng_vote.assemblies.queries.meetings import BEFORE_NOTICE, terms
from huasheng_vote.assemblies.queries.readiness import why_not_ready
from huasheng_vote.assemblies.queries.speakers import heads_of
from huasheng_vote.extensions import db
from huasheng_vote.home.queries import votes
from huasheng_vote.home.queries.committee_tasks import committee_matters
from huasheng_vote.home.queries.project_tasks import designs_to_sign, emergencies_to_confirm, projects_to_open, spending_to_open
from huasheng_vote.journal import restarting
from huasheng_vote.labels import KINDS
from huasheng_vote.labels.register import unit
from huasheng_vote.notices import queries as notices
from huasheng_vote.people import queries as people
from huasheng_vote.people.models import Approval
from huasheng_vote.people.queries import signatures
from huasheng_vote.procurement.queries.waiting import SOURCES as BUYING
from huasheng_vote.proposals import queries as proposals
from huasheng_vote.register import queries as register
from huasheng_vote.rules.access import Act, Actor
from huasheng_vote.rules.calendar import local_day
from huasheng_vote.rules.flows.approvals import ApprovalState
from huasheng_vote.rules.flows.assemblies import AssemblyState, MotionState
from huasheng_vote.rules.flows.papers import PaperState
from huasheng_vote.rules.flows.proposals import ProposalState
from huasheng_vote.rules.flows.skills import SkillState
from huasheng_vote.rules.refusal import Why
from huasheng_vote.web.task import Task, holds

SHANGHAI = ZoneInfo("Asia/Shanghai")
NEVER = datetime.max.replace(tzinfo=UTC)


def tasks(estate_id: int, actor: Actor, at: datetime) -> list[Task]:
    """Everything that waits for the actor, the nearest deadline first, what has none last."""
    found = [task for source in SOURCES for task in source(estate_id, actor, at)]
    return sorted(found, key=lambda task: task.due or NEVER)


def approvals(estate_id: int, actor: Actor, at: datetime) -> Iterator[Task]:
    """Four-eyes requests the actor may still sign."""
    asked = db.session.scalars(select(Approval).filter_by(estate_id=estate_id, state=ApprovalState.ASKED).where(Approval.expires_at >= at))
    for request in asked:
        mine = set(request.roles.split()) & set(actor.roles) and request.proposed_by != actor.account
        if mine and not any(each.account_id == actor.account and each.digest == request.digest for each in signatures(request)):
            yield Task(
                "approve", str(KINDS.get(request.kind, request.kind)), "people.approval", {"approval_id": request.id}, request.expires_at
            )


def suggestions(estate_id: int, actor: Actor, at: datetime) -> Iterator[Task]:
    """Ideas without an answer."""
    if not holds(actor, Act.MODERATE):
        return
    waiting = proposals.unanswered(estate_id)
    if waiting:
        yield Task("answer", "", "proposals.suggestions_list", count=waiting)


def demands(estate_id: int, actor: Actor, at: datetime) -> Iterator[Task]:
    """A fifth of the owners require an assembly."""
    if not holds(actor, Act.CONVENE):
        return
    for each in proposals.duties(estate_id):
        yield Task("convene", each.title, "proposals.demand", {"demand_id": each.id}, each.reached_at)


def paper(estate_id: int, actor: Actor, at: datetime) -> Iterator[Task]:
    """Notices to be printed and handed over."""
    waiting = len(notices.to_print(estate_id)) if holds(actor, Act.HAND_OUT_PAPER) else 0
    if waiting:
        yield Task("print", "", "notices.to_print", count=waiting)


def votes_to_cast(estate_id: int, actor: Actor, at: datetime) -> Iterator[Task]:
    """Open votes in which a head the actor speaks for has not taken part."""
    if not holds(actor, Act.CAST_BALLOT):
        return
    for meeting in votes.open_now(estate_id, at):
        known = frozen(estate_id, meeting.id)
        heads = [head.id for head in heads_of(known, actor, at)]
        left = len(heads) - len(voted_heads(estate_id, meeting.id, heads))
        if left:
            kind = "consult" if terms(meeting).only_consults else "vote"
            yield Task(kind, meeting.title, "voting.vote", {"assembly_id": meeting.id}, meeting.extended_to or meeting.closes_at, left)


def consulted(estate_id: int, actor: Actor, at: datetime) -> Iterator[Task]:
    """Proposals whose consultation is over, and which no meeting asks about yet."""
    if not holds(actor, Act.CONVENE):
        return
    for each in proposals.all_proposals(estate_id):
        if each.state is ProposalState.PUBLISHED and each.consult_until and each.consult_until <= at and not _drafted(estate_id, each.id):
            yield Task("put", each.title, "proposals.proposal", {"proposal_id": each.id})


def _drafted(estate_id: int, proposal_id: int) -> bool:
    """Whether a meeting not yet noticed has the proposal among its motions."""
    query = select(Motion.id).join(Assembly, Assembly.id == Motion.assembly_id).where(Motion.estate_id == estate_id)
    return db.session.scalar(query.where(Motion.proposal_id == proposal_id, Assembly.state.in_(BEFORE_NOTICE)).limit(1)) is not None


def notices_to_give(estate_id: int, actor: Actor, at: datetime) -> Iterator[Task]:
    """Meetings whose roll was open to everybody for long enough."""
    if not holds(actor, Act.CONVENE):
        return
    for meeting in db.session.scalars(select(Assembly).filter_by(estate_id=estate_id, state=AssemblyState.ROLL_REVIEW)):
        refused = why_not_ready(meeting, at)
        if refused is None or refused.why not in (Why.REVIEW_RUNNING, Why.CONVENERS_POSTED):
            yield Task("give_notice", meeting.title, "assemblies.draft", {"assembly_id": meeting.id})


def results_to_announce(estate_id: int, actor: Actor, at: datetime) -> Iterator[Task]:
    """Results nobody may object to any more."""
    if not holds(actor, Act.CONVENE):
        return
    posted = select(Assembly).join(Result, Result.assembly_id == Assembly.id).where(Assembly.estate_id == estate_id)
    for meeting in db.session.scalars(posted.where(Assembly.state == AssemblyState.PUBLISHED, Result.objections_until < local_day(at))):
        yield Task("announce", meeting.title, "results.result", {"assembly_id": meeting.id})


def objections(estate_id: int, actor: Actor, at: datetime) -> Iterator[Task]:
    """Objections to a posted result; each has its day."""
    if not holds(actor, Act.CONVENE):
        return
    waiting = select(Objection, Assembly.title).join(Assembly, Assembly.id == Objection.assembly_id)
    for objection, title in db.session.execute(waiting.where(Objection.estate_id == estate_id, Objection.answered_at.is_(None))):
        args = {"assembly_id": objection.assembly_id, "objection_id": objection.id}
        yield Task("object", title, "results.objection", args, datetime.combine(objection.answer_by, time(23, 59), SHANGHAI))


def doubtful(estate_id: int, actor: Actor, at: datetime) -> Iterator[Task]:
    """Motions whose outcome two officers and the community have to resolve together."""
    if not holds(actor, Act.RESOLVE_REVIEW):
        return
    for motion in db.session.scalars(select(Motion).filter_by(estate_id=estate_id, state=MotionState.NEEDS_REVIEW)):
        yield Task("review", motion.title, "results.review", {"assembly_id": motion.assembly_id, "motion_id": motion.id})


def register_matters(estate_id: int, actor: Actor, at: datetime) -> Iterator[Task]:
    """What owners said about their line or an enrolment."""
    if not holds(actor, Act.EDIT_REGISTER):
        return
    for each in register.open_matters(estate_id, at):
        yield Task("register", unit(each.building, each.entrance, each.number), "register.unit", {"unit_id": each.unit_id})


def skills(estate_id: int, actor: Actor, at: datetime) -> Iterator[Task]:
    """Declared skills nobody has looked at."""
    waiting = len(people.directory(estate_id, SkillState.DECLARED)) if holds(actor, Act.CHECK_SKILL) else 0
    if waiting:
        yield Task("skill", "", "people.experts", count=waiting)


def papers_to_handle(estate_id: int, actor: Actor, at: datetime) -> Iterator[Task]:
    """Ballots on paper: for a clerk those to type in, for those who decide the doubtful ones, and after closing the counting."""
    for meeting in votes.taking_papers(estate_id):
        args = {"assembly_id": meeting.id}
        enter = papers.waiting_for(estate_id, meeting.id, actor.account or 0) if holds(actor, Act.ENTER_PAPER) else 0
        looks = papers.by_state(estate_id, meeting.id).get(PaperState.LOOK, 0) if holds(actor, Act.LOOK_AT_PAPER) else 0
        if enter:
            yield Task("enter", meeting.title, "paper_hands.entry", args, count=enter)
        if looks:
            yield Task("look", meeting.title, "paper_looks.index", args, count=looks)
        if meeting.state == AssemblyState.CLOSED and holds(actor, Act.RECORD_COUNT):
            yield Task("count", meeting.title, "counting.count", args, meeting.counting_at)


def loss_to_acknowledge(estate_id: int, actor: Actor, at: datetime) -> Iterator[Task]:
    """Lines of the log lost by a restore: nothing else can be done before two officers have seen it."""
    if holds(actor, Act.ACKNOWLEDGE_LOSS) and restarting.waiting(estate_id) is not None:
        yield Task("loss", "", "journal.loss", due=at)


def calls_to_make(estate_id: int, actor: Actor, at: datetime) -> Iterator[Task]:
    """Published results whose voters have still to be asked whether the ballot was theirs."""
    if holds(actor, Act.CALL_BACK):
        for each in callbacks.to_make(estate_id):
            until = datetime.combine(each.until, time.max, SHANGHAI)
            yield Task("call", each.title, "callbacks.index", {"assembly_id": each.assembly}, until, count=each.left)


def material_to_destroy(estate_id: int, actor: Actor, at: datetime) -> Iterator[Task]:
    """Voting material whose period is over."""
    if not holds(actor, Act.DESTROY_MATERIAL):
        return
    for meeting in retention.due(estate_id, at):
        yield Task("destroy", meeting.title, "assemblies.material", {"assembly_id": meeting.id})


SOURCES = (
    papers_to_handle, calls_to_make, material_to_destroy, loss_to_acknowledge, votes_to_cast, approvals, committee_matters, objections, doubtful, results_to_announce, notices_to_give, consulted,
    suggestions, demands, register_matters, projects_to_open, spending_to_open, emergencies_to_confirm, designs_to_sign, *BUYING, skills, paper,
)  # fmt: skip
