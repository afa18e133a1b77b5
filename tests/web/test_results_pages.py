"""The pages after closing: result, objections, announcement in every form, resolutions by number."""

import csv
import io
import json

import pytest

from huasheng_vote.assemblies.views.announcements import as_text
from huasheng_vote.web import pdf
from tests.actions.test_closing import after_objections, cast, decided, doubtful
from tests.voting import CLOSES, Asked, noticed


@pytest.fixture
def meeting(estate):
    meeting = noticed(estate)
    decided(meeting)
    return meeting


@pytest.fixture
def announced(meeting, estate):
    after_objections(estate)
    assert estate.client("周主任").post(meeting.url("/result/announcement")).status_code == 303
    return meeting


def text(answer, status=200):
    assert answer.status_code == status, answer.get_data(as_text=True)
    return answer.get_data(as_text=True)


def test_anybody_sees_both_sides_of_every_inequality(meeting, client):
    page = text(client.get(meeting.url("/result/")))
    for words in ("表决结果（公示中）", "1,276.00", "参与面积", "同意人数", "未通过不等于作出了相反的决定", "2026年12月15日"):
        assert words in page


def test_whoever_looks_first_after_closing_time_closes_the_vote(estate, client):
    meeting = noticed(estate)
    cast(meeting, "陈一", "agree", "agree")
    assert client.get(meeting.url("/result/")).status_code == 409
    estate.site.at = CLOSES
    assert "没有达到参与要求" in text(client.get(meeting.url("/result/")))


def test_an_owner_objects_and_reads_the_answer(meeting, estate):
    owner, chair = estate.client("陈一"), estate.client("周主任")
    assert owner.post(meeting.url("/result/objections"), data={"motion": 0, "text": "我家的票没有计入"}).status_code == 303
    page = text(chair.get(meeting.url("/result/")))
    assert "我家的票没有计入" in page
    assert "陈一" not in page
    address = page.split("/result/objections/")[1].split('"')[0]
    assert chair.post(meeting.url(f"/result/objections/{address}"), data={"answer": "已核对，已计入"}).status_code == 303
    assert "已核对，已计入" in text(owner.get(meeting.url("/result/")))


def test_an_objection_without_a_reason_keeps_what_was_chosen(meeting, estate):
    page = text(estate.client("陈一").post(meeting.url("/result/objections"), data={"motion": meeting.motions[1], "text": ""}), 422)
    assert f'<option selected value="{meeting.motions[1]}">' in page


def test_a_late_objection_is_told_so_and_its_text_kept(meeting, estate):
    after_objections(estate)
    page = text(estate.client("陈一").post(meeting.url("/result/objections"), data={"motion": 0, "text": "太晚了"}), 409)
    assert "不再收异议" in page


def test_a_visitor_cannot_object(meeting, client):
    assert client.post(meeting.url("/result/objections"), data={"motion": 0, "text": "路过"}).status_code == 403


def test_the_announcement_is_official_and_has_a_check_code(announced, client):
    page = text(client.get(announced.url("/announcement")))
    for words in ("公告〔2026〕1号", "名册载明表决权人 12 人", "决议〔2026〕1号", "盖章处", "校验码"):
        assert words in page


def test_before_the_announcement_there_is_no_official_paper(meeting, client):
    for path in ("/announcement", "/announcement.csv", "/announcement.json"):
        assert client.get(meeting.url(path)).status_code == 409


def test_other_programs_read_the_same_figures(announced, client):
    body = json.loads(client.get(announced.url("/announcement.json")).data)
    first = body["motions"][0]
    assert (first["outcome"], first["roll"], first["resolution"]) == ("passed", {"heads": 12, "area": "1336.25"}, "2026-1")
    assert [test["holds"] for test in first["tests"]] == [True] * 4
    rows = list(csv.reader(io.StringIO(client.get(announced.url("/announcement.csv")).get_data(as_text=True).lstrip("\ufeff"))))
    assert len(rows) == 9
    assert rows[1][0] == "更换小区 42 盏路灯"


def test_a_title_that_looks_like_a_formula_stays_text_in_a_spreadsheet(estate, client):
    meeting = noticed(estate, [Asked('=HYPERLINK("http://example.invalid")')])
    for name in ("王大山", "陈一", "陈二", "陈三", "陈四", "刘甲", "赵一", "赵二", "赵三"):
        cast(meeting, name, "agree")
    estate.site.at = CLOSES
    client.get(meeting.url("/result/"))
    after_objections(estate)
    estate.client("周主任").post(meeting.url("/result/announcement"))
    rows = list(csv.reader(io.StringIO(client.get(meeting.url("/announcement.csv")).get_data(as_text=True))))
    assert rows[1][0].startswith("'=")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_every_beginning_of_a_formula_is_defused(start):
    assert as_text(f"{start}1") == f"'{start}1"


def test_ordinary_text_stays_as_it_is():
    assert as_text("更换路灯") == "更换路灯"


def test_without_a_pdf_library_the_page_says_how_to_print(announced, client, monkeypatch):
    monkeypatch.setattr("huasheng_vote.assemblies.views.announcements.can_print", lambda: False)
    assert "存为 PDF" in text(client.get(announced.url("/announcement")))
    assert "存为 PDF" in text(client.get(announced.url("/announcement.pdf")), 409)


def test_the_announcement_as_pdf(announced, client):
    answer = client.get(announced.url("/announcement.pdf"))
    assert answer.data.startswith(b"%PDF") if pdf.can_print() else answer.status_code == 409


def test_a_resolution_is_found_by_its_number(announced, estate, client):
    assert "决议〔2026〕1号" in text(client.get(f"/{estate.ref.slug}/resolutions"))
    page = text(client.get(f"/{estate.ref.slug}/resolutions/2026/1"))
    assert "更换小区 42 盏路灯" in page
    assert client.get(f"/{estate.ref.slug}/resolutions/2026/2").status_code == 404


def test_a_doubtful_motion_shows_what_it_hangs_on_and_is_resolved_on_its_page(estate):
    meeting = doubtful(estate)
    chair = estate.client("周主任")
    page = text(chair.get(meeting.url("/result/")))
    assert "按普通事项还是特别事项，结论不同" in page
    assert "需要复核" in page
    review = meeting.url(f"/result/motions/{meeting.motions[0]}/review")
    assert chair.post(review, data={"outcome": "not_passed", "reason": "按特别事项"}).status_code == 303
    assert "1 / 3 人" in text(chair.get(review))
    refused = chair.post(f"{review}/resolve", data={"outcome": "not_passed", "reason": "按特别事项"})
    assert refused.status_code == 409
