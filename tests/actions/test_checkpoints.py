"""Checkpoints: what the signer signs, and what it refuses to."""

import json
import stat

import pytest
from sqlalchemy import select, update

from huasheng_vote.extensions import db
from huasheng_vote.journal import checkpoints, log, tree
from huasheng_vote.journal.checkpoints import Inconsistent, Reason
from huasheng_vote.journal.models import Checkpoint, JournalLeaf, JournalNode
from huasheng_vote.journal.notes import Head, parse
from huasheng_vote.rules.proofs import Consistency, Inclusion
from tests.actions.test_journal import write
from tests.property.test_rules_proofs import between, path, root


def take(estate, reason=Reason.ASKED):
    return checkpoints.take(estate.ref, reason, estate.site.at)


def signer(estate):
    return estate.site.app.extensions["signer"]


def test_proofs_from_the_database_are_those_of_the_definition_at_every_size(estate):
    write(estate, 34)
    hashes = [bytes(each) for each in db.session.scalars(select(JournalLeaf.hash).order_by(JournalLeaf.index))]
    for size in range(1, 35):
        head = root(hashes[:size])
        for index in range(size):
            proof = tree.inclusion(estate.ref.id, index, size)
            assert proof == path(index, hashes[:size])
            assert Inclusion(index, size, head, hashes[index], proof).holds()
        for old in range(1, size + 1):
            proof = tree.consistency(estate.ref.id, old, size)
            assert proof == between(old, hashes[:size])
            assert Consistency(old, size, root(hashes[:old]), head, proof).holds()


@pytest.mark.parametrize("asked", [(5, 5), (-1, 5), (0, 0)])
def test_a_leaf_outside_its_tree_has_no_proof(estate, asked):
    with pytest.raises(tree.NoSuchProof):
        tree.inclusion(estate.ref.id, *asked)


@pytest.mark.parametrize("asked", [(0, 5), (6, 5), (-1, 5)])
def test_a_tree_that_is_not_inside_the_other_has_no_proof(estate, asked):
    with pytest.raises(tree.NoSuchProof):
        tree.consistency(estate.ref.id, *asked)


def test_a_checkpoint_names_the_head_and_the_log_s_key_signed_it(estate):
    write(estate, 5)
    row = take(estate)
    assert (row.size, row.root) == (5, log.root(estate.ref.id, 5))
    signed = parse(row.note)
    assert Head.read(signed.text) == Head("huasheng-vote/songlu", 5, row.root)
    assert signer(estate).verifier("songlu").check(signed)


def test_the_same_head_is_signed_once(estate):
    write(estate, 5)
    assert take(estate).id == take(estate).id
    assert len(checkpoints.every(estate.ref.id)) == 1


def test_an_empty_log_has_no_checkpoint(estate):
    assert take(estate) is None


def test_only_its_owner_reads_the_key_and_the_high_water_file(estate):
    write(estate, 1)
    take(estate)
    for file in (signer(estate).key_file, signer(estate).high_water.path):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_log_that_is_shorter_than_what_was_signed_is_refused(estate, forged):
    write(estate, 5)
    take(estate)
    forged(JournalLeaf.__table__.delete().where(JournalLeaf.index == 4))
    with pytest.raises(Inconsistent, match="5 lines were signed"):
        take(estate)


def test_another_log_of_the_same_length_is_refused(estate):
    write(estate, 5)
    take(estate)
    file = signer(estate).high_water.path
    marks = json.loads(file.read_text())
    marks["songlu"]["root"] = "00" * 32
    file.write_text(json.dumps(marks))
    write(estate, 1)
    with pytest.raises(Inconsistent, match="not those that were signed"):
        take(estate)


def test_a_changed_line_is_not_signed(estate, forged):
    write(estate, 3)
    body = db.session.scalar(select(JournalLeaf.body).filter_by(index=1))
    forged(update(JournalLeaf).where(JournalLeaf.index == 1).values(body=bytes(body).replace(b'"number":1', b'"number":7')))
    with pytest.raises(Inconsistent, match="line 2 does not follow"):
        take(estate)


def test_a_changed_subtree_is_not_signed(estate, forged):
    write(estate, 4)
    forged(update(JournalNode).where(JournalNode.level == 2).values(hash=bytes(32)))
    with pytest.raises(Inconsistent, match="do not add up"):
        take(estate)


def test_a_missing_subtree_is_not_signed(estate, forged):
    write(estate, 4)
    forged(JournalNode.__table__.delete())
    with pytest.raises(Inconsistent, match="missing"):
        take(estate)


def test_without_its_high_water_file_a_log_already_signed_is_not_signed_again(estate):
    write(estate, 3)
    take(estate)
    signer(estate).high_water.path.unlink()
    with pytest.raises(Inconsistent, match="high-water file"):
        take(estate)


def test_a_refusal_leaves_the_mark_and_the_checkpoints_as_they_were(estate, forged):
    write(estate, 4)
    take(estate)
    before = signer(estate).mark("songlu")
    write(estate, 1)
    forged(update(JournalLeaf).where(JournalLeaf.index == 4).values(body=b'{"index":4,"prev":""}'))
    with pytest.raises(Inconsistent):
        take(estate)
    assert signer(estate).mark("songlu") == before
    assert [row.size for row in checkpoints.every(estate.ref.id)] == [4]


def test_an_act_that_marks_a_stage_is_followed_by_a_checkpoint_and_others_are_not(estate):
    write(estate, 1)
    assert checkpoints.latest(estate.ref.id) is None

    def opens(on):
        on.record("voting.opened", "assembly/1", {})

    estate.site.act(estate.ref, estate.actor("周主任"), opens)
    row = checkpoints.latest(estate.ref.id)
    assert (row.size, row.reason) == (2, Reason.OPENING)


def test_an_act_stands_though_nothing_could_be_signed(estate, monkeypatch, caplog):
    monkeypatch.setattr(checkpoints, "take", lambda *_: 1 / 0)
    estate.site.act(estate.ref, estate.actor("周主任"), lambda on: on.record("voting.opened", "assembly/1", {}))
    assert log.size(estate.ref.id) == 1
    assert "no checkpoint after opening" in caplog.text


def test_fifty_lines_or_an_hour_are_the_pace(estate):
    write(estate, 1)
    assert checkpoints.due(estate.ref, estate.site.at)
    take(estate)
    write(estate, 49)
    assert not checkpoints.due(estate.ref, estate.site.at)
    assert checkpoints.due(estate.ref, estate.site.later(hours=1))
    write(estate, 1)
    estate.site.later(hours=-1)
    assert checkpoints.due(estate.ref, estate.site.at)
    take(estate)
    assert not checkpoints.due(estate.ref, estate.site.later(hours=2))


def test_each_estate_has_a_log_of_its_own(estate, site):
    from tests.builders import neighbourhood

    other = neighbourhood(site, slug="other", name="别家")
    write(estate, 3)
    write(other, 2)
    take(estate), take(other)
    assert [row.origin for row in db.session.scalars(select(Checkpoint).order_by(Checkpoint.id))] == [
        "huasheng-vote/songlu",
        "huasheng-vote/other",
    ]
