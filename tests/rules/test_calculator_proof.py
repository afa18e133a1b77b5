"""`proof`: the published RFC 6962 vectors (transparency-dev/merkle, Apache-2.0, licence beside them) and the file's own faults."""

import base64
import hashlib
import json
from pathlib import Path

import pytest

from tests.rules.test_published_votes import shared

VECTORS = Path(__file__).parents[1] / "data" / "merkle"
FILES = sorted(path.relative_to(VECTORS) for path in VECTORS.rglob("*.json"))
LEAF = base64.b64encode(hashlib.sha256(b"\0leaf").digest()).decode()
OTHER = base64.b64encode(hashlib.sha256(b"\0other").digest()).decode()
ALONE = {"leafIdx": 0, "treeSize": 1, "root": LEAF, "leafHash": LEAF, "proof": []}
SAME = {"size1": 1, "size2": 1, "root1": LEAF, "root2": LEAF, "proof": []}


@pytest.mark.parametrize("file", FILES, ids=str)
def test_a_published_vector_is_accepted_or_rejected_as_published(calculator, file):
    answer = calculator.run("proof", VECTORS / file)
    wrong = json.loads((VECTORS / file).read_text(encoding="utf-8"))["wantErr"]
    assert (answer.code, answer.out, answer.err) == (0, "rejected\n" if wrong else "accepted\n", "")


def test_vectors_of_both_kinds_are_here():
    assert {file.parts[0] for file in FILES} == {"inclusion", "consistency"}
    assert len(FILES) > 60


@pytest.mark.shared_data
def test_the_vectors_are_those_of_the_shared_folder():
    folder = shared("data", "merkle")
    assert all((folder / file).read_bytes() == (VECTORS / file).read_bytes() for file in FILES)


@pytest.mark.parametrize(
    ("base", "keys", "word"),
    [
        (ALONE, {}, "accepted"),
        (ALONE, {"proof": None}, "accepted"),
        (ALONE, {"leafHash": OTHER}, "rejected"),
        (ALONE, {"leafHash": None}, "rejected"),
        (ALONE, {"root": LEAF[:-4] + "=", "leafHash": LEAF[:-4] + "="}, "rejected"),
        (ALONE, {"leafIdx": 1}, "rejected"),
        (ALONE, {"proof": [OTHER]}, "rejected"),
        (ALONE, {"treeSize": 0}, "rejected"),
        (SAME, {}, "accepted"),
        (SAME, {"root2": OTHER}, "rejected"),
        (SAME, {"proof": [LEAF]}, "rejected"),
        (SAME, {"size2": 2}, "rejected"),
        (SAME, {"size1": 2}, "rejected"),
        (SAME, {"size1": 0, "size2": 0}, "rejected"),
        (SAME, {"root1": "", "root2": ""}, "rejected"),
    ],
)
def test_small_trees_hold_exactly_where_they_should(calculator, base, keys, word):
    answer = calculator.case("proof", {**base, **keys})
    assert (answer.code, answer.out) == (0, f"{word}\n")


@pytest.mark.parametrize(
    ("case", "error", "where"),
    [
        ({}, "not_a_proof", ""),
        ([], "not_a_proof", ""),
        (None, "not_a_proof", ""),
        ({**ALONE, **SAME}, "not_a_proof", ""),
        ({key: value for key, value in ALONE.items() if key != "proof"}, "not_a_proof", ""),
        ({**ALONE, "root": "%%%"}, "bad_value", "/root"),
        ({**ALONE, "root": LEAF.rstrip("=")}, "bad_value", "/root"),
        ({**ALONE, "root": "é"}, "bad_value", "/root"),
        ({**ALONE, "root": 1}, "bad_value", "/root"),
        ({**ALONE, "proof": LEAF}, "bad_value", "/proof"),
        ({**ALONE, "proof": [LEAF, 1]}, "bad_value", "/proof/1"),
        ({**ALONE, "leafIdx": -1}, "bad_number", "/leafIdx"),
        ({**ALONE, "leafIdx": 0.5}, "bad_number", "/leafIdx"),
        ({**ALONE, "leafIdx": None}, "missing_value", "/leafIdx"),
    ],
)
def test_a_file_that_is_neither_is_refused(calculator, case, error, where):
    fault = calculator.case("proof", case).fault
    assert (fault["error"], fault["where"]) == (error, where)
