"""The demonstration's purchases are lawful on whatever day it is filled: holidays move the deadlines and the standstill, and the story moves with them."""

from datetime import date, datetime, time, timedelta
from random import Random

import pytest

from huasheng_vote.assemblies.actions.calendar import seed_calendar
from huasheng_vote.committee.models import Subject
from huasheng_vote.demo import companies, lamps, playground
from huasheng_vote.demo.cast import declare_skills
from huasheng_vote.demo.names import People
from huasheng_vote.demo.stage import SHANGHAI, Stage
from huasheng_vote.extensions import db
from huasheng_vote.people.models import RoleGrant
from huasheng_vote.procurement.models import Contract, Tender
from huasheng_vote.projects.models import Project
from huasheng_vote.rules.access import Role
from tests import builders, buying

PARTS = {
    "周文芳": "周主任", "刘建国": "吴委员", "何晓": "赵二", "郑立": "郑社区", "陈志明": "陈一", "赵玉兰": "陈二", "谭国平": "陈四", "罗敏": "陈三",
    "彭建军": "刘甲", "张雅": "赵一", "龙大海": "王大山",
}  # fmt: skip


def staged(site, today):
    """A small estate in which everybody of the story has been for a year."""
    site.at = datetime.combine(today - timedelta(days=300), time(10), SHANGHAI)
    estate = builders.neighbourhood(site)
    accounts = {part: {**estate.owners, **estate.staff}[who] for part, who in PARTS.items()}
    buying.lay(estate, RoleGrant(account_id=accounts["何晓"], role=Role.COMMITTEE_MEMBER, since=site.at))
    stage = Stage(estate.ref, today, Random(1), accounts)
    stage.act("周文芳", stage.when(-260), seed_calendar)
    declare_skills(stage, stage.when(-214))
    return estate, stage


def project(estate, stage, title, budget, ordinal):
    """Opened two months ago, under what the owners delegated."""
    estate.site.at = stage.when(-60)
    decided = buying.decision(estate, budget, ordinal=ordinal, subject=Subject.SPENDING)
    made = Project(authority="delegated", decision_id=decided, until=stage.today + timedelta(days=300), title=title, budget=budget,
        money_source="公共收益", opened_at=stage.when(-60), opened_by=stage.accounts["周文芳"])  # fmt: skip
    buying.lay(estate, made)
    return made.id


def bought(site, today):
    estate, stage = staged(site, today)
    firms = companies.register(stage, People(stage.chance, series=1), -56)
    street, green = project(estate, stage, "路灯", 250_000_00, 1), project(estate, stage, "游乐场", 98_000_00, 2)
    lamps.buy(stage, street, firms)
    playground.ask(stage, green, firms)
    db.session.rollback()
    return stage, db.session.scalars(db.select(Tender).order_by(Tender.id)).all(), db.session.scalars(db.select(Contract)).one()


@pytest.mark.parametrize(
    "today",
    [
        date(2026, 11, 24),
        date(2026, 11, 26),  # the standstill ends on a Saturday
        date(2026, 10, 3),  # the quotation is asked for on the eve of the National Day
        date(2026, 11, 23),  # the week of the negotiation ends in its holidays
        date(2026, 4, 6),  # the Spring Festival lies in the negotiation
    ],
    ids=str,
)
def test_the_lamps_are_signed_for_and_the_playground_is_open(site, today):
    stage, (street, green), contract = bought(site, today)
    assert (street.state, green.state) == ("awarded", "published")
    assert contract.signed_at < stage.when(-10)
    assert street.deadline < stage.when(-30)
    assert stage.when(0) < green.deadline
