"""A real browser: Debian's Chromium through Playwright, without network beyond what a test hands it."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, sync_playwright

CHROMIUM = Path("/usr/bin/chromium")
HOST = "http://estate.test"
SECURE = "https://estate.test"  # WebCrypto is there on secure pages only
# fmt: off
QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
]
# fmt: on


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def visit(estate, chromium):
    """Open a page as somebody; every request goes to the application without a network. `follow`: the answer to a form is the page it leads to."""
    contexts = []

    def open_page(who, address, lang="zh", host=HOST, follow=False, **options):
        client = estate.client(who)
        client.set_cookie("lang", lang)
        context = chromium.new_context(viewport={"width": 320, "height": 800}, **options)
        contexts.append(context)

        def answer(route):
            request, asked = route.request, urlsplit(route.request.url)
            kept = {name: value for name, value in request.headers.items() if name.startswith(("hx-", "content-type", "if-none-match"))}
            path = f"{asked.path}?{asked.query}" if asked.query else asked.path
            with estate.site.app.app_context():  # Playwright calls from a context of its own
                given = client.open(path, method=request.method, headers=kept, data=request.post_data_buffer, follow_redirects=follow)
                body = given.data
                given.close()
            route.fulfill(status=given.status_code, headers=dict(given.headers), body=body)

        context.route("**/*", answer)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.goto(f"{host}/songlu/{address}")
        return page

    yield open_page
    for context in contexts:
        context.close()
