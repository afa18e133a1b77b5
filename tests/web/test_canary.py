"""A planted price and a planted sentence are nowhere before the opening, however they could be written; afterwards they are where they belong."""

import json
import re
import shutil
import subprocess
import unicodedata
from base64 import b64encode
from itertools import chain, count
from pathlib import Path
from urllib.parse import quote

import pytest
from sqlalchemy import select

from huasheng_vote import backup as copies
from huasheng_vote import worker
from huasheng_vote.config import Settings
from huasheng_vote.extensions import db
from huasheng_vote.files import store
from huasheng_vote.procurement.models import Bid, BidFile, OpeningRecord, Release
from tests import bids
from tests import buying as lay
from tests.bids import FIRST, SECOND, THIRD, bid, opened, row
from tests.web.test_bidding import PLACE, offer_place, post, typed

NUMBERS = count(1)
PUBLIC = ("/songlu/", "/songlu/tenders/", "/songlu/tenders/{id}", "/songlu/tenders/{id}/releases.json", "/songlu/tenders/releases.json",
    "/songlu/log/", "/songlu/suppliers/", "/songlu/notices/", "/healthz", "/readyz")  # fmt: skip
INSIDERS = ("周主任", "吴委员", "郑社区", "管理员", "陈四", "刘甲", SECOND)
ROOMS = ("opening", "opening/wraps.json", "opening-record", "judging", "comparison", "qualification", "enquiries", "award", "challenges")
PRIVATE = ("/songlu/me", "/songlu/tasks", "/songlu/notices/mine", "/songlu/me/data.json", "/songlu/tenders/bids", "/songlu/tenders/flags",
    *(f"/songlu/tenders/{{id}}/{each}" for each in ROOMS), *PUBLIC)  # fmt: skip


def spellings(text):
    """The text in every way it could lie somewhere: Unicode in three encodings, base 64 at each of the three places a group may begin, escapes."""
    for plain in {text, unicodedata.normalize("NFD", text)}:
        for encoding in ("utf-8", "utf-16-le", "utf-16-be", "gb18030"):
            data = plain.encode(encoding)
            yield from (data, data.hex().encode(), data.hex().upper().encode())
            for skipped in range(3):
                whole = b64encode(bytes(skipped) + data)
                inside = whole[4 * bool(skipped) : len(whole) - 4 * bool((skipped + len(data)) % 3)]  # groups that are the text's alone
                yield from (inside, inside.replace(b"+", b"-").replace(b"/", b"_"))
        yield from (json.dumps(plain).strip('"').encode(), quote(plain).encode())


def prices(price):
    """The price with and without separators, in fen, in full-width digits."""
    whole, part = price.split(".")
    grouped = f"{int(whole):,}"
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    return {price, f"{grouped}.{part}", whole + part, f"{whole},{part}", price.translate(wide), f"{whole} {part}"}


class Planted:
    """A price, words and a paper that are in no other test: what one test lets come to light may still lie in a file when the next one looks."""

    def __init__(self, number):
        self.price = f"{201764 + 1371 * number}.{17 + number}"
        self.words = "".join(chr(ord(each) + number) for each in "金丝楠木灯杆配孔雀石底座")
        self.paper = b"%PDF-1.7 " + self.words[::-1].encode()
        texts = (*prices(self.price), self.words, self.words[:6], self.words[6:], self.words[::-1])
        self.needles = sorted({each for text in texts for each in spellings(text) if len(each) >= 6})

    def found(self, haystack, name=""):
        return [f"{name}: {needle!r}" for needle in self.needles if needle in haystack]

    @property
    def typed(self):
        return {"price": self.price, "technical": self.words, "papers": ((self.paper, f"{self.words}.pdf"),)}


@pytest.fixture
def planted():
    return Planted(next(NUMBERS))


def everywhere(site, folder, log):
    """Everything that is kept: every column of every row, each file of the data folder (database, its log, queue, store), a backup, the server's log."""
    db.session.rollback()
    for table in db.metadata.sorted_tables:
        for line in db.session.execute(select(table)):
            yield table.name, b"\0".join(bytes(each) if isinstance(each, (bytes, memoryview)) else str(each).encode() for each in line)
    settings: Settings = site.app.config["SETTINGS"]
    for path in chain.from_iterable(Path(root).rglob("*") for root in {settings.data}):
        if path.is_file():
            yield str(path), path.read_bytes()
    yield "log", log.text.encode()
    yield from copy_of(folder)


def copy_of(folder):
    """A backup; PostgreSQL's own is compressed, so its tool writes it out again."""
    db.session.remove()
    target = folder / f"copy-{len(list(folder.iterdir()))}"
    if db.engine.dialect.name == "sqlite":
        copies.backup(target)
        yield "backup", target.read_bytes()
    elif shutil.which("pg_dump") and shutil.which("pg_restore"):
        copies.backup(target)
        yield "backup", subprocess.run(["pg_restore", "--file=-", str(target)], capture_output=True, check=True).stdout


def answers(buying, addresses, *who):
    """What each of these people is shown, headers too."""
    for person in who:
        client = buying.estate.client(person) if person else buying.estate.site.client()
        for address in addresses:
            answer = client.get(address.format(id=buying.tender))
            yield f"{person} {address}", answer.data + str(answer.headers).encode()


def leaks(planted, buying, folder, log):
    kept = everywhere(buying.estate.site, folder, log)
    shown = chain(answers(buying, PUBLIC, ""), answers(buying, PRIVATE, *INSIDERS))
    return [each for name, data in chain(kept, shown) for each in planted.found(data, name)]


@pytest.fixture
def buying(estate, monkeypatch, caplog):
    caplog.set_level("DEBUG")
    return lay.published(estate)


def in_the_browser(planted, buying, monkeypatch):
    """The bytes static/seal.js makes."""
    said = bids.offer(planted.price, technical=planted.words)
    monkeypatch.setattr(
        bids,
        "offer",
        lambda *_args, **_more: type(said)(said.fields, (type(said.files[0])("papers", f"{planted.words}.pdf", planted.paper),)),
    )
    assert post(buying, bids.sealed(buying)).status_code == 303
    monkeypatch.undo()


def on_the_server(planted, buying, _monkeypatch):
    """Without script: refused once, over the ceiling, then taken."""
    refused = typed(buying, days="31", **planted.typed)
    assert refused.status_code == 422
    assert typed(buying, **planted.typed).status_code == 200


@pytest.mark.parametrize("handing_in", [in_the_browser, on_the_server])
def test_nothing_of_an_offer_is_anywhere_before_the_opening_and_all_of_it_after(planted, buying, handing_in, monkeypatch, caplog, tmp_path):
    handing_in(planted, buying, monkeypatch)
    caplog.set_level("DEBUG")
    mine = db.session.scalars(select(Bid.envelope).where(Bid.state == "submitted")).one()
    assert leaks(planted, buying, tmp_path, caplog) == []
    for who in (SECOND, THIRD):
        bid(buying, who)
    for part in (worker.sealed_due, worker.tell_due, worker.deliver_due, worker.sign_due):
        part(buying.at)
    assert leaks(planted, buying, tmp_path, caplog) == []
    opened(buying)
    assert row(mine).price == int(planted.price.replace(".", ""))
    kept = dict(everywhere(buying.estate.site, tmp_path, caplog))
    assert planted.found(kept["backup"]) if "backup" in kept else True
    said = json.loads(row(mine).offer)
    assert ["price", planted.price] in said
    assert ["technical", planted.words] in said
    assert store().open(db.session.scalar(select(BidFile.stored).filter_by(bid_id=row(mine).id))) == planted.paper
    assert planted.found(db.session.scalars(select(OpeningRecord.body)).one().encode())
    shown = dict(answers(buying, (f"{PLACE}/bids/{mine}",), FIRST))
    assert all(planted.found(data) for data in shown.values())
    assert any(planted.found(data) for _name, data in answers(buying, (f"{PLACE}/{{id}}/opening-record", *PUBLIC), ""))


def test_an_accident_while_it_is_handed_in_says_nothing_of_it(planted, buying, monkeypatch, caplog, tmp_path):
    """The worst moment: sealed on the server, and the database fails."""

    def broken(*_args, **_more):
        raise OSError("disk")

    monkeypatch.setattr("huasheng_vote.procurement.actions.sealed_lines.write", broken)
    site = buying.estate.site
    site.app.config["TESTING"] = site.app.testing = False
    try:
        answer = typed(buying, **planted.typed)
    finally:
        site.app.config["TESTING"] = site.app.testing = True
    assert answer.status_code == 500
    assert planted.found(answer.data + str(answer.headers).encode()) == []
    assert "incident" in caplog.text
    assert leaks(planted, buying, tmp_path, caplog) == []


def test_a_failed_commit_says_nothing_of_it(planted, buying, monkeypatch, caplog, tmp_path):
    """A statement that fails shows its values in the server's log: none of them may be the offer's."""
    made = row(bid(buying, SECOND))
    monkeypatch.setattr("huasheng_vote.procurement.actions.bidding.commitment", lambda *_args: None)
    answer = typed(buying, **planted.typed)
    assert answer.status_code in (409, 500)
    assert made.state == "submitted"
    assert leaks(planted, buying, tmp_path, caplog) == []


def test_too_much_text_and_a_late_attempt_say_nothing_of_it(planted, buying, caplog, tmp_path):
    assert typed(buying, **planted.typed | {"technical": planted.words * 2000}).status_code == 422
    buying.estate.site.at = buying.row().deadline
    assert typed(buying, **planted.typed).status_code == 409
    assert leaks(planted, buying, tmp_path, caplog) == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
def test_the_search_finds_what_it_is_looking_for(planted, encoding):
    for spelled in (*prices(planted.price), planted.words):
        data = spelled.encode(encoding)
        assert planted.found(b"before " + data + b" after")
        for shift in range(3):
            assert planted.found(b64encode(b"xyz"[:shift] + data + b" and more"))


def test_the_search_finds_nothing_in_what_is_there_anyway(planted, buying, caplog, tmp_path):
    assert leaks(planted, buying, tmp_path, caplog) == []


def test_how_many_bid_shows_on_no_page(buying):
    """With nobody, with one, with two: everybody else reads the very same pages but for the log's own."""
    pages = [each for each in PRIVATE if "/log/" not in each]
    clients = {who: buying.estate.client(who) for who in INSIDERS}

    def read():
        asked = ((f"{who} {page}", client.get(page.format(id=buying.tender))) for who, client in clients.items() for page in pages)
        shown = ((name, answer.data + str(answer.headers).encode()) for name, answer in asked)
        return {
            name: re.sub(
                rb"\b[0-9A-F]{8}\b|[0-9A-Z]{4}(?:-[0-9A-Z]{4}){2,}|nonce|<input[^>]*(?:key|csrf_token)[^>]*>|Set-Cookie[^\r\n]*",
                b"",
                data,
            )
            for name, data in shown
        }

    read()  # the first visit sets cookies
    before = read()
    bid(buying, FIRST)
    one = read()
    bid(buying, THIRD)
    assert [name for name, page in read().items() if page != before[name] or page != one[name]] == []


def test_the_offer_page_of_one_says_nothing_of_another(buying):
    place = offer_place(buying)
    clean = lambda page: re.sub(r'name="(?:key|csrf_token)"[^>]*', "", page)  # noqa: E731
    before = clean(buying.estate.client(SECOND).get(place).text)
    bid(buying, FIRST)
    assert clean(buying.estate.client(SECOND).get(place).text) == before


def test_releases_say_nothing_of_bids_before_the_opening(buying):
    bid(buying, FIRST)
    bodies = [json.loads(each) for each in db.session.scalars(select(Release.body))]
    assert all("bids" not in each and "numberOfTenderers" not in json.dumps(each) for each in bodies)
