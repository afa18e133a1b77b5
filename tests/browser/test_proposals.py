"""Ideas in a real browser, answered by the application itself: axe, widths, and the two things htmx does here."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from huasheng_vote.proposals.actions import demands, suggestions
from huasheng_vote.proposals.queries import suggestions as read
from tests.proposals_helpers import act, draft, key, suggest

PAGES = [
    ("陈一", "suggestions"),
    ("陈一", "suggestions/new"),
    ("吴委员", "suggestions/{idea}"),
    ("赵二", "demands/{demand}"),
    ("吴委员", "proposals/{proposal}"),
    ("吴委员", "proposals/{proposal}/edit"),
    ("周主任", "campaigns/new"),
]
pytestmark = pytest.mark.browser


@pytest.fixture
def lively(estate):
    idea = suggest(estate, place="中心花园到东门" * 4)
    act(estate, "陈二", suggestions.comment, key(), suggestions.About(suggestion_id=idea), "W" * 200)
    demand = act(estate, "赵一", demands.demand, key(), "要求公布三年公共收益并审计", "一年没有公布公共收益，去函没有答复。")
    return {"idea": idea, "demand": demand, "proposal": draft(estate)}


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
@pytest.mark.parametrize("scheme", ["dark"])
def test_axe_finds_nothing_and_no_page_is_wider_than_the_screen(visit, lively, scheme):
    for who, address in PAGES:
        page = visit(who, address.format(**lively), color_scheme=scheme)
        for tool in page.query_selector_all("details.tool"):
            tool.evaluate("each => each.open = true")
        found = Axe().run(page).response["violations"]
        assert [(each["id"], each["nodes"][0]["html"]) for each in found] == [], address
        for width in (320, 360, 1200):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (address, width)


def test_similar_ideas_appear_while_the_title_is_written(visit, lively):
    page = visit("陈二", "suggestions/new")
    page.fill("#title", "路灯坏了")
    page.press("#title", "Tab")
    page.wait_for_selector("#similar li >> text=中心花园一半路灯晚上不亮")
    assert page.input_value("#title") == "路灯坏了"


def test_an_endorsement_is_counted_without_leaving_the_page(estate, visit, lively):
    page = visit("陈二", "suggestions/{idea}".format(**lively))
    page.click(f"#endorsement-{lively['idea']} button")
    page.wait_for_selector("text=您已附议")
    assert read.endorsements(estate.ref.id, lively["idea"]) == 1
    assert page.evaluate("document.activeElement.textContent.trim().startsWith('1')")


def test_without_script_the_same_button_works(estate, visit, lively):
    page = visit("陈二", "suggestions/{idea}".format(**lively), java_script_enabled=False)
    page.click(f"#endorsement-{lively['idea']} button")
    page.wait_for_selector("text=您已附议")
    assert read.endorsements(estate.ref.id, lively["idea"]) == 1
