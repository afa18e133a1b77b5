"""Letters, the counter, and what those concerned may say against it."""

import re

import pytest
from sqlalchemy import select

from huasheng_vote.extensions import db
from huasheng_vote.notices.models import Notice
from huasheng_vote.register.models import Building, Enrolment, Party, Unit, UnitLetter
from tests import builders, sheets
from tests.web.people_helpers import Phones, phone_of, wrong
from tests.web.test_register_pages import hand_in, number, text


@pytest.fixture
def phones(site, monkeypatch):
    inbox = Phones()
    monkeypatch.setitem(site.app.extensions, "sms", inbox)
    return inbox


@pytest.fixture
def imported(site):
    """An estate whose register has just been imported: nobody is enrolled."""
    made = builders.neighbourhood(site, flats=False)
    client = made.client("周主任")
    seen = hand_in(client, sheets.as_csv([sheets.HEADER, *sheets.FLATS]))
    client.post(f"{seen.request.path}/confirm")
    return made


def letter(estate, door, name="周主任"):
    """The code printed on a unit's letter."""
    page = text(estate.client(name).post(f"/{estate.ref.slug}/register/units/{number(estate, door)}/letter"))
    return re.search(r'code">([0-9A-Z-]{14})<', page)[1]


def choose(client, code, place=0):
    page = text(client.post("/songlu/register/enrol", data={"code": code}))
    keys = re.findall(r'name="owner"[^>]*value="([^"]+)"', page)
    return client.post("/songlu/register/enrol/owner", data={"code": code, "owner": keys[place]})


def test_a_letter_and_the_registers_phone_enrol_and_sign_in(imported, phones):
    visitor, code = imported.site.client(), letter(imported, "102")
    assert choose(visitor, code).status_code == 303
    done = visitor.post("/songlu/register/enrol/code", data={"sms": phones.code("10000000002")}, follow_redirects=True)
    assert "我的房屋" in text(done)
    assert "1栋1单元102室" in text(done)
    assert db.session.scalars(select(Enrolment.how)).all() == ["letter"]


def test_a_letters_code_is_kept_hashed_only(imported):
    code = letter(imported, "102")
    kept = db.session.scalars(select(UnitLetter)).one()
    assert code not in kept.digest
    assert code.replace("-", "") not in kept.digest


@pytest.mark.parametrize("written", [str.lower, lambda code: code.replace("-", ""), lambda code: f" {code.replace('-', ' ')} "])
def test_a_code_is_read_however_it_is_typed(imported, written):
    assert imported.site.client().post("/songlu/register/enrol", data={"code": written(letter(imported, "102"))}).status_code == 200


def test_a_scanned_letter_comes_with_its_code_filled_in(imported):
    code = letter(imported, "102")
    assert f'value="{code}"' in text(imported.site.client().get(f"/songlu/register/enrol?code={code}"))


def test_a_letter_works_once(imported, phones):
    visitor, code = imported.site.client(), letter(imported, "102")
    choose(visitor, code)
    visitor.post("/songlu/register/enrol/code", data={"sms": phones.code()})
    again = imported.site.client().post("/songlu/register/enrol", data={"code": code})
    assert (again.status_code, "已经用过" in text(again)) == (409, True)


def test_a_letter_is_good_until_its_thirtieth_day_and_not_at_it(imported):
    code = letter(imported, "102")
    imported.site.later(days=30, milliseconds=-1)
    assert imported.site.client().post("/songlu/register/enrol", data={"code": code}).status_code == 200
    imported.site.later(milliseconds=1)
    late = imported.site.client().post("/songlu/register/enrol", data={"code": code})
    assert (late.status_code, "过期" in text(late)) == (409, True)


def test_a_second_letter_voids_the_first(imported):
    first, second = letter(imported, "102"), letter(imported, "102")
    assert imported.site.client().post("/songlu/register/enrol", data={"code": first}).status_code == 409
    assert imported.site.client().post("/songlu/register/enrol", data={"code": second}).status_code == 200


def test_a_letter_of_another_estate_is_not_there(imported, site):
    other = builders.neighbourhood(site, slug="other", name="另一小区")
    code = letter(other, "102")
    answer = site.client().post("/songlu/register/enrol", data={"code": code})
    assert (answer.status_code, "没有这个登记码" in text(answer)) == (422, True)


@pytest.mark.parametrize("code", ["", "x" * 10_000, "😀", "\x00", "ＡＢＣＤ", "\u202e"])
def test_a_code_that_never_was_is_refused(imported, code):
    assert imported.site.client().post("/songlu/register/enrol", data={"code": code}).status_code == 422


def test_the_message_goes_to_the_register_alone_and_a_wrong_code_does_not_open(imported, phones):
    visitor, code = imported.site.client(), letter(imported, "102")
    choose(visitor, code)
    assert {to for to, _ in phones.sent} == {"10000000002"}
    answer = visitor.post("/songlu/register/enrol/code", data={"sms": wrong(phones.code())})
    assert answer.status_code == 422
    assert db.session.scalar(select(Enrolment.id)) is None


def test_the_fifth_wrong_code_is_counted_and_the_right_one_opens_no_more(imported, phones):
    visitor, code = imported.site.client(), letter(imported, "102")
    choose(visitor, code)
    right = phones.code()
    for _ in range(5):
        visitor.post("/songlu/register/enrol/code", data={"sms": wrong(right)})
    assert visitor.post("/songlu/register/enrol/code", data={"sms": right}).status_code == 409


def test_an_owner_of_another_unit_cannot_be_chosen(imported, phones):
    code = letter(imported, "102")
    answer = imported.site.client().post("/songlu/register/enrol/owner", data={"code": code, "owner": "1-00000000"})
    assert answer.status_code == 422
    assert phones.sent == []


def test_without_a_phone_in_the_register_the_counter_is_named(imported):
    db.session.rollback()
    with imported.site.unguarded():
        from huasheng_vote.database import writing

        with writing(0):
            for party in db.session.scalars(select(Party)):
                party.phone = None
    answer = imported.site.client().post("/songlu/register/enrol", data={"code": letter(imported, "102")})
    assert (answer.status_code, "社区或业委会办理" in text(answer)) == (409, True)


def test_a_building_gets_a_letter_for_every_sold_unit_nobody_speaks_for(imported):
    building = db.session.scalar(select(Building.id).filter_by(name="1"))
    page = text(imported.client("周主任").post(f"/songlu/register/letters/{building}"))
    assert len(set(re.findall(r'code">([0-9A-Z-]{14})<', page))) == 3
    ticks = text(imported.client("周主任").get(f"/songlu/register/letters/{building}/list"))
    assert ticks.count("1栋") >= 3
    assert not re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", ticks)


def test_the_counter_binds_a_new_phone_and_tells_the_earlier_one(estate, phones):
    unit, earlier = number(estate, "102"), phone_of(estate, "陈一")
    party = db.session.scalar(select(Party.id).filter_by(estate_id=estate.ref.id, name="陈一"))
    data = {"party": party, "phone": "100 0000 0099", "evidence": "身份证原件、不动产权证"}
    assert estate.client("周主任").post(f"/songlu/register/units/{unit}/counter", data=data).status_code == 303
    assert [to for to, _ in phones.sent] == [earlier]
    rows = db.session.scalars(select(Enrolment).filter_by(estate_id=estate.ref.id, party_id=party).order_by(Enrolment.id)).all()
    assert [(row.how, row.until is None) for row in rows] == [("letter", False), ("counter", True)]
    assert rows[1].checked_by == estate.staff["周主任"]
    told = db.session.scalars(select(Notice.account_id).filter_by(code="enrolment.bound")).all()
    assert told == [estate.owners["陈一"]]


def test_staff_do_not_bind_their_own_phone_to_somebody_elses_flat(estate):
    unit = number(estate, "102")
    party = db.session.scalar(select(Party.id).filter_by(estate_id=estate.ref.id, name="陈一"))
    data = {"party": party, "phone": phone_of(estate, "周主任"), "evidence": "x"}
    assert estate.client("周主任").post(f"/songlu/register/units/{unit}/counter", data=data).status_code == 403


def test_the_replaced_owner_objects_and_staff_end_the_binding(estate, phones):
    unit = number(estate, "102")
    party = db.session.scalar(select(Party.id).filter_by(estate_id=estate.ref.id, name="陈一"))
    data = {"party": party, "phone": "10000000099", "evidence": "身份证"}
    estate.client("周主任").post(f"/songlu/register/units/{unit}/counter", data=data)
    estate.site.later(minutes=1)
    page = text(estate.client("陈一").get("/songlu/register/mine"))
    link = re.search(r"/songlu/register/mine/enrolments/\d+", page)[0]
    assert estate.client("陈一").post(link, data={"words": "不是我办的"}).status_code == 303
    assert estate.client("陈二").post(link, data={"words": "与我无关"}).status_code == 404
    page = text(estate.client("周主任").get(f"/songlu/register/units/{unit}"))
    decide = re.search(rf"/songlu/register/units/{unit}/enrolments/\d+", page)[0]
    assert "不是我办的" in text(estate.client("周主任").get(decide))
    assert estate.client("周主任").post(decide, data={"stays": "no", "reason": "冒名"}).status_code == 303
    standing = db.session.scalars(select(Enrolment).filter_by(estate_id=estate.ref.id, party_id=party, until=None)).all()
    assert standing == []


def test_co_owners_are_told_and_may_object(estate, phones):
    unit = number(estate, "302")
    party = db.session.scalar(select(Party.id).filter_by(estate_id=estate.ref.id, name="刘甲"))
    other = db.session.scalar(select(Party.id).filter_by(estate_id=estate.ref.id, name="刘乙"))
    data = {"party": party, "phone": "10000000099", "evidence": "身份证"}
    estate.client("周主任").post(f"/songlu/register/units/{unit}/counter", data=data)
    assert other in db.session.scalars(select(Notice.party_id).filter_by(code="enrolment.bound")).all()
    assert "提出异议" in text(estate.client("刘乙").get("/songlu/register/mine"))


def test_the_log_names_no_code_and_no_phone(imported, phones):
    from huasheng_vote.journal.models import JournalLeaf, JournalPrivate

    visitor, code = imported.site.client(), letter(imported, "102")
    choose(visitor, code)
    visitor.post("/songlu/register/enrol/code", data={"sms": phones.code()})
    bodies = b"".join(db.session.scalars(select(JournalLeaf.body)))
    assert code.encode() not in bodies
    assert b"10000000002" not in bodies
    assert code.encode() not in b"".join(db.session.scalars(select(JournalPrivate.body)))


def test_units_can_be_counted_by_number(imported):
    assert db.session.scalar(select(Unit.number).filter_by(id=number(imported, "102"))) == "102"
