"""The first estate of an empty installation, founded from a terminal."""

import pytest
from sqlalchemy import select

from huasheng_vote.extensions import db
from huasheng_vote.journal.models import JournalLeaf
from huasheng_vote.people.models import Account, Estate, RoleGrant
from huasheng_vote.rules.access import Role

ARGUMENTS = ["--name", "松麓家园", "--administrator", "100 0000 0001", "--administrator-name", "孙宇"]


@pytest.fixture
def found(site):
    return lambda slug, *more: site.app.test_cli_runner().invoke(args=["estate", "found", slug, *ARGUMENTS, *more])


def test_the_estate_has_its_log_its_calendar_and_an_administrator_who_can_sign_in(site, found):
    result = found("songlu", "--address", "长沙", "--phone", "0731-0000 0000")
    assert result.exit_code == 0, result.output
    estate = db.session.scalars(select(Estate)).one()
    assert (estate.slug, estate.name, estate.address) == ("songlu", "松麓家园", "长沙")
    account, grant = db.session.scalars(select(Account)).one(), db.session.scalars(select(RoleGrant)).one()
    assert (grant.account_id, grant.role, account.name) == (account.id, Role.ADMINISTRATOR, "孙宇")
    types = db.session.scalars(select(JournalLeaf.type).order_by(JournalLeaf.index)).all()
    assert types[0] == "estate.founded"
    assert {"account.opened", "role.granted", "calendar.entered"} <= set(types)


@pytest.mark.parametrize("slug", ["sign-in", "static", "Songlu", "1st", "a", "宋"])
def test_an_address_that_could_not_be_reached_is_refused(found, slug):
    result = found(slug)
    assert result.exit_code == 2
    assert "SLUG" in result.output
    assert db.session.scalars(select(Estate)).all() == []


def test_a_second_estate_of_the_same_address_and_a_number_that_is_none_are_refused(found):
    assert found("songlu").exit_code == 0
    again = found("songlu")
    assert again.exit_code == 1
    assert "songlu" in again.output
    wrong = found("xishan", "--administrator", "12")
    assert wrong.exit_code == 1
    assert len(db.session.scalars(select(Estate)).all()) == 1
