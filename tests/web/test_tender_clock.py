"""Pages of an open tender: questions without a name, answers for all, addenda, giving up, fewer bids in a second round."""

from datetime import timedelta

import pytest

from huasheng_vote.procurement.actions import enquiries
from huasheng_vote.rules.flows.tenders import TenderState
from tests.open_tender import bid_states, decided, moves, open_with, second_round
from tests.proposals_helpers import act, key

HEAD = "周主任"
TEXT = "灯杆壁厚按几毫米？"


def place(here, rest=""):
    return f"/songlu/tenders/{here.tender}{rest}"


def asked(here, text=TEXT):
    return act(here.estate, "甲方经理", enquiries.ask, here.tender, key(), text)


def test_a_question_is_asked_and_answered_over_http_and_everybody_reads_both(estate, client):
    here = open_with(estate)
    sent = {"ask-key": key(), "ask-text": TEXT}
    assert estate.client("甲方经理").post(place(here, "/enquiries"), data=sent).status_code == 303
    head = estate.client(HEAD)
    page = head.get(place(here, "/enquiries")).text
    assert TEXT in page
    assert "湘江照明" not in page
    number = page.partition("/enquiries/")[2].partition('"')[0]
    assert TEXT not in client.get(place(here, "/enquiries")).text
    assert "还有 1 个问题等业委会答复" in client.get(place(here, "/enquiries")).text
    assert head.post(place(here, f"/enquiries/{number}"), data={f"reply{number}-text": "不小于三点七五毫米。"}).status_code == 303
    page = client.get(place(here, "/enquiries")).text
    assert TEXT in page
    assert "不小于三点七五毫米。" in page


def test_the_form_to_ask_is_there_for_those_who_may_bid_and_only_as_long_as_questions_are_taken(estate, client):
    here = open_with(estate)
    assert "提一个问题" in estate.client("甲方经理").get(place(here, "/enquiries")).text
    for other in (client, estate.client(HEAD), estate.client("陈二")):
        assert "提一个问题" not in other.get(place(here, "/enquiries")).text
    estate.site.at = here.row().deadline - timedelta(hours=1)
    assert "提一个问题" not in estate.client("甲方经理").get(place(here, "/enquiries")).text
    refused = estate.client("甲方经理").post(place(here, "/enquiries"), data={"ask-key": key(), "ask-text": TEXT})
    assert refused.status_code == 409
    assert TEXT in refused.text


def test_only_bidders_ask_and_only_the_committee_answers(estate, client):
    here = open_with(estate)
    number = asked(here)
    assert estate.client("陈二").post(place(here, "/enquiries"), data={"ask-text": TEXT}).status_code == 403
    for who in ("甲方经理", "陈二", "郑社区"):
        assert estate.client(who).post(place(here, f"/enquiries/{number}"), data={f"reply{number}-text": "答复"}).status_code == 403


def test_an_answer_that_is_too_short_is_said_beside_its_question(estate):
    here = open_with(estate)
    first, second = asked(here), asked(here, "保修期从哪天起算？")
    page = estate.client(HEAD).post(place(here, f"/enquiries/{second}"), data={f"reply{second}-text": "好"})
    assert page.status_code == 422
    assert f'id="reply{second}-text-why"' in page.text
    assert f'id="reply{first}-text-why"' not in page.text


def test_an_addendum_says_beforehand_where_the_deadline_goes(estate):
    here = open_with(estate)
    head = estate.client(HEAD)
    assert "不变" in head.get(place(here, "/addenda/new")).text
    estate.site.at = here.row().deadline - timedelta(days=1)
    head, seen = estate.client(HEAD), here.row().specification
    assert "不变" not in head.get(place(here, "/addenda/new")).text
    sent = {"seen": seen, "text": "灯杆壁厚改为不小于三点七五毫米。"}
    assert head.post(place(here, "/addenda/new"), data=sent).status_code == 303
    assert [each for each, _by in moves(here)] == ["change"]
    assert bid_states(here) == ["needs_reconfirmation"] * 3
    page = head.get(place(here)).text
    assert "第 1 号更正" in page
    stale = head.post(place(here, "/addenda/new"), data={"seen": seen, "text": "灯杆高度改为四米，其余不变。"})
    assert stale.status_code == 409
    assert "灯杆高度改为四米，其余不变。" in stale.text


def test_giving_up_needs_a_fresh_code_a_reason_and_a_note(estate):
    here = open_with(estate)
    sent = {"code": "need_gone", "note": "物业公司已免费更换。"}
    assert "不拆封" in estate.client(HEAD).get(place(here, "/cancel")).text
    assert estate.client(HEAD, stepped_up=False).post(place(here, "/cancel"), data=sent).status_code == 403
    assert estate.client("陈二").post(place(here, "/cancel"), data=sent).status_code == 403
    head = estate.client(HEAD)
    assert head.post(place(here, "/cancel"), data={"note": sent["note"]}).status_code == 422
    assert head.post(place(here, "/cancel"), data=sent).status_code == 303
    assert "物业公司已免费更换。" in head.get(place(here)).text
    assert head.get(place(here, "/cancel")).status_code == 409


def test_two_bids_do_after_a_decision_is_chosen_on_its_page(estate):
    here = second_round(estate)
    head = estate.client(HEAD)
    assert "现在还没有这样的决定" in head.get(place(here, "/fewer")).text
    decided(estate)
    head = estate.client(HEAD)
    sent = {"bids": "2", "decision": "2026-1"}
    assert head.post(place(here, "/fewer"), data=sent | {"decision": "1999-1"}).status_code == 422
    assert head.post(place(here, "/fewer"), data=sent).status_code == 303
    assert here.row().fewer_bids == 2
    page = head.get(place(here)).text
    assert "这一轮有 2 家合格的报价就可以继续" in page
    assert "业委会决定〔2026〕1号" in page
    assert head.get(place(open_with(estate, project_id=here.project), "/fewer")).status_code == 409


@pytest.mark.parametrize("page", ["", "/enquiries"])
def test_whoever_looks_first_after_the_deadline_closes_it(estate, client, page):
    here = open_with(estate)
    estate.site.at = here.row().deadline
    assert client.get(place(here, page)).status_code == 200
    assert here.row().state == TenderState.CLOSED


def test_the_list_shows_no_tender_open_after_its_deadline(estate, client):
    here = open_with(estate, bids=1)
    estate.site.at = here.row().deadline
    assert "流标" in client.get("/songlu/tenders/").text


def test_where_the_clock_went_back_the_page_is_shown_all_the_same(estate, client):
    here = open_with(estate)
    asked(here)
    estate.site.at = here.row().deadline
    client.get(place(here))
    assert moves(here) == [("enquiry", timedelta(days=1))]
    estate.site.later(hours=-3)
    assert client.get(place(here)).status_code == 200


def test_a_draft_has_no_questions_and_another_estate_does_not_see_them(estate, site, client):
    from tests import buying
    from tests.builders import neighbourhood

    draft = buying.drafted(estate)
    assert estate.client(HEAD).get(place(draft, "/enquiries")).status_code == 404
    other = neighbourhood(site, slug="other", name="别处")
    here = open_with(estate, project_id=draft.project)
    assert other.client(HEAD).get(f"/other/tenders/{here.tender}/enquiries").status_code == 404
