"""A bulletin in the hands of forgers: every kind of change by somebody without the signing key is found out, and with the printed codes those by its holder."""

import io
import json
import sys
import zipfile
from collections import Counter
from random import Random
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from huasheng_vote.assemblies.queries.bulletin import bulletin
from huasheng_vote.config import kept_key
from huasheng_vote.journal import verify
from huasheng_vote.journal.signer import the_signer
from tests.forgery import KINDS, Holder, Truth, detected
from tests.site import Site
from tests.voted import voted

HEADS = 40


@pytest.fixture(scope="module")
def truth(tmp_path_factory):
    """One true bulletin; what is judged here is the verifier, so one database is enough."""
    folder = tmp_path_factory.mktemp("forged")
    site = Site(folder, f"sqlite:///{folder / 'test.db'}")
    with site.app.app_context():
        vote = voted(site, HEADS)
        made = bulletin(vote.estate.ref, vote.id)
        opened = tuple(json.loads(line) for line in made.opened()["roll-opened.jsonl"].splitlines())
        found = Truth(made.files(), opened, bytes.fromhex(kept_key(the_signer().key_file)))
    site.close()
    return found


def test_the_true_bulletin_holds_with_everything_pinned(truth):
    assert [each for each in verify.examine(truth.files, truth.pins) if each.problems] == []


@pytest.mark.parametrize("name", KINDS)
def test_without_the_key_it_is_found_out(truth, name):
    assert all(detected(truth, name, Holder.NONE, seed)[0] for seed in range(2))


def test_there_are_enough_kinds():
    assert len(KINDS) >= 20


def test_under_another_key_the_pinned_fingerprint_finds_it_out(truth):
    assert [name for name in KINDS if not detected(truth, name, Holder.OWN, 0)[1]] == []


MEMBERS = st.sampled_from([*verify.FILES, "roll-opened.jsonl"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.just("9" * 300),
    lambda some: st.lists(some, max_size=3) | st.dictionaries(st.text(max_size=8), some, max_size=3),
    max_leaves=5,
)


def told(folder, files, *arguments):
    """What the verifier says of these files as a program, and how it ends."""
    with zipfile.ZipFile(folder / "b.zip", "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    streams = [io.TextIOWrapper(io.BytesIO(), encoding="ascii") for _ in range(2)]
    with patch.object(sys, "stdout", streams[0]), patch.object(sys, "stderr", streams[1]):
        code = verify.main([str(folder / "b.zip"), *arguments])
        for each in streams:
            each.flush()
    return code, *(each.buffer.getvalue().decode() for each in streams)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("told")


@settings(deadline=None, max_examples=60)
@given(MEMBERS, st.binary(max_size=300))
def test_any_bytes_in_any_member_are_judged_or_unreadable(truth, folder, name, content):
    code, out, err = told(folder, {**truth.files, name: content})
    assert (code, bool(out), err.count("\n")) in {(1, True, 0), (2, False, 1)} or name == "roll-opened.jsonl"


@settings(deadline=None, max_examples=100)
@given(MEMBERS.filter(lambda name: name.endswith("jsonl")) | st.just("policy.json"), st.integers(0, 2**32), JSON)
def test_any_value_in_any_place_is_judged_or_unreadable(truth, folder, name, seed, value):
    """One value of one line becomes another; the chain is not mended, so nothing may hold."""
    chance, files = Random(seed), {**truth.files, "roll-opened.jsonl": b"".join(json.dumps(each).encode() + b"\n" for each in truth.opened)}
    lines = files[name].splitlines()
    place = chance.randrange(len(lines))
    changed = line = json.loads(lines[place])
    while True:
        key = chance.choice(list(line) if isinstance(line, dict) else range(len(line)))
        if not line[key] or not isinstance(line[key], dict | list) or chance.random() < 0.3:
            break
        line = line[key]
    line[key] = value
    lines[place] = json.dumps(changed).encode()
    code, out, err = told(folder, {**files, name: b"".join(each + b"\n" for each in lines)})
    assert (code, bool(out), err.count("\n")) in {(0, True, 0), (1, True, 0), (2, False, 1)}
    assert code or name in ("policy.json", "roll-opened.jsonl")


@pytest.mark.parametrize(
    ("option", "content", "code"),
    [
        ("--anchor", "AAAA-BBBB-CCCC", 1), ("--anchor", "no-such-file.txt", 2), ("--receipt", "no-such-file.txt", 2), ("--line", "AAAA", 2),
        ("--fingerprint", "no-such-file.txt", 2), ("--fingerprint", "", 2), ("--fingerprint", "A" * 32, 1), ("--anchor", b"not a note\n\nat all\n", 1), ("--receipt", b" \n", 2),
        ("--receipt", b"c2sp.org/tlog-proof@v1\nindex 1\n", 1), ("--receipt", b"\xff", 2), ("--line", b"{}\n", 1), ("--line", b"[" * 9999, 1),
    ],
)  # fmt: skip
def test_what_is_brought_is_judged_or_unreadable(truth, folder, option, content, code):
    if isinstance(content, bytes):
        (folder / "brought").write_bytes(content)
        content = str(folder / "brought")
    assert told(folder, truth.files, option, content)[0] == code


def test_codes_are_taken_as_typed_and_signed_heads_from_a_file(truth, folder):
    code, note = truth.pins.anchors[0], truth.files["checkpoints.txt"].decode().split("\n\n")[:2]
    (folder / "head.txt").write_text("\n\n".join(note) + "\n", encoding="utf-8")
    pinned = ("--fingerprint", truth.pins.fingerprint.lower().replace("-", " "))
    for each in (code.lower(), code.replace("-", ""), code.replace("O", "0").replace("I", "1"), str(folder / "head.txt")):
        assert told(folder, truth.files, "--anchor", each, *pinned)[0] == 0, each


def test_with_the_logs_own_key_the_printed_codes_find_it_out(truth):
    found = Counter[bool]()
    for name in KINDS:
        alone, _, anchored = detected(truth, name, Holder.LOG, 1)
        found.update(alone=alone, anchored=anchored)
    assert found["anchored"] >= 0.95 * len(KINDS)
    assert found["alone"] < len(KINDS)  # else these insiders were not consistent enough to need paper
