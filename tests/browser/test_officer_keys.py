"""Three officers, each in a browser of their own, make keys and open the test envelope on the pages of the site; the site sees no private key."""

from functools import lru_cache
from urllib.parse import parse_qs, urlsplit

import pytest

from huasheng_vote.procurement.queries import staffing as read
from tests.browser.conftest import SECURE
from tests.staffed import EXPERT, MEMBER, SUPERVISOR, named

PASSPHRASE = "长松路的路灯要换成新的"
pytestmark = pytest.mark.browser


class Device:
    """An officer's own browser, and what left it."""

    def __init__(self, page):
        self.page, self.posted = page, []
        page.on("request", lambda request: self.posted.append((request.url, request.post_data)) if request.method == "POST" else None)

    def goto(self, address):
        self.page.goto(f"{SECURE}/songlu/{address}")
        return self.page


@pytest.fixture
def desks(visit):
    """Each officer's device, by name."""
    return lru_cache(lambda who: Device(visit(who, "", host=SECURE, follow=True)))


def make_key(desk, bought):
    page = desk.goto(f"tenders/{bought.tender}/key")
    page.fill("[data-passphrase]", PASSPHRASE)
    page.fill("[data-again]", PASSPHRASE)
    page.click("form[data-officer-key] button")
    page.wait_for_selector("[data-result]:not([hidden])")
    recovery = page.inner_text("[data-text]")
    with page.expect_navigation():
        page.click("form[data-officer-key] button")
    return recovery


def open_test(desk, bought):
    page = desk.goto(f"tenders/{bought.tender}/key")
    with page.expect_navigation():
        page.click("form[data-officer-open] button")
    return page


def rows(estate, bought):
    bought.row()
    return read.officers(estate.ref.id, bought.tender).rows


def test_three_officers_make_keys_and_open_the_test_envelope(estate, desks):
    bought = named(estate)
    officers = (MEMBER, SUPERVISOR, EXPERT)
    for who in officers:
        make_key(desks(who), bought)
    assert all(each.public for each in rows(estate, bought))
    for who in officers:
        assert "试开过了" in open_test(desks(who), bought).inner_text("main")
    assert all(each.tested_at for each in rows(estate, bought))


def test_only_the_public_point_and_the_share_leave_the_device(estate, desks):
    bought = named(estate)
    recoveries = {who: make_key(desks(who), bought) for who in (MEMBER, SUPERVISOR, EXPERT)}
    open_test(desks(MEMBER), bought)
    posted = [(urlsplit(url).path.rpartition("/")[2], set(parse_qs(body))) for url, body in desks(MEMBER).posted]
    assert posted == [("key", {"csrf_token", "public"}), ("test", {"csrf_token", "shares"})]
    sent = "".join(body for _url, body in desks(MEMBER).posted)
    assert PASSPHRASE not in sent
    assert recoveries[MEMBER] not in sent


def test_two_passphrases_that_differ_and_one_too_short_make_no_key(estate, desks):
    bought = named(estate)
    page = desks(MEMBER).goto(f"tenders/{bought.tender}/key")
    page.fill("[data-passphrase]", "短")
    page.fill("[data-again]", "短")
    page.click("form[data-officer-key] button")
    assert page.is_hidden("[data-result]")
    page.fill("[data-passphrase]", PASSPHRASE)
    page.click("form[data-officer-key] button")
    page.wait_for_selector("[data-status]:text-is('两次填的口令不一样。')")
    assert rows(estate, bought)[0].public == ""


def test_on_another_device_the_recovery_text_opens_it(estate, desks):
    bought = named(estate)
    recoveries = {who: make_key(desks(who), bought) for who in (MEMBER, SUPERVISOR, EXPERT)}
    desk = desks(MEMBER)
    desk.page.evaluate("indexedDB.deleteDatabase('huasheng-vote')")
    page = desk.goto(f"tenders/{bought.tender}/key")
    page.click("form[data-officer-open] button")
    page.wait_for_selector("[data-status]:text-is('这台设备上没有您的钥匙。请打开下面一栏，粘贴恢复文字。')")
    page.click("form[data-officer-open] summary")
    page.fill("[data-recovery]", recoveries[SUPERVISOR])
    page.fill("form[data-officer-open] [data-passphrase]", PASSPHRASE)
    page.click("form[data-officer-open] button")
    page.wait_for_selector("[data-status]:text-is('这是另一把钥匙，不是您登记的那一把。')")
    page.fill("[data-recovery]", recoveries[MEMBER])
    with page.expect_navigation():
        page.click("form[data-officer-open] button")
    assert rows(estate, bought)[0].tested_at == estate.site.at
