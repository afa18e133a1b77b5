"""Second factor of staff, and the fresh code before weighty steps."""

from datetime import timedelta

import pyotp
import pytest

from huasheng_vote.database import writing
from huasheng_vote.extensions import db
from huasheng_vote.people.models import Account, LoginSession
from huasheng_vote.rules.access import INCOMPATIBLE, SECOND_FACTOR, Act, Actor, Role, why_not
from huasheng_vote.rules.refusal import Why
from tests.web.people_helpers import wrong

MS = timedelta(milliseconds=1)
SECRET = "JBSWY3DPEHPK3PXP" * 2


def session_row():
    db.session.rollback()
    return db.session.query(LoginSession).order_by(LoginSession.id.desc()).first()


def weaken(**values):
    """Change the latest session directly."""
    row = session_row()
    with writing(0):
        db.session.merge(row)
        for name, value in values.items():
            setattr(db.session.get(LoginSession, row.id), name, value)


def give_secret(estate, name):
    with estate.site.unguarded(), writing(0):
        db.session.get(Account, estate.staff[name]).totp_secret = SECRET


def shown(at):
    return pyotp.TOTP(SECRET).at(at)


def test_the_authenticator_is_set_up_with_a_picture_and_its_code(estate):
    client = estate.client("周主任")
    page = client.get("/songlu/second-factor", follow_redirects=True).text
    secret = page.split('class="code">')[-1].split("<")[0]
    assert 'class="qr"' in page
    assert client.post("/songlu/second-factor/set", data={"code": "000000"}).status_code == 422
    code = pyotp.TOTP(secret).at(estate.site.at)
    assert client.post("/songlu/second-factor/set", data={"code": code}).status_code == 303
    db.session.rollback()
    assert db.session.get(Account, estate.staff["周主任"]).totp_secret == secret


def test_setting_up_needs_a_fresh_code(estate):
    client = estate.client("周主任", stepped_up=False)
    assert client.get("/songlu/second-factor/set").headers["Location"].startswith("/step-up")


def test_who_holds_only_the_phone_cannot_replace_the_authenticator(estate):
    give_secret(estate, "周主任")
    client = estate.client("周主任")
    assert client.post("/songlu/second-factor/set", data={"code": shown(estate.site.at)}).status_code == 409


def test_an_authenticator_code_works_once(estate):
    give_secret(estate, "周主任")
    client, code = estate.client("周主任"), shown(estate.site.at)
    assert client.post("/songlu/second-factor", data={"code": code}).status_code == 303
    assert client.post("/songlu/second-factor", data={"code": code}).status_code == 422


@pytest.mark.parametrize(("seconds", "status"), [(-60, 422), (-30, 303), (0, 303), (30, 303), (60, 422)])
def test_a_clock_may_be_off_by_one_step(estate, seconds, status):
    give_secret(estate, "周主任")
    code = shown(estate.site.at + timedelta(seconds=seconds))
    assert estate.client("周主任").post("/songlu/second-factor", data={"code": code}).status_code == status


def test_guessing_the_authenticator_ends_after_ten_tries(estate):
    give_secret(estate, "周主任")
    client, code = estate.client("周主任"), shown(estate.site.at)
    for _ in range(10):
        assert client.post("/songlu/second-factor", data={"code": wrong(code)}).status_code == 422
    assert client.post("/songlu/second-factor", data={"code": code}).status_code == 429
    code = shown(estate.site.later(minutes=15))
    assert client.post("/songlu/second-factor", data={"code": code}).status_code == 303


def test_a_fresh_code_is_good_for_exactly_five_minutes(estate, phones):
    client = estate.client("陈一", stepped_up=False)
    assert client.post("/step-up/code").status_code == 303
    assert (
        client.post("/step-up?next=/songlu/second-factor/set", data={"code": phones.code()}).headers["Location"]
        == "/songlu/second-factor/set"
    )
    estate.site.later(minutes=5)
    assert client.get("/songlu/second-factor/set").status_code == 200
    estate.site.at += MS
    assert client.get("/songlu/second-factor/set").status_code == 303


def test_a_wrong_fresh_code_keeps_the_way_on(estate, phones):
    client = estate.client("陈一", stepped_up=False)
    client.post("/step-up/code")
    answer = client.post("/step-up?next=/songlu/me/devices", data={"code": wrong(phones.code())})
    assert answer.status_code == 422
    assert "/songlu/me/devices" in answer.text


def test_a_fresh_code_is_for_one_account(estate, phones):
    mine, other = estate.client("陈一", stepped_up=False), estate.client("陈二", stepped_up=False)
    mine.post("/step-up/code")
    assert other.post("/step-up", data={"code": phones.code()}).status_code == 422


def test_staff_with_an_authenticator_step_up_with_it(estate, phones):
    give_secret(estate, "周主任")
    client = estate.client("周主任", stepped_up=False)
    assert "动态口令" in client.get("/step-up").text
    assert client.post("/step-up?next=/songlu/me/devices", data={"code": shown(estate.site.at)}).status_code == 303
    assert phones.sent == []
    assert session_row().stepped_up_until == estate.site.at + timedelta(minutes=5)


def test_fresh_codes_leave_the_site_no_more_than_sign_in(estate, phones):
    client = estate.client("陈一", stepped_up=False)
    client.post("/step-up/code")
    assert client.post("/step-up?next=//evil.example/", data={"code": phones.code()}).headers["Location"] == "/"


def test_a_refused_post_leads_back_to_the_page_it_came_from(estate):
    client = estate.client("陈一", stepped_up=False)
    answer = client.post("/songlu/second-factor/set", headers={"Referer": "http://localhost/songlu/me/devices?x=1"})
    assert answer.status_code == 403
    assert "/step-up?next=/songlu/me/devices?x%3D1" in answer.text
    answer = client.post("/songlu/second-factor/set", headers={"Referer": "http://evil.example/songlu"})
    assert "/step-up?next=/songlu/second-factor/set" in answer.text


@pytest.mark.parametrize("pair", sorted(sorted(pair) for pair in INCOMPATIBLE))
def test_two_offices_that_clash_suspend_both(pair):
    actor = Actor(1, frozenset(Role(name) for name in pair), second_factor=True, stepped_up=True)
    held = [act for act in Act if why_not(act, Actor(1, frozenset({Role(pair[0])}), True, True)) is None]
    assert {why_not(act, actor) for act in held} == {Why.INCOMPATIBLE_ROLES}


@pytest.mark.parametrize("role", sorted(SECOND_FACTOR))
def test_every_staff_role_needs_its_second_factor(role):
    acts = [act for act in Act if why_not(act, Actor(1, frozenset({role}), True, True)) is None]
    asked = {why_not(act, Actor(1, frozenset({role}), False, True)) for act in acts}
    assert asked <= {None, Why.NEEDS_SECOND_FACTOR}
    assert Why.NEEDS_SECOND_FACTOR in asked


def test_staff_without_second_factor_are_led_to_it_and_back(estate):
    give_secret(estate, "周主任")
    client = estate.client("周主任")
    weaken(second_factor=False)
    way = client.get("/songlu/approvals").headers["Location"]
    assert way == "/songlu/second-factor?next=/songlu/approvals"
    answer = client.post(way, data={"code": shown(estate.site.at)})
    assert answer.headers["Location"] == "/songlu/approvals"
    assert client.get("/songlu/approvals").status_code == 200
