"""What a person reads when something is refused, missing or broken."""

import pytest

from huasheng_vote.labels import REFUSALS
from huasheng_vote.rules.refusal import Why


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
