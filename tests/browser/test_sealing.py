"""Browser and server make and read the same envelopes, in a real Chromium under the site's own policy; what is sealed is never sent in the clear."""

import json
from email import policy
from email.parser import BytesParser
from pathlib import Path
from urllib.parse import parse_qs

import pytest

from huasheng_vote import sealing
from huasheng_vote.sealing.coding import text_of
from tests.sealing.bidding import OFFER, OFFICERS, PRICE, SPECIFICATION, TENDER, sealed, share_of, subject

SCRIPT = (Path(__file__).parents[2] / "huasheng_vote/static/seal.js").read_text("utf-8")
SITE = "https://estate.test"  # WebCrypto is there on secure pages only
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'"
TAIL = """<p data-status aria-live="polite"></p><section data-result tabindex="-1" hidden><pre data-text></pre>
<a data-download download="r.txt">save</a></section><button>go</button></form>"""
WORDS = 'data-words-failed="failed" data-words-sealed="sealed" data-words-no-key="no key here" data-words-too-large="too large"'
BID = f"""<form data-seal {WORDS} method="post" enctype="multipart/form-data" action="/bid" data-tender="{TENDER}" data-specification="{SPECIFICATION}"
data-officers="{" ".join(officer.text for officer in OFFICERS)}" data-threshold="2"><input name="csrf_token" value="token">
<fieldset data-sealed><input name="price" required><input name="line" value="灯杆"><input name="line" value="电缆"><input type="file" name="licence"></fieldset>"""
KEY = f"""<form data-officer-key {WORDS} method="post" action="/key"><input type="password" data-passphrase><input type="password" data-again>
<input type="hidden" name="public" data-public>"""
OPEN = f"""<form data-officer-open {WORDS} method="post" action="/shares" data-fingerprint="%s" data-wraps='%s'><textarea data-recovery></textarea>
<input type="password" data-passphrase><textarea name="shares" data-shares></textarea>"""
pytestmark = pytest.mark.browser


class Desk:
    """A page that holds one form, and what was sent from it."""

    def __init__(self, context):
        self.context, self.sent, self.status, self.body = context, {}, 200, ""
        context.route("**/*", self.answer)
        self.page = context.new_page()
        self.page.set_default_timeout(20_000)

    def answer(self, route):
        request = route.request
        if request.url.endswith(".js"):
            return route.fulfill(body=SCRIPT, content_type="text/javascript")
        if request.method == "POST":
            self.sent[request.url.removeprefix(SITE)] = request.headers.get("content-type", ""), request.post_data_buffer
            return route.fulfill(status=self.status, body="<main><p>the reason</p></main>", content_type="text/html; charset=utf-8")
        page = f'<!doctype html><meta charset="utf-8"><title>t</title>{self.body}<script type="module" src="/seal.js"></script>'
        return route.fulfill(body=page, headers={"content-type": "text/html; charset=utf-8", "content-security-policy": POLICY})

    def show(self, form=""):
        self.body = form + TAIL if form else ""
        self.page.goto(f"{SITE}/page")
        return self.page

    def parts(self, address):
        kind, body = self.sent[address]
        message = BytesParser(policy=policy.HTTP).parsebytes(b"Content-Type: " + kind.encode() + b"\r\n\r\n" + body)
        return {part.get_param("name", header="content-disposition"): part.get_payload(decode=True) for part in message.iter_parts()}


@pytest.fixture
def desk(chromium):
    context = chromium.new_context()
    yield Desk(context)
    context.close()


def filled(desk):
    page = desk.show(BID)
    page.fill("[name=price]", PRICE)
    page.set_input_files("[name=licence]", {"name": "安全.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 licence"})
    page.click("button")
    page.wait_for_selector("[data-result]:not([hidden])")
    return page


def test_what_the_browser_seals_two_officers_open(desk):
    page = filled(desk)
    receipt = sealing.read_receipt(page.inner_text("[data-text]"))
    assert desk.sent == {}
    with page.expect_request("**/bid"):
        page.click("button")
    page.wait_for_url("**/bid")
    parts = desk.parts("/bid")
    assert set(parts) == {"csrf_token", "envelope", "salt"}
    assert PRICE.encode() not in desk.sent["/bid"][1]
    envelope = sealing.Envelope.read(parts["envelope"])
    envelope.check_for(subject())
    sealing.check_commitment(envelope, receipt.salt, receipt.commitment)
    assert parts["salt"].decode() == text_of(receipt.salt)
    key = sealing.combine(envelope.header, [share_of(2, envelope), share_of(0, envelope)])
    assert key == receipt.key
    offer = sealing.open_envelope(envelope, key, OFFICERS)
    assert offer.fields == (("price", PRICE), ("line", "灯杆"), ("line", "电缆"))
    assert offer.files == (sealing.Attachment("licence", "安全.pdf", b"%PDF-1.7 licence"),)


def test_a_refusal_is_said_and_everything_stays_filled_in(desk):
    page = filled(desk)
    desk.status = 409
    page.click("button")
    page.wait_for_selector("[data-status]:text-is('the reason')")
    assert page.input_value("[name=price]") == PRICE


def test_a_change_after_sealing_asks_for_sealing_again(desk):
    page = filled(desk)
    page.fill("[name=price]", "1.00")
    assert page.is_hidden("[data-result]")
    page.click("button")
    page.wait_for_selector("[data-result]:not([hidden])")
    assert desk.sent == {}


def test_too_much_is_said_in_words(desk):
    page = desk.show(BID)
    page.fill("[name=price]", "9" * 300_000)
    page.click("button")
    page.wait_for_selector("[data-status]:text-is('too large')")


def officer_of(desk, passphrase="长松路的路灯"):
    """A key made in the page: (officer, recovery text)."""
    page = desk.show(KEY)
    page.fill("[data-passphrase]", passphrase)
    page.fill("[data-again]", passphrase)
    page.click("button")
    page.wait_for_selector("[data-result]:not([hidden])")
    recovery = page.inner_text("[data-text]")
    page.click("button")
    page.wait_for_url("**/key")
    assert passphrase not in desk.sent["/key"][1].decode()
    return sealing.Officer.read(page_value(desk)), recovery


def page_value(desk):
    return parse_qs(desk.sent["/key"][1].decode())["public"][0]


def wraps_for(envelope, number):
    return json.dumps([{"header": envelope.header.line.decode(), "wrap": text_of(envelope.wraps[number])}])


@pytest.mark.parametrize("lost", [False, True])
def test_what_the_server_seals_the_officer_s_browser_unwraps(desk, chromium, lost):
    """With the key that the device keeps, and on another device with the recovery text."""
    officer, recovery = officer_of(desk)
    made = sealing.seal(subject(officers=(OFFICERS[0], officer, OFFICERS[2])), OFFER).envelope
    if lost:
        desk.context.clear_cookies()
        desk.page.evaluate("indexedDB.deleteDatabase('huasheng-vote')")
    page = desk.show(OPEN % (officer.fingerprint, wraps_for(made, 1)))
    page.click("button")
    if lost:
        page.wait_for_selector("[data-status]:text-is('no key here')")
        page.fill("[data-recovery]", recovery)
        page.fill("[data-passphrase]", "长松路的路灯")
        page.click("button")
    page.wait_for_url("**/shares")
    posted = parse_qs(desk.sent["/shares"][1].decode())
    assert set(posted) == {"shares"}
    (given,) = sealing.read_shares(posted["shares"][0])
    key = sealing.combine(made.header, [share_of(0, made), given])
    assert sealing.open_envelope(made, key, (OFFICERS[0], officer, OFFICERS[2])) == OFFER


def test_the_recovery_text_opens_in_the_officer_s_own_program(desk):
    officer, recovery = officer_of(desk)
    assert sealing.Officer.of(sealing.recovered(recovery, "长松路的路灯")) == officer


def test_the_kept_key_cannot_be_read_out(desk):
    page = desk.show("<p></p>")
    extractable = page.evaluate("import('/seal.js').then(async (seal) => (await seal.makeKey('x')).key.extractable)")
    assert extractable is False


def test_an_envelope_for_others_is_not_unwrapped(desk):
    officer, _ = officer_of(desk)
    page = desk.show(OPEN % (officer.fingerprint, wraps_for(sealed().envelope, 1)))
    page.click("button")
    page.wait_for_selector("[data-status]:text-is('failed')")
    assert "/shares" not in desk.sent
