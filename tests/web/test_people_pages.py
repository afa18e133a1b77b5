"""Pages of the people, walked through by those who may and those who may not."""

import json
import re

import pytest

from huasheng_vote.extensions import db
from huasheng_vote.people.models import Approval, Skill
from tests.web.people_helpers import shown_digest

NEW = "10012340001"
GRANT = {"phone": NEW, "name": "孙新", "role": "clerk", "since": "2026-11-24", "until": "", "building": "", "reason": "换届选举"}
YES = {"conflict": "no", "stance": "approve", "reason": ""}
LONG = "长" * 10_000
ODD = ["🙂" * 300, "\u202e反", "a\0b", LONG]


def asked(estate, **changes):
    """A grant asked for by the head of the committee; its page."""
    return estate.client("周主任").post("/songlu/offices/new", data={**GRANT, **changes}).headers["Location"]


def test_everybody_reads_who_holds_office_with_masked_names(estate, client):
    page = client.get("/songlu/offices").text
    assert "业委会主任" in page
    assert "周*任" in page
    assert "周主任" not in page
    assert "周主任" in estate.client("郑社区").get("/songlu/offices").text


def test_an_office_goes_from_asking_over_signing_to_holding(estate):
    page = asked(estate)
    approver = estate.client("吴委员")
    shown = approver.get(page).text
    assert "录入员" in shown
    assert "孙新" in shown
    assert approver.post(page, data={**YES, "digest": shown_digest(shown)}).status_code == 303
    assert approver.post(f"{page}/carry-out").status_code == 303
    assert "录入员" in approver.get("/songlu/offices").text
    assert approver.post(f"{page}/carry-out").status_code == 409


def test_the_asker_has_no_form_to_approve_and_is_refused_without_one(estate):
    page = asked(estate)
    asker = estate.client("周主任")
    assert 'name="stance"' not in asker.get(page).text
    digest = db.session.query(Approval).one().digest
    answer = asker.post(page, data={**YES, "digest": digest})
    assert answer.status_code == 409
    assert "另一个人" in answer.text


def test_signing_needs_a_fresh_code(estate):
    page = asked(estate)
    answer = estate.client("吴委员", stepped_up=False).post(page, data={**YES, "digest": "x"})
    assert answer.status_code == 403
    assert "/step-up" in answer.text


def test_a_signature_for_something_else_is_refused(estate):
    page = asked(estate)
    assert estate.client("吴委员").post(page, data={**YES, "digest": "0" * 64}).status_code == 409


@pytest.mark.parametrize(
    "answer",
    [{}, {"conflict": "no"}, {"conflict": "yes"}, {"conflict": "no", "stance": "decline"}, {"conflict": "maybe", "stance": "approve"}],
)
def test_an_answer_without_statement_choice_or_reason_is_shown_again(estate, answer):
    page = asked(estate)
    approver = estate.client("吴委员")
    digest = shown_digest(approver.get(page).text)
    again = approver.post(page, data={**answer, "digest": digest})
    assert again.status_code == 422
    assert 'id="what-to-change"' in again.text


def test_a_conflict_of_interest_is_an_answer_of_its_own(estate):
    page = asked(estate)
    approver = estate.client("吴委员")
    digest = shown_digest(approver.get(page).text)
    approver.post(page, data={"conflict": "yes", "reason": "是我儿子", "digest": digest})
    shown = approver.get(page).text
    assert "回避" in shown
    assert "是我儿子" in shown
    assert approver.post(f"{page}/carry-out").status_code == 409


def test_a_request_is_withdrawn_by_its_asker_alone(estate):
    page = asked(estate)
    assert estate.client("吴委员").post(f"{page}/withdraw").status_code == 403
    assert estate.client("周主任").post(f"{page}/withdraw").status_code == 303
    assert "已撤回" in estate.client("周主任").get(page).text


@pytest.mark.parametrize("page", ["/songlu/approvals", "/songlu/offices/new", "/songlu/counter/phone", "/songlu/second-factor/removal"])
def test_owners_do_not_reach_the_desks_of_staff(estate, page):
    assert estate.client("陈一").get(page).status_code == 403
    assert estate.site.client().get(page).status_code == 303


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"phone": "12"}, "不是手机号"),
        ({"name": ""}, "请填写"),
        ({"name": LONG}, "最多 40 个字"),
        ({"role": "owner"}, 'id="role-why"'),
        ({"role": "king"}, 'id="role-why"'),
        ({"since": "soon"}, "不是一个日期"),
        ({"since": "2026-02-30"}, "不是一个日期"),
        ({"since": "2026-11-24", "until": "2026-11-23"}, "之后"),
        ({"role": "neighbour_head"}, "building-why"),
        ({"reason": ""}, "请填写"),
    ],
)
def test_a_bad_field_is_named_and_the_rest_kept(estate, changes, words):
    answer = estate.client("周主任").post("/songlu/offices/new", data={**GRANT, **changes})
    assert answer.status_code in (409, 422)
    assert words in answer.text
    assert "换届选举" in answer.text or changes.get("reason") == ""
    assert db.session.query(Approval).count() == 0


@pytest.mark.parametrize("day", ["2026/11/24", "2026年11月24日", "２０２６-11-24", "2026.11.24"])
def test_a_day_is_read_as_people_write_it(estate, day):
    assert asked(estate, since=day)


def test_the_last_day_counts_in_full(estate):
    asked(estate, until="2026-11-24")
    assert json.loads(db.session.query(Approval).one().payload)["until"] == "2026-11-24T16:00:00.000Z"


@pytest.mark.parametrize("odd", ODD)
def test_odd_text_breaks_no_form(estate, odd):
    client = estate.client("周主任")
    for url, data in [
        ("/songlu/offices/new", {**GRANT, "name": odd, "reason": odd, "building": odd, "since": odd, "role": odd}),
        ("/songlu/second-factor/removal", {"phone": odd, "reason": odd}),
        ("/songlu/counter/phone", {"old_phone": odd, "phone": odd, "reason": odd}),
        ("/songlu/me/phone", {"phone": odd}),
    ]:
        assert client.post(url, data=data).status_code in (303, 422)
    assert estate.client("陈一").post("/songlu/experts/mine", data={"field": odd, "evidence": odd}).status_code == 422


def test_broken_utf8_is_text_like_any_other(estate):
    body = b"field=law&evidence=%ff%fe%e6%b3"
    answer = estate.client("陈一").post("/songlu/experts/mine", data=body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 303


def test_a_skill_goes_from_its_owner_over_the_checker_to_the_public_list(estate, client):
    owner, checker = estate.client("陈一"), estate.client("吴委员")
    assert owner.post("/songlu/experts/mine", data={"field": "electrical", "evidence": "电工证二十年"}).status_code == 303
    assert "陈" not in client.get("/songlu/experts").text
    skill = db.session.query(Skill).one().id
    assert "电工证二十年" in checker.get(f"/songlu/experts/{skill}").text
    assert checker.post(f"/songlu/experts/{skill}", data={"note": "看过", "finding": "confirm"}).status_code == 303
    page = client.get("/songlu/experts").text
    assert "电气照明" in page
    assert "陈*" in page
    assert "陈一" not in page
    assert "电工证" not in page
    assert owner.post(f"/songlu/experts/{skill}/withdraw").status_code == 303
    assert "陈*" not in client.get("/songlu/experts").text


def test_owners_check_nobody(estate):
    estate.client("陈一").post("/songlu/experts/mine", data={"field": "law", "evidence": "律师"})
    skill = db.session.query(Skill).one().id
    assert estate.client("陈二").get(f"/songlu/experts/{skill}").status_code == 403


PAGES = {
    "陈一": ["/songlu/me/data", "/songlu/me/devices", "/songlu/me/phone", "/songlu/me/close", "/songlu/experts/mine", "/step-up"],
    "周主任": [
        "/songlu/offices",
        "/songlu/offices/new",
        "/songlu/approvals",
        "/songlu/experts",
        "/songlu/counter/phone",
        "/songlu/second-factor/removal",
        "/songlu/second-factor/set",
    ],
}


@pytest.mark.parametrize(("name", "path"), [(name, path) for name, paths in PAGES.items() for path in paths])
def test_every_page_is_complete_in_english(estate, name, path):
    client = estate.client(name)
    client.set_cookie("lang", "en")
    main = client.get(path).text.split("<main")[1].split("</main>")[0]
    main = re.sub(r"松麓家园|陈一|周主任|吴委员|郑社区|李邻长|管理员", "", main)
    assert re.findall(r"[\u4e00-\u9fff]+", main) == []
