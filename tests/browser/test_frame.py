"""The frame in a real browser: readable by everyone, never wider than the screen, helpful when the network is not."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.web.bare import PAGES, ROOT, bare_app, draw, render

HOST = "http://frame.test"
HTML = "text/html; charset=utf-8"
CDN = "/npm/htmx.org@*/**"
STATIC = ROOT / "huasheng_vote" / "static"
HTMX = (STATIC / "vendor/htmx.min.js").read_text()
POLICY = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self' https://cdn.jsdelivr.net; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'"
}
ACTING = """{% extends "base.html" %}{% from "_macros/form.html" import ballot_offline, form, submit %}{% block title %}x{% endblock %}{% block main %}
<h1>x</h1>{% call form('/cast', id='cast', hx={'target': '#cast'}, offline=ballot_offline()) %}{{ submit('提交') }}{% endcall %}<button data-print hidden>印</button>{% endblock %}"""
PHOTO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"><path fill="#7b7a52" d="M0 0h4v3H0z"/></svg>'
ANSWER = '<div id="cast" tabindex="-1" data-focus>答复</div>'
pytestmark = pytest.mark.browser


def cast(route):
    route.fulfill(body=ANSWER, content_type=HTML)


def answer(route):
    """What the CDN serves: the very file whose hash the page names."""
    route.fulfill(body=HTMX, content_type="text/javascript", headers={"Access-Control-Allow-Origin": "*"})


def until(page, holds):
    """Wait for an expression; Playwright's own way needs eval, which the policy forbids."""
    for _ in range(100):
        if page.evaluate(f"Boolean({holds})"):
            return
        page.wait_for_timeout(50)
    raise AssertionError(holds)


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    return bare_app(tmp_path_factory.mktemp("frame"))


@pytest.fixture
def visit(app, chromium):
    """Open a page of HTML with its static files; `answers` gives other addresses their answer, anything else has none."""
    contexts = []

    def open_page(html, width=360, scheme="light", answers=None, **options):
        context = chromium.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme, **options)
        contexts.append(context)
        context.route("**/*", lambda route: route.abort())
        context.route(
            re.compile(f"{HOST}/static/"), lambda route: route.fulfill(path=STATIC / route.request.url.split("/static/")[1].split("?")[0])
        )
        context.route("**/photo.svg", lambda route: route.fulfill(body=PHOTO, content_type="image/svg+xml"))
        for address, given in (answers or {}).items():
            context.route(f"**{address}", given)
        context.route(f"{HOST}/", lambda route: route.fulfill(body=html, content_type=HTML, headers=POLICY))
        page = context.new_page()
        page.set_default_timeout(5000)
        page.said = []
        page.on("console", lambda message: page.said.append(message.text))
        page.on("pageerror", lambda error: page.said.append(str(error)))
        page.goto(f"{HOST}/", wait_until="domcontentloaded")
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(
    ("scheme", "prefs"), [("light", {}), ("dark", {"size": "large", "lang": "en"}), ("light", {"size": "xlarge", "contrast": "high"})]
)
def test_axe_finds_nothing(app, visit, name, scheme, prefs):
    found = Axe().run(visit(draw(app, name, **prefs), scheme=scheme))
    assert [(each["id"], each["nodes"][0]["html"]) for each in found.response["violations"]] == []


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(("size", "lang"), [("standard", "zh"), ("large", "en"), ("xlarge", "zh"), ("xlarge", "en")])
def test_no_page_is_wider_than_the_screen(app, visit, name, size, lang):
    page = visit(draw(app, name, size=size, lang=lang), width=320)
    for width in (320, 360, 768, 1200):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, width


def test_the_page_breaks_no_policy_and_raises_no_error(app, visit):
    page = visit(draw(app, "parts"))
    page.wait_for_load_state()
    assert page.said == []


def test_buttons_and_links_of_the_frame_are_large_enough_to_touch(app, visit):
    page = visit(draw(app, "parts"))
    page.click("details.display summary")
    heights = page.eval_on_selector_all(".top a, .top summary, .panel button, .foot a, .button", "all => all.map(e => e.offsetHeight)")
    assert min(heights) >= 44


@pytest.mark.parametrize("cdn", [answer, lambda route: None, lambda route: route.abort()], ids=["answers", "is silent", "refuses"])
def test_a_form_works_whatever_the_cdn_does(app, visit, cdn):
    page = visit(render(app, ACTING, {"htmx": "cdn"}), answers={"/cast": cast, CDN: cdn})
    until(page, "window.htmx?.config.historyCacheSize === 0")
    page.click("text=提交")
    page.wait_for_selector("text=答复")
    assert page.url == f"{HOST}/"


def test_a_cdn_that_answers_after_the_local_copy_took_over_is_not_run(app, visit):
    held = []
    page = visit(render(app, ACTING, {"htmx": "cdn"}), answers={CDN: lambda route: held.append(route)})
    until(page, "window.htmx")
    page.evaluate("htmx.local = true")
    with page.expect_event("requestfinished"):
        answer(held[0])
    assert page.evaluate("htmx.local")


def test_a_ballot_that_cannot_be_sent_is_said_not_to_be_submitted(app, visit):
    page = visit(render(app, ACTING))
    until(page, "window.htmx")
    page.click("text=提交")
    page.wait_for_selector("#alerts .toast")
    assert "网络不通，您的票还没有提交，请重试" in page.inner_text("#alerts")


def test_a_plain_form_that_cannot_be_sent_keeps_what_was_typed(app, visit):
    page = visit(draw(app, "forms").replace("hx-post", "data-was"))
    page.fill("#words", "路灯不亮")
    page.context.set_offline(True)
    page.click("button:has-text('提交')")
    assert "还没有提交" in page.inner_text("#alerts")
    assert page.input_value("#words") == "路灯不亮"


@pytest.mark.parametrize("status", [200, 403, 409, 422])
def test_an_answer_is_shown_and_takes_the_focus(app, visit, status):
    answer = '<div id="cast" tabindex="-1" data-focus>答复</div>'
    page = visit(render(app, ACTING), answers={"/cast": lambda route: route.fulfill(status=status, body=answer, content_type=HTML)})
    until(page, "window.htmx")
    page.click("text=提交")
    page.wait_for_selector("text=答复")
    page.wait_for_selector("#cast:focus")
    assert page.inner_text("#alerts") == ""


def test_an_accident_leaves_the_form_and_says_so(app, visit):
    page = visit(render(app, ACTING), answers={"/cast": lambda route: route.fulfill(status=500, body="<p>trace</p>")})
    until(page, "window.htmx")
    page.click("text=提交")
    page.wait_for_selector("#alerts .toast")
    assert "没有收到确认" in page.inner_text("#alerts")
    assert page.is_visible("#cast button")


def test_the_list_of_mistakes_has_the_focus_without_any_script(app, visit):
    page = visit(draw(app, "forms"), java_script_enabled=False)
    page.wait_for_selector(".errors:focus")


def test_escape_closes_the_display_panel_and_gives_the_focus_back(app, visit):
    page = visit(draw(app, "parts"))
    page.click("details.display summary")
    page.keyboard.press("Escape")
    assert not page.is_visible(".panel")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_the_print_button_is_there_only_with_script(app, visit):
    assert visit(render(app, ACTING)).is_visible("[data-print]")
    assert not visit(render(app, ACTING), java_script_enabled=False).is_visible("[data-print]")


def test_the_notice_prints_on_one_page(app, visit):
    page = visit(draw(app, "notice"))
    page.wait_for_load_state("load")  # with its stylesheet
    assert page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n") == 1
