"""Pages of projects: open to everybody, opened by the committee alone."""

from tests.decided import decide

OPEN = "/songlu/projects/open/2026/1"


def test_without_projects_the_list_says_where_they_come_from(estate, client):
    assert "还没有项目" in client.get("/songlu/projects/").text


def test_the_committee_sees_what_waits_and_opens_it(estate):
    decide(estate, budget=250_000_00)
    client = estate.client("周主任")
    assert OPEN in client.get("/songlu/projects/").text
    assert "250,000.00 元" in client.get(OPEN).text
    page = client.get(client.post(OPEN).location)
    assert "更换小区 42 盏路灯" in page.text
    assert "决议〔2026〕1号" in page.text


def test_opening_it_again_is_refused_with_a_sentence(estate):
    decide(estate, budget=1)
    client = estate.client("周主任")
    client.post(OPEN)
    answer = client.post(OPEN)
    assert answer.status_code == 409
    assert "这一步已经做过了" in answer.text


def test_an_owner_opens_nothing(estate, client):
    decide(estate, budget=1)
    assert estate.client("陈一").post(OPEN).status_code == 403
    assert OPEN not in client.get("/songlu/projects/").text


def test_a_project_of_another_estate_is_not_there(estate, site):
    from tests.builders import neighbourhood

    decide(estate, budget=1)
    place = estate.client("周主任").post(OPEN).location
    neighbourhood(site, slug="other", name="别处")
    assert site.client().get(place).status_code == 200
    assert site.client().get(place.replace("songlu", "other")).status_code == 404
