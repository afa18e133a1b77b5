"""Owners' demand for an assembly through the browser."""

import pytest

from huasheng_vote.proposals.actions import demands as acts
from tests import builders
from tests.proposals_helpers import act, key

LIST = "/songlu/demands"
WORDS = ("解聘现物业重新选聘", "一年没有公布公共收益，去函没有答复。")


@pytest.fixture
def made(estate):
    return act(estate, "赵一", acts.demand, key(), *WORDS)


def test_both_measures_are_shown_against_a_fifth_and_heads_decide(estate, client, made):
    page = client.get(f"{LIST}/{made}").text
    assert all(words in page for words in ("1\u00a0人，共 12\u00a0人", "还差 2\u00a0人", "90.50\u00a0m²，共 1,336.25\u00a0m²", "按人数算"))


def test_signing_answers_htmx_with_the_fragment_and_a_browser_with_the_page(estate, made):
    client = estate.client("赵二")
    fragment = client.post(f"{LIST}/{made}/sign", headers={"HX-Request": "true"})
    assert (f'id="support-{made}"' in fragment.text, "您已联名" in fragment.text, "<html" in fragment.text) == (True, True, False)
    assert client.post(f"{LIST}/{made}/unsign").status_code == 303
    assert "我也联名" in client.get(f"{LIST}/{made}").text


def test_reaching_a_fifth_is_said_to_everybody_with_its_date(estate, client, made):
    for who in ("赵二", "赵三"):
        estate.client(who).post(f"{LIST}/{made}/sign")
    page = client.get(f"{LIST}/{made}").text
    assert "2026年11月24日（周二）10:00 已达业主的五分之一" in page
    assert estate.client("赵二").post(f"{LIST}/{made}/unsign").status_code == 409
    answered = estate.client("周主任").post(f"{LIST}/{made}/answer", data={"answer": "12月10日召开书面会议，15 日前通知。"})
    assert answered.status_code == 303
    assert "12月10日召开书面会议" in client.get(f"{LIST}/{made}").text


def test_an_answer_too_short_is_kept(estate, made):
    for who in ("赵二", "赵三"):
        estate.client(who).post(f"{LIST}/{made}/sign")
    page = estate.client("周主任").post(f"{LIST}/{made}/answer", data={"answer": "知道了"})
    assert (page.status_code, "知道了" in page.text) == (422, True)


@pytest.mark.parametrize("who", ["周主任", "郑社区", "李邻长"])
def test_nobody_but_owners_signs(estate, made, who):
    assert estate.client(who).post(f"{LIST}/{made}/sign").status_code == 403


def test_a_demand_filled_in_wrongly_keeps_what_was_typed(estate):
    page = estate.client("赵一").post(f"{LIST}/new", data={"title": WORDS[0], "text": "短"})
    assert (page.status_code, WORDS[0] in page.text) == (422, True)


def test_a_demand_sent_twice_is_one_demand(estate):
    client, sent = estate.client("赵一"), {"title": WORDS[0], "text": WORDS[1], "key": key()}
    assert client.post(f"{LIST}/new", data=sent).location == client.post(f"{LIST}/new", data=sent).location


def test_whoever_wrote_it_can_withdraw_it(estate, client, made):
    assert estate.client("赵二").post(f"{LIST}/{made}/withdraw").status_code == 403
    assert estate.client("赵一").post(f"{LIST}/{made}/withdraw").status_code == 303
    assert "已撤回" in client.get(f"{LIST}/{made}").text


def test_a_demand_of_another_estate_is_not_there(estate, site):
    other = builders.neighbourhood(site, slug="other", name="另一小区")
    theirs = act(other, "赵一", acts.demand, key(), *WORDS)
    assert estate.client("赵二").get(f"{LIST}/{theirs}").status_code == 404
    assert estate.client("赵二").post(f"{LIST}/{theirs}/sign").status_code == 404
