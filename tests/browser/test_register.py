"""The register in a real browser: axe and widths of every page, and a file handed in with and without script."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from huasheng_vote.register.actions import letters, objections
from huasheng_vote.register.models import Building
from tests import sheets
from tests.browser.conftest import HOST
from tests.web.test_register_pages import number

pytestmark = pytest.mark.browser
PAGES = [
    ("周主任", "register/"),
    ("周主任", "register/?words=没有这样的房屋"),
    ("周主任", "register/import"),
    ("周主任", "register/letters"),
    ("周主任", "register/letters/{building}/list"),
    ("周主任", "register/units/{unit}"),
    ("周主任", "register/units/{unit}/line"),
    ("周主任", "register/units/{unit}/owner"),
    ("周主任", "register/units/{unit}/owner-end"),
    ("周主任", "register/units/{unit}/head"),
    ("周主任", "register/units/{unit}/counter"),
    ("周主任", "register/disputes/1"),
    ("刘甲", "register/mine"),
    ("刘甲", "register/mine/{unit}/dispute"),
    ("王大山", "register/enrol"),
]
FILES = {
    "wrong": [sheets.HEADER, *sheets.FLATS, ["3栋", "", "301" * 12, "别墅" * 20, "=80+9", "钱七" * 30, "", "", ""]],
    "right": [sheets.HEADER, *sheets.FLATS],
}


@pytest.fixture
def told(estate):
    """A letter on its way, and a dispute in words that do not break."""
    building = estate.site.app.extensions["sqlalchemy"].session.query(Building.id).order_by(Building.id).first()[0]
    unit = number(estate, "302")
    estate.site.act(estate.ref, estate.actor("周主任"), letters.issue, building, everybody=True)
    estate.site.act(estate.ref, estate.actor("刘甲"), objections.dispute_line, unit, "W" * 300)
    return {"building": building, "unit": unit}


def faults(page, address):
    """What axe and three widths find wrong."""
    found = [(each["id"], each["nodes"][0]["html"]) for each in Axe().run(page).response["violations"]]
    for width in (320, 360, 1200):
        page.set_viewport_size({"width": width, "height": 800})
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.append((address, width))
    return found


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
@pytest.mark.parametrize("scheme", ["dark"])
def test_axe_finds_nothing_and_no_page_is_wider_than_the_screen(visit, told, scheme):
    for who, address in PAGES:
        page = visit(who, address.format(**told), color_scheme=scheme)
        assert faults(page, address) == [], address


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("file", FILES)
def test_a_file_is_handed_in_and_its_preview_is_sound(visit, estate, script, file):
    page = visit("周主任", "register/import", java_script_enabled=script)
    content = {"name": "名册.xlsx", "mimeType": "application/octet-stream", "buffer": sheets.as_xlsx(FILES[file])}
    page.set_input_files("input[type=file]", content)
    page.check("input[value=part]")
    page.click("form[enctype] button")
    page.wait_for_selector("text=前后对照")
    assert page.url.startswith(f"{HOST}/songlu/register/import/")
    if script:
        assert faults(page, file) == []
    assert page.locator("text=确认导入").count() == (file == "right")
