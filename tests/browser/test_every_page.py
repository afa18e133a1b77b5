"""One page of every kind in a real browser: nothing that axe finds, nothing wider than a telephone, by day in Chinese and at night in English."""

from itertools import product
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import HOST
from tests.town import copied
from tests.web.walker import Walk

# The small estates first: what can be seen there need not be looked at again among 1,500 flats.
WHO = [
    *(("lan", who) for who in ("周主任", "郑社区", "刘乙", "管理员", "")),
    *(("songlu", who) for who in ("张雅", "方志远", "李秀红", "周文芳", "陈志明", "")),
]
PASSES = {"zh": {"color_scheme": "light"}, "en": {"color_scheme": "dark"}}
BY_DAY = {"resultTypes": ["violations"]}
AT_NIGHT = {
    **BY_DAY,
    "runOnly": {"type": "rule", "values": ["color-contrast", "html-has-lang", "valid-lang", "label", "button-name", "link-name"]},
}
"""What can differ from the same page by day: colours and words."""
pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    base = tmp_path_factory.getbasetemp()
    with copied(base.parent if base.name.startswith("popen") else base, tmp_path_factory.mktemp("every")) as town:
        yield town


@pytest.fixture(scope="module")
def kinds(town):
    """Endpoint → who sees a page of it, and where."""
    found = {}
    for person in WHO:
        for met in Walk(town.site.app, town.client(*person), f"/{person[0]}/", most=1, without=("announcements.as_pdf",)).met:
            if met.whole and met.status == 200:
                found.setdefault(met.endpoint, (person, met.url))
    return found


def opened(town, chromium, person, lang):
    """A telephone in which that person is signed in."""
    client = town.client(*person, english=lang == "en")
    context = chromium.new_context(viewport={"width": 360, "height": 800}, **PASSES[lang])

    def answer(route):
        asked = urlsplit(route.request.url)
        with town.site.app.app_context():
            given = client.get(f"{asked.path}?{asked.query}" if asked.query else asked.path)
            body = given.data
            given.close()
        route.fulfill(status=given.status_code, headers=dict(given.headers), body=body)

    context.route("**/*", answer)
    return context


def test_axe_finds_nothing_and_no_page_is_wider_than_a_telephone(town, kinds, chromium):
    """One test, because finding the pages takes as long as reading them."""
    wrong = []
    for lang, person in product(PASSES, WHO):
        context = opened(town, chromium, person, lang)
        page = context.new_page()
        for endpoint, (who, url) in kinds.items():
            if who == person:
                page.goto(f"{HOST}{url}")
                page.eval_on_selector_all("main details", "all => all.forEach(each => each.open = true)")
                wrong += [f"{endpoint} {url} {lang}: {fault}" for fault in faults(page, BY_DAY if lang == "zh" else AT_NIGHT)]
        context.close()
    assert wrong == []
    assert len(kinds) > 80


def faults(page, options):
    wide = page.evaluate("document.scrollingElement.scrollWidth - innerWidth")
    if wide > 0:
        yield f"{wide} px too wide"
    for each in Axe().run(page, options=options).response["violations"]:
        yield f"{each['id']}: {each['nodes'][0]['html'][:160]}"
