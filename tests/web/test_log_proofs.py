"""Signed heads, proofs and receipts: what a reader sees, and what a program can check without the site."""

import base64
import hashlib
import json
import re

import pytest

from huasheng_vote.journal import checkpoints, notes
from huasheng_vote.journal.checkpoints import Reason
from huasheng_vote.rules.proofs import Consistency, Inclusion
from tests.actions.test_journal import write
from tests.voting import noticed


def sign(estate):
    return checkpoints.take(estate.ref, Reason.ASKED, estate.site.at)


def text(client, path):
    answer = client.get(f"/songlu/log/{path}")
    assert answer.mimetype == "text/plain"
    return answer.text


@pytest.fixture
def meeting(estate):
    return noticed(estate)


@pytest.fixture
def receipt(estate, meeting):
    """The address of a receipt, and a browser of its owner."""
    client = estate.client("陈一")
    return meeting.vote(client, "陈一", "agree", "oppose").location, client


def code_of(address):
    return address.rsplit("/", 1)[1]


def test_the_heads_are_listed_with_their_codes(estate, client):
    write(estate, 3)
    row = sign(estate)
    page = client.get("/songlu/log/heads").text
    assert row.code in page
    assert "有人要求" in page


def test_the_newest_code_stands_at_the_foot_of_every_page(estate, client):
    write(estate, 3)
    row = sign(estate)
    assert row.code in client.get("/songlu/").text
    assert row.code in client.get("/songlu/privacy").text


def test_a_head_can_be_had_as_a_note_that_the_published_key_verifies(estate, client):
    write(estate, 3)
    row = sign(estate)
    note = text(client, "checkpoint")
    assert note == text(client, f"heads/{row.id}") == row.note
    vkey = re.search(r"huasheng-vote/songlu\+[0-9a-f]{8}\+[A-Za-z0-9+/=]+", client.get("/songlu/log/key").text)[0]
    assert notes.Verifier.read(vkey).check(notes.parse(note))


def test_the_key_s_page_prints_its_fingerprint(estate, client):
    public = estate.site.app.extensions["signer"].key().public
    digest = base64.b32encode(hashlib.sha256(public).digest()).decode()[:32]
    assert "-".join(digest[at : at + 4] for at in range(0, 32, 4)) in client.get("/songlu/log/key").text


def test_a_proof_can_be_checked_without_the_site(estate, client):
    write(estate, 7)
    sign(estate)
    proof, _, note = text(client, "4/tlog-proof").partition("\n\n")
    first, index, *hashes = proof.split("\n")
    head = notes.Head.read(notes.parse(note).text)
    leaf = hashlib.sha256(b"\0" + json_line(client, 4)).digest()
    assert (first, index) == ("c2sp.org/tlog-proof@v1", "index 4")
    assert Inclusion(4, 7, head.root, leaf, [base64.b64decode(each) for each in hashes]).holds()


def json_line(client, index):
    from html import unescape

    return unescape(re.search(r'<pre class="code raw">(.*?)</pre>', client.get(f"/songlu/log/{index}").text, re.DOTALL)[1]).encode()


def test_a_line_that_no_head_covers_has_no_proof_yet(estate, client):
    write(estate, 3)
    sign(estate)
    write(estate, 1)
    assert "还没有签过名" in client.get("/songlu/log/3/proof").text
    assert client.get("/songlu/log/3/tlog-proof").status_code == 409
    assert client.get("/songlu/log/4/proof").status_code == 404


def test_an_update_proves_that_the_log_was_only_added_to(estate, client):
    write(estate, 3)
    before = sign(estate)
    write(estate, 8)
    after = sign(estate)
    proof, _, note = text(client, "update?old=3").partition("\n\n")
    first, *hashes = proof.split("\n")
    assert first == "old 3"
    assert note == after.note
    assert Consistency(3, 11, before.root, after.root, [base64.b64decode(each) for each in hashes]).holds()


@pytest.mark.parametrize("old", ["12", "-1"])
def test_an_update_from_a_size_the_log_never_had_is_refused(estate, client, old):
    write(estate, 11)
    sign(estate)
    assert client.get(f"/songlu/log/update?old={old}").status_code == 422


def test_without_a_head_there_is_nothing_to_download(estate, client):
    write(estate, 1)
    assert client.get("/songlu/log/checkpoint").status_code == 404


def test_anybody_with_the_code_finds_the_ballot_but_not_whose_or_how(estate, receipt, client):
    typed = code_of(receipt[0]).lower().replace("-", " ")
    page = client.get("/songlu/log/receipt", query_string={"code": typed}).text
    assert "这张票在日志里" in page
    assert "最迟每小时签名一次" in page
    assert "陈一" not in page
    main = page.partition("<main")[2].partition("</main>")[0]
    assert "同意" not in main
    assert "反对" not in main


def test_once_signed_the_receipt_leads_to_its_proof(estate, receipt, client):
    row = sign(estate)
    address, own = receipt
    found = client.get("/songlu/log/receipt", query_string={"code": code_of(address)}).text
    for page in (found, own.get(address).text):
        assert row.code in page.partition("</main>")[0]
        proof = re.search(r'href="(/songlu/log/\d+/proof)"', page)[1]
        assert client.get(proof).status_code == 200


def test_a_code_that_is_not_there_is_told_so(estate, client):
    assert "日志里没有这个编号的票" in client.get("/songlu/log/receipt?code=AAAA-AAAA-AAAA-AAAA").text


def test_a_receipt_of_another_estate_is_not_found(estate, receipt, site, client):
    from tests.builders import neighbourhood

    neighbourhood(site, slug="other", name="别家")
    assert "日志里没有这个编号的票" in client.get("/other/log/receipt", query_string={"code": code_of(receipt[0])}).text


def test_the_owner_opens_the_commitment_of_their_own_ballot(estate, receipt):
    from html import unescape

    address, own = receipt
    page = own.get(f"{address}/choices").text
    salt, body = (unescape(each) for each in re.findall(r'<pre class="code raw">(.*?)</pre>', page, re.DOTALL))
    line = json.loads(json_line(own, int(re.search(r"/songlu/log/(\d+)\"", page)[1])))
    assert hashlib.sha256(bytes.fromhex(salt) + body.encode()).hexdigest() == line["private"]


@pytest.mark.parametrize("who", ["周主任", "郑社区", "王大山"])
def test_nobody_else_opens_it(estate, receipt, who):
    address, own = receipt
    for path in (address, f"{address}/choices"):
        assert estate.client(who).get(path).status_code in (403, 404)
    assert "<pre" not in own.get(address).text
