"""A fifth of the owners requires an assembly (PMR 13). The small estate has eleven heads and the developer's: three make a fifth."""

import pytest
from sqlalchemy import select, update

from huasheng_vote.database import writing
from huasheng_vote.extensions import db
from huasheng_vote.notices.models import Notice
from huasheng_vote.proposals.actions import demands
from huasheng_vote.proposals.models import Demand
from huasheng_vote.proposals.queries import demands as read
from huasheng_vote.proposals.queries import duties
from huasheng_vote.register.models import Ownership, Party
from huasheng_vote.rules.refusal import Refused, Why
from tests.proposals_helpers import act, key, leaves

WORDS = ("解聘现物业", "一年没有公布公共收益，去函没有答复。")


def why(estate, who, fn, *args):
    with pytest.raises(Refused) as refused:
        act(estate, who, fn, *args)
    return refused.value.why


@pytest.fixture
def made(estate):
    return act(estate, "赵一", demands.demand, key(), *WORDS)


def standing(estate, made):
    return read.standing(estate.ref.id, made, estate.site.at)


def test_whoever_demands_signs_first(estate, made):
    assert (standing(estate, made).support.heads, standing(estate, made).support.roll_heads) == (1, 12)


def test_a_fifth_makes_the_duty_and_one_head_less_does_not(estate, made):
    act(estate, "赵二", demands.sign, made)
    assert duties(estate.ref.id) == []
    act(estate, "赵三", demands.sign, made)
    [duty] = duties(estate.ref.id)
    assert (duty.id, duty.reached_at, duty.reached_heads, duty.roll_heads) == (made, estate.site.at, 3, 12)
    assert leaves(estate, "demand.reached") == [{"heads": 3, "area": 3_015_000, "roll_heads": 12, "roll_area": 13_362_500}]
    assert db.session.scalar(select(Notice.code).filter_by(account_id=None)) == "demand.reached"


def test_two_co_owners_are_one_head_and_an_owner_of_two_flats_has_both_areas(estate, made):
    for who in ("刘甲", "刘乙"):
        act(estate, who, demands.sign, made)
    assert standing(estate, made).support.heads == 2
    act(estate, "王大山", demands.sign, made)
    assert standing(estate, made).support.area == 905_000 + 1_355_000 + 2 * 805_000


def test_signing_twice_counts_once(estate, made):
    for _ in range(2):
        act(estate, "赵二", demands.sign, made)
    assert (standing(estate, made).support.heads, standing(estate, made).signatures) == (2, 2)


def test_a_name_can_be_taken_back_until_the_fifth_is_reached(estate, made):
    act(estate, "赵二", demands.sign, made)
    act(estate, "赵二", demands.unsign, made)
    assert standing(estate, made).support.heads == 1
    for who in ("赵二", "赵三"):
        act(estate, who, demands.sign, made)
    assert why(estate, "赵二", demands.unsign, made) is Why.NOT_POSSIBLE_NOW
    assert why(estate, "赵一", demands.withdraw_demand, made) is Why.NOT_POSSIBLE_NOW


def test_figures_follow_the_register_until_they_are_frozen(estate, site, made):
    act(estate, "赵二", demands.sign, made)
    with site.unguarded(), writing(0):
        party = db.session.scalar(select(Party.id).filter_by(estate_id=estate.ref.id, name="赵二"))
        db.session.execute(update(Ownership).where(Ownership.party_id == party).values(party_id=_of(estate, "陈一")))
    assert standing(estate, made).support.heads == 1
    for who in ("赵三", "赵四"):
        act(estate, who, demands.sign, made)
    frozen = standing(estate, made).support
    assert frozen.heads == 3
    with site.unguarded(), writing(0):
        db.session.execute(update(Ownership).where(Ownership.party_id == _of(estate, "赵三")).values(party_id=_of(estate, "陈一")))
    assert standing(estate, made).support == frozen


def _of(estate, name):
    return db.session.scalar(select(Party.id).filter_by(estate_id=estate.ref.id, name=name))


def test_only_whoever_wrote_it_takes_it_back(estate, made):
    assert why(estate, "赵二", demands.withdraw_demand, made) is Why.NOT_ALLOWED
    act(estate, "赵一", demands.withdraw_demand, made)
    assert why(estate, "赵二", demands.sign, made) is Why.NOT_POSSIBLE_NOW


def test_nobody_without_a_head_signs(estate, made):
    assert why(estate, "周主任", demands.sign, made) is Why.NOT_ON_ROLL


def test_the_answer_ends_the_duty(estate, made):
    assert why(estate, "周主任", demands.answer_demand, made, "下月召开书面会议。") is Why.NOT_POSSIBLE_NOW
    for who in ("赵二", "赵三"):
        act(estate, who, demands.sign, made)
    act(estate, "周主任", demands.answer_demand, made, "下月召开书面会议。")
    assert duties(estate.ref.id) == []
    assert db.session.scalar(select(Notice.account_id).filter_by(code="demand.answered")) == estate.owners["赵一"]


@pytest.mark.parametrize("figures", [{"reached_heads": 2}, {"reached_heads": None}])
def test_the_database_refuses_a_reached_demand_under_a_fifth(estate, site, made, figures):
    values = {"state": "reached", "reached_at": site.at, "reached_heads": 3, "reached_area": 1, "roll_heads": 12, "roll_area": 9, **figures}
    with pytest.raises(Exception, match=r"(?i)ck_demand|check"), site.unguarded(), writing(0):
        db.session.execute(update(Demand).where(Demand.id == made).values(**values))
