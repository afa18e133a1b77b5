"""Proposals and calls for ideas through the browser."""

import io
import re
from datetime import timedelta

import pytest

from huasheng_vote.proposals.actions import proposals as acts
from huasheng_vote.proposals.queries import all_campaigns, proposal
from tests import builders
from tests.proposals_helpers import act, draft, suggest, wording

LIST = "/songlu/proposals"
NEW = f"{LIST}/new"
WELL = {
    "title": "更换小区路灯",
    "scope": "更换 42 盏路灯，含灯杆。",
    "cost": "248000.50",
    "source": "maintenance_fund",
    **dict.fromkeys(("raise_fund", "rebuild", "change_use", "business"), "no"),
    "otherwise": "use_fund",
}
PDF = b"%PDF-1.7\n" + b"lamp" * 200
CALL = {"title": "明年先修什么", "text": "请写一处最想先修的。", "since": "2026-11-24T10:00", "until": "2026-12-08T18:00"}


def write(client, **more):
    return client.post(NEW, data={**WELL, **more})


def made_by(answer):
    assert answer.status_code == 303, answer.text
    return int(answer.location.rsplit("/", 1)[1])


def published(estate, **more):
    made = draft(estate, **more)
    act(estate, "周主任", acts.publish, made, estate.site.at + timedelta(days=10))
    return made


@pytest.mark.parametrize(
    ("typed", "fen"),
    [
        ("248000.50", 24_800_050),
        ("248,000.5", 24_800_050),
        ("２４８０００元", 24_800_000),
        ("¥ 0.01", 1),
        ("0", 0),
        ("1000000000000", 10**14),
    ],
)
def test_yuan_are_read_exactly_as_people_write_them(estate, typed, fen):
    assert proposal(estate.ref.id, made_by(write(estate.client("吴委员"), cost=typed))).cost == fen


@pytest.mark.parametrize("typed", ["", "-1", "1.234", "一百", "1e9", "0x10", "NaN", "1000000000000.01", "9" * 10_000, "\0"])
def test_what_is_no_sum_of_money_is_refused_and_kept(estate, typed):
    page = write(estate.client("吴委员"), cost=typed)
    assert (page.status_code, 'id="cost-why"' in page.text) == (422, True)
    assert WELL["scope"] in page.text


@pytest.mark.parametrize("field", ["raise_fund", "rebuild", "change_use", "business", "otherwise", "source"])
def test_every_question_of_the_law_must_be_answered(estate, field):
    page = write(estate.client("吴委员"), **{field: ""})
    assert (page.status_code, f'id="{field}-why"' in page.text) == (422, True)


def test_the_class_follows_and_is_shown_with_its_article(estate):
    client = estate.client("吴委员")
    page = client.get(f"{LIST}/{made_by(write(client, change_use='yes'))}").text
    assert all(words in page for words in ("特别事项", "第 278 条第一款第（八）项", "改变共有部分的用途"))


@pytest.mark.parametrize("otherwise", ["raise_fund", "rebuild", "change_use"])
def test_a_special_matter_cannot_be_slipped_in_or_out_by_hand(estate, otherwise):
    assert write(estate.client("吴委员"), otherwise=otherwise).status_code == 422


def test_a_draft_is_there_for_its_writers_only(estate, client):
    made = draft(estate)
    assert client.get(f"{LIST}/{made}").status_code == 404
    assert client.get(f"{LIST}/{made}/versions/1").status_code == 404
    assert "更换小区路灯" not in client.get(LIST).text
    assert estate.client("吴委员").get(f"{LIST}/{made}").status_code == 200


def test_it_is_written_from_a_suggestion_and_answers_it(estate):
    idea, client = suggest(estate), estate.client("吴委员")
    form = client.get(f"{NEW}?idea={idea}").text
    assert f'name="ideas" type="text" value="{idea}"' in form or re.search(rf'name="ideas"[^>]*value="{idea}"', form)
    made = made_by(write(client, ideas=str(idea)))
    assert "中心花园一半路灯晚上不亮" in client.get(f"{LIST}/{made}").text


@pytest.mark.parametrize("ideas", ["1,x", "路灯", "1;2", "9" * 30])
def test_numbers_of_suggestions_are_numbers(estate, ideas):
    assert write(estate.client("吴委员"), ideas=ideas).status_code == 422


def test_a_suggestion_of_another_estate_is_not_taken_up(estate, site):
    theirs = suggest(builders.neighbourhood(site, slug="other", name="另一小区"))
    assert write(estate.client("吴委员"), ideas=str(theirs)).status_code == 404


def test_papers_survive_a_mistake_and_are_served_once_published(estate, client):
    writer = estate.client("吴委员")
    wrong = write(writer, title="灯", papers=[(io.BytesIO(PDF), "路灯布置图.pdf")])
    tokens = re.findall(r'name="kept" value="([^"]+)"', wrong.text)
    assert (wrong.status_code, len(tokens)) == (422, 1)
    made = made_by(write(writer, kept=tokens))
    [paper] = proposal(estate.ref.id, made).papers
    address = f"{LIST}/{made}/papers/{paper.name}"
    assert client.get(address).status_code == 404
    assert writer.get(address).headers["Cache-Control"] == "no-store"
    act(estate, "周主任", acts.publish, made, estate.site.at + timedelta(days=9))
    shown = client.get(address)
    assert (shown.mimetype, shown.data, shown.headers["X-Content-Type-Options"]) == ("application/pdf", PDF, "nosniff")
    assert "filename*=UTF-8''" in shown.headers["Content-Disposition"]


@pytest.mark.parametrize("data", [b"<html><script>alert(1)</script>", b"PK\x03\x04", b""])
def test_a_paper_that_is_no_pdf_is_named(estate, data):
    page = write(estate.client("吴委员"), papers=[(io.BytesIO(data), "图纸.dwg")])
    assert (page.status_code, "图纸.dwg：这种文件不能用" in page.text) == (422, True)


def test_the_comparison_shows_what_changed(estate, client):
    made = published(estate)
    act(estate, "吴委员", acts.amend, made, 1, wording(scope="更换 40 盏路灯。", cost=1, changed="少换两盏"))
    page = client.get(f"{LIST}/{made}/versions/2").text
    assert all(words in page for words in ("<del>更换 42 盏路灯。</del>", "<ins>更换 40 盏路灯。</ins>", "248,000.00", "少换两盏"))


def test_two_writers_in_two_tabs_do_not_overwrite_each_other(estate):
    made = draft(estate)
    one, two = estate.client("吴委员"), estate.client("周主任")
    assert one.post(f"{LIST}/{made}/edit", data={**WELL, "seen": "1"}).status_code == 303
    late = two.post(f"{LIST}/{made}/edit", data={**WELL, "cost": "1", "seen": "1", "changed": "我改的"})
    assert (late.status_code, "我改的" in late.text) == (409, True)
    assert proposal(estate.ref.id, made).number == 2


@pytest.mark.parametrize("until", ["", "昨天", "2026-11-24T10:00", "0001-01-01T00:00", "9999-12-31T23:59", "2026-13-40T99:99", "\0"])
def test_a_consultation_needs_a_moment_to_come(estate, until):
    made = draft(estate)
    page = estate.client("周主任").post(f"{LIST}/{made}/publish", data={"until": until})
    assert (page.status_code, 'id="until-why"' in page.text) == (422, True)


def test_publishing_shows_it_to_everybody_and_opens_the_discussion(estate, client):
    made = draft(estate)
    assert estate.client("周主任").post(f"{LIST}/{made}/publish", data={"until": "2026-12-08T18:00"}).status_code == 303
    assert "12月8日（周二）18:00" in client.get(f"{LIST}/{made}").text
    estate.client("陈一").post(f"{LIST}/{made}/comments", data={"say-text": "质保几年？"})
    assert "质保几年？" in client.get(f"{LIST}/{made}").text


def test_an_expert_may_draft_but_not_publish(estate, site):
    assert estate.client("陈一").post(NEW, data=WELL).status_code == 403
    assert estate.client("陈一").post(f"{LIST}/{draft(estate)}/publish", data={}).status_code == 403


def test_withdrawing_says_why(estate, client):
    made = published(estate)
    assert estate.client("周主任").post(f"{LIST}/{made}/withdraw", data={"reason": "不"}).status_code == 422
    estate.client("周主任").post(f"{LIST}/{made}/withdraw", data={"reason": "预算不够，明年再提"})
    assert "预算不够，明年再提" in client.get(f"{LIST}/{made}").text


def test_minutes_stand_beside_the_proposal(estate, client):
    made = published(estate)
    said = {"held_at": "2026-11-23T19:30", "place": "社区活动室", "present": "业委会 5 人", "minutes": "同意整体更换，色温 3000 K。"}
    later = estate.client("吴委员").post(f"{LIST}/{made}/meetings/new", data={**said, "held_at": "2026-11-25T19:30"})
    assert (later.status_code, "同意整体更换" in later.text) == (422, True)
    assert estate.client("吴委员").post(f"{LIST}/{made}/meetings/new", data=said).status_code == 303
    assert "2026年11月23日（周一）19:30" in client.get(f"{LIST}/{made}").text


@pytest.mark.parametrize("address", ["{0}", "{0}/versions/1", "{0}/papers/x", "999", "{0}/versions/99"])
def test_a_proposal_of_another_estate_is_not_there(estate, site, client, address):
    theirs = published(builders.neighbourhood(site, slug="other", name="另一小区"))
    assert client.get(f"{LIST}/{address.format(theirs)}").status_code == 404


def test_a_call_for_ideas_is_a_poster_with_a_deadline(estate, client):
    made = estate.client("周主任").post("/songlu/campaigns/new", data=CALL).location
    page = client.get(made).text
    assert all(words in page for words in ("明年先修什么", "12月8日（周二）18:00", "还剩 14\u00a0天"))
    assert "明年先修什么" in client.get("/songlu/suggestions").text


@pytest.mark.parametrize("more", [{"until": "2026-11-24T10:00"}, {"title": "修"}, {"since": ""}, {"text": "x" * 2001}])
def test_a_call_filled_in_wrongly_keeps_what_was_typed(estate, more):
    page = estate.client("周主任").post("/songlu/campaigns/new", data={**CALL, **more})
    assert (page.status_code, "明年先修什么" in page.text or "title" in more) == (422, True)
    assert all_campaigns(estate.ref.id) == []


def test_a_call_is_ended_after_a_question(estate, client):
    made = estate.client("周主任").post("/songlu/campaigns/new", data=CALL).location
    assert estate.client("周主任").get(f"{made}/close").status_code == 200
    estate.client("周主任").post(f"{made}/close")
    assert "已截止" in client.get(made).text
    assert estate.client("周主任").post(f"{made}/close").status_code == 409


@pytest.mark.parametrize("who", ["陈一", "郑社区"])
def test_only_the_committee_calls_for_ideas(estate, who):
    assert estate.client(who).post("/songlu/campaigns/new", data=CALL).status_code == 403
