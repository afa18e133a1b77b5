"""An officer's key comes back from its recovery text, a bidder's receipt is read again, shares travel as text."""

import json

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from huasheng_vote.journal.leaf import canonical
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.sealing import (
    Officer,
    commitment,
    open_envelope,
    read_receipt,
    read_shares,
    receipt_text,
    recovered,
    recovery_text,
)
from huasheng_vote.sealing.officers import point_of
from tests.sealing.bidding import KEYS, OFFER, OFFICERS, sealed, share_of

TEXT = recovery_text(KEYS[0], "长松路的路灯")


def refusal(act, *args):
    with pytest.raises(Refused) as refused:
        act(*args)
    return refused.value.why


def test_the_exchange_is_nist_s():
    """KAS ECC CDH primitive, P-256, count 0."""
    officer = Officer(bytes.fromhex(
        "04700c48f77f56584c5cc632ca65640db91b6bacce3a4df6b42ce7cc838833d287db71e509e3fd9b060ddb20ba5c51dcc5948d46fbf640dfe0441782cab85fa4ac"
    ))  # fmt: skip
    private = ec.derive_private_key(0x7D7DC5F71EB29DDAF80D6214632EEAE03D9058AF1FB6D22ED80BADB62BC1A534, ec.SECP256R1())
    secret = "46fc62106420ff012e54a434fbdd2d25ccc5852060561e68040dd7778997bd7b"
    assert private.exchange(ec.ECDH(), officer.public_key()).hex() == secret


def test_an_officer_is_read_as_written():
    assert Officer.read(OFFICERS[0].text) == OFFICERS[0]


@pytest.mark.parametrize("text", ["", "BA==", OFFICERS[0].text[:-4] + "AAA=", OFFICERS[0].text.rstrip("="), "B" * 88, None, 7])
def test_what_is_no_point_is_refused(text):
    assert refusal(Officer.read, text) is Why.BAD_OFFICER_KEY


def test_a_key_comes_back_from_its_text():
    assert point_of(recovered(f"\n{TEXT}  \n", "长松路的路灯")) == OFFICERS[0].point


def test_a_passphrase_typed_in_another_form_of_unicode_is_the_same():
    assert point_of(recovered(recovery_text(KEYS[1], "caf\u00e9"), "cafe\u0301")) == OFFICERS[1].point


def test_the_text_tells_nothing_of_the_key():
    scalar = KEYS[0].private_numbers().private_value.to_bytes(32, "big")
    assert json.loads(TEXT)["iterations"] >= 600_000
    assert scalar.hex() not in TEXT
    assert "PRIVATE" not in TEXT


def test_a_wrong_passphrase_is_named():
    assert refusal(recovered, TEXT, "长松路") is Why.WRONG_PASSPHRASE


@pytest.mark.parametrize(
    "change",
    [
        {"format": "huasheng-officer-key/2"},
        {"iterations": "1"},
        {"iterations": 10**8},
        {"iterations": 0},
        {"salt": "AA=="},
        {"box": 7},
        {"more": "x"},
    ],
)
def test_what_is_no_recovery_text_is_refused(change):
    assert refusal(recovered, canonical({**json.loads(TEXT), **change}).decode(), "长松路的路灯") is Why.NOT_A_RECOVERY_TEXT


def test_another_s_public_key_on_the_text_is_noticed():
    assert refusal(recovered, canonical({**json.loads(TEXT), "public": OFFICERS[1].text}).decode(), "长松路的路灯") is Why.WRONG_PASSPHRASE


def test_a_receipt_opens_what_it_is_for():
    receipt = read_receipt(receipt_text(sealed()) + "\n")
    assert receipt.commitment == commitment(receipt.salt, sealed().envelope.digest)
    assert receipt.envelope == sealed().envelope.header.envelope
    assert open_envelope(sealed().envelope, receipt.key, OFFICERS) == OFFER


@pytest.mark.parametrize(
    "text", ["", "{}", "7", receipt_text(sealed())[:-1], receipt_text(sealed()).replace("receipt/1", "receipt/2")], ids=range(5)
)
def test_what_is_no_receipt_is_refused(text):
    assert refusal(read_receipt, text) is Why.NOT_A_RECEIPT


def test_shares_travel_as_text():
    given = tuple(share_of(officer, sealed().envelope) for officer in range(3))
    assert read_shares(canonical([each.plain for each in given]).decode()) == given


@pytest.mark.parametrize(
    "text",
    [
        "", "{}", "[7]", '[{"envelope":"a","number":1}]', '[{"envelope":"a","number":1,"share":"AA=="}]', '[{"envelope":1,"number":1,"share":"AA=="}]',
        '[{"envelope":"a","more":"x","number":1,"share":"AA=="}]', "[1.5]", "[null]", "[" * 5000,
    ],
)  # fmt: skip
def test_what_are_no_shares_is_refused(text):
    assert refusal(read_shares, text) is Why.NOT_A_SHARE
