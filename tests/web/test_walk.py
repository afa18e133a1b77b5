"""Every page of the demonstration, as a visitor, as owners, as staff: it opens, it is valid, it speaks the reader's language."""

import pytest

from tests.town import Town
from tests.web.test_translations import ALWAYS_CHINESE, extracted
from tests.web.walker import Walk, faults, texts

WHO = ["", "张雅", "周文芳", "郑立", "李秀红", "孙宇", "王小雨", "陈志明"]
# Pages nobody reaches by a link from another page, with the reason.
NOT_LINKED = {
    "healthz": "for machines",
    "home.readyz": "for machines",
}
pytestmark = pytest.mark.xdist_group("town")


@pytest.fixture(scope="session")
def walks(town: Town):
    """The walk of each person, walked once."""
    walked = {}

    def walk(who: str, english: bool = False) -> Walk:
        key = (who, english)
        if key not in walked:
            walked[key] = Walk(town.site.app, town.client(who, english=english), "/songlu/")
        return walked[key]

    return walk


@pytest.mark.parametrize("who", WHO)
def test_every_link_leads_to_a_page(walks, who):
    lost = [(met.url, met.status) for met in walks(who).met if met.status not in (200, 303, 304)]
    assert lost == []


@pytest.mark.parametrize("who", WHO)
def test_every_page_is_valid_html_with_one_heading_and_no_id_twice(walks, who):
    assert [fault for met in walks(who).met if met.html for fault in faults(met)] == []


@pytest.mark.parametrize("who", WHO)
def test_every_answer_carries_the_strict_policy(walks, who):
    loose = [met.url for met in walks(who).met if "default-src 'none'" not in met.headers.get("Content-Security-Policy", "")]
    assert loose == []
    assert [met.url for met in walks(who).met if " style=" in met.html or "<style" in met.html or "onclick" in met.html] == []


@pytest.mark.parametrize("who", WHO[1:])
def test_pages_of_somebody_signed_in_are_not_kept(walks, who):
    kept = [
        met.url
        for met in walks(who).met
        if not ({"no-store", "private"} & set(met.headers.get("Cache-Control", "").replace(" ", "").split(",")))
    ]
    assert kept == []


@pytest.mark.parametrize("who", ["", "张雅", "周文芳", "孙宇"])
def test_in_english_no_sentence_of_ours_is_left_in_chinese(walks, who):
    ours = {" ".join(sentence.split()) for sentence, _ in extracted() if "%(" not in sentence} - set(ALWAYS_CHINESE)
    left = {(met.url, text) for met in walks(who, english=True).met if met.whole for text in texts(met) & ours}
    assert left == set()


def test_every_page_is_reached_by_somebody(town, walks):
    reached = {met.endpoint for who in WHO for met in walks(who).met}
    pages = {rule.endpoint for rule in town.site.app.url_map.iter_rules() if "GET" in rule.methods and rule.endpoint != "static"}
    assert sorted(pages - reached - set(NOT_LINKED)) == []


def test_a_visitor_reaches_no_page_that_names_a_telephone(walks):
    import re

    assert [met.url for met in walks("").met if re.search(r"\b100\d{8}\b", met.html)] == []
