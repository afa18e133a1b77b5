"""The log: one leaf an act, hashed by RFC 6962, never changed."""

import hashlib
import json

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import DBAPIError

from huasheng_vote.database import writing
from huasheng_vote.extensions import db
from huasheng_vote.journal import log
from huasheng_vote.journal.leaf import EMPTY_PREV, NotCanonical, canonical, check_code
from huasheng_vote.journal.models import JournalLeaf, JournalPrivate


def write(estate, count):
    def some(on):
        for number in range(count):
            on.record("test.written", f"test/{number}", {"number": number}, {"secret": "只有自己知道"})

    estate.site.act(estate.ref, estate.actor("周主任"), some)


def naive_root(leaves):
    if len(leaves) == 1:
        return hashlib.sha256(b"\0" + leaves[0]).digest()
    split = 1 << (len(leaves) - 1).bit_length() - 1
    return hashlib.sha256(b"\1" + naive_root(leaves[:split]) + naive_root(leaves[split:])).digest()


def bodies():
    return [bytes(body) for body in db.session.scalars(select(JournalLeaf.body).order_by(JournalLeaf.index))]


def test_the_root_is_that_of_rfc_6962_at_every_size(estate):
    write(estate, 20)
    leaves = bodies()
    assert [log.root(estate.ref.id, size) for size in range(1, 21)] == [naive_root(leaves[:size]) for size in range(1, 21)]
    assert log.root(estate.ref.id, 0) == hashlib.sha256(b"").digest()


def test_each_leaf_names_the_hash_of_the_one_before(estate):
    write(estate, 3)
    leaves = bodies()
    assert [json.loads(leaf)["prev"] for leaf in leaves] == [EMPTY_PREV] + [hashlib.sha256(b"\0" + leaf).hexdigest() for leaf in leaves[:2]]


def test_a_private_body_opens_the_commitment_in_its_leaf(estate):
    write(estate, 1)
    row = db.session.scalars(select(JournalPrivate)).one()
    assert json.loads(bodies()[0])["private"] == hashlib.sha256(bytes(row.salt) + bytes(row.body)).hexdigest()
    assert "只有自己知道".encode() not in bodies()[0]


@pytest.mark.parametrize("statement", [update(JournalLeaf).values(type="forged"), delete(JournalLeaf)])
def test_a_written_leaf_cannot_be_changed_or_removed(estate, statement):
    write(estate, 1)
    with pytest.raises(DBAPIError, match="append-only"), writing(estate.ref.id):
        db.session.execute(statement)


def test_an_act_that_fails_leaves_no_leaf(estate):
    def fails(on):
        on.record("test.written", "test/1", {})
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        estate.site.act(estate.ref, estate.actor("周主任"), fails)
    assert log.size(estate.ref.id) == 0


@pytest.mark.parametrize("value", [1.5, None, True, {1: "x"}, b"bytes"])
def test_what_is_not_text_or_whole_number_is_refused(value):
    with pytest.raises(NotCanonical):
        canonical({"value": value})


def test_canonical_json_is_sorted_normalised_and_tight():
    assert canonical({"b": 1, "a": "e\u0301"}) == '{"a":"é","b":1}'.encode()


def test_the_check_code_is_the_first_sixty_bits_in_base_32():
    assert check_code(bytes([0x08, 0x42, 0x10, 0x84, 0x21, 0x08, 0x42, 0x1F]) + bytes(24)) == "BBBB-BBBB-BBBB"
