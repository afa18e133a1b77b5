"""Pages of the committee: members work, everybody reads what is posted."""

from datetime import timedelta

from tests.actions.test_committee import FIRST, HEAD, OTHER, called, passed, put, seen
from tests.proposals_helpers import act, key

PLACE = "/songlu/committee"


def test_everybody_sees_who_sits_on_the_committee(estate, client):
    page = client.get(f"{PLACE}/").text
    assert "周*任" in page
    assert "周主任" not in page.replace("周主任 ", "")
    assert "五到十一人" in page


def test_a_question_is_put_answered_and_posted_over_http(estate, client):
    chair = estate.client(HEAD)
    sent = {"key": key(), "title": FIRST.title, "text": FIRST.text, "subject": "reply", "closes_at": "2026-11-27T18:00"}
    place = chair.post(f"{PLACE}/decisions/new", data=sent).location
    number = int(place.rpartition("/")[2])
    for who in (HEAD, OTHER):
        said = {"answer-seen": seen(estate, number), "answer-choice": "yes", "answer-reason": "马上见效"}
        assert estate.client(who).post(f"{place}/answer", data=said).status_code == 303
    assert client.get(place).status_code == 404
    assert chair.post(f"{place}/post").status_code == 303
    page = client.get(place).text
    assert "业委会决定〔2026〕1号" in page
    assert "马上见效" in page
    assert seen(estate, number) in page


def test_answering_needs_a_fresh_code_and_an_office(estate):
    place = f"{PLACE}/decisions/{put(estate)}/answer"
    assert estate.client(OTHER, stepped_up=False).post(place).status_code == 403
    assert estate.client("陈一").post(place).status_code == 403


def test_while_it_is_open_nobody_sees_how_another_answered(estate):
    number = put(estate)
    said = {"answer-seen": seen(estate, number), "answer-choice": "no", "answer-reason": "不合适的理由"}
    estate.client(OTHER).post(f"{PLACE}/decisions/{number}/answer", data=said)
    page = estate.client(HEAD).get(f"{PLACE}/decisions/{number}").text
    assert "已经表决 1 人" in page
    assert "不合适的理由" not in page


def test_money_without_an_amount_is_said_at_its_field_and_the_text_stays(estate):
    sent = {"key": key(), "title": "换水泵", "text": "地下室水泵坏了，换新的。", "subject": "spending", "closes_at": "2026-11-27T18:00"}
    answer = estate.client(HEAD).post(f"{PLACE}/decisions/new", data=sent | {"title": "换一台水泵"})
    assert answer.status_code == 422
    assert "这一类要写明金额" in answer.text
    assert "地下室水泵坏了" in answer.text


def test_a_late_agenda_asks_for_the_reason_at_its_field(estate):
    from huasheng_vote.committee.actions import meetings

    plan = meetings.Plan("紧急会议", "社区三楼", "", estate.site.at + timedelta(days=2))
    meeting = act(estate, HEAD, meetings.call, key(), plan)
    act(estate, HEAD, meetings.write_item, meeting, "水管", "爆裂")
    answer = estate.client(HEAD).post(f"{PLACE}/meetings/{meeting}/post", data={})
    assert answer.status_code == 409
    assert "议程要在开会七日前公布" in answer.text
    assert estate.client(HEAD).post(f"{PLACE}/meetings/{meeting}/post", data={"post-late_reason": "水管爆裂"}).status_code == 303


def test_a_meeting_that_is_not_called_is_the_committees_own(estate, client):
    from huasheng_vote.committee.actions import meetings

    plan = meetings.Plan("工作会议", "社区三楼", "", estate.site.at + timedelta(days=9))
    draft = act(estate, HEAD, meetings.call, key(), plan)
    assert [who.get(f"{PLACE}/meetings/{draft}").status_code for who in (client, estate.client(OTHER))] == [404, 200]
    assert client.get(f"{PLACE}/meetings/{called(estate)}").status_code == 200


def test_the_seal_is_asked_for_over_http_with_a_decision_behind_it(estate, client):
    passed(estate)
    sent = {"key": key(), "seal": "committee", "title": "致物业公司的函", "copies": "2", "purpose": "催办", "basis": "committee-2026-1"}
    chair = estate.client(HEAD)
    place = chair.post(f"{PLACE}/seal/new", data=sent).location
    assert "待审批" in chair.get(place).text
    assert client.get(place).status_code == 404
    assert chair.post(f"{PLACE}/seal/new", data=sent | {"basis": "owners-1999-1", "key": key()}).status_code == 422


def test_a_decision_of_another_estate_is_not_there(estate, site):
    from tests.builders import neighbourhood

    number = put(estate)
    other = neighbourhood(site, slug="other", name="别处")
    assert other.client(HEAD).get(f"/other/committee/decisions/{number}").status_code == 404
