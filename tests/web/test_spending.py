"""Pages of projects that the committee decided by itself, or that a danger asked for."""

from tests.spending import LIFT, decided, delegated

SPEND = "/songlu/projects/spend/2026/1"


def test_the_committee_opens_what_it_decided(estate):
    delegated(estate)
    decided(estate)
    client = estate.client("周主任")
    assert SPEND in client.get("/songlu/projects/").text
    assert "20,000.00 元" in client.get(SPEND).text
    page = client.get(client.post(SPEND, data={"money_source": "公共收益"}).location).text
    assert "业委会决定〔2026〕1号" in page
    assert "授权到" in page


def test_without_a_source_of_money_the_form_comes_back(estate):
    delegated(estate)
    decided(estate)
    answer = estate.client("周主任").post(SPEND, data={"money_source": ""})
    assert answer.status_code == 422
    assert 'href="#money_source"' in answer.text


def test_an_emergency_is_confirmed_by_the_supervisor_and_shown_to_all(estate, client):
    decided(estate, LIFT)
    chair, supervisor = estate.client("周主任"), estate.client("郑社区")
    place = chair.post(SPEND, data={"money_source": "维修资金", "trigger": "lift"}).location
    assert "街道确认之前不能采购" in client.get(place).text
    assert "登记街道的确认" in supervisor.get(place).text
    assert chair.get(f"{place}/confirm").status_code == 403
    wrong = supervisor.post(f"{place}/confirm", data={"confirmed_on": "2026-11-25", "confirmation": "松麓街道〔2026〕12号"})
    assert wrong.status_code == 422
    assert "松麓街道〔2026〕12号" in wrong.text
    done = supervisor.post(f"{place}/confirm", data={"confirmed_on": "2026-11-24", "confirmation": "松麓街道〔2026〕12号"})
    assert done.location == place
    assert "松麓街道〔2026〕12号" in client.get(place).text
    assert "街道确认之前不能采购" not in client.get(place).text


def test_a_decision_about_something_else_has_no_such_page(estate):
    decided(estate, LIFT)
    assert estate.client("周主任").get("/songlu/projects/spend/2026/9").status_code == 404


def test_an_owner_opens_and_confirms_nothing(estate):
    delegated(estate)
    decided(estate)
    owner = estate.client("陈一")
    assert owner.post(SPEND, data={"money_source": "公共收益"}).status_code == 403
    assert SPEND not in owner.get("/songlu/projects/").text
