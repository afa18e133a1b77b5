"""Suppliers: who may register, who checks, who is barred, who may bid."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from huasheng_vote.assemblies.actions.papers import Paper
from huasheng_vote.database import writing
from huasheng_vote.extensions import db
from huasheng_vote.people.actions import experts, offices
from huasheng_vote.people.models import Account
from huasheng_vote.procurement.actions import newcomers
from huasheng_vote.procurement.actions import suppliers as acts
from huasheng_vote.procurement.actions.suppliers import Company
from huasheng_vote.procurement.models import Bid, Supplier, Tender
from huasheng_vote.procurement.queries import suppliers as read
from huasheng_vote.procurement.queries.suppliers import may_bid
from huasheng_vote.procurement.queries.tenders import tender as tender_of
from huasheng_vote.rules.access import Role
from huasheng_vote.rules.calendar import local_day
from huasheng_vote.rules.flows.skills import Field, SkillAct
from huasheng_vote.rules.flows.suppliers import SupplierAct, SupplierState
from huasheng_vote.rules.flows.tenders import BidState, TenderState
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.web.act import local
from tests import buying
from tests.proposals_helpers import act, key, leaves

BIDDER = "甲方经理"
LAMPS = Company("岳麓灯具有限公司", "91430100MA4L00009B", "刘法人", "城市及道路照明工程专业承包叁级", "岳麓灯具，长沙银行，0000")
LICENCE = "（湘）JZ安许证字〔2024〕000001"
PAPER = Paper("营业执照.pdf", "0" * 32 + ".pdf", "application/pdf", "a" * 64)


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


def applied(estate, who="赵一", company=LAMPS, papers=(PAPER,)):
    number = act(estate, who, acts.register, key(), company)
    if papers:
        act(estate, who, acts.add_papers, papers)
    return number


def row(estate, number):
    return read.supplier(estate.ref.id, number)


def check(estate, number, move=SupplierAct.REGISTER, who="吴委员", seen=None):
    act(estate, who, acts.check, number, row(estate, number).version if seen is None else seen, move, "看过营业执照和资质证书")


# Registering


def test_a_company_registers_is_checked_and_may_bid(estate):
    number = applied(estate)
    assert (row(estate, number).state, Role.BIDDER in estate.actor("赵一").roles) == (SupplierState.APPLIED, False)
    check(estate, number)
    assert (row(estate, number).state, Role.BIDDER in estate.actor("赵一").roles) == (SupplierState.REGISTERED, True)


def test_the_log_says_the_code_once_registered_and_nothing_else_of_the_company(estate):
    check(estate, applied(estate))
    assert leaves(estate, "supplier.applied") == [{"version": 1}]
    assert leaves(estate, "supplier.papers_added") == [{"version": 2, "digests": ["a" * 64]}]
    assert leaves(estate, "supplier.registered") == [{"version": 2, "code": LAMPS.code}]


def test_the_same_form_twice_registers_once(estate):
    once = key()
    assert act(estate, "赵一", acts.register, once, LAMPS) == act(estate, "赵一", acts.register, once, LAMPS)


@pytest.mark.parametrize(
    ("changed", "reason", "field"),
    [
        ({"code": "91430100MA4L0000"}, Why.BAD_CREDIT_CODE, "code"),
        ({"code": "91430100MA4L00009X"}, Why.CREDIT_CODE_CHECK, "code"),
        ({"licence": LICENCE}, Why.MISSING_VALUE, "licence_until"),
        ({"licence_until": date(2027, 1, 1)}, Why.MISSING_VALUE, "licence"),
        ({"licence": LICENCE, "licence_until": date(2026, 11, 23)}, Why.LICENCE_PAST, "licence_until"),
    ],
)
def test_what_is_wrong_is_named_at_its_field(estate, changed, reason, field):
    with pytest.raises(Refused) as refused:
        act(estate, "赵一", acts.register, key(), replace(LAMPS, **changed))
    assert (refused.value.why, refused.value.facts["field"]) == (reason, field)


def test_a_licence_may_end_today(estate):
    assert act(estate, "赵一", acts.register, key(), replace(LAMPS, licence=LICENCE, licence_until=date(2026, 11, 24)))


def test_a_code_stands_here_once_until_it_is_refused_or_withdrawn(estate):
    first = applied(estate)
    assert why(act, estate, "赵二", acts.register, key(), LAMPS) is Why.CREDIT_CODE_TAKEN
    check(estate, first, SupplierAct.REFUSE)
    second = applied(estate, "赵二")
    assert why(act, estate, "赵一", acts.edit, 2, replace(LAMPS, name="另一个名字")) is Why.CREDIT_CODE_TAKEN
    act(estate, "赵二", acts.withdraw)
    act(estate, "赵一", acts.edit, 2, replace(LAMPS, name="另一个名字"))
    assert row(estate, second).state == SupplierState.WITHDRAWN


def test_one_person_acts_for_one_company_at_a_time(estate):
    applied(estate)
    other = replace(LAMPS, code=buying.COMPANIES[BIDDER][1])
    assert why(act, estate, "赵一", acts.register, key(), other) is Why.COMPANY_ALREADY
    act(estate, "赵一", acts.withdraw)
    assert applied(estate, company=other)


@pytest.mark.parametrize("who", ["周主任", "吴委员", "陈一"])
def test_who_sets_requirements_or_judges_registers_no_company(estate, who):
    skill = act(estate, "陈一", experts.declare, Field.ELECTRICAL, "电工证")
    act(estate, "郑社区", experts.check, skill, SkillAct.CONFIRM, "看过")
    assert why(act, estate, who, acts.register, key(), LAMPS) is Why.OFFICE_BARS_BIDDING


def test_nor_does_who_will_sit_on_the_committee(estate):
    at = estate.site.at
    act(estate, "周主任", offices.appoint, estate.owners["赵一"], Role.COMMITTEE_MEMBER, at + timedelta(days=9))
    assert why(act, estate, "赵一", acts.register, key(), LAMPS) is Why.OFFICE_BARS_BIDDING


def test_who_came_into_office_meanwhile_is_not_registered(estate):
    number = applied(estate)
    act(estate, "周主任", offices.appoint, estate.owners["赵一"], Role.COMMITTEE_MEMBER, estate.site.at)
    assert why(check, estate, number) is Why.OFFICE_BARS_BIDDING
    check(estate, number, SupplierAct.REFUSE)


# Changing


def test_what_is_changed_is_checked_again(estate):
    number = applied(estate)
    check(estate, number)
    act(estate, "赵一", acts.edit, 2, replace(LAMPS, bank_account="另一个账户"))
    assert (row(estate, number).state, row(estate, number).version) == (SupplierState.APPLIED, 3)
    assert Role.BIDDER not in estate.actor("赵一").roles


def test_a_change_over_a_version_not_seen_is_refused(estate):
    applied(estate)
    assert why(act, estate, "赵一", acts.edit, 1, replace(LAMPS, name="另一个名字")) is Why.CHANGED_MEANWHILE


def test_nothing_changed_is_said_and_it_stays_registered(estate):
    number = applied(estate)
    check(estate, number)
    assert why(act, estate, "赵一", acts.edit, 2, LAMPS) is Why.NOTHING_CHANGED
    assert row(estate, number).state == SupplierState.REGISTERED


def test_twenty_papers_are_kept_and_not_one_more(estate):
    applied(estate, papers=[PAPER] * 20)
    assert why(act, estate, "赵一", acts.add_papers, [PAPER]) is Why.PAPERS_FULL


def test_nobody_else_changes_or_withdraws_it(estate):
    applied(estate)
    assert why(act, estate, "赵二", acts.edit, 2, LAMPS) is Why.NOT_FOUND
    assert why(act, estate, "赵二", acts.add_papers, [PAPER]) is Why.NOT_FOUND
    assert why(act, estate, "赵二", acts.withdraw) is Why.NOT_FOUND


# Checking


def test_nobody_checks_their_own(estate):
    number = applied(estate, "郑社区")
    assert why(check, estate, number, who="郑社区") is Why.OWN_REQUEST
    check(estate, number)


def test_the_database_keeps_checker_and_company_apart(estate):
    number = applied(estate)
    with pytest.raises(IntegrityError):
        change(estate, number, checked_by=estate.owners["赵一"], checked_at=estate.site.at)


def test_a_checker_decides_on_the_version_seen(estate):
    number = applied(estate)
    assert why(check, estate, number, seen=1) is Why.CHANGED_MEANWHILE


def test_without_papers_there_is_nothing_to_register(estate):
    number = applied(estate, papers=())
    assert why(check, estate, number) is Why.PAPERS_MISSING
    assert read.to_check(estate.ref.id, estate.staff["吴委员"]) == []


def test_a_licence_that_ran_out_while_it_waited_is_not_registered(estate):
    number = applied(estate, company=replace(LAMPS, licence=LICENCE, licence_until=date(2026, 11, 24)))
    estate.site.later(days=1)
    assert why(check, estate, number) is Why.LICENCE_EXPIRED


def test_a_registration_waits_for_everybody_who_checks_but_its_own(estate):
    number = applied(estate, "郑社区")
    seen_by = {who for who in ("周主任", "吴委员", "郑社区", "李邻长", "赵二") if tasks(estate, who)}
    assert seen_by == {"周主任", "吴委员"}
    check(estate, number)
    assert tasks(estate, "周主任") == []


def tasks(estate, who):
    return [each.about for each in read.waiting_to_be_checked(estate.ref.id, estate.actor(who), estate.site.at)]


# The blacklist


def test_the_committee_bars_a_company_with_a_published_reason_and_clears_it(estate):
    number = applied(estate)
    check(estate, number)
    act(estate, "周主任", acts.blacklist, number, "在“更换水泵”中与另一家串通报价")
    assert leaves(estate, "supplier.blacklisted") == [{"code": LAMPS.code, "reason": "在“更换水泵”中与另一家串通报价"}]
    assert why(act, estate, "赵一", acts.edit, 2, replace(LAMPS, name="换个名字")) is Why.NOT_POSSIBLE_NOW
    assert why(act, estate, "赵一", acts.withdraw) is Why.NOT_POSSIBLE_NOW
    assert why(act, estate, "赵二", acts.register, key(), LAMPS) is Why.CREDIT_CODE_TAKEN
    act(estate, "周主任", acts.clear, number, "街道查明没有串通")
    assert (row(estate, number).state, row(estate, number).blacklisted_reason) == (SupplierState.APPLIED, "")


# Leaving


@pytest.mark.parametrize(
    ("tender", "bid", "bound"),
    [
        (TenderState.OPENED, BidState.OPENED, True),
        (TenderState.OPENED, BidState.DISQUALIFIED, False),
        (TenderState.OPENED, BidState.WITHDRAWN, False),
        (TenderState.CANCELLED, BidState.OPENED, False),
        (TenderState.AWARDED, BidState.RESERVE, False),
        (TenderState.AWARDED, BidState.WINNER, True),
    ],
)
def test_a_company_whose_offer_stands_does_not_leave(estate, tender, bid, bound):
    bought = buying.opened(estate)
    ended = {"cancelled_code": "need_gone", "ended_at": estate.site.at} if tender == TenderState.CANCELLED else {}
    buying.change(estate, Tender, bought.tender, state=tender, **ended)
    reason = {"disqualified": "above_ceiling", "reason": "超过控制价"} if bid is BidState.DISQUALIFIED else {}
    buying.change(estate, Bid, bought.bids[BIDDER], state=bid, **reason)
    if bound:
        assert why(act, estate, BIDDER, acts.withdraw) is Why.STILL_BIDDING
    else:
        act(estate, BIDDER, acts.withdraw)


def test_a_sealed_offer_binds_although_nobody_sees_whose_it_is(estate):
    buying.sealed(estate)
    assert why(act, estate, BIDDER, acts.withdraw) is Why.STILL_BIDDING


# Newcomers


def ask(estate, phone):
    return local(newcomers.request_code, estate.ref.id, phone, estate.site.at)


def test_a_phone_nobody_knows_opens_an_account_without_any_role(estate):
    account = act(estate, "李邻长", newcomers.open_account, "10055550001", "孙经理", ask(estate, "10055550001"))
    estate.staff["孙经理"] = account
    assert estate.actor("孙经理").roles == frozenset()
    assert applied(estate, "孙经理")


def test_a_phone_that_is_known_keeps_its_account_and_its_name(estate):
    mine = db.session.get_one(Account, estate.owners["赵一"])
    phone = mine.phone
    assert act(estate, "李邻长", newcomers.open_account, phone, "别的名字", ask(estate, phone)) == estate.owners["赵一"]
    assert db.session.get_one(Account, estate.owners["赵一"]).name == "赵一"


def test_a_code_of_this_door_opens_no_other_and_only_once(estate):
    code = ask(estate, "10055550001")
    assert local(newcomers.attempt, estate.ref.id + 1, "10055550001", code, estate.site.at) is Why.WRONG_CODE
    assert local(newcomers.attempt, estate.ref.id, "10055550002", code, estate.site.at) is Why.WRONG_CODE
    act(estate, "李邻长", newcomers.open_account, "10055550001", "孙经理", code)
    assert why(act, estate, "李邻长", newcomers.open_account, "10055550001", "孙经理", code) is Why.WRONG_CODE


def test_one_phone_gets_five_messages_an_hour(estate):
    for _ in range(5):
        ask(estate, "10055550001")
    assert why(ask, estate, "10055550001") is Why.TOO_MANY
    assert ask(estate, "10055550002")


def test_an_estate_sends_twenty_an_hour_and_sixty_a_day_to_newcomers(estate):
    for hour in range(3):
        for number in range(20):
            assert ask(estate, f"100555{hour}{number:04d}")
        assert why(ask, estate, "10055590000") is Why.TOO_MANY
        estate.site.later(hours=1)
    assert why(ask, estate, "10055590000") is Why.TOO_MANY
    estate.site.later(hours=21)
    assert ask(estate, "10055590000")


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
