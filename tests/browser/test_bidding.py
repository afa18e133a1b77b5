"""A supplier seals in the browser and hands in: nothing but the envelope leaves the page, and the receipt it keeps is the one the log knows."""

from urllib.parse import urlsplit

import pytest
from sqlalchemy import select

from huasheng_vote.extensions import db
from huasheng_vote.files import store
from huasheng_vote.procurement.models import Bid
from huasheng_vote.sealing import Envelope, check_commitment, open_envelope, read_receipt
from tests import buying as lay
from tests.bids import FIELDS, FIRST, PAPER, PRICE

SITE = "https://estate.test"  # WebCrypto is there on secure pages only
pytestmark = pytest.mark.browser


@pytest.fixture
def desk(estate, chromium):
    """The bidder's browser on the offer page of an open tender, and every body it sent."""
    buying, client, sent = lay.published(estate), estate.client(FIRST), []
    context = chromium.new_context(viewport={"width": 360, "height": 800})

    def answer(route):
        request, asked = route.request, urlsplit(route.request.url)
        body = request.post_data_buffer
        sent.append(body or b"")
        kept = {name: value for name, value in request.headers.items() if name == "content-type"}
        with estate.site.app.app_context():
            # what a script sent is followed here: a redirect made up by the test would leave for the network
            given = client.open(f"{asked.path}?{asked.query}", method=request.method, headers=kept, data=body, follow_redirects=True)
            headers, status, data = dict(given.headers), given.status_code, given.data
            given.close()
        route.fulfill(status=status, headers=headers, body=data)

    context.route("**/*", answer)
    page = context.new_page()
    page.set_default_timeout(20_000)
    page.goto(f"{SITE}/songlu/tenders/{buying.tender}/offer")
    yield buying, page, sent
    context.close()


def fill(page):
    for name, value in FIELDS:
        page.check("[name=signed]") if name == "signed" else page.fill(f"[name={name}]", value)
    page.set_input_files("[name=papers]", {"name": "业绩.pdf", "mimeType": "application/pdf", "buffer": PAPER})


def test_what_is_sealed_in_the_browser_is_handed_in_and_never_sent_in_the_clear(desk):
    buying, page, sent = desk
    assert page.is_visible("[data-with-script]")
    assert page.is_hidden("[data-without-script]")
    fill(page)
    page.click("form[data-seal] button")
    page.wait_for_selector("[data-result]:not([hidden])")
    receipt = read_receipt(page.inner_text("[data-text]"))
    assert page.get_attribute("[data-download]", "href").startswith("blob:")
    assert not any(PRICE.encode() in body for body in sent)
    with page.expect_navigation():
        page.click("form[data-seal] button")
    page.goto(f"{SITE}/songlu/tenders/bids/{receipt.envelope}/receipt")
    assert receipt.commitment in page.inner_text("main")
    assert not any(PRICE.encode() in body or "热镀锌".encode() in body for body in sent)
    db.session.rollback()
    kept = db.session.scalars(select(Bid)).one()
    envelope = Envelope.read(store().open(kept.stored))
    check_commitment(envelope, kept.salt, receipt.commitment)
    offer = open_envelope(envelope, receipt.key, lay.officers(buying))
    assert offer.fields == FIELDS
    assert [(each.field, each.name, each.data) for each in offer.files] == [("papers", "业绩.pdf", PAPER)]


@pytest.mark.parametrize(("name", "value"), [("price", "250000.01"), ("price", "0"), ("days", "31"), ("technical", "")])
def test_what_could_only_be_thrown_out_at_the_opening_is_not_sealed(desk, name, value):
    _buying, page, _sent = desk
    fill(page)
    page.fill(f"[name={name}]", value)
    page.click("form[data-seal] button")
    assert page.is_hidden("[data-result]")
    assert page.evaluate("document.activeElement.name") == name
