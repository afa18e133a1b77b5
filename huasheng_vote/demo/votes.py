"""The owners' assemblies of the story: one that is over and announced, one that is open, each from its roll review to its ballots."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import select

from huasheng_vote import files
from huasheng_vote.assemblies.actions import adopted, announcing, closing, conveners, drafting, noticing
from huasheng_vote.assemblies.actions.callbacks import draw_calls, note_call
from huasheng_vote.assemblies.actions.casting import Offer, cast_ballot
from huasheng_vote.assemblies.actions.counted import tell_counted
from huasheng_vote.assemblies.actions.papers import Paper
from huasheng_vote.assemblies.queries import callbacks
from huasheng_vote.assemblies.queries.frozen import Frozen, frozen
from huasheng_vote.demo.drawings import document
from huasheng_vote.demo.stage import Stage, Step, owner
from huasheng_vote.extensions import db
from huasheng_vote.labels.proposals import SOURCES
from huasheng_vote.people.models import Account
from huasheng_vote.proposals.queries import proposal
from huasheng_vote.register.models import Enrolment
from huasheng_vote.rules.ballot import Change, Channel
from huasheng_vote.rules.callbacks import Answer
from huasheng_vote.rules.convening import Convener, Form, Occasion, Online
from huasheng_vote.rules.lawbook import Matter

SUPERVISOR = "郑立"
CHOICES = ("agree", "oppose", "abstain")


@dataclass(frozen=True)
class Meeting:
    """One meeting: its title, the proposals put, and its days counted from today."""

    title: str
    proposals: tuple[int, ...]
    review: int
    notice: int
    opens: int
    closes: int
    weights: tuple[tuple[int, int, int], ...]
    """For each motion how agree, oppose and abstain are spread, in percent."""


def adopt(stage: Stage, by: str) -> int:
    """Rules of procedure, the offices' answer, and the committee posted as convener. Returns the group."""
    paper = kept("议事规则.pdf")
    fields = {
        "channels": [Channel.ONLINE, Channel.PAPER],
        "change": Change.UNTIL_CLOSE,
        "standing_for": [Matter.USE_FUND],
        "extension_days": 14,
    }
    at = stage.when(-250)
    adoption = adopted.Adoption("业主大会议事规则（第二版）", "首次业主大会会议表决通过", at.date() - timedelta(days=300), paper)
    stage.act(by, at, adopted.adopt_rules, adoption, fields)
    stage.act(by, at, adopted.file_answer, Online.ACCEPTED, kept("街道办事处答复.pdf"), kept("维修资金管理机构答复.pdf"))
    members = [conveners.Member(name, phone, duty) for name, phone, duty in _committee(stage)]
    group: int = stage.act(by, at, conveners.post_group, Convener.COMMITTEE, "业主委员会", "第二届业主委员会，已备案", members)
    return group


def kept(name: str) -> Paper:
    """A paper in the store."""
    data = document(name)
    stored = files.store().put(data, files.Kind.PDF)
    return Paper(name, stored, files.MEDIA_TYPES[files.Kind.PDF], sha256(data).hexdigest())


def _committee(stage: Stage) -> list[tuple[str, str, str]]:
    duties = {"周文芳": "主任", "刘建国": "委员", "何晓": "委员"}
    rows = db.session.execute(
        select(Account.name, Account.phone, Account.id).where(Account.id.in_([stage.accounts[name] for name in duties]))
    )
    return [(name, phone, duties[name]) for name, phone, _ in rows]


def convene(stage: Stage, by: str, group: int, meeting: Meeting) -> int:
    """Draft, roll review, notice. Returns the assembly."""
    opens, closes = stage.when(meeting.opens, 9), stage.when(meeting.closes, 18)
    plan = drafting.Plan(
        meeting.title, Occasion.REGULAR, Form.WRITTEN, group, "提案已公布并征求意见，现依法提请业主共同决定。", opens, closes,
        "业委会办公室（3 栋架空层）", "社区三楼会议室", closes + timedelta(hours=1),
    )  # fmt: skip
    made: int = stage.act(by, stage.when(meeting.review, 9), drafting.draft_assembly, plan)
    for each in meeting.proposals:
        stage.act(by, stage.when(meeting.review, 9, 30), drafting.add_motion, made, _wording(stage, each))
    stage.act(by, stage.when(meeting.review), noticing.begin_review, made)
    stage.act(by, stage.when(meeting.notice), noticing.give_notice, made)
    stage.by_system(opens, closing.open_voting, made)
    return made


def _wording(stage: Stage, proposal_id: int) -> drafting.Wording:
    worked = proposal(stage.estate.id, proposal_id)
    if worked is None:
        raise LookupError(proposal_id)
    source = str(SOURCES[worked.source])
    return drafting.Wording(
        worked.title, worked.scope, worked.answers, worked.otherwise, budget=worked.cost, money_source=source, proposal_id=worked.id
    )


def online(stage: Stage, assembly: int, meeting: Meeting, share: int, until: datetime, absent: frozenset[str]) -> list[Step]:
    """The ballots cast online: `share` percent of all heads vote between the opening and `until`, those named in `absent` not at all."""
    known = frozen(stage.estate.id, assembly)
    away = {stage.accounts[name] for name in absent}
    speakers = {str(party): account for party, account in _enrolments(stage) if account not in away}
    heads = [head for head in known.heads.values() if head.doors and not speakers.keys().isdisjoint(head.owners)]
    counted = sum(bool(head.doors) for head in known.heads.values())
    chosen = stage.chance.sample(heads, min(len(heads), counted * share // 100))
    start = stage.when(meeting.opens, 9)
    steps = list[Step]()
    for place, head in enumerate(chosen):
        account = next(speakers[party] for party in sorted(head.owners, key=int) if party in speakers)
        at = start + (until - start) * (place + 1) / (len(chosen) + 1)
        steps.append((owner(account), _milliseconds(at), cast_ballot, (_offer(stage, known, head.id, meeting),)))
    return steps


def live_through(stage: Stage, assembly: int, steps: list[Step], until: datetime) -> None:
    """The ballots of a vote in the order in which they came; then the households are told."""
    stage.together(sorted(steps, key=lambda step: step[1]))
    while stage.by_system(until, tell_counted, assembly):
        pass


def _offer(stage: Stage, known: Frozen, head: int, meeting: Meeting) -> Offer:
    answers = {
        motion.id: stage.chance.choices(CHOICES, weights)[0] for motion, weights in zip(known.asked(head), meeting.weights, strict=True)
    }
    return Offer(known.id, head, known.heads[head].pseudonym, answers, 0)


def _milliseconds(at: datetime) -> datetime:
    return at.replace(microsecond=at.microsecond // 1000 * 1000)


def _enrolments(stage: Stage) -> list[tuple[int, int]]:
    query = select(Enrolment.party_id, Enrolment.account_id).filter_by(estate_id=stage.estate.id, until=None).order_by(Enrolment.id)
    return [(row.party_id, row.account_id) for row in db.session.execute(query)]


def close(stage: Stage, assembly: int, meeting: Meeting) -> None:
    """The window closes by the clock; the papers are still to be counted."""
    stage.by_system(stage.when(meeting.closes, 18), closing.close_voting, assembly)


def call_back(stage: Stage, assembly: int, day: int) -> None:
    """While objections are heard the community calls those who are drawn; a few cannot be reached."""
    at = stage.when(day, 10)
    stage.act(SUPERVISOR, at, draw_calls, assembly, "双色球第 2026101 期", "04 09 15 21 27 30 12")
    by = stage.as_(SUPERVISOR, at)
    stage.together(
        (by, at + timedelta(minutes=6 * call.place), note_call, (assembly, call.id, Answer.CONFIRMED if call.place % 9 else Answer.AWAY))
        for call in callbacks.calls(stage.estate.id, assembly)
    )


def announce(stage: Stage, assembly: int, by: str, announced: int) -> list[int]:
    """After the objection period the committee announces. Returns the numbers of the decisions."""
    numbers: list[int] = stage.act(by, stage.when(announced), announcing.announce, assembly)
    return numbers
