"""Every page on the way to a meeting and beside it, in a real browser: axe, and no sideways scroll on a phone or a desk."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from huasheng_vote.assemblies.actions import cancelling, closing, noticing, runoffs
from huasheng_vote.rules.access import SYSTEM
from tests.actions.test_closing import after_objections
from tests.actions.test_run_off import SPLIT, voted
from tests.browser.conftest import HOST
from tests.meetings import GREEN, LAMPS, Convening, day
from tests.proposals_helpers import draft as draft_proposal

PAGES = {
    "管理员": ["setup", "setup/facts", "setup/another"],
    "郑社区": ["conveners", "conveners/new", "conveners/{group}"],
    "周主任": [
        "rules", "rules/new", "online", "calendar", "calendar/year", "assemblies", "assemblies/new", "assemblies/{draft}/draft",
        "assemblies/{draft}/edit", "assemblies/{draft}/preview", "assemblies/{draft}/motions/new", "assemblies/{runoff}/draft",
        "assemblies/{noticed}/notice", "assemblies/{noticed}/poster", "assemblies/{noticed}/service", "assemblies/{noticed}/corrections",
        "assemblies/{noticed}/cancel", "assemblies/{open}", "assemblies/{open}/extend", "assemblies/{open}/desk", "assemblies/{open}/doors",
        "assemblies/{open}/doors/1", "assemblies/{cancelled}", "assemblies/{split}/result/",
    ],
    "陈一": ["assemblies/{open}/roll"],
}  # fmt: skip
LONG = "W" * 60
pytestmark = pytest.mark.browser


@pytest.fixture
def lively(estate):
    """One meeting of each kind: a run-off's first round, its draft, one noticed, one open, one cancelled, one drafted with the longest words."""
    split = voted(estate, *SPLIT)
    after_objections(estate)
    estate.client("周主任").post(split.url("/result/announcement"))
    convening = Convening(estate).set_up()
    dates = {"closes_at": day("2027-03-04", 18), "counting_at": day("2027-03-05")}
    opened, noticed, cancelled = (convening.draft(opens_at=day(opens), **dates) for opens in ("2027-02-02", "2027-02-03", "2027-02-04"))
    for each in (opened, noticed, cancelled):
        convening.do(noticing.begin_review, each)
    estate.site.later(days=8)
    for each in (opened, noticed, cancelled):
        convening.do(noticing.give_notice, each)
    convening.do(cancelling.cancel_assembly, cancelled, LONG)
    convening.do(cancelling.notice_anew, cancelled)
    draft_proposal(estate)
    draft = convening.draft(LAMPS, GREEN, title=LONG, reason=LONG * 3, paper_place=LONG, opens_at=None, closes_at=None, counting_at=None)
    runoff = convening.do(runoffs.open_run_off, split.id, split.motions[0], "业主大会会议（第二轮）", "没有一个方案过半")
    estate.site.at = day("2027-02-02", 10)
    estate.site.act(estate.ref, SYSTEM, closing.open_voting, opened)
    return {
        "group": convening.group, "open": opened, "noticed": noticed, "cancelled": cancelled, "draft": draft, "split": split.id, "runoff": runoff,
    }  # fmt: skip


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("scheme", "lang"), [("light", "zh"), ("dark", "en")])
def test_axe_finds_nothing_and_no_page_is_wider_than_the_screen(estate, visit, lively, scheme, lang):
    """The pages are the same on both databases: axe, which takes the time, reads them on one."""
    for who, addresses in PAGES.items():
        page = None
        for address in addresses:
            path = address.format(**lively)
            page = open_in(visit, page, who, path, scheme, lang)
            page.eval_on_selector_all("main details", "all => all.forEach(each => each.open = true)")
            for width in (1200, 360):
                page.set_viewport_size({"width": width, "height": 800})
                assert page.evaluate("document.documentElement.scrollWidth") <= width, (path, width)
            found = Axe().run(page).response["violations"] if estate.site.sqlite else []
            assert [(each["id"], each["nodes"][0]["html"]) for each in found] == [], path


def open_in(visit, page, who, path, scheme, lang):
    """The page, all of one person's in one window."""
    if page is None:
        return visit(who, path, lang, color_scheme=scheme)
    assert page.goto(f"{HOST}/songlu/{path}").status == 200, path
    return page


def test_a_poster_fills_its_sheet(visit, lively):
    """Every size on it is a share of its width: were that nothing, it would be one character wide."""
    page = visit("陈一", "assemblies/{noticed}/poster".format(**lively))
    for width in (360, 1200):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.locator(".bill").bounding_box()["width"] > 300
        assert page.locator(".bill h1").bounding_box()["height"] < 200
    assert page.locator(".bill .qr").bounding_box()["width"] > 120
