"""How long sealing takes, in Debian's Chromium and on the server: python -m bench.seal [MEGABYTES] [TIMES]   (default 20, 5)"""

import os
import sys
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

from huasheng_vote.sealing import Attachment, Envelope, Offer, combine, open_envelope, seal
from tests.browser.conftest import CHROMIUM, QUIET
from tests.sealing.bidding import OFFICERS, SPECIFICATION, TENDER, share_of, subject

SCRIPT = (Path(__file__).parents[1] / "huasheng_vote/static/seal.js").read_text("utf-8")
SEALING = """async ([subject, size]) => {
  const { seal } = await import("/seal.js");
  const file = new File([new Uint8Array(size).map((_, place) => place * 31)], "a.pdf");
  const start = performance.now();
  const data = new Uint8Array(await file.arrayBuffer());
  const sealed = await seal(subject, [["price", "1.00"]], [{ field: "file", name: file.name, data }]);
  return [performance.now() - start, sealed.data.size];
}"""


def in_chromium(size: int, times: int) -> list[tuple[float, int]]:
    """Milliseconds and bytes of each time, from the chosen file to what is to be sent."""
    asked = {"tender": TENDER, "specification": SPECIFICATION, "officers": [officer.text for officer in OFFICERS], "threshold": 2}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=QUIET)
        page = browser.new_page()
        kinds = {True: ("text/javascript", SCRIPT), False: ("text/html", "<!doctype html>")}
        page.route(
            "**/*",
            lambda route: route.fulfill(**dict(zip(("content_type", "body"), kinds[route.request.url.endswith(".js")], strict=True))),
        )
        page.goto("https://estate.test/")
        return [tuple(page.evaluate(SEALING, [asked, size])) for _ in range(times)]


def on_the_server(size: int) -> tuple[float, float]:
    """Seconds to seal, and to read, combine, open and check."""
    offer = Offer((("price", "1.00"),), (Attachment("file", "a.pdf", os.urandom(size)),))
    start = time.perf_counter()
    data = seal(subject(), offer).envelope.data
    middle = time.perf_counter()
    envelope = Envelope.read(data)
    open_envelope(envelope, combine(envelope.header, [share_of(0, envelope), share_of(1, envelope)]), OFFICERS)
    return middle - start, time.perf_counter() - middle


def say(words: str) -> None:
    print(words, flush=True)  # noqa: T201 - it is what this is for


def main(megabytes: int = 20, times: int = 5) -> None:
    size = megabytes * 1024 * 1024
    say(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; {megabytes} MiB of files")
    for milliseconds, length in in_chromium(size, times):
        say(f"Chromium sealed in {milliseconds:.0f} ms, {length:,} bytes to send")
    for _ in range(times):
        say("the server sealed in {:.2f} s, opened and checked in {:.2f} s".format(*on_the_server(size)))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
