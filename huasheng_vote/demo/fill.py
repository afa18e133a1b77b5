"""Filling an empty database: 松麓家园 with a year behind it, and a small neighbour that shows two estates in one installation."""

from datetime import datetime
from random import Random

from sqlalchemy import update

from huasheng_vote.demo import cast, committee, companies, designs, ground, lamps, on_paper, playground, votes
from huasheng_vote.demo.ideas import Ideas
from huasheng_vote.demo.names import People
from huasheng_vote.demo.small import fill_small
from huasheng_vote.demo.stage import SHANGHAI, Stage, moment
from huasheng_vote.demo.town import Town
from huasheng_vote.demo.votes import Meeting
from huasheng_vote.extensions import db
from huasheng_vote.notices.models import Channel, Delivery, DeliveryState
from huasheng_vote.projects.actions.opening import open_project
from huasheng_vote.web.act import local

SEED = 42  # as many as there are street lamps
ABSENT = frozenset({"张雅", "龙大海"})  # they are offered to visitors, who may vote for them


def fill(at: datetime) -> None:
    """Both estates, lived in up to the morning of the day of `at`."""
    today = at.astimezone(SHANGHAI).date()
    chance = Random(SEED)
    people = People(chance, series=1)
    persons = cast.phones(cast.CAST, people)
    founded = moment(today, -261)
    stage = Stage(ground.found("songlu", "松麓家园", "长沙市岳麓区松麓路 8 号（虚构）", "0731-0000 0000", founded), today, chance)
    cast.open_accounts(stage, cast.CAST, persons, stage.when(-260))
    sheet = Town(chance, people, cast.homes(cast.CAST, persons)).csv()
    ground.import_sheet(stage, "周文芳", "松麓家园业主名册.csv", sheet, stage.when(-259))
    ground.enrol(stage, "郑立", 74, stage.when(-258, 9), stage.when(-215, 17))
    cast.declare_skills(stage, stage.when(-214))
    group = votes.adopt(stage, "周文芳")
    ideas = Ideas(stage, ground.enrolled(stage))
    ideas.calls()
    autumn, winter = ideas.proposals()
    street, green = _last_meeting(stage, group, autumn)
    firms = companies.register(stage, people, -56)
    lamps.buy(stage, street, firms)
    _open_meeting(stage, group, winter)
    ideas.replies()
    committee.meet(stage)
    playground.ask(stage, green, firms)
    cast.offer(stage, cast.CAST)
    companies.offer(stage)
    local(_told_long_ago)
    fill_small(today)


def _last_meeting(stage: Stage, group: int, asked: tuple[int, ...]) -> tuple[int, int]:
    """Closed, announced, and a project opened from each of its decisions. Returns those of the lamps and of the playground."""
    meeting = Meeting(f"{stage.when(-108).year} 年秋季业主大会会议", asked, -150, -136, -108, -88, ((83, 11, 6), (88, 7, 5), (85, 9, 6)))
    assembly = votes.convene(stage, "周文芳", group, meeting)
    on_paper.hand_out(stage, assembly, stage.when(-135))
    steps = votes.online(stage, assembly, meeting, 66, stage.when(-89, 20), frozenset())
    steps += on_paper.on_paper(stage, assembly, meeting, 30, stage.when(-88, 17), left=False)
    votes.live_through(stage, assembly, steps, stage.when(-88, 17))
    votes.close(stage, assembly, meeting)
    on_paper.count(stage, assembly, meeting)
    votes.call_back(stage, assembly, -84)
    year, numbers = stage.when(-62).year, votes.announce(stage, assembly, "周文芳", announced=-62)
    garage, street, green = [stage.act("周文芳", stage.when(-60), open_project, year, number) for number in numbers]
    designs.draw(stage, garage)
    return street, green


def _open_meeting(stage: Stage, group: int, asked: tuple[int, ...]) -> None:
    """Open now: the lifts with the standing shown, as the adopted rules say, the shed with turnout only."""
    meeting = Meeting(f"{stage.when(-8).year} 年冬季业主大会会议", asked, -56, -40, -8, 14, ((86, 8, 6), (74, 18, 8)))
    assembly = votes.convene(stage, "周文芳", group, meeting)
    on_paper.hand_out(stage, assembly, stage.when(-39))
    steps = votes.online(stage, assembly, meeting, 60, stage.when(0), ABSENT)
    steps += on_paper.on_paper(stage, assembly, meeting, 20, stage.when(0), left=True)
    votes.live_through(stage, assembly, steps, stage.when(0))


def _told_long_ago() -> None:
    """What was sent over the year was sent then: the worker has nothing to catch up with."""
    waiting = update(Delivery).where(Delivery.channel != Channel.APP, Delivery.state == DeliveryState.WAITING)
    db.session.execute(waiting.values(state=DeliveryState.SENT, sent_at=Delivery.due_at))
