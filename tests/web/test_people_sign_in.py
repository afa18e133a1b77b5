"""Signing in by phone, staying in, being put out."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from huasheng_vote.extensions import db
from huasheng_vote.people.models import LoginSession, OneTimeCode
from tests.web.people_helpers import ask, enter, phone_of, signed_in, wrong

MS = timedelta(milliseconds=1)
FREE = "10099999999"


def test_an_owner_signs_in_with_the_code_from_the_phone(estate, client, phones):
    phone = phone_of(estate, "陈一")
    assert ask(client, phone, next="/songlu/me/devices").headers["Location"] == "/sign-in/code?next=/songlu/me/devices"
    assert phones.sent[0][0] == phone
    assert enter(client, phones.code(), next="/songlu/me/devices").headers["Location"] == "/songlu/me/devices"
    assert signed_in(estate, client)


def test_the_phone_is_known_however_it_is_typed(estate, client, phones):
    phone = phone_of(estate, "陈一")
    ask(client, "+86 " + "".join(chr(ord(digit) - ord("0") + ord("０")) for digit in phone))
    assert phones.sent[0][0] == phone


def test_an_unknown_phone_gets_the_same_answers_and_no_message(estate, client, phones):
    known, unknown = estate.site.client(), client
    first, second = ask(known, phone_of(estate, "陈一")), ask(unknown, FREE)
    assert (first.status_code, first.headers["Location"]) == (second.status_code, second.headers["Location"])
    assert len(phones.sent) == 1
    bad = wrong(phones.code())
    pages = [enter(each, bad) for each in (known, unknown)]
    assert pages[0].status_code == pages[1].status_code == 422
    assert "验证码不对" in pages[0].text
    assert "验证码不对" in pages[1].text


def test_the_limit_of_messages_does_not_tell_who_is_known(estate, phones):
    def answers(phone):
        return [ask(estate.site.client(), phone).status_code for _ in range(6)]

    assert answers(phone_of(estate, "陈一")) == answers(FREE) == [303] * 5 + [429]


def test_a_whole_estate_behind_one_address_is_not_limited_together(estate, phones):
    names = list(estate.owners)
    assert {ask(estate.site.client(), phone_of(estate, name)).status_code for name in names} == {303}
    assert len(phones.sent) == len(names) > 6


def test_a_code_opens_one_session_only(estate, phones):
    first, second = estate.site.client(), estate.site.client()
    for each in (first, second):
        ask(each, phone_of(estate, "陈一"))
    code = phones.code()
    assert enter(first, code).status_code == 303
    assert enter(second, code).status_code == 422
    assert not signed_in(estate, second)


def test_the_sixth_try_fails_even_with_the_right_code(estate, client, phones):
    ask(client, phone_of(estate, "陈一"))
    for _ in range(5):
        assert enter(client, wrong(phones.code())).status_code == 422
    answer = enter(client, phones.code())
    assert answer.status_code == 409
    assert "作废" in answer.text


def test_a_code_is_late_one_millisecond_after_ten_minutes(estate, client, phones):
    ask(client, phone_of(estate, "陈一"))
    estate.site.later(minutes=10)
    estate.site.at += MS
    answer = enter(client, phones.code())
    assert answer.status_code == 409
    assert "过期" in answer.text


def test_a_code_is_in_time_at_exactly_ten_minutes(estate, client, phones):
    ask(client, phone_of(estate, "陈一"))
    estate.site.later(minutes=10)
    assert enter(client, phones.code()).status_code == 303


@pytest.mark.parametrize("typed", ["", "12", "\0", "🙂" * 10_000, "\u202e10000000001", b"\xff\xfe", "'; DROP TABLE account;--"])
def test_what_is_no_phone_is_said_on_the_field(client, typed):
    answer = client.post("/sign-in", data={"phone": typed})
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.text


def test_the_code_page_without_a_phone_goes_back_to_the_phone(client):
    assert client.get("/sign-in/code").headers["Location"].startswith("/sign-in")
    assert client.post("/sign-in/code", data={"code": "123456"}).status_code == 409


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "/\t/evil.example",
        "evil",
        "/\n",
    ],
)
def test_the_way_back_never_leaves_the_site(estate, client, phones, elsewhere):
    ask(client, phone_of(estate, "陈一"), next=elsewhere)
    assert enter(client, phones.code(), next=elsewhere).headers["Location"] == "/"


def test_signing_in_rotates_the_session_and_ends_the_one_before(estate, phones):
    client = estate.client("陈二")
    before = client.get_cookie("session").value
    ask(client, phone_of(estate, "陈一"))
    with client.session_transaction() as planted:
        planted["planted"] = "by somebody"
    enter(client, phones.code())
    with client.session_transaction() as session:
        assert "planted" not in session
    stolen = estate.site.client()
    stolen.set_cookie("session", before)
    assert stolen.get("/songlu/me/devices").status_code == 303


def test_signing_out_ends_the_session_on_the_server(estate):
    client = estate.client("陈一")
    copy = estate.site.client()
    copy.set_cookie("session", client.get_cookie("session").value)
    assert client.post("/sign-out").status_code == 303
    assert not signed_in(estate, copy)
    assert client.post("/sign-out").status_code == 303


def test_a_session_lasts_ninety_days(estate):
    client = estate.client("陈一")
    estate.site.at += timedelta(days=90) - MS
    assert signed_in(estate, client)
    estate.site.at += MS
    assert not signed_in(estate, client)


def test_a_device_signed_out_from_another_one_reads_why(estate):
    here, there = estate.client("陈一"), estate.client("陈一")
    assert here.get("/songlu/me/devices").text.count("退出这台") == 1
    other = max(row.id for row in db.session.scalars(select(LoginSession)))
    assert here.post(f"/songlu/me/devices/{other}/end").status_code == 303
    answer = there.post("/songlu/me/devices/end-others")
    assert answer.status_code == 403
    assert "登录已经失效" in answer.text
    assert "登录已经失效" in there.get("/songlu/me", follow_redirects=True).text
    assert "登录已经失效" not in estate.site.client().get("/songlu/me", follow_redirects=True).text
    assert signed_in(estate, here)


def test_all_other_devices_end_at_once(estate):
    here, *others = [estate.client("陈一") for _ in range(3)]
    neighbour = estate.client("陈二")
    here.post("/songlu/me/devices/end-others")
    assert [signed_in(estate, each) for each in (here, *others, neighbour)] == [True, False, False, True]


def test_nobody_ends_a_neighbours_session(estate):
    neighbour, me = estate.client("陈二"), estate.client("陈一")
    theirs = min(row.id for row in db.session.scalars(select(LoginSession)))
    assert me.post(f"/songlu/me/devices/{theirs}/end").status_code == 404
    assert signed_in(estate, neighbour)


def test_a_form_with_an_old_token_is_a_named_refusal(estate, monkeypatch):
    monkeypatch.setitem(estate.site.app.config, "WTF_CSRF_ENABLED", True)
    answer = estate.client("陈一").post("/songlu/me/devices/end-others", data={"csrf_token": "old"})
    assert answer.status_code == 409
    assert "页面放得太久" in answer.text


def test_personal_pages_are_not_stored(estate):
    assert estate.client("陈一").get("/songlu/me/devices").headers["Cache-Control"] == "no-store"


def test_codes_of_a_phone_are_kept_once(estate, phones):
    for _ in range(3):
        ask(estate.site.client(), phone_of(estate, "陈一"))
    assert len(db.session.scalars(select(OneTimeCode)).all()) == 1
