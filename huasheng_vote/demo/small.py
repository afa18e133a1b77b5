"""西山里: six households in a walk-up, beginning to organise. A second tenant beside the first, with people and a log of its own."""

from datetime import date
from random import Random

from huasheng_vote.demo import ground
from huasheng_vote.demo.cast import Part, homes, offer, open_accounts, phones
from huasheng_vote.demo.names import People
from huasheng_vote.demo.stage import Stage, moment
from huasheng_vote.rules.access import Role

CAST = (
    Part("苏明远", (("1", "301"),), Role.CHAIR, persona="small_chair"),
    Part("白晓芸", (("1", "102"),), persona="small_owner"),
    Part("钟立", (), Role.COMMUNITY_SUPERVISOR),
)
HOMES = ("101", "102", "201", "202", "301", "302")


def fill_small(today: date) -> None:
    """Founded two months ago: a register, two people enrolled, and no vote yet."""
    people = People(Random(7), series=2)
    persons = phones(CAST, people)
    stage = Stage(
        ground.found("xishan", "西山里", "长沙市岳麓区西山里 1 号（虚构）", "0731-0000 0001", moment(today, -60)), today, Random(7)
    )
    open_accounts(stage, CAST, persons, stage.when(-59))
    doors = homes(CAST, persons)
    rows = ["楼栋,房号,建筑面积,业主,手机"]
    for number in HOMES:
        lives = doors.get(("1", number)) or people.one()
        rows.append(f"1,{number},86.5,{lives.name},{lives.phone}")
    ground.import_sheet(stage, "苏明远", "西山里业主名册.csv", "\n".join(rows).encode(), stage.when(-58))
    ground.enrol(stage, "钟立", 0, stage.when(-57), stage.when(-50))
    offer(stage, CAST)
