"""A sealed offer: two officers of three open it, so does its bidder, and nobody opens one that was touched."""

import json
from dataclasses import replace
from hashlib import sha256
from itertools import combinations
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from huasheng_vote.journal.leaf import canonical
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.sealing import (
    Attachment,
    Envelope,
    Offer,
    Officer,
    check_commitment,
    combine,
    commitment,
    digest_of,
    new_key,
    open_envelope,
    seal,
)
from huasheng_vote.sealing.envelope import FILES_SIZES, LARGEST, OFFER_SIZES, TAG
from tests.sealing.bidding import OFFER, OFFICERS, PDF, PRICE, SPECIFICATION, TENDER, sealed, share_of, subject

FIRST, SECOND = (sealed().envelope.data.split(b"\n", 2)[part] for part in (0, 1))
HEAD = len(FIRST) + len(SECOND) + 2


def refusal(act, *args):
    with pytest.raises(Refused) as refused:
        act(*args)
    return refused.value.why


def opened_by(envelope, *officers):
    return open_envelope(envelope, combine(envelope.header, [share_of(officer, envelope) for officer in officers]), OFFICERS)


@pytest.mark.parametrize("pair", list(combinations(range(3), 2)))
def test_any_two_officers_open_it(pair):
    assert opened_by(Envelope.read(sealed().envelope.data), *pair) == OFFER


def test_three_officers_open_it_too():
    assert opened_by(sealed().envelope, 2, 0, 1) == OFFER


def test_the_bidder_opens_it_with_the_receipt_s_key_alone():
    assert open_envelope(sealed().envelope, sealed().key, OFFICERS) == OFFER


def test_the_price_is_nowhere_in_the_envelope():
    data = sealed().envelope.data
    assert not any(word in data for word in (PRICE.encode(), "灯杆".encode(), "安全生产许可证".encode(), PDF[:40], b"licence"))


def test_an_envelope_is_read_as_it_was_written():
    assert Envelope.read(sealed().envelope.data) == sealed().envelope


def test_two_offers_of_like_size_look_alike():
    small = seal(subject(), Offer((("price", "1"),)))
    assert len(small.envelope.data) == len(sealed().envelope.data)


@pytest.mark.parametrize(
    ("size", "padded"),
    [(0, 256 * 1024), (256 * 1024, 256 * 1024), (256 * 1024 + 1, 1024**2), (1024**2 + 1, 4 * 1024**2), (20 * 1024**2, 20 * 1024**2)],
)
def test_files_are_padded_to_few_sizes(size, padded):
    offer = Offer((("price", "1"),), (Attachment("file", "a.pdf", bytes(size)),))
    made = seal(subject(), offer)
    assert made.envelope.header.sizes == (OFFER_SIZES[0], padded)
    assert len(made.envelope.data) <= LARGEST
    assert open_envelope(made.envelope, made.key, OFFICERS) == offer


@pytest.mark.parametrize("offer", [Offer((), (Attachment("f", "a", bytes(FILES_SIZES[-1] + 1)),)), Offer((("note", "注" * 90_000),))])
def test_an_offer_larger_than_the_largest_size_is_refused(offer):
    assert refusal(seal, subject(), offer) is Why.OFFER_TOO_LARGE


def test_one_officer_is_too_few():
    assert refusal(opened_by, sealed().envelope, 1) is Why.TOO_FEW_SHARES


def test_one_officer_twice_is_refused():
    assert refusal(opened_by, sealed().envelope, 1, 1) is Why.SHARE_TWICE


def test_a_share_of_another_bid_is_refused():
    other = seal(subject(), OFFER).envelope
    mixed = [share_of(0, sealed().envelope), share_of(1, other)]
    assert refusal(combine, sealed().envelope.header, mixed) is Why.SHARE_OF_ANOTHER


def test_a_share_of_another_bid_under_this_one_s_name_is_refused():
    other = replace(share_of(1, seal(subject(), OFFER).envelope), envelope=sealed().envelope.header.envelope)
    assert refusal(combine, sealed().envelope.header, [share_of(0, sealed().envelope), other]) is Why.WRONG_SHARE


def test_every_wrong_bit_of_a_share_is_found_before_anything_is_opened():
    header, good = sealed().envelope.header, [share_of(officer, sealed().envelope) for officer in (0, 1)]
    for bit in range(256):
        wrong = replace(good[1].share, value=flipped(good[1].share.value, bit))
        assert refusal(combine, header, [good[0], replace(good[1], share=wrong)]) is Why.WRONG_SHARE


@pytest.mark.parametrize("number", [0, 1, 3, 4])
def test_a_share_under_another_number_is_refused(number):
    good = share_of(1, sealed().envelope)
    wrong = replace(good, share=replace(good.share, number=number))
    assert refusal(combine, sealed().envelope.header, [share_of(0, sealed().envelope), wrong]) is Why.WRONG_SHARE


def test_somebody_else_s_key_unwraps_nothing():
    envelope = seal(subject(officers=tuple(Officer.of(new_key()) for _ in range(3))), OFFER).envelope
    assert refusal(share_of, 0, envelope) is Why.NOT_FOR_THIS_KEY


def test_another_officer_s_wrap_does_not_open():
    envelope = sealed().envelope
    exchanged = replace(envelope, wraps=(envelope.wraps[1], envelope.wraps[0], envelope.wraps[2]))
    assert refusal(share_of, 0, exchanged) is Why.BROKEN_WRAP


def test_a_key_that_is_not_the_envelope_s_is_refused():
    assert refusal(open_envelope, sealed().envelope, bytes(32), OFFICERS) is Why.WRONG_KEY


def test_officers_other_than_those_it_was_sealed_for_are_refused():
    assert refusal(open_envelope, sealed().envelope, sealed().key, OFFICERS[::-1]) is Why.OTHER_OFFICERS


def flipped(data, bit):
    changed = bytearray(data)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


def opened_anyway(data):
    """What happens to an envelope that was touched: by somebody who has the true key, and by two officers."""
    envelope = Envelope.read(data)
    check_commitment(envelope, sealed().salt, commitment(sealed().salt, sealed().envelope.digest))
    return envelope


def test_every_bit_of_header_and_wraps_matters():
    data = sealed().envelope.data
    for bit in range(HEAD * 8):
        touched = flipped(data, bit)
        with pytest.raises(Refused):
            open_envelope(Envelope.read(touched), sealed().key, OFFICERS)


@settings(max_examples=150, deadline=None)
@given(st.integers(HEAD * 8, len(sealed().envelope.data) * 8 - 1))
def test_a_bit_of_a_box_matters(bit):
    touched = flipped(sealed().envelope.data, bit)
    assert refusal(opened_by, Envelope.read(touched), 0, 1) is Why.ENVELOPE_TAMPERED
    assert refusal(opened_anyway, touched) is Why.OTHER_COMMITMENT


def test_every_bit_of_the_tags_matters():
    data = sealed().envelope.data
    offer_end = HEAD + OFFER_SIZES[0] + TAG
    for end in (offer_end, len(data)):
        for bit in range((end - TAG) * 8, end * 8):
            assert refusal(open_envelope, Envelope.read(flipped(data, bit)), sealed().key, OFFICERS) is Why.ENVELOPE_TAMPERED


@pytest.mark.parametrize("end", [0, 1, 100, HEAD, HEAD + 1, -1])
def test_a_part_of_an_envelope_is_none(end):
    assert refusal(Envelope.read, sealed().envelope.data[:end]) is Why.NOT_AN_ENVELOPE


def test_something_behind_an_envelope_is_refused():
    assert refusal(Envelope.read, sealed().envelope.data + b"\0") is Why.NOT_AN_ENVELOPE


@pytest.mark.parametrize(
    "other",
    [
        {"format": "huasheng-envelope/2"}, {"kind": "draft"}, {"sealed_by": "nobody"}, {"sizes": [16384, 5]}, {"sizes": [16384]}, {"threshold": 1},
        {"threshold": 4}, {"threshold": "2"}, {"key": "AB" * 32}, {"shares": ["ab" * 32]}, {"officers": ["ab" * 32] * 3}, {"officers": "abc"},
        {"point": "BA=="}, {"point": "BP" + "A" * 84 + "A="}, {"envelope": "1"}, {"tender": 7}, {"more": "than"}, {"sizes": [[], 1]},
    ],
)  # fmt: skip
def test_a_header_that_makes_no_sense_is_refused(other):
    header = canonical({**json.loads(FIRST), **other})
    assert refusal(Envelope.read, b"\n".join([header, *sealed().envelope.data.split(b"\n", 1)[1:]])) is Why.NOT_AN_ENVELOPE


@pytest.mark.parametrize(
    "wraps",
    [b"{}", b"[]", b"[1,2,3]", b'["","",""]', SECOND.replace(b",", b", "), b"[[[", b"\xff"],
    ids=lambda wraps: f"{len(wraps)} bytes",
)
def test_wraps_of_another_shape_are_refused(wraps):
    data = sealed().envelope.data
    assert refusal(Envelope.read, FIRST + b"\n" + wraps + data[HEAD - 1 :]) is Why.NOT_AN_ENVELOPE


@pytest.mark.parametrize(
    ("other", "why"),
    [
        ({"tender": "songlu/8"}, Why.OTHER_TENDER), ({"kind": "test"}, Why.OTHER_TENDER), ({"specification": "cd" * 32}, Why.OTHER_SPECIFICATION),
        ({"officers": OFFICERS[:2]}, Why.OTHER_OFFICERS), ({"officers": OFFICERS[::-1]}, Why.OTHER_OFFICERS), ({"threshold": 3}, Why.OTHER_OFFICERS),
    ],
)  # fmt: skip
def test_an_envelope_for_something_else_is_refused(other, why):
    assert refusal(sealed().envelope.check_for, subject(**other)) is why


def test_an_envelope_for_this_tender_is_taken():
    sealed().envelope.check_for(subject())
    assert (sealed().envelope.header.tender, sealed().envelope.header.specification) == (TENDER, SPECIFICATION)


def test_the_log_s_commitment_is_the_one_of_the_documentation():
    envelope, salt = sealed().envelope, sealed().salt
    offer, files = envelope.boxes
    digest = sha256(FIRST + b"\n" + SECOND + b"\n" + sha256(offer).digest() + sha256(files).digest())
    committed = sha256(b"bid/v1" + salt + digest.digest()).hexdigest()
    assert commitment(salt, envelope.digest) == committed
    check_commitment(envelope, salt, committed)


def test_the_offer_is_checked_without_the_files():
    """Files may hold papers of people: their box can stay where it is, its hash is enough."""
    envelope = sealed().envelope
    published = sha256(envelope.boxes[1]).digest()
    assert digest_of(*envelope.lines, sha256(envelope.boxes[0]).digest(), published) == envelope.digest


def test_another_salt_is_another_commitment():
    committed = commitment(sealed().salt, sealed().envelope.digest)
    assert refusal(check_commitment, sealed().envelope, bytes(32), committed) is Why.OTHER_COMMITMENT


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.tuples(st.text(st.characters(exclude_categories=["Cs"])), st.text(st.characters(exclude_categories=["Cs"]))), max_size=6),
    st.lists(st.binary(max_size=200), max_size=3),
    st.integers(2, 5),
    st.integers(2, 5),
)
def test_any_offer_comes_back_as_it_was_written(fields, files, count, needed):
    officers = tuple(Officer.of(new_key()) for _ in range(max(count, needed)))
    offer = Offer(
        tuple((normalize("NFC", name), normalize("NFC", value)) for name, value in fields),
        tuple(Attachment("file", f"{number}.pdf", data) for number, data in enumerate(files)),
    )
    made = seal(subject(officers=officers, threshold=needed), offer)
    assert open_envelope(Envelope.read(made.envelope.data), made.key, officers) == offer
