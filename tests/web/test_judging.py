"""Pages of judging: what everybody reads after the opening, what only the panel does, and what nobody sees before all sheets are locked."""

from tests import buying
from tests.judged import opened, reported, scored, signed

PLACE = "/songlu/tenders"


def test_before_the_opening_there_is_nothing_to_compare(estate, client):
    lot = buying.published(estate)
    assert client.get(f"{PLACE}/{lot.tender}/comparison").status_code == 404


def test_after_the_opening_everybody_compares_prices_and_no_score_is_there(estate, client):
    page = client.get(f"{PLACE}/{opened(estate).tender}/comparison").text
    for words in ("226,000", "湘江照明工程有限公司", "−9.6%", "控制价 250,000", "待审查"):
        assert words in page
    assert "名次" not in page


def test_what_the_panel_gave_is_public_when_the_evaluation_is_over(estate, client):
    lot = reported(scored(estate))
    before = client.get(f"{PLACE}/{lot.tender}/comparison").text
    assert "91.00" not in before
    assert "按评分办法" not in before
    signed(lot, dissent="商务分拉不开差距")
    page = client.get(f"{PLACE}/{lot.tender}/comparison").text
    for words in (
        "<b>91.00</b>",
        "<b>90.75</b>",
        "<b>90.12</b>",
        "38 40 39 <s>44</s> <s>36</s>",
        "按评分办法逐项打分",
        "商务分拉不开差距",
        "陈*",
    ):
        assert words in page
    assert "陈三" not in page
