"""The bulletin's routes: everybody may have the public file, only overseers the opened roll, owners their own line; nobody anything of another estate."""

import hashlib
import io
import json
import zipfile

import pytest
from sqlalchemy import select

from huasheng_vote import journal_upkeep as upkeep
from huasheng_vote.extensions import db
from huasheng_vote.journal.models import JournalLeaf
from huasheng_vote.journal.signer import the_signer
from tests.builders import neighbourhood
from tests.meetings import Convening
from tests.voted import voted


@pytest.fixture
def vote(site):
    return voted(site, 12)


def at(vote, path, slug="songlu"):
    return f"/{slug}/assemblies/{vote.id}/bulletin/{path}"


def opened():
    db.session.rollback()
    return [json.loads(bytes(body)) for body in db.session.scalars(select(JournalLeaf.body).filter_by(type="roll.opened"))]


def test_anybody_gets_the_file_with_its_digest_and_is_not_sent_it_twice(vote, client):
    page, answer = client.get(at(vote, "")), client.get(at(vote, "bulletin.zip"))
    digest, headers = hashlib.sha256(answer.data).hexdigest(), answer.headers
    assert digest in page.text
    assert (answer.mimetype, headers["Content-Disposition"]) == ("application/zip", f'attachment; filename="bulletin-songlu-{vote.id}.zip"')
    assert (headers["ETag"], headers["Cache-Control"], headers["X-Content-Type-Options"]) == (f'"{digest}"', "no-cache", "nosniff")
    assert client.get(at(vote, "bulletin.zip"), headers={"If-None-Match": f'"{digest}"'}).status_code == 304
    rest = client.get(at(vote, "bulletin.zip"), headers={"Range": "bytes=1000-", "If-Range": f'"{digest}"'})
    assert (rest.status_code, rest.data) == (206, answer.data[1000:])
    first = the_signer().verifier("songlu").vkey
    fingerprint = upkeep.rotate(vote.estate.site.later(minutes=1))
    assert fingerprint in client.get("/songlu/log/key").text
    assert fingerprint in client.get(at(vote, "")).text
    with zipfile.ZipFile(io.BytesIO(client.get(at(vote, "bulletin.zip")).data)) as archive:
        assert json.loads(archive.read("policy.json"))["keys"] == [the_signer().verifier("songlu").vkey, first]


def test_the_opened_roll_is_for_overseers_and_logged_and_ones_own_line_for_its_owner(vote, client, site):
    estate, roll, line = vote.estate, at(vote, "auditor.zip"), at(vote, "line.jsonl")
    other = neighbourhood(site, slug="other", name="别家", flats=False)
    assert client.get(roll).status_code == 405
    assert (client.post(roll).status_code, client.get(line).status_code) == (403, 303)
    assert [estate.client(who).post(roll).status_code for who in ("业主1", "周主任", "吴委员", "李邻长", "管理员")] == [403] * 5
    assert [other.client("郑社区").post(each).status_code for each in (roll, at(vote, "auditor.zip", "other"))] == [403, 404]
    assert estate.client("郑社区", stepped_up=False).post(roll).status_code == 403
    assert opened() == []
    answer, own = estate.client("郑社区").post(roll), [estate.client(who).get(line) for who in ("业主1", "业主2")]
    assert "roll-opened.jsonl" in zipfile.ZipFile(io.BytesIO(answer.data)).namelist()
    assert [(each["role"], each["subject"]) for each in opened()] == [("community_supervisor", f"assembly/{vote.id}")]
    assert {each.headers["Cache-Control"] for each in (answer, *own)} == {"no-store"}
    heads = [json.loads(each)["head"] for one in own for each in one.text.splitlines()]
    assert len(set(heads)) == len(heads) == 2
    assert [each.client(who).get(line).status_code for each, who in ((estate, "郑社区"), (other, "周主任"))] == [404, 404]
    assert [client.get(at(vote, path, "other")).status_code for path in ("", "bulletin.zip")] == [404, 404]
    assert [client.get(f"/other/log/0/{path}").status_code for path in ("proof", "tlog-proof")] == [404, 404]
    assert roll in estate.client("郑社区").get(at(vote, "")).text
    assert roll not in client.get(at(vote, "")).text


def test_before_the_announcement_there_is_none_and_no_page_leads_to_it(estate, client):
    convening = Convening(estate).set_up()
    noticed = type("Noticed", (), {"id": convening.noticed()})
    assert {client.get(at(noticed, path)).status_code for path in ("", "bulletin.zip")} == {409}
    assert estate.client("郑社区").post(at(noticed, "auditor.zip")).status_code == 409
    assert "/bulletin/" not in client.get(f"/songlu/assemblies/{noticed.id}").text


def test_the_pages_of_a_log_that_has_no_line_yet_say_so(estate, client):
    for path in ("", "heads", "key", "receipt", "witness"):
        assert client.get(f"/songlu/log/{path}").status_code == 200, path
    assert client.get("/songlu/log/0").status_code == client.get("/songlu/log/0/proof").status_code == 404
