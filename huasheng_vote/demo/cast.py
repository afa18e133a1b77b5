"""The people of the story: who they are, where they live, what they hold; and those among them whom a visitor may become."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import pyotp

from huasheng_vote.demo.names import People, Person
from huasheng_vote.demo.stage import Stage
from huasheng_vote.extensions import db
from huasheng_vote.journal.log import Context
from huasheng_vote.labels.demo import PERSONAS
from huasheng_vote.people.actions import experts, offices, second_factor
from huasheng_vote.people.actions.accounts import account_for_phone
from huasheng_vote.people.models import Persona
from huasheng_vote.rules.access import Role
from huasheng_vote.rules.flows.skills import Field, SkillAct
from huasheng_vote.web.act import local


@dataclass(frozen=True)
class Part:
    """A person of the story. `homes` are (building, number); `persona` is the key of the words that offer them to a visitor."""

    name: str
    homes: tuple[tuple[str, str], ...] = ()
    role: Role | None = None
    building: str = ""
    persona: str = ""


CAST = (
    Part("张雅", (("3", "1201"), ("5", "301")), persona="owner"),
    Part("周文芳", (("1", "602"),), Role.CHAIR, persona="chair"),
    Part("刘建国", (("6", "905"),), Role.COMMITTEE_MEMBER, persona="member"),
    Part("何晓", (("9", "1203"),), Role.COMMITTEE_MEMBER),
    Part("郑立", (), Role.COMMUNITY_SUPERVISOR, persona="supervisor"),
    Part("李秀红", (("3", "204"),), Role.NEIGHBOUR_HEAD, "3", persona="neighbour_head"),
    Part("赵玉兰", (("5", "1102"),), Role.NEIGHBOUR_HEAD, "5"),
    Part("陈志明", (("7", "803"),), persona="expert"),
    Part("谭国平", (("2", "703"),)),
    Part("罗敏", (("6", "1104"),)),
    Part("彭建军", (("9", "402"),)),
    Part("龙大海", (("*", "many"),), persona="many"),
    Part("王小雨", (), Role.OCCUPANT, persona="occupant"),
    Part("吴晓敏", (), Role.CLERK),
    Part("方志远", (), Role.CLERK, persona="clerk"),
    Part("孙宇", (), Role.ADMINISTRATOR, persona="administrator"),
)
STAFF = (Role.CHAIR, Role.COMMITTEE_MEMBER, Role.COMMUNITY_SUPERVISOR, Role.CLERK, Role.ADMINISTRATOR)
TOTP_SECRET = "SONGLUJIAYUANSONGLUJIAYUANDEMO23"  # in the demonstration the banner shows its codes to everybody


def phones(parts: Sequence[Part], people: People) -> dict[str, Person]:
    """A telephone for everybody."""
    return {part.name: people.named(part.name) for part in parts}


def homes(parts: Sequence[Part], persons: dict[str, Person]) -> dict[tuple[str, str], Person]:
    """Who lives behind which door."""
    return {home: persons[part.name] for part in parts for home in part.homes}


def open_accounts(stage: Stage, parts: Sequence[Part], persons: dict[str, Person], at: datetime) -> None:
    """Accounts and offices. The first officers of an estate have nobody yet who could approve them."""

    def appoint(on: Context) -> None:
        for part in parts:
            stage.accounts[part.name] = account_for_phone(on, persons[part.name].phone, part.name)
            if part.role is not None:
                offices.appoint(on, stage.accounts[part.name], part.role, on.at, None, "演示", part.building)

    stage.by_system(at, appoint)
    for part in parts:
        if part.role in STAFF:
            stage.act(part.name, at, second_factor.enrol, TOTP_SECRET, pyotp.TOTP(TOTP_SECRET).at(at))


def declare_skills(stage: Stage, at: datetime) -> None:
    """Expert owners say what they know; the community looks at their certificates."""
    for name, field, evidence in (
        ("陈志明", Field.ELECTRICAL, "低压电工作业证，从业二十一年"),
        ("赵玉兰", Field.STRUCTURE, "设计院退休，结构工程师"),
        ("何晓", Field.PROCUREMENT, "市采购评审专家库成员"),
        ("谭国平", Field.COST, "注册造价工程师"),
        ("罗敏", Field.ELECTRICAL, "照明设计师，做过三个小区的路灯"),
        ("彭建军", Field.STRUCTURE, "一级建造师，管过市政道路工程"),
    ):
        skill = stage.act(name, at, experts.declare, field, evidence)
        stage.act("郑立", at, experts.check, skill, SkillAct.CONFIRM, "看过证件原件")


def offer(stage: Stage, parts: Sequence[Part]) -> None:
    """Put people up for one-click sign-in."""
    offered = [part for part in parts if part.persona]
    rows = [
        Persona(estate_id=stage.estate.id, account_id=stage.accounts[part.name], words=PERSONAS[part.persona], ordinal=place)
        for place, part in enumerate(offered)
    ]
    local(lambda: db.session.add_all(rows))
