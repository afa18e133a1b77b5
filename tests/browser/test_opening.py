"""Two officers open three sealed bids in real browsers: one with the key the device keeps, one with the recovery text; the record is there at once."""

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from huasheng_vote import sealing
from huasheng_vote.rules.flows.tenders import TenderState
from huasheng_vote.sealing.coding import text_of
from tests.actions.test_opening import MEMBER, SUPERVISOR
from tests.actions.test_opening import lamps as lamps
from tests.browser.conftest import SECURE

PASSPHRASE = "长松路的路灯四十二盏"
KEEP = """async ([fingerprint, pkcs8]) => {
  const bytes = Uint8Array.from(atob(pkcs8), (letter) => letter.charCodeAt(0));
  const key = await crypto.subtle.importKey("pkcs8", bytes, { name: "ECDH", namedCurve: "P-256" }, false, ["deriveBits"]);
  const opening = indexedDB.open("huasheng-vote", 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore("officer-keys");
  await new Promise((done) => (opening.onsuccess = done));
  const storing = opening.result.transaction("officer-keys", "readwrite").objectStore("officer-keys").put(key, fingerprint);
  await new Promise((done) => (storing.onsuccess = done));
  opening.result.close();
}"""
pytestmark = pytest.mark.browser


def keep(page, private):
    """The key as this device has it since it was made here."""
    der = private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    page.evaluate(KEEP, [sealing.Officer.of(private).fingerprint, text_of(der)])


def test_two_officers_open_three_bids(lamps, visit):
    place = f"tenders/{lamps.tender}/opening"
    first = visit(MEMBER, place, host=SECURE, follow=True)
    first.click("text=取出份额，交给开标")
    first.wait_for_selector("[data-status]:has-text('没有您的开标钥匙')")
    first.click("summary:has-text('换了设备')")
    first.fill("[data-recovery]", sealing.recovery_text(lamps.keys[MEMBER], PASSPHRASE))
    first.fill("[data-passphrase]", PASSPHRASE)
    first.click("text=取出份额，交给开标")
    first.wait_for_selector("text=您的份额已经交了")
    assert lamps.row().state == TenderState.CLOSED
    second = visit(SUPERVISOR, place, host=SECURE, follow=True)
    keep(second, lamps.keys[SUPERVISOR])
    second.click("text=取出份额，交给开标")
    second.wait_for_selector("text=校验值一致")
    for price in ("248,000.00", "226,000.00", "239,500.00"):
        assert second.is_visible(f"text={price}")
    assert second.locator("text=校验值一致").count() == 3
    assert lamps.row().state == TenderState.OPENED


def test_another_officers_key_takes_nothing_out(lamps, visit):
    page = visit(MEMBER, f"tenders/{lamps.tender}/opening", host=SECURE)
    page.click("summary:has-text('换了设备')")
    page.fill("[data-recovery]", sealing.recovery_text(lamps.keys[SUPERVISOR], PASSPHRASE))
    page.fill("[data-passphrase]", PASSPHRASE)
    page.click("text=取出份额，交给开标")
    page.wait_for_selector("[data-status]:has-text('不是您登记的那把钥匙')")


def test_without_script_shares_from_the_own_program_are_pasted(lamps, visit):
    from tests.buying import shares

    page = visit(MEMBER, f"tenders/{lamps.tender}/opening", follow=True, java_script_enabled=False)
    assert page.is_visible("text=没有运行脚本")
    assert not page.is_visible("text=取出份额，交给开标")
    page.click("summary:has-text('用自己的程序')")
    page.fill("textarea[name=shares]", shares(lamps, MEMBER))
    page.click("text=交份额")
    page.wait_for_selector("text=您的份额已经交了")
