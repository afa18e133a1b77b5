"""Offices by dated grants, under four eyes, with pairs that clash."""

from datetime import timedelta

import pytest

from huasheng_vote.extensions import db
from huasheng_vote.people import queries
from huasheng_vote.people.actions import approvals, offices, second_factor
from huasheng_vote.people.actions.accounts import account_for_phone
from huasheng_vote.people.models import Account, RoleGrant
from huasheng_vote.rules.access import GRANTABLE, INCOMPATIBLE, Role
from huasheng_vote.rules.refusal import Refused, Why

MS = timedelta(milliseconds=1)
NEW = "10012340001"


class Office:
    """Acts about offices, by name of the person."""

    def __init__(self, estate):
        self.estate, self.site = estate, estate.site

    def do(self, name, fn, *args, **kwargs):
        return self.site.act(self.estate.ref, self.estate.actor(name), fn, *args, **kwargs)

    def ask(self, role=Role.CLERK, by="周主任", phone=NEW, since=None, until=None, building=""):
        return self.do(by, offices.ask_grant, phone, "孙新", role, since or self.site.at, until, "换届选举", building)

    def sign(self, request, by="吴委员"):
        self.do(by, approvals.approve, request, queries.approval(self.estate.ref.id, request).digest)

    def give(self, request, by="周主任"):
        return self.do(by, offices.grant, request)

    def roles(self, phone=NEW):
        db.session.rollback()
        return queries.roles_held(self.estate.ref.id, queries.account_by_phone(phone).id, self.site.at)


@pytest.fixture
def office(estate):
    return Office(estate)


def refusal(act, *args, **kwargs):
    with pytest.raises(Refused) as refused:
        act(*args, **kwargs)
    return refused.value.why


def test_two_people_give_an_office(office):
    request = office.ask()
    office.sign(request)
    office.give(request)
    assert office.roles() == {Role.CLERK}


def test_one_person_gives_nobody_an_office(office):
    request = office.ask()
    assert refusal(office.give, request) is Why.NEEDS_APPROVAL
    assert refusal(office.sign, request, by="周主任") is Why.OWN_REQUEST
    assert office.roles() == frozenset()


def test_an_approved_grant_is_given_once(office):
    request = office.ask()
    office.sign(request)
    office.give(request)
    assert refusal(office.give, request) is Why.NEEDS_APPROVAL


def test_an_administrator_asks_but_needs_two_others(office):
    request = office.ask(by="管理员")
    office.sign(request)
    assert refusal(office.give, request) is Why.NEEDS_APPROVAL
    office.sign(request, by="郑社区")
    office.give(request)


def test_an_office_lasts_from_its_first_moment_to_its_last(office):
    since, until = office.site.at + timedelta(days=1), office.site.at + timedelta(days=2)
    request = office.ask(since=since, until=until)
    office.sign(request)
    office.give(request)
    held = []
    for moment in (since - MS, since, until - MS, until):
        office.site.at = moment
        held.append(Role.CLERK in office.roles())
    assert held == [False, True, True, False]


def test_an_office_does_not_begin_before_it_was_approved(office):
    request = office.ask()
    office.site.later(days=1)
    office.sign(request)
    assert db.session.get(RoleGrant, office.give(request)).since == office.site.at


def test_an_office_that_ends_when_it_begins_is_refused(office):
    assert refusal(office.ask, until=office.site.at) is Why.ENDS_BEFORE_START
    office.ask(until=office.site.at + MS)


@pytest.mark.parametrize("pair", sorted(sorted(pair) for pair in INCOMPATIBLE if pair <= GRANTABLE))
def test_offices_that_clash_cannot_be_given_together(office, pair):
    first, second = map(Role, pair)
    account = office.do("周主任", account_for_phone, NEW, "孙新")
    office.do("周主任", offices.appoint, account, first, office.site.at, building="1")
    assert refusal(office.ask, second, building="1") is Why.ROLES_CLASH
    assert refusal(office.do, "周主任", offices.appoint, account, second, office.site.at, building="1") is Why.ROLES_CLASH


def test_offices_that_clash_may_follow_each_other(office):
    account = office.do("周主任", account_for_phone, NEW, "孙新")
    change = office.site.at + timedelta(days=10)
    office.do("周主任", offices.appoint, account, Role.NEIGHBOUR_HEAD, office.site.at, change, building="1")
    assert refusal(office.ask, since=change - MS) is Why.ROLES_CLASH
    office.site.at = change
    office.ask(since=change)


def test_what_became_a_clash_meanwhile_is_refused_when_given(office):
    request = office.ask()
    office.sign(request)
    account = queries.account_by_phone(NEW).id
    office.do("周主任", offices.appoint, account, Role.NEIGHBOUR_HEAD, office.site.at, building="1")
    assert refusal(office.give, request) is Why.ROLES_CLASH
    assert office.roles() == {Role.NEIGHBOUR_HEAD}


@pytest.mark.parametrize("role", sorted(set(Role) - GRANTABLE))
def test_a_role_that_follows_from_other_facts_is_not_given(office, role):
    assert refusal(office.ask, role) is Why.BAD_VALUE


def test_a_neighbour_head_has_a_building(office):
    assert refusal(office.ask, Role.NEIGHBOUR_HEAD) is Why.MISSING_VALUE
    office.ask(Role.NEIGHBOUR_HEAD, building="1")


def test_two_people_end_an_office(office):
    given = db.session.query(RoleGrant).filter_by(account_id=office.estate.staff["李邻长"]).one()
    request = office.do("周主任", offices.ask_end, given.id, "搬走了")
    assert refusal(office.do, "周主任", offices.end, request) is Why.NEEDS_APPROVAL
    office.sign(request)
    office.do("周主任", offices.end, request)
    assert db.session.get(RoleGrant, given.id).until == office.site.at
    assert refusal(office.do, "周主任", offices.ask_end, given.id, "再来") is Why.ALREADY_DONE


def test_one_leaves_an_office_alone_but_not_a_neighbours(office):
    given = db.session.query(RoleGrant).filter_by(account_id=office.estate.staff["李邻长"]).one().id
    assert refusal(office.do, "吴委员", offices.resign, given, "") is Why.NOT_FOUND
    office.do("李邻长", offices.resign, given, "身体原因")
    assert db.session.get(RoleGrant, given).until == office.site.at


def test_a_lost_authenticator_is_taken_off_by_two_people(office):
    with office.site.unguarded():
        from huasheng_vote.database import writing

        with writing(0):
            account = db.session.get(Account, office.estate.staff["吴委员"])
            account.totp_secret, phone = "JBSWY3DPEHPK3PXP" * 2, account.phone
    assert refusal(office.do, "吴委员", second_factor.ask_removal, phone, "丢了") is Why.OWN_REQUEST
    request = office.do("周主任", second_factor.ask_removal, phone, "本人到场")
    assert refusal(office.do, "周主任", second_factor.remove, request) is Why.NEEDS_APPROVAL
    office.sign(request, by="郑社区")
    office.do("周主任", second_factor.remove, request)
    assert db.session.get(Account, office.estate.staff["吴委员"]).totp_secret is None


def test_one_phone_is_one_account_however_it_is_written(office):
    first = office.do("周主任", account_for_phone, NEW, "孙新")
    assert office.do("周主任", account_for_phone, "+86 100-1234-0001", "别名") == first
    assert db.session.get(Account, first).name == "孙新"


def test_phones_are_not_readable_in_the_database(office):
    office.do("周主任", account_for_phone, NEW, "孙新")
    sealed = db.session.execute(db.text("SELECT phone, phone_digest FROM account WHERE name = '孙新'")).one()
    assert NEW not in str(sealed)
