"""Pages of an award: everybody reads who, how much and until when; the committee proposes without typing a figure."""

from flask import url_for

from huasheng_vote.worker import awards_due
from tests import buying
from tests.actions.test_awards import FIRST, HEAD, OTHER, PRICE, decide, in_force, other_decision, propose, row, until_day

PLACE = "/songlu/tenders"


def test_everybody_reads_to_whom_for_how_much_and_until_when(estate, client):
    bought = buying.evaluated(estate)
    propose(bought)
    page = client.get(f"{PLACE}/{bought.tender}/award").text
    for words in (
        "拟成交：乙，226,000.00 元",
        "合计 91.00 分",
        "比下一名高 0.25 分",
        "比控制价低 24,000.00 元",
        "没有人提出",
    ):
        assert words in page


def test_a_tender_that_is_still_a_draft_has_no_such_page(estate, client):
    assert client.get(f"{PLACE}/{buying.drafted(estate).tender}/award").status_code == 404


def test_an_award_is_proposed_over_http_with_a_decision_to_choose_and_nothing_to_type(estate, client):
    bought = buying.evaluated(estate)
    place, head = f"{PLACE}/{bought.tender}/award/new", estate.client(HEAD)
    assert "还没有可以依据的业委会决定" in head.get(place).text
    year, number = decide(estate, PRICE[FIRST])
    page = head.get(place).text
    assert f"业委会决定〔{year}〕{number}号" in page
    assert 'type="text"' not in page
    assert head.post(place, data={"decision": "1999-1"}).status_code == 422
    assert head.post(place, data={"decision": f"{year}-{number}"}).status_code == 303
    assert "拟成交：乙" in client.get(f"{PLACE}/{bought.tender}/award").text


def test_proposing_needs_a_fresh_code_and_a_member(estate):
    place = f"{PLACE}/{buying.evaluated(estate).tender}/award/new"
    assert estate.client(HEAD, stepped_up=False).post(place).status_code == 403
    assert estate.client("陈一").get(place).status_code == 403


def test_the_first_who_looks_after_the_standstill_puts_it_in_force(estate, client):
    bought = buying.evaluated(estate)
    award = propose(bought)
    place = f"{PLACE}/{bought.tender}/award"
    until_day(bought, award)
    assert "拟成交" in client.get(place).text
    estate.site.later(days=1)
    page = client.get(place).text
    assert "已生效" in page
    assert "合同〔" in page
    assert row(bought, award).activated_at == estate.site.at


def test_the_day_of_the_standstill_is_marked(estate, client):
    bought = buying.evaluated(estate)
    propose(bought)
    place = f"{PLACE}/{bought.tender}/award"
    assert "今日公布，明日起算" in client.get(place).text
    estate.site.later(days=1)
    page = client.get(place).text
    assert "公示第 1 天" in page
    assert 'aria-current="step"' in page


def test_taking_an_award_back_keeps_the_reason_typed_where_the_decision_is_missing(estate, client):
    bought = buying.evaluated(estate)
    award = propose(bought)
    place, head = f"{PLACE}/awards/{award}/cancel", estate.client(HEAD)
    answer = head.post(place, data={"cancel-reason": "供应商书面放弃"})
    assert answer.status_code == 422
    assert "供应商书面放弃" in answer.text
    estate.site.later(minutes=1)
    year, number = other_decision(estate)
    assert head.post(place, data={"cancel-reason": "供应商书面放弃", "cancel-decision": f"{year}-{number}"}).status_code == 303
    assert "供应商书面放弃" in client.get(f"{PLACE}/{bought.tender}/award").text


def test_passing_over_is_offered_only_once_the_time_to_sign_is_over(estate):
    bought, award = in_force(estate)
    place, head = f"{PLACE}/{bought.tender}/award", estate.client(OTHER)
    assert "逾期没有签合同" not in head.get(place).text
    estate.site.later(days=60)
    assert "逾期没有签合同" in estate.client(OTHER).get(place).text
    assert estate.client(OTHER).post(f"{PLACE}/awards/{award}/forfeit", data={"forfeit-reason": "催告两次没有签"}).status_code == 303
    assert row(bought, award).state == "cancelled"
    assert "公示拟定的结果" in estate.client(OTHER).get(place).text


def test_what_waits_is_said_to_those_who_do_it(estate):
    bought = buying.evaluated(estate)
    place = f"{PLACE}/{bought.tender}/award"
    assert place in estate.client(HEAD).get("/songlu/tasks").text
    propose(bought)
    assert place not in estate.client(HEAD).get("/songlu/tasks").text


def test_a_bidder_reads_how_their_own_bid_came_off(estate):
    bought = buying.evaluated(estate)
    award = propose(bought)
    assert "拟中选，公示中" in estate.client(FIRST).get(_own(estate)).text
    until_day(bought, award, 1)
    awards_due(estate.site.at)
    assert "中选，请签合同" in estate.client(FIRST).get(_own(estate)).text


def _own(estate):
    with estate.site.app.test_request_context():
        return url_for("procurement.own_bids", estate="songlu")
