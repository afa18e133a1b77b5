"""The verifier's own tools, without the app: published vectors, forged signatures, unreadable files; it runs on Python 3.8 with nothing installed."""

import ast
import base64
import json
import sys
import zipfile
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from huasheng_vote.journal import verify
from tests.rules.test_calculator_proof import VECTORS

SOURCE = Path(verify.__file__).read_text(encoding="utf-8")
RFC_8032 = json.loads((Path(__file__).parents[1] / "data" / "ed25519" / "rfc8032.json").read_text(encoding="utf-8"))
INCLUSION = sorted((VECTORS / "inclusion").rglob("*.json"))
PUBLIC, MESSAGE, SIGNATURE = (bytes.fromhex(RFC_8032[2][name]) for name in ("public", "message", "signature"))
P = verify.ED_P


def shifted(signature):
    """The same scalar plus the order of the group: what holds for one would hold for the other."""
    scalar = int.from_bytes(signature[32:], "little") + verify.ED_L
    return signature[:32] + scalar.to_bytes(32, "little")


@pytest.mark.parametrize("vector", RFC_8032, ids=lambda each: each["name"])
def test_a_published_signature_holds_and_no_other_message_does(vector):
    secret, public, message, signature = (bytes.fromhex(vector[name]) for name in ("secret", "public", "message", "signature"))
    assert Ed25519PrivateKey.from_private_bytes(secret).sign(message) == signature
    assert verify.ed_verify(public, message, signature)
    assert not verify.ed_verify(public, message + b"\0", signature)


@pytest.mark.parametrize(
    "forged",
    [
        b"", SIGNATURE[:63], SIGNATURE + b"\0", bytes(64), b"\xff" * 64, SIGNATURE[32:] + SIGNATURE[:32], shifted(SIGNATURE),
        (P + 1).to_bytes(32, "little") + SIGNATURE[32:], bytes([SIGNATURE[0] ^ 1]) + SIGNATURE[1:], SIGNATURE[:63] + bytes([SIGNATURE[63] ^ 128]),
    ],
)  # fmt: skip
def test_a_signature_that_was_touched_or_written_otherwise_holds_nowhere(forged):
    assert not verify.ed_verify(PUBLIC, MESSAGE, forged)


@pytest.mark.parametrize(
    "key", [b"", PUBLIC[:31], PUBLIC + b"\0", (P + 1).to_bytes(32, "little"), b"\xff" * 32, (2).to_bytes(32, "little")]
)
def test_what_is_no_point_of_the_curve_is_no_key(key):
    assert not verify.ed_verify(key, MESSAGE, SIGNATURE)


@pytest.mark.parametrize("seed", range(5))
def test_it_agrees_with_cryptography_on_signatures_of_its_making(seed):
    key = Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32)
    message = bytes(range(seed * 50))
    assert verify.ed_verify(key.public_key().public_bytes_raw(), message, key.sign(message))


@pytest.mark.parametrize("file", INCLUSION, ids=lambda path: "/".join(path.parts[-2:]))
def test_a_published_inclusion_proof_is_judged_as_published(file):
    case = json.loads(file.read_text(encoding="utf-8"))
    root, leaf, *proof = (base64.b64decode(each or "") for each in (case["root"], case["leafHash"], *(case["proof"] or [])))
    assert verify.included(case["leafIdx"], case["treeSize"], root, leaf, proof) is not case["wantErr"]


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8, 13, 64, 65])
def test_its_tree_is_that_of_the_definition(size):
    from huasheng_vote.rules.commitments import root_of

    lines = [bytes([place]) for place in range(size)]
    assert verify.root_of(lines) == root_of(lines)


def test_it_is_python_3_8_and_imports_nothing_but_the_standard_library():
    tree = ast.parse(SOURCE, feature_version=(3, 8))
    imported = {each.module if isinstance(each, ast.ImportFrom) else name.name for each in ast.walk(tree) if isinstance(each, ast.Import | ast.ImportFrom) for name in each.names}  # fmt: skip
    assert imported - {"__future__"} <= set(sys.stdlib_module_names)
    assert not {"socket", "urllib", "http", "ssl", "subprocess"} & imported


def zipped(path, files):
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


GOOD = {name: b"" for name in verify.FILES} | {"policy.json": b'{"format":"huasheng-bulletin/1"}'}
UNREADABLE = {
    "no such file": None,
    "no zip": b"PK but not really",
    "nothing": b"",
    "a member missing": {name: b"" for name in verify.FILES[1:]},
    "not JSON": GOOD | {"policy.json": b"{"},
    "not UTF-8": GOOD | {"policy.json": b'"\xff"'},
    "a key twice": GOOD | {"policy.json": b'{"format":1,"format":2}'},
    "a float": GOOD | {"policy.json": b'{"format":1.5}'},
    "another format": GOOD | {"policy.json": b'{"format":"huasheng-bulletin/2"}'},
    "a list": GOOD | {"policy.json": b"[]"},
    "without keys": GOOD | {"policy.json": b'{"format":"huasheng-bulletin/1","keys":[]}'},
    "deeply nested": GOOD | {"policy.json": b"[" * 200_000},
    "a long number": GOOD | {"policy.json": b'{"format":' + b"9" * 9999 + b"}"},
    "a last line without its end": GOOD | {"log.jsonl": b"{}"},
}


@pytest.mark.parametrize("what", UNREADABLE)
def test_what_cannot_be_read_is_told_in_one_line_of_both_languages(what, tmp_path, capsys):
    path, content = tmp_path / "b.zip", UNREADABLE[what]
    if isinstance(content, dict):
        zipped(path, content)
    elif content is not None:
        path.write_bytes(content)
    assert verify.main([str(path)]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("读不出来 · unreadable: ")
    assert told.err.count("\n") == 1


def test_a_zip_that_unpacks_to_more_than_a_bulletin_is_not_unpacked(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(verify, "MOST_BYTES", 10_000)
    assert verify.main([str(zipped(tmp_path / "b.zip", GOOD | {"log.jsonl": bytes(10_001)}))]) == 2
    assert "too large" in capsys.readouterr().err


@pytest.mark.parametrize("typed", ["0189-2345-67AB", "0i8b2345-67ab", " oibg 2345 "])
def test_a_code_is_read_as_people_type_it(typed):
    assert set(verify.bare(typed)) <= set(verify.LETTERS) | {"9"}


def test_a_bulletin_writes_no_line_of_the_report_itself():
    assert verify.plain("a\n[对 OK]\x1b[2J\u202eb") == "a\ufffd[对 OK]\ufffd[2J\ufffdb"
