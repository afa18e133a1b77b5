"""What a person reads when something is refused, missing or broken."""

import io

import html5lib
import pytest

from huasheng_vote.labels import REFUSALS
from huasheng_vote.rules.refusal import Why
from tests.proposals_helpers import jpeg


def test_a_missing_page_says_so_in_chinese_and_english(client):
    assert "没有找到" in client.get("/no-such-estate/anything").text
    client.set_cookie("lang", "en")
    answer = client.get("/no-such-estate/anything")
    assert answer.status_code == 404
    assert "not found" in answer.text.lower()


def test_an_error_is_never_kept_by_a_cache(client):
    assert client.get("/nowhere/").headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["/%00", "/%ff%fe", "/" + "长" * 3000, "/%E2%80%AE"])
def test_a_mangled_address_is_a_missing_page_not_an_accident(client, path):
    assert client.get(path, follow_redirects=True).status_code in (400, 404)


IDEA = {"title": '车棚漏雨，"东头"最厉害', "category": "other", "text": "第一行\n第二行 <b>🏮</b>", "step": "check"}
HERE = {"Origin": "http://localhost"}


def held_in(page):
    """What the form of a page would send."""
    fields = html5lib.parse(page.text, namespaceHTMLElements=False).findall(".//main//input")
    return {each.get("name"): each.get("value") for each in fields}


@pytest.fixture
def with_tokens(estate, monkeypatch):
    monkeypatch.setitem(estate.site.app.config, "WTF_CSRF_ENABLED", True)


@pytest.mark.parametrize("token", [{}, {"csrf_token": "old"}])
def test_a_form_whose_token_is_old_is_held_and_sent_again_by_one_button(estate, with_tokens, token):
    client = estate.client("陈一")
    refused = client.post("/songlu/suggestions/new", data={**IDEA, **token}, headers=HERE)
    assert refused.status_code == 409
    assert {**held_in(refused), **IDEA} == held_in(refused)
    assert "照片和文件要重新选" not in refused.text
    assert "这是第一条" in client.post("/songlu/suggestions/new", data=held_in(refused)).text


def test_what_a_lost_session_could_not_send_is_held_until_the_reader_is_signed_in_again(estate):
    before = estate.site.client()
    refused = before.post("/songlu/suggestions/new", data=IDEA, headers=HERE)
    assert refused.status_code == 403
    assert 'href="/sign-in?next=' in refused.text
    assert "这是第一条" in estate.client("陈一").post("/songlu/suggestions/new", data=held_in(refused)).text


def test_a_photo_is_not_held_and_the_page_says_so(estate, with_tokens):
    photo, empty = (io.BytesIO(jpeg()), "车棚.jpg"), (io.BytesIO(), "")
    client = estate.client("陈一")
    said = [
        "照片和文件要重新选" in client.post("/songlu/suggestions/new", data={**IDEA, "photos": each}, headers=HERE).text
        for each in (photo, empty)
    ]
    assert said == [True, False]


@pytest.mark.parametrize(
    "headers", [{}, {"Origin": "https://evil.example"}, {"Origin": "null"}, {"Referer": "https://evil.example/songlu/"}]
)
def test_what_another_site_sends_is_not_held(estate, with_tokens, headers):
    for client in (estate.client("陈一"), estate.site.client()):
        assert "车棚" not in client.post("/songlu/suggestions/new", data=IDEA, headers=headers).text


CALCULATOR = {  # said by the command line alone
    Why.BAD_JSON,
    Why.DUPLICATE_KEY,
    Why.BAD_USAGE,
    Why.UNKNOWN_LAW,
    Why.COUNTS_EXCEED_ROLL,
    Why.NOT_A_PROOF,
    Why.WEIGHTS_NOT_100,
    Why.PANEL_MISMATCH,
    Why.SCORE_RANGE,
    Why.DUPLICATE_BID,
    Why.NO_LIMIT,
    Why.BAD_SAMPLE,
    Why.UNKNOWN_PROJECT,
}


def test_every_refusal_a_page_can_give_has_words():
    assert {why.name for why in Why} - {why.name for why in REFUSALS} <= {why.name for why in CALCULATOR}


def test_one_slash_too_many_leads_to_the_page_that_was_meant(estate, client):
    app = estate.site.app
    plain = [
        rule for rule in app.url_map.iter_rules() if "GET" in rule.methods and not rule.rule.endswith("/") and rule.arguments <= {"estate"}
    ]
    assert len(plain) > 20
    for rule in plain:
        path = rule.rule.replace("<estate>", "songlu")
        answer = client.get(f"{path}/?a=1")
        assert (answer.status_code, answer.location) == (308, f"{path}?a=1"), path


def test_a_slash_behind_what_is_nowhere_is_still_not_found(estate, client):
    assert [client.get(path).status_code for path in ("/songlu/nowhere/", "//songlu/rules/", "/songlu/rules//")] == [404, 404, 404]
    assert client.post("/songlu/rules/new/").status_code == 404
