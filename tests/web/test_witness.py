"""Witnesses: a program of their own that signs nothing it cannot prove, and the page that takes their signatures and nothing else."""

import importlib.util
import json
import re
import stat
import sys

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from huasheng_vote.extensions import db
from huasheng_vote.home.views.witness import PROGRAM
from huasheng_vote.journal import checkpoints, witnessing
from huasheng_vote.journal.checkpoints import Reason
from huasheng_vote.journal.models import Cosignature, JournalLeaf
from huasheng_vote.journal.notes import SigningKey
from tests.actions.test_journal import write

spec = importlib.util.spec_from_file_location("witness_program", PROGRAM)
program = importlib.util.module_from_spec(spec)
sys.modules["witness_program"] = program
spec.loader.exec_module(program)


@pytest.fixture
def device(tmp_path, monkeypatch):
    """A witness's own folder."""
    monkeypatch.setenv("WITNESS_FILE", str(tmp_path / "witness.json"))
    return tmp_path


def sign(estate):
    return checkpoints.take(estate.ref, Reason.ASKED, estate.site.at)


def log_key(estate):
    return estate.site.app.extensions["signer"].verifier("songlu").vkey


@pytest.fixture
def witness(estate, device):
    """A witness whose key was taken in and who trusts the log; the function co-signs what the site hands out."""
    key = re.search(r"owner-1\S+", program.new("owner-1"))[0]
    estate.site.act(estate.ref, estate.actor("周主任"), witnessing.name_witness, key)
    program.trust(log_key(estate))

    def cosign(client, old, answer="y"):
        (device / "update").write_text(client.get(f"/songlu/log/update?old={old}").text, "utf-8")
        return program.cosign(str(device / "update"), ask=lambda _: answer, now=estate.site.at.timestamp)

    return cosign


@settings(deadline=None, max_examples=8)
@given(st.binary(min_size=32, max_size=32), st.binary(max_size=80))
def test_the_program_s_signatures_are_those_of_the_library(seed, message):
    key = Ed25519PrivateKey.from_private_bytes(seed)
    assert program.public_of(seed) == key.public_key().public_bytes_raw()
    signature = program.sign(seed, message)
    assert signature == key.sign(message)
    assert program.verify(program.public_of(seed), message, signature)
    assert not program.verify(program.public_of(seed), message + b"x", signature)
    Ed25519PublicKey.from_public_bytes(program.public_of(seed)).verify(signature, message)


def test_a_witness_checks_co_signs_and_the_page_shows_it(estate, client, witness):
    write(estate, 3)
    row = sign(estate)
    assert client.post("/songlu/log/witness", data={"note": witness(client, 0)}).status_code == 303
    assert row.code in client.get("/songlu/log/witness").text
    note = client.get("/songlu/log/checkpoint").text
    assert note.startswith(row.note)
    assert "\n— owner-1 " in note


def test_next_time_it_checks_that_lines_were_only_added(estate, client, witness):
    write(estate, 3)
    first = sign(estate)
    witness(client, 0)
    write(estate, 7)
    sign(estate)
    assert "owner-1" in witness(client, first.size)
    with pytest.raises(program.No, match="you have seen"):
        witness(client, 0)


def test_a_log_that_was_rewritten_is_not_co_signed(estate, client, witness, device):
    write(estate, 3)
    row = sign(estate)
    witness(client, 0)
    kept = json.loads((device / "witness.json").read_text())
    kept["logs"][row.origin]["root"] = "11" * 32
    (device / "witness.json").write_text(json.dumps(kept))
    write(estate, 2)
    sign(estate)
    with pytest.raises(program.No, match="does not go on"):
        witness(client, row.size)


def test_a_head_signed_by_another_key_is_not_co_signed(estate, client, witness, device):
    write(estate, 3)
    text = sign(estate).note.partition("\n\n")[0] + "\n"
    forged = f"old 0\n\n{text}\n{SigningKey(bytes(32)).sign(text.split(chr(10))[0], text).line()}"
    (device / "update").write_text(forged, "utf-8")
    with pytest.raises(program.No, match="not by the trusted key"):
        program.cosign(str(device / "update"), ask=lambda _: "y")


def test_without_a_yes_nothing_is_signed_and_nothing_remembered(estate, client, witness, device):
    write(estate, 3)
    sign(estate)
    with pytest.raises(program.No, match="not signed"):
        witness(client, 0, answer="")
    assert "size" not in json.loads((device / "witness.json").read_text())["logs"]["huasheng-vote/songlu"]


def test_the_device_keeps_its_key_to_itself(device):
    program.new("owner-1")
    assert stat.S_IMODE((device / "witness.json").stat().st_mode) == 0o600
    with pytest.raises(program.No, match="exists already"):
        program.new("owner-1")


def test_a_log_not_trusted_is_not_co_signed(estate, client, device):
    program.new("owner-1")
    write(estate, 1)
    sign(estate)
    (device / "update").write_text(client.get("/songlu/log/update").text, "utf-8")
    with pytest.raises(program.No, match="not a trusted log"):
        program.cosign(str(device / "update"), ask=lambda _: "y")


def test_the_program_is_handed_out_as_it_stands(estate, client):
    assert client.get("/songlu/log/witness.py").text == PROGRAM.read_text("utf-8")


@pytest.mark.parametrize(
    "change", [lambda n: "x", lambda n: n.replace("songlu", "others"), lambda n: n.replace("— owner-1 ", "— owner-2 "), lambda n: ""]
)
def test_what_no_witness_signed_is_not_taken(estate, client, witness, change):
    write(estate, 3)
    sign(estate)
    answer = client.post("/songlu/log/witness", data={"note": change(witness(client, 0))})
    assert answer.status_code == 422
    assert db.session.scalar(select(Cosignature.id)) is None


def test_a_stranger_s_cosignature_is_not_taken(estate, client, witness):
    write(estate, 3)
    row = sign(estate)
    text = row.note.partition("\n\n")[0] + "\n"
    stranger = SigningKey(bytes(32)).cosign("owner-1", text, int(estate.site.at.timestamp()))
    assert client.post("/songlu/log/witness", data={"note": row.note + stranger.line()}).status_code == 422


def test_the_same_signature_twice_is_kept_once(estate, client, witness):
    write(estate, 3)
    sign(estate)
    note = witness(client, 0)
    for _ in range(2):
        assert client.post("/songlu/log/witness", data={"note": note}).status_code == 303
    assert len(db.session.scalars(select(Cosignature.id)).all()) == 1


def test_a_head_is_witnessed_once_as_many_signed_as_the_estate_asks_for(estate, client, witness):
    write(estate, 3)
    row = sign(estate)
    officer = estate.client("周主任")
    assert officer.post("/songlu/log/witness/quorum", data={"needed": "2"}).status_code == 422
    assert officer.post("/songlu/log/witness/quorum", data={"needed": "1"}).status_code == 303
    assert witnessing.witnessed(estate.ref.id) is None
    row = sign(estate)
    client.post("/songlu/log/witness", data={"note": witness(client, 0)})
    assert witnessing.witnessed(estate.ref.id).id == row.id


def test_a_witness_that_ended_counts_no_more(estate, client, witness):
    write(estate, 3)
    sign(estate)
    officer = estate.client("郑社区")
    seat = witnessing.seats(estate.ref.id)[0].row.id
    assert officer.post(f"/songlu/log/witness/{seat}/end").status_code == 303
    assert officer.post(f"/songlu/log/witness/{seat}/end").status_code == 409
    assert client.post("/songlu/log/witness", data={"note": witness(client, 0)}).status_code == 422


@pytest.mark.parametrize("key", ["x", "owner-1+00000000+AAAA", "LOG"])
def test_what_is_no_witness_key_is_not_taken_in(estate, key):
    officer = estate.client("周主任")
    answer = officer.post("/songlu/log/witness/new", data={"vkey": log_key(estate) if key == "LOG" else key})
    assert answer.status_code == 422
    assert "不是见证人的公钥" in answer.text


def test_naming_a_witness_is_a_line_and_for_officers_alone(estate, device):
    key = re.search(r"owner-9\S+", program.new("owner-9"))[0]
    assert estate.client("陈一").post("/songlu/log/witness/new", data={"vkey": key}).status_code == 403
    assert estate.client("周主任").post("/songlu/log/witness/new", data={"vkey": key}).status_code == 303
    assert db.session.scalar(select(JournalLeaf.type).order_by(JournalLeaf.index.desc())) == "witness.named"
