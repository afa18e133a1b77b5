"""The page of red flags: for owners and the committee, each of the ten with what was seen, nothing seen, or too little to compare with."""

from tests import buying

PAGE = "/songlu/tenders/flags"


def test_two_suppliers_with_one_price_are_named_with_the_price(estate):
    bought = buying.opened(estate, prices=(226_000_00, 226_000_00, 239_500_00))
    page = estate.client("陈一").get(PAGE).text
    assert "2 家都报 226000.00 元" in page
    assert f"/songlu/tenders/{bought.tender}" in page
    assert "开过标的采购 1 次，提示 1 条" in page


def test_what_compares_says_that_there_is_too_little_to_compare_with(estate):
    buying.opened(estate)
    page = estate.client("周主任").get(PAGE).text
    assert page.count("采购还太少") == 4
    assert page.count("没有发现。") == 6


def test_without_an_opening_there_is_nothing_to_ask(estate):
    buying.published(estate)
    assert "还没有开过标的采购" in estate.client("陈一").get(PAGE).text


def test_strangers_see_no_flags(estate, client):
    assert client.get(PAGE).status_code in (302, 303, 401, 403)
    buying.account(estate, "路人")
    assert estate.client("路人").get(PAGE).status_code == 403


def test_releases_of_one_purchase_and_of_all_are_json_without_bids_before_the_opening(estate, client):
    bought = buying.published(estate)
    assert client.get(f"/songlu/tenders/{bought.tender}/releases.json").json["releases"] == []
    assert client.get("/songlu/tenders/releases.json").json["publisher"] == {"name": "松麓家园"}
    draft = buying.drafted(estate, project_id=bought.project)
    assert client.get(f"/songlu/tenders/{draft.tender}/releases.json").status_code == 404
