"""Own data: seen, taken along, destroyed; phones that change."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from huasheng_vote.app import roles_of
from huasheng_vote.database import writing
from huasheng_vote.extensions import db
from huasheng_vote.journal.models import JournalLeaf, JournalPrivate
from huasheng_vote.people import queries
from huasheng_vote.people.actions import codes, experts, offices, own, phones
from huasheng_vote.people.actions.accounts import account_for_phone
from huasheng_vote.people.models import Account, RoleGrant, Skill
from huasheng_vote.register.models import Enrolment
from huasheng_vote.rules.access import Actor, Role
from huasheng_vote.rules.flows.skills import Field, SkillAct, SkillState
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.web.act import local
from tests import builders

NEW = "10012340001"


def do(estate, name, fn, *args):
    return estate.site.act(estate.ref, estate.actor(name), fn, *args)


def refusal(act, *args):
    with pytest.raises(Refused) as refused:
        act(*args)
    return refused.value.why


def opened(estate, phone=NEW):
    """Somebody with an account opened by an act, and the way they act."""
    account = do(estate, "周主任", account_for_phone, phone, "孙新")
    return account, Actor(account, frozenset(), stepped_up=True)


def declare(estate, name="陈一", field=Field.ELECTRICAL):
    return do(estate, name, experts.declare, field, "电工证二十年")


def roles(estate, name):
    return roles_of(estate.ref.id, estate.owners[name], estate.site.at)


def test_only_a_checked_skill_makes_an_expert(estate):
    skill = declare(estate)
    assert Role.EXPERT_OWNER not in roles(estate, "陈一")
    do(estate, "吴委员", experts.check, skill, SkillAct.CONFIRM, "看过电工证")
    assert Role.EXPERT_OWNER in roles(estate, "陈一")
    do(estate, "陈一", experts.withdraw, skill)
    assert Role.EXPERT_OWNER not in roles(estate, "陈一")


def test_a_refused_skill_makes_no_expert(estate):
    skill = declare(estate)
    do(estate, "吴委员", experts.check, skill, SkillAct.REFUSE, "没有依据")
    assert Role.EXPERT_OWNER not in roles(estate, "陈一")
    assert refusal(do, estate, "周主任", experts.check, skill, SkillAct.CONFIRM, "再看") is Why.NOT_POSSIBLE_NOW


def test_who_sold_the_flat_is_no_expert_owner_any_more(estate):
    do(estate, "吴委员", experts.check, declare(estate), SkillAct.CONFIRM, "看过")
    with estate.site.unguarded(), writing(0):
        db.session.query(Enrolment).filter_by(account_id=estate.owners["陈一"]).one().until = estate.site.at
    assert roles(estate, "陈一") == frozenset()


def test_nobody_checks_their_own_skill(estate):
    with estate.site.unguarded(), writing(0):
        grant = RoleGrant(estate_id=estate.ref.id, account_id=estate.owners["陈一"], role=Role.COMMITTEE_MEMBER, since=estate.site.at)
        db.session.add(grant)
    assert refusal(do, estate, "陈一", experts.check, declare(estate), SkillAct.CONFIRM, "我自己") is Why.OWN_REQUEST


def test_a_skill_is_declared_once_at_a_time(estate):
    skill = declare(estate)
    assert refusal(declare, estate) is Why.ALREADY_DONE
    do(estate, "陈一", experts.withdraw, skill)
    declare(estate)


def test_nobody_withdraws_a_neighbours_skill(estate):
    assert refusal(do, estate, "陈二", experts.withdraw, declare(estate)) is Why.NOT_FOUND


def test_everything_kept_is_told(estate):
    declare(estate)
    kept = queries.own_data(estate.ref.id, estate.owners["陈一"], estate.site.at)
    assert kept["account"][0]["name"] == "陈一"
    assert kept["skills"][0]["evidence"] == "电工证二十年"
    assert [(each["building"], each["number"], each["area"]) for each in kept["units"]] == [("1", "102", 905000)]


def test_nothing_of_a_neighbour_is_told(estate):
    declare(estate)
    kept = queries.own_data(estate.ref.id, estate.owners["陈二"], estate.site.at)
    assert "skills" not in kept
    assert [each["number"] for each in kept["units"]] == ["201"]


def test_a_closed_account_has_no_name_phone_or_office_left(estate):
    account, actor = opened(estate)
    do(estate, "周主任", offices.appoint, account, Role.CLERK, estate.site.at - timedelta(days=1))
    do(estate, "周主任", offices.appoint, account, Role.OWNER_AUDITOR, estate.site.at + timedelta(days=5))
    estate.site.act(estate.ref, actor, own.close)
    closed = db.session.get(Account, account)
    assert (closed.name, closed.phone, closed.phone_digest, closed.totp_secret) == ("", None, None, None)
    assert closed.closed_at == estate.site.at
    for days in (0, 6):
        assert queries.roles_held(estate.ref.id, account, estate.site.at + timedelta(days=days)) == frozenset()


def test_closing_destroys_the_private_bodies_and_keeps_the_log(estate):
    _, actor = opened(estate)
    leaves = len(db.session.scalars(select(JournalLeaf)).all())
    bodies = b"".join(db.session.scalars(select(JournalPrivate.body)))
    assert NEW.encode() in bodies
    estate.site.act(estate.ref, actor, own.close)
    assert NEW.encode() not in b"".join(db.session.scalars(select(JournalPrivate.body)))
    assert len(db.session.scalars(select(JournalLeaf)).all()) == leaves + 1


def test_closing_takes_skills_with_their_evidence(estate):
    declare(estate)
    do(estate, "陈一", own.close)
    skill = db.session.scalars(select(Skill)).one()
    assert (skill.state, skill.evidence) == (SkillState.WITHDRAWN, "")
    assert "电工证".encode() not in b"".join(db.session.scalars(select(JournalPrivate.body)))


def test_closing_in_one_estate_reaches_every_other_and_is_logged_there(estate):
    account, actor = opened(estate)
    other = builders.neighbourhood(estate.site, slug="other", name="另一小区")
    other.site.act(other.ref, other.actor("周主任"), offices.appoint, account, Role.CLERK, estate.site.at - timedelta(days=1))
    estate.site.act(estate.ref, actor, own.close)
    assert queries.roles_held(other.ref.id, account, estate.site.at) == frozenset()
    types = db.session.scalars(select(JournalLeaf.type).filter_by(estate_id=other.ref.id).order_by(JournalLeaf.index)).all()
    assert types[-2:] == ["role.ended", "account.closed"]


def test_a_closed_phone_may_open_a_new_account(estate):
    account, actor = opened(estate)
    estate.site.act(estate.ref, actor, own.close)
    assert do(estate, "周主任", account_for_phone, NEW, "孙新") != account


def both(estate, account, number):
    old = local(phones.request_code, phones.OLD, account, queries.account(account).phone, estate.site.at)
    return old, local(phones.request_code, phones.NEW, account, number, estate.site.at)


def test_a_phone_changes_with_the_codes_of_both(estate):
    account = estate.owners["陈一"]
    before = queries.account(account).phone
    old, new = both(estate, account, NEW)
    assert do(estate, "陈一", phones.change, NEW, old, new, 0) == before
    assert queries.account_by_phone(NEW).id == account
    assert queries.account_by_phone(before) is None


def test_one_code_alone_changes_no_phone(estate):
    account = estate.owners["陈一"]
    old, new = both(estate, account, NEW)
    for codes_ in ((old, old), (new, new), ("", new), (old, "")):
        if old != new:
            assert refusal(do, estate, "陈一", phones.change, NEW, *codes_, 0) is Why.WRONG_CODE
    assert queries.account_by_phone(NEW) is None


def test_the_code_is_for_the_number_that_got_it(estate):
    old, new = both(estate, estate.owners["陈一"], NEW)
    assert refusal(do, estate, "陈一", phones.change, "10012340002", old, new, 0) is Why.WRONG_CODE


def test_a_phone_somebody_uses_is_refused(estate):
    taken = queries.account(estate.owners["陈二"]).phone
    old, new = both(estate, estate.owners["陈一"], taken)
    assert refusal(do, estate, "陈一", phones.change, taken, old, new, 0) is Why.PHONE_TAKEN


def test_staff_do_not_serve_themselves_at_the_counter(estate):
    account = estate.staff["周主任"]
    code = local(phones.request_code, phones.NEW, account, NEW, estate.site.at)
    assert refusal(do, estate, "周主任", phones.change_at_counter, account, NEW, code, "我自己") is Why.OWN_REQUEST


def test_at_the_counter_the_new_phone_proves_itself(estate):
    account = estate.owners["陈一"]
    code = local(phones.request_code, phones.NEW, account, NEW, estate.site.at)
    assert (
        refusal(do, estate, "郑社区", phones.change_at_counter, account, NEW, "000000" if code != "000000" else "1", "见") is Why.WRONG_CODE
    )
    do(estate, "郑社区", phones.change_at_counter, account, NEW, code, "出示产权证")
    assert queries.account_by_phone(NEW).id == account
    assert local(codes.attempt, phones.NEW, phones.bound(account, NEW), code, estate.site.at) is Why.WRONG_CODE
