"""The register in a browser: import, list, corrections, letters, enrolment, disputes; and what strangers do not see."""

import io
import re

import pytest
from sqlalchemy import select

from huasheng_vote.database import writing
from huasheng_vote.extensions import db
from huasheng_vote.journal.models import JournalLeaf
from huasheng_vote.people.models import RoleGrant
from huasheng_vote.register import queries
from huasheng_vote.register.actions import looks
from huasheng_vote.register.models import Enrolment, ImportDraft, LineLook, Party, Unit
from huasheng_vote.register.views import long_work
from tests import builders, sheets


@pytest.fixture
def empty(site):
    return builders.neighbourhood(site, flats=False)


def hand_in(client, content, *, extent="whole", name="名册.csv", follow=True):
    data = {"file": (io.BytesIO(content), name), "extent": extent}
    return client.post("/songlu/register/import", data=data, content_type="multipart/form-data", follow_redirects=follow)


def text(response):
    return response.get_data(as_text=True)


def number(estate, door):
    return db.session.scalar(select(Unit.id).filter_by(estate_id=estate.ref.id, number=door).order_by(Unit.id).limit(1))


def test_a_file_is_looked_at_then_confirmed_and_is_the_register(empty):
    client = empty.client("周主任")
    seen = hand_in(client, sheets.as_csv([sheets.HEADER, *sheets.FLATS], "gb18030"))
    assert seen.status_code == 200
    assert "新增房屋" in text(seen)
    assert queries.roll_units(empty.ref.id, empty.site.at) == []
    done = client.post(f"{seen.request.path}/confirm", follow_redirects=True)
    assert "名册已导入" in text(done)
    assert len(queries.roll_units(empty.ref.id, empty.site.at)) == 6


def test_the_preview_masks_people_and_names_row_column_and_reason(empty):
    client = empty.client("周主任")
    rows = [sheets.HEADER, sheets.FLATS[0], ["1栋", "", "9", "别墅", "=1+1", "欧阳明日", "", "", ""]]
    page = text(hand_in(client, sheets.as_xlsx(rows), name="名册.xlsx"))
    assert "有 2 处错误" in page
    assert "用途只能是住宅、商业、车位或储藏。" in page
    assert "这里是公式" in page
    assert "确认导入" not in page


def test_the_preview_speaks_english_to_who_asked_for_it(empty):
    client = empty.client("周主任")
    client.set_cookie("lang", "en")
    page = words_of(text(hand_in(client, sheets.as_csv([sheets.HEADER, ["1栋", "", "9", "别墅", "80", "张三", "", "", ""]]))))
    assert "The use must be" in page
    assert not re.search("错误|核对|导入|放弃", page)


def words_of(page):
    return re.sub(r"<[^>]*>", " ", page.split("<main")[1].split("</main>")[0])


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (b"", "a.csv", "文件是空的"),
        (b"a,b\n1,2\n", "a.csv", "没有找到表头"),
        (b"\xff\xff\xff", "a.csv", "看不懂文件的文字编码"),
        (b"%PDF-1.7", "名册.pdf", "这种文件不能用"),
        (b"PK\x03\x04rubbish", "名册.xlsx", "损坏了"),
        ('楼栋,房号,建筑面积,业主\n1,101,80,"张'.encode(), "a.csv", "引号没有成对"),
    ],
)
def test_a_file_that_is_no_register_is_refused_in_words(empty, content, name, says):
    answer = hand_in(empty.client("周主任"), content, name=name)
    assert answer.status_code == 422
    assert says in text(answer)
    assert db.session.scalar(select(ImportDraft.id)) is None


def test_no_file_and_no_extent_are_asked_for(empty):
    answer = empty.client("周主任").post("/songlu/register/import", data={})
    assert answer.status_code == 422
    assert "请选一个文件" in text(answer)
    assert "请选一项" in text(answer)


def test_names_of_ten_thousand_characters_and_strange_ones_never_break_the_page(empty):
    names = ["张" * 10_000, "😀\u202e", "a\x00b"]
    for name in names:
        answer = hand_in(empty.client("周主任"), sheets.as_csv([sheets.HEADER, ["1", "", "101", "", "80", name, "", "", ""]]))
        assert answer.status_code == 200, name[:5]


@pytest.mark.parametrize(("minutes", "works"), [(10, True), (10.01, False)])
def test_work_without_a_sign_of_life_for_ten_minutes_is_given_up_and_can_be_begun_again(empty, monkeypatch, minutes, works):
    client = empty.client("周主任")
    with monkeypatch.context() as patched:
        patched.setattr(long_work, "_begin", lambda *_: None)  # as if the process had ended there
        seen = hand_in(client, sheets.as_csv([sheets.HEADER, *sheets.FLATS]))
    empty.site.later(minutes=minutes)
    page = text(client.get(seen.request.path))
    assert ("正在读取" in page) is works
    assert ("重新比对" in page) is not works
    again = client.post(f"{seen.request.path}/again", follow_redirects=True)
    assert (again.status_code, "确认导入" in text(again)) == ((409, False) if works else (200, True))


def test_a_draft_of_an_earlier_register_is_not_written(empty):
    client = empty.client("周主任")
    first = hand_in(client, sheets.as_csv([sheets.HEADER, *sheets.FLATS]))
    second = hand_in(client, sheets.as_csv([sheets.HEADER, *sheets.FLATS[:3]]))
    client.post(f"{second.request.path}/confirm")
    answer = text(client.post(f"{first.request.path}/confirm", follow_redirects=True))
    assert "没有导入" in answer
    assert len(queries.roll_units(empty.ref.id, empty.site.at)) == 3
    again = client.post(f"{first.request.path}/again", follow_redirects=True)
    assert "确认导入" in text(again)


def test_confirming_twice_imports_once(empty):
    client = empty.client("周主任")
    seen = hand_in(client, sheets.as_csv([sheets.HEADER, *sheets.FLATS]))
    assert client.post(f"{seen.request.path}/confirm").status_code == 303
    assert client.post(f"{seen.request.path}/confirm").status_code == 409


def test_a_large_file_is_read_beside_the_request_and_tells_its_progress(empty, monkeypatch):
    started = []

    class Later:
        def __init__(self, target, args, name):
            started.append((target, args))

        def start(self):
            pass

    monkeypatch.setattr(long_work, "AT_ONCE", 0)
    monkeypatch.setattr(long_work.threading, "Thread", Later)
    client = empty.client("周主任")
    seen = hand_in(client, sheets.as_csv(sheets.many(300)))
    assert "正在读取" in text(seen)
    assert 'hx-trigger="load delay:1s"' in text(client.get(f"{seen.request.path}/progress"))
    target, args = started.pop()
    target(*args)
    done = client.get(f"{seen.request.path}/progress")
    assert done.headers["HX-Refresh"] == "true"
    assert "hx-trigger" not in text(done)
    assert "300" in text(client.get(seen.request.path))


def test_an_accident_while_reading_is_said_and_leaves_the_register_alone(empty, monkeypatch):
    def broken(*_args):
        raise ZeroDivisionError

    monkeypatch.setattr(long_work.imports, "prepare", broken)
    assert "出了意外" in text(hand_in(empty.client("周主任"), sheets.as_csv([sheets.HEADER, *sheets.FLATS])))


def test_the_list_is_found_by_door_and_by_owner(estate):
    client = estate.client("周主任")
    assert "1栋102室" in text(client.get("/songlu/register/?words=102"))
    page = text(client.get("/songlu/register/?words=陈一")).split('id="units"')[1]
    assert "1栋102室" in page
    assert "1栋201室" not in page
    assert client.get("/songlu/register/?words=%ff&building=x&page=-1").status_code == 200


def test_the_totals_show_both_bases_and_what_the_developer_holds(estate):
    page = text(estate.client("周主任").get("/songlu/register/"))
    assert "12 人" not in page
    assert "建设单位持有" in page
    assert "12.5" in page


def test_an_area_is_corrected_with_a_reason(estate):
    client, unit = estate.client("周主任"), number(estate, "102")
    good = {"area": "９１．５㎡", "use": "dwelling", "state": "sold", "reason": "按不动产权证"}
    assert client.post(f"/songlu/register/units/{unit}/line", data={**good, "reason": ""}).status_code == 422
    wrong = client.post(f"/songlu/register/units/{unit}/line", data={**good, "area": "-5"})
    assert (wrong.status_code, "必须大于零" in text(wrong), 'value="-5"' in text(wrong)) == (422, True, True)
    assert client.post(f"/songlu/register/units/{unit}/line", data=good).status_code == 303
    assert "91.5" in text(client.get(f"/songlu/register/units/{unit}"))


OWNER = {
    "name": "孙八",
    "kind": "person",
    "document": "110000000000000008",
    "phone": "10000000008",
    "ground": "inheritance",
    "evidence": "公证书第8号",
    "beside": "instead",
    "reason": "继承",
}


def test_a_new_owner_takes_the_place_of_the_old_on_a_named_ground(estate):
    client, unit = estate.client("周主任"), number(estate, "102")
    assert client.post(f"/songlu/register/units/{unit}/owner", data=OWNER).status_code == 303
    page = text(client.get(f"/songlu/register/units/{unit}"))
    assert "继承" in page
    assert "以前的业主" in page


def test_a_company_needs_who_acts_for_it(estate):
    client, unit = estate.client("周主任"), number(estate, "102")
    answer = client.post(f"/songlu/register/units/{unit}/owner", data={**OWNER, "kind": "company", "spokesman": ""})
    assert answer.status_code == 422
    assert "请填写这一项" in text(answer)


def test_the_last_owner_of_a_sold_unit_cannot_just_leave(estate):
    client, unit = estate.client("周主任"), number(estate, "102")
    ownership = queries.line(estate.ref.id, unit, estate.site.at).owners[0].ownership.id
    answer = client.post(f"/songlu/register/units/{unit}/owner-end", data={"ownership": ownership, "reason": "x"})
    assert "已售的房屋要有业主" in text(answer)


def test_co_owners_name_who_votes_for_them_and_a_conflict_is_recorded(estate):
    client, unit = estate.client("周主任"), number(estate, "302")
    party = queries.line(estate.ref.id, unit, estate.site.at).owners[1].party.id
    assert client.post(f"/songlu/register/units/{unit}/head", data={"representative": party, "conflict": "离婚析产未定"}).status_code == 303
    keys = {str(owner.party.id) for owner in queries.line(estate.ref.id, unit, estate.site.at).owners}
    assert queries.contested_sets(estate.ref.id) == {frozenset(keys)}
    assert queries.representatives(estate.ref.id) == {frozenset(keys): str(party)}
    client.post(f"/songlu/register/units/{unit}/head", data={"representative": party, "conflict": ""})
    assert queries.contested_sets(estate.ref.id) == frozenset()


@pytest.mark.parametrize("path", ["", "line", "owner", "owner-end", "head", "counter"])
def test_another_estates_unit_is_not_there(estate, site, path):
    other = builders.neighbourhood(site, slug="other", name="另一小区")
    foreign = number(other, "102")
    assert estate.client("周主任").get(f"/songlu/register/units/{foreign}/{path}".rstrip("/")).status_code == 404
    assert other.client("周主任").get(f"/other/register/units/{foreign}/{path}".rstrip("/")).status_code == 200


@pytest.mark.parametrize("path", ["", "import", "letters", "units/1", "units/1/line", "units/1/counter"])
def test_owners_and_visitors_do_not_see_the_register(estate, path):
    assert estate.client("陈一").get(f"/songlu/register/{path}").status_code == 403
    assert estate.site.client().get(f"/songlu/register/{path}").status_code == 303


def test_my_own_line_says_how_i_count_and_masks_others(estate):
    page = text(estate.client("王大山").get("/songlu/register/mine"))
    assert "您计 1 人，名下 2 套" in page
    page = text(estate.client("刘甲").get("/songlu/register/mine"))
    assert "刘乙" not in page
    assert "推举一位代表" in page


def test_a_dispute_is_sent_answered_and_shown(estate):
    owner, staff, unit = estate.client("陈一"), estate.client("周主任"), number(estate, "102")
    assert owner.post(f"/songlu/register/mine/{unit}/dispute", data={"words": "面积应为 91.5"}).status_code == 303
    assert owner.post(f"/songlu/register/mine/{unit}/dispute", data={"words": "再说一次"}).status_code == 409
    assert "等您答复的异议" in text(staff.get("/songlu/register/"))
    page = text(staff.get(f"/songlu/register/units/{unit}"))
    answer = re.search(r"/songlu/register/disputes/\d+", page)[0]
    assert staff.post(answer, data={"words": "已按产权证更正"}).status_code == 303
    assert staff.post(answer, data={"words": "又一次"}).status_code == 409
    assert "已按产权证更正" in text(owner.get("/songlu/register/mine"))


def test_nobody_disputes_a_line_that_is_not_theirs(estate):
    unit = number(estate, "201")
    assert estate.client("陈一").get(f"/songlu/register/mine/{unit}/dispute").status_code == 404
    assert estate.client("陈一").post(f"/songlu/register/mine/{unit}/dispute", data={"words": "x"}).status_code == 404


def parties(estate, name):
    return db.session.scalars(select(Party).filter_by(estate_id=estate.ref.id, name=name)).one()


def enrolments(estate, name):
    query = select(Enrolment).filter_by(estate_id=estate.ref.id, party_id=parties(estate, name).id).order_by(Enrolment.id)
    return list(db.session.scalars(query))


def test_one_line_is_shown_whole_behind_a_fresh_code_and_its_owner_sees_who_looked(estate):
    place, phone = number(estate, "102"), db.session.scalar(select(Party).filter_by(name="陈一")).phone
    path = f"/songlu/register/units/{place}"
    assert phone not in text(estate.client("郑社区").get(path))
    stale = estate.client("郑社区", stepped_up=False).post(f"{path}/reveal", headers={"Referer": f"http://localhost{path}"})
    assert (stale.status_code, f"next={path}" in text(stale)) == (403, True)  # after the code one is back on the line
    assert db.session.scalars(select(LineLook)).all() == []
    with estate.site.unguarded(), writing(0):
        db.session.add(RoleGrant(estate_id=estate.ref.id, account_id=estate.owners["陈三"], role="clerk", since=estate.site.at))
    for name in ("陈二", "陈三"):  # an owner; a clerk, who sees the register masked
        assert estate.client(name).post(f"{path}/reveal").status_code == 403
    shown = estate.client("郑社区").post(f"{path}/reveal")
    assert shown.headers["Cache-Control"] == "no-store"
    assert "陈一" in text(shown)
    assert f"tel:{phone}" in text(shown)
    line = bytes(db.session.scalars(select(JournalLeaf.body).filter_by(type="register.revealed")).one())
    assert f'"subject":"unit/{place}"'.encode() in line
    assert phone.encode() not in line
    own = text(estate.client("陈一").get("/songlu/me/data"))
    assert "谁看过您家的姓名和电话" in own
    assert "郑社区" in own
    assert "谁看过您家的姓名和电话" not in text(estate.client("陈二").get("/songlu/me/data"))


def test_lines_are_shown_so_many_an_hour(estate, monkeypatch):
    monkeypatch.setattr(looks, "MOST_AN_HOUR", 2)
    place, chair = number(estate, "102"), estate.client("周主任")
    answers = [chair.post(f"/songlu/register/units/{place}/reveal").status_code for _ in range(3)]
    assert answers == [200, 200, 429]
    assert len(db.session.scalars(select(LineLook)).all()) == 2
    estate.site.later(hours=1)
    assert estate.client("周主任").post(f"/songlu/register/units/{place}/reveal").status_code == 200
