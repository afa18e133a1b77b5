"""A bulletin in the hands of forgers: every kind of change by somebody without the signing key is found out, and with the printed codes those by its holder."""

import json
from collections import Counter

import pytest

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


def test_with_the_logs_own_key_the_printed_codes_find_it_out(truth):
    found = Counter[bool]()
    for name in KINDS:
        alone, _, anchored = detected(truth, name, Holder.LOG, 1)
        found.update(alone=alone, anchored=anchored)
    assert found["anchored"] >= 0.95 * len(KINDS)
    assert found["alone"] < len(KINDS)  # else these insiders were not consistent enough to need paper
