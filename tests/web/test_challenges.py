"""Pages of challenges: public without a name, written by owners and bidders, answered by members, ruled on by the residents' committee."""

from huasheng_vote.procurement.queries import challenges as read
from huasheng_vote.rules.calendar import local_day
from tests import buying
from tests.actions.test_awards import HEAD, THIRD, propose
from tests.actions.test_challenges import OWNER, TEXT, TITLE, answered, challenge, found, pending
from tests.proposals_helpers import key

PLACE = "/songlu/tenders"


def sent(**more):
    return {"key": key(), "about": "award", "title": TITLE, "text": TEXT, **more}


def make(estate, bought, who=OWNER, **more):
    return estate.client(who).post(f"{PLACE}/{bought.tender}/challenges/new", data=sent(**more))


def test_an_owner_challenges_over_http_and_everybody_reads_it_without_the_name(estate, client):
    bought, _award = pending(estate)
    place = make(estate, bought).location
    page = client.get(place).text
    for words in (TITLE, TEXT, "待受理", "王*山", "满 10 位业主联名"):
        assert words in page
    assert OWNER not in page
    assert TITLE in client.get(f"{PLACE}/{bought.tender}/challenges").text
    assert TITLE in client.get(f"{PLACE}/{bought.tender}/award").text


def test_what_was_typed_stays_where_something_is_missing_or_late(estate):
    bought, _award = pending(estate)
    answer = make(estate, bought, about="")
    assert answer.status_code == 422
    assert TEXT in answer.text
    estate.site.later(days=30)
    answer = make(estate, bought)
    assert answer.status_code == 409
    assert TEXT in answer.text


def test_a_bidder_challenges_for_the_company_and_its_person_is_not_shown(estate, client):
    bought, _award = pending(estate)
    page = estate.client(THIRD).get(f"{PLACE}/{bought.tender}/challenges/new").text
    assert "您代表参加采购的供应商提出" in page
    shown = client.get(make(estate, bought, THIRD).location).text
    assert "一家供应商" in shown
    assert "甲*" not in shown
    assert "有 1 件质疑没有答复" in client.get(f"{PLACE}/{bought.tender}/award").text


def test_who_neither_owns_nor_bids_has_no_form(estate, client):
    bought, _award = pending(estate)
    place = f"{PLACE}/{bought.tender}/challenges/new"
    assert [who.get(place).status_code for who in (client, estate.client("郑社区"))] == [303, 403]


def test_another_owner_signs_it_too(estate, client):
    bought, _award = pending(estate)
    made = challenge(bought)
    place = f"{PLACE}/challenges/{made}"
    assert "我也联名" in estate.client("陈一").get(place).text
    assert "我也联名" not in estate.client(OWNER).get(place).text
    assert estate.client("陈一").post(f"{place}/support").status_code == 303
    assert "2 位业主联名" in client.get(f"{PLACE}/{bought.tender}/challenges").text


def test_a_member_admits_and_answers_it_and_the_page_says_who_and_what_follows(estate, client):
    bought, _award = pending(estate)
    place, head = f"{PLACE}/challenges/{challenge(bought)}", estate.client(HEAD)
    assert place in head.get("/songlu/tasks").text
    assert head.post(f"{place}/admit").status_code == 303
    short = head.post(f"{place}/answer", data={"answer-finding": "yes", "answer-text": "缺"})
    assert short.status_code == 422
    assert head.post(f"{place}/answer", data={"answer-finding": "yes", "answer-text": "报告缺失，质疑成立。"}).status_code == 303
    page = client.get(place).text
    for words in ("已答复，成立", "报告缺失，质疑成立。", "周*任", "按名次另定下一名"):
        assert words in page


def test_somebody_of_the_panel_has_no_form_to_answer(estate):
    bought = buying.evaluated(estate)
    propose(bought)
    place = f"{PLACE}/challenges/{challenge(bought)}"
    assert estate.client("刘甲").post(f"{place}/admit").status_code == 403
    assert "受理之后" not in estate.client("刘甲").get(place).text


def test_its_maker_takes_it_further_and_the_residents_committee_enters_the_ruling(estate, client):
    bought, _award = pending(estate)
    made = answered(bought, False)
    place = f"{PLACE}/challenges/{made}"
    until = read.escalates_until(found(estate, made), estate.site.at)
    assert until is not None
    assert until > local_day(estate.site.at)
    assert "要求上一级处理" not in estate.client("陈一").get(place).text
    assert "不服答复，要求上一级处理" in estate.client(OWNER).get(place).text
    assert estate.client(OWNER).post(f"{place}/escalate", data={"escalate-office": "subdistrict"}).status_code == 303
    supervisor = estate.client("郑社区")
    assert place in supervisor.get("/songlu/tasks").text
    said = {"rule-finding": "no", "rule-text": "街道审查意见书第三号，维持答复。"}
    assert estate.client(HEAD).post(f"{place}/rule", data=said).status_code == 403
    assert supervisor.post(f"{place}/rule", data=said).status_code == 303
    page = client.get(place).text
    assert "已办结" in page
    assert "街道审查意见书第三号" in page


def test_after_the_tenth_day_it_is_not_offered_any_more(estate):
    bought, _award = pending(estate)
    made = answered(bought, False)
    place = f"{PLACE}/challenges/{made}"
    until = read.escalates_until(found(estate, made), estate.site.at)
    estate.site.later(days=(until - local_day(estate.site.at)).days)
    assert "不服答复" in estate.client(OWNER).get(place).text
    estate.site.later(days=1)
    assert "不服答复" not in estate.client(OWNER).get(place).text


def test_its_maker_withdraws_it_over_http(estate, client):
    bought, _award = pending(estate)
    place = f"{PLACE}/challenges/{challenge(bought)}"
    assert estate.client(OWNER).post(f"{place}/withdraw").status_code == 303
    assert "已撤回" in client.get(place).text


def test_challenges_of_another_estate_are_not_there(estate, site):
    from tests.builders import neighbourhood

    bought, _award = pending(estate)
    made = challenge(bought)
    other = neighbourhood(site, slug="other", name="别处")
    assert other.client(HEAD).get(f"/other/tenders/challenges/{made}").status_code == 404
