"""The front page and the pages around it."""

import re

import pytest

from tests.builders import Neighbourhood, neighbourhood


def test_with_one_estate_the_door_leads_straight_in(estate: Neighbourhood, client):
    assert client.get("/").headers["Location"] == "/songlu/"


def test_with_two_estates_the_reader_chooses(estate, site, client):
    neighbourhood(site, slug="xishan", name="西山里")
    page = client.get("/").text
    assert "松麓家园" in page
    assert "/xishan/" in page


def test_an_empty_installation_says_so(client):
    assert "还没有小区" in client.get("/").text


def test_the_front_page_shows_the_buildings_dark_when_no_vote_is_open(estate, client):
    page = client.get("/songlu/").text
    assert page.count('class="wall"') >= 2
    assert 'class="lit"' not in page


def test_an_owner_sees_own_homes_and_weight(estate):
    page = estate.client("王大山").get("/songlu/").text
    assert "1栋101室" in page
    assert "161" in page
    assert "计 1 人" in page
    assert page.count('<rect class="own"') == 2


def test_one_owners_page_says_nothing_of_anothers_home(estate):
    assert "2栋102室" not in estate.client("王大山").get("/songlu/me").text


@pytest.mark.parametrize("path", ["me", "tasks", "notices/mine"])
def test_own_pages_ask_a_visitor_to_sign_in(estate, client, path):
    assert client.get(f"/songlu/{path}").status_code == 303


def test_the_print_list_is_for_those_who_hand_paper_out(estate):
    assert estate.client("陈一").get("/songlu/notices/paper").status_code == 403
    assert estate.client("李邻长").get("/songlu/notices/paper").status_code == 200


@pytest.mark.parametrize(("name", "value"), [("size", "xlarge"), ("contrast", "high"), ("lang", "en")])
def test_a_switch_is_kept_and_leads_back(estate, client, name, value):
    answer = client.post("/prefs", data={name: value, "next": "/songlu/search?q=灯"})
    assert answer.headers["Location"].startswith("/songlu/search?q=")
    page = client.get("/songlu/").text
    assert {"size": 'data-size="xlarge"', "contrast": 'data-contrast="high"', "lang": 'lang="en"'}[name] in page


@pytest.mark.parametrize("next_page", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", ""])
def test_a_switch_never_leads_off_the_site(estate, client, next_page):
    assert client.post("/prefs", data={"size": "large", "next": next_page}).headers["Location"] == "/"


def test_an_unknown_switch_changes_nothing(estate, client):
    answer = client.post("/prefs", data={"size": "huge", "theme": "x", "next": "/songlu/"})
    assert "Set-Cookie" not in answer.headers


def test_the_log_lists_every_line_newest_first_with_its_check_code(estate, client):
    def acts(on):
        on.record("test.first", "test/1", {})
        on.record("test.second", "test/1", {})

    estate.site.act(estate.ref, estate.actor("周主任"), acts)
    page = client.get("/songlu/log/").text
    assert page.index("test.second") < page.index("test.first")
    assert re.search(r"[A-Z2-7]{4}-[A-Z2-7]{4}-[A-Z2-7]{4}", page)
    assert "业委会主任" in page
    assert "test.first" in client.get("/songlu/log/0").text
    assert client.get("/songlu/log/2").status_code == 404


def test_the_log_says_nothing_about_who(estate, client):
    estate.site.act(estate.ref, estate.actor("周主任"), lambda on: on.record("test.first", "test/1", {}, private={"name": "周主任本人"}))
    assert "周主任本人" not in client.get("/songlu/log/0").text


@pytest.mark.parametrize("words", ["a" * 10_000, "👨‍👩‍👧", "‮abc", "%", "_", "\x00"])
def test_a_search_takes_anything_that_can_be_typed(estate, client, words):
    assert client.get("/songlu/search", query_string={"q": words}).status_code in (200, 404, 422)


def test_broken_utf_8_in_a_search_is_no_accident(estate, client):
    assert client.get("/songlu/search?q=%FF%FE").status_code in (200, 404, 422)


def test_ready_means_database_and_disk_answer(estate, client, monkeypatch):
    import shutil

    from huasheng_vote.home.queries import health

    monkeypatch.setattr(health, "_migrations", lambda: "")
    assert client.get("/readyz").get_json() == {"status": "ready", "problems": {}}
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: shutil._ntuple_diskusage(1, 1, health.LEAST_FREE - 1))
    answer = client.get("/readyz")
    assert (answer.status_code, answer.get_json()["problems"]) == (503, {"disk": "nearly full"})


def test_a_database_without_migrations_is_not_ready(estate, client):
    assert client.get("/readyz").get_json()["problems"] == {"migrations": "behind"}


@pytest.mark.parametrize("path", ["privacy", "supervision", "notices/", "log/", "search"])
def test_standing_pages_open_for_everybody(estate, client, path):
    assert client.get(f"/songlu/{path}").status_code == 200
