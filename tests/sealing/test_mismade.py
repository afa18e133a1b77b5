"""Bidders of ill will: an envelope that opens for some officers only, or to two offers, opens for nobody. And the format is what its page says."""

from hashlib import sha256
from itertools import combinations

import pytest

from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.sealing import Offer, combine, open_envelope, unwrap
from huasheng_vote.sealing.coding import text_of
from tests.sealing.bidding import KEYS, OFFICERS
from tests.sealing.by_hand import INDEX, KEY, SHARES, hkdf, made

FILE = b"%PDF-1.4 a paper"
LISTED = {"field": "f", "name": "a.pdf", "sha256": sha256(FILE).hexdigest(), "size": len(FILE)}


def refusal(act, *args):
    with pytest.raises(Refused) as refused:
        act(*args)
    return refused.value.why


def opened_by(envelope, one, two):
    given = [unwrap(KEYS[officer], envelope.header, envelope.wraps[officer]) for officer in (one, two)]
    return open_envelope(envelope, combine(envelope.header, given), OFFICERS)


@pytest.mark.parametrize("pair", list(combinations(range(3), 2)))
def test_an_envelope_made_by_hand_opens(pair):
    assert opened_by(made(), *pair) == Offer((("price", "1.00"),))


def test_key_derivation_is_that_of_rfc_5869():
    """Its test case 3: no salt, no info. The envelopes above then say that the application derives in the same way."""
    expected = "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8"
    assert hkdf(b"\x0b" * 22, b"", 42).hex() == expected


@pytest.mark.parametrize("pair", list(combinations(range(3), 2)))
def test_three_shares_that_do_not_lie_on_one_line_open_for_nobody(pair):
    """Otherwise a bidder and one officer could choose, after other prices are known, whether their bid opens."""
    assert refusal(opened_by, made(shares=(*SHARES[:2], bytes(32))), *pair) is Why.ENVELOPE_MISMADE


def test_a_wrap_with_something_else_in_it_opens_for_nobody():
    spoilt = made(wrapped=(*SHARES[:2], bytes(32)))
    assert refusal(opened_by, spoilt, 0, 2) is Why.WRONG_SHARE
    assert refusal(opened_by, spoilt, 0, 1) is Why.ENVELOPE_MISMADE


def test_a_wrap_sealed_with_another_ephemeral_key_opens_for_nobody():
    one, other = made(), made()
    mixed = type(one)(one.header, (*one.wraps[:2], other.wraps[2]), one.boxes)
    assert refusal(opened_by, mixed, 0, 2) is Why.BROKEN_WRAP
    assert refusal(opened_by, mixed, 0, 1) is Why.ENVELOPE_MISMADE


@pytest.mark.parametrize("scalar", [bytes(32), b"\xff" * 32, bytes(31) + b"\1"])
def test_an_envelope_that_does_not_tell_its_ephemeral_key_opens_for_nobody(scalar):
    assert refusal(opened_by, made(told=scalar), 0, 1) is Why.ENVELOPE_MISMADE


@pytest.mark.parametrize(
    "raw",
    [
        b"", b"{}", b"[]", b"7", b"\xff", b'{"ephemeral":"","fields":[],"files":[]}', b'{"ephemeral":"a","ephemeral":"b","fields":[],"files":[]}',
        b'{"ephemeral": 1,"fields":[],"files":[]}', b"[" * 16000,
    ],
)  # fmt: skip
def test_a_payload_that_is_none_is_refused(raw):
    assert refusal(open_envelope, made(raw=raw), KEY, OFFICERS) is Why.ENVELOPE_MISMADE


@pytest.mark.parametrize("fields", [{}, "ab", [["price"]], [["price", 1]], [["price", "1", "2"]], ["ab"], [7]])
def test_fields_that_are_none_are_refused(fields):
    assert refusal(open_envelope, made(index={**INDEX, "fields": fields}), KEY, OFFICERS) is Why.ENVELOPE_MISMADE


@pytest.mark.parametrize(
    ("files", "part"),
    [
        ({}, b""), ([7], b""), ([{**LISTED, "more": "x"}], FILE), ([LISTED], b"%PDF-1.4 a papeR"), ([LISTED, LISTED], FILE), ([LISTED], FILE + b"!"),
        ([{**LISTED, "size": -1}], FILE), ([{**LISTED, "size": 10**9}], FILE), ([{**LISTED, "size": "16"}], FILE), ([], FILE),
    ],
)  # fmt: skip
def test_files_that_are_not_those_listed_are_refused(files, part):
    assert refusal(open_envelope, made(index={**INDEX, "files": files}, files=part), KEY, OFFICERS) is Why.ENVELOPE_MISMADE


def test_a_file_that_is_listed_is_there():
    (file,) = open_envelope(made(index={**INDEX, "files": [LISTED]}, files=FILE), KEY, OFFICERS).files
    assert (file.field, file.name, file.data) == ("f", "a.pdf", FILE)


def test_a_header_that_fixes_another_key_opens_for_nobody():
    """One ciphertext of AES-GCM can be made to open under two keys; the header names the one that counts."""
    assert refusal(opened_by, made(key="00" * 32), 0, 1) is Why.ENVELOPE_MISMADE
    assert refusal(open_envelope, made(key="00" * 32), KEY, OFFICERS) is Why.WRONG_KEY


def test_a_point_that_is_not_the_ephemeral_key_s_is_refused():
    assert refusal(open_envelope, made(point=text_of(OFFICERS[0].point)), KEY, OFFICERS) is Why.ENVELOPE_MISMADE
