"""Those of the story who vote on paper: people nobody enrolled. Their sheets go through every hand the real ones go through."""

from datetime import datetime, timedelta

from huasheng_vote.assemblies.actions.counting import Counting, publish_counted, record_count, witness_count
from huasheng_vote.assemblies.actions.paper_entry import Typed, enter_paper
from huasheng_vote.assemblies.actions.paper_issue import home, issue_papers
from huasheng_vote.assemblies.actions.paper_receive import Arrived, Way, receive_paper
from huasheng_vote.assemblies.queries import papers
from huasheng_vote.assemblies.queries.frozen import FrozenHead, frozen
from huasheng_vote.demo.stage import Stage, Step
from huasheng_vote.demo.votes import CHOICES, Meeting
from huasheng_vote.extensions import db
from huasheng_vote.register.models import Enrolment
from huasheng_vote.rules.papers import Entry, Signature

CHAIR, CLERKS = "周文芳", ("吴晓敏", "方志远")
LEFT, PARTED = 6, 2  # papers a visitor may still type in, papers the clerks read differently
ONCE = 3  # of those left, the first clerk has typed these


def hand_out(stage: Stage, assembly: int, at: datetime) -> None:
    """A paper for every household, building by building."""
    for building in dict.fromkeys(home(head) for head in frozen(stage.estate.id, assembly).heads.values() if head.doors):
        stage.act(CHAIR, at, issue_papers, assembly, building)


def on_paper(stage: Stage, assembly: int, meeting: Meeting, share: int, until: datetime, left: bool) -> list[Step]:
    """`share` percent of those nobody enrolled hand a paper in between the opening and `until`; most are typed in the same evening. `left`: the last
    few still wait for the clerks, and two were read differently."""
    chosen = _silent(stage, assembly)
    chosen = stage.chance.sample(chosen, len(chosen) * share // 100)
    serials = {head: paper.serial for head, paper in papers.current(stage.estate.id, assembly).items()}
    start, steps = stage.when(meeting.opens, 9), list[Step]()
    for place, head in enumerate(chosen):
        came = start + (until - start) * (place + 1) / (len(chosen) + 2)
        came = came.replace(microsecond=0)
        steps.append((stage.as_(CHAIR, came), came, receive_paper, (assembly, Arrived(serials[head.id], Way.BOX))))
        behind = len(chosen) - place if left else LEFT + PARTED + 1
        steps += _typing(stage, assembly, head, serials[head.id], meeting, min(came + timedelta(hours=9), until), behind)
    return steps


def count(stage: Stage, assembly: int, meeting: Meeting) -> None:
    """The evening of the counting, to the published result."""
    at = stage.when(meeting.closes, 19)
    done = Counting("社区三楼会议室", at, "陈志明", "李秀红", "龙大海", "截止时由业委会和社区共同贴封，开箱前完好。")
    stage.act(CHAIR, at + timedelta(hours=2), record_count, assembly, done)
    stage.act("郑立", at + timedelta(hours=2, minutes=10), witness_count, assembly)
    stage.act(CHAIR, at + timedelta(hours=2, minutes=20), publish_counted, assembly)


def _silent(stage: Stage, assembly: int) -> list[FrozenHead]:
    """Households without anybody enrolled."""
    rows = db.session.scalars(db.select(Enrolment.party_id).filter_by(estate_id=stage.estate.id, until=None))
    enrolled = {str(party) for party in rows}
    return [head for head in frozen(stage.estate.id, assembly).heads.values() if head.doors and head.owners and not head.owners & enrolled]


def _typing(stage: Stage, assembly: int, head: FrozenHead, serial: str, meeting: Meeting, at: datetime, behind: int) -> list[Step]:
    """Both clerks' entries; of the last few papers there is none, one, or two that differ."""
    asked = [str(motion.id) for motion in frozen(stage.estate.id, assembly).asked(head.id)]
    read = {motion: stage.chance.choices(CHOICES, weights)[0] for motion, weights in zip(asked, meeting.weights, strict=True)}
    parted = read | {asked[-1]: "abstain" if read[asked[-1]] != "abstain" else "oppose"}
    both = [read, parted if LEFT < behind <= LEFT + PARTED else read]
    entries = both if behind > LEFT else both[:1] if behind > LEFT - ONCE else []
    return [
        (stage.as_(clerk, at), at, enter_paper, (assembly, Typed(serial, Entry(answers, Signature.OWNER))))
        for clerk, answers in zip(CLERKS, entries, strict=False)
    ]
