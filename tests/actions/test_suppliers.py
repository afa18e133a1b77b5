"""Suppliers: who may register, who checks, who may bid."""

from datetime import timedelta

import pytest

from huasheng_vote.database import writing
from huasheng_vote.extensions import db
from huasheng_vote.people.actions import experts, offices
from huasheng_vote.people.models import Account
from huasheng_vote.procurement.models import Supplier
from huasheng_vote.procurement.queries.suppliers import may_bid
from huasheng_vote.procurement.queries.tenders import tender as tender_of
from huasheng_vote.rules.access import Role
from huasheng_vote.rules.calendar import local_day
from huasheng_vote.rules.flows.skills import Field, SkillAct
from huasheng_vote.rules.flows.suppliers import SupplierState
from huasheng_vote.rules.refusal import Refused, Why
from tests import buying
from tests.proposals_helpers import act

BIDDER = "甲方经理"


def why(fn, *args, **kwargs):
    with pytest.raises(Refused) as refused:
        fn(*args, **kwargs)
    return refused.value.why


def change(estate, supplier_id, **values):
    """Laid down as it would be after the acts that lead there."""
    with estate.site.unguarded(), writing(0):
        row = db.session.get_one(Supplier, supplier_id)
        for name, value in values.items():
            setattr(row, name, value)


# Who is a bidder


def test_a_registered_company_makes_a_bidder_of_who_acts_for_it(estate):
    number = buying.suppliers(estate)[BIDDER]
    assert estate.actor(BIDDER).roles == {Role.BIDDER}
    for state in set(SupplierState) - {SupplierState.REGISTERED}:
        change(estate, number, state=state, blacklisted_reason="围标" if state is SupplierState.BLACKLISTED else "")
        assert estate.actor(BIDDER).roles == frozenset()


@pytest.mark.parametrize("role", [Role.CHAIR, Role.COMMITTEE_MEMBER])
def test_a_bidder_is_given_no_place_on_the_committee(estate, role):
    buying.suppliers(estate)
    phone = db.session.get_one(Account, estate.staff[BIDDER]).phone
    assert why(act, estate, "周主任", offices.ask_grant, phone, BIDDER, role, estate.site.at, None, "补选") is Why.ROLES_CLASH


def test_an_owner_who_bids_is_made_no_expert(estate):
    skill = act(estate, "陈一", experts.declare, Field.ELECTRICAL, "电工证")
    number = buying.suppliers(estate)[BIDDER]
    change(estate, number, author_id=estate.owners["陈一"])
    assert why(act, estate, "郑社区", experts.check, skill, SkillAct.CONFIRM, "看过") is Why.ROLES_CLASH
    act(estate, "郑社区", experts.check, skill, SkillAct.REFUSE, "是投标人")


# Who may bid


@pytest.fixture
def lamps(estate):
    return buying.published(estate)


def bids(buying, who, day):
    number = buying.suppliers[who]
    return may_bid(db.session.get_one(Supplier, number), tender_of(buying.estate.ref.id, buying.tender), day)


def test_a_registered_company_may_bid(lamps):
    assert bids(lamps, BIDDER, local_day(lamps.at)) is None


@pytest.mark.parametrize("state", [SupplierState.APPLIED, SupplierState.REFUSED, SupplierState.WITHDRAWN])
def test_one_that_is_not_registered_may_not(lamps, state):
    change(lamps.estate, lamps.suppliers[BIDDER], state=state)
    assert why(bids, lamps, BIDDER, local_day(lamps.at)) is Why.SUPPLIER_UNREGISTERED


def test_one_on_the_blacklist_may_not(lamps):
    change(lamps.estate, lamps.suppliers[BIDDER], state=SupplierState.BLACKLISTED, blacklisted_reason="围标")
    assert why(bids, lamps, BIDDER, local_day(lamps.at)) is Why.SUPPLIER_BLACKLISTED


def test_the_last_day_of_its_licence_still_counts(lamps):
    today = local_day(lamps.at)
    change(lamps.estate, lamps.suppliers[BIDDER], licence="（湘）JZ安许证字〔2024〕000001", licence_until=today)
    assert bids(lamps, BIDDER, today) is None
    assert why(bids, lamps, BIDDER, today + timedelta(days=1)) is Why.LICENCE_EXPIRED


@pytest.mark.parametrize("who", ["陈一", "周主任", "郑社区", "陈三"])
def test_who_drafted_reviewed_opens_or_judges_it_may_not(lamps, who):
    change(lamps.estate, lamps.suppliers[BIDDER], author_id=buying.account(lamps.estate, who))
    assert why(bids, lamps, BIDDER, local_day(lamps.at)) is Why.TOOK_PART
