"""An envelope put together as docs/sealing.md tells, with the standard library's hashes and nothing of `seal`: what a bidder of ill will would send."""

import hmac
import json
import os
from base64 import b64decode
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from huasheng_vote.journal.leaf import canonical
from huasheng_vote.sealing import Envelope
from huasheng_vote.sealing.coding import text_of
from tests.sealing.bidding import OFFICERS, SPECIFICATION, TENDER

KEY, SLOPE = bytes(range(32)), bytes(range(100, 132))
INDEX = {"fields": [["price", "1.00"]], "files": []}


def hkdf(secret, info, size=32, salt=b""):
    """RFC 5869 with SHA-256."""
    found, block = b"", b""
    extracted = hmac.digest(salt or bytes(32), secret, "sha256")
    for number in range(1, -(-size // 32) + 1):
        block = hmac.digest(extracted, block + info + bytes([number]), "sha256")
        found += block
    return found[:size]


def doubled(value):
    return bytes(each << 1 if each < 128 else each << 1 ^ 0x11B for each in value)


def xored(*values):
    return bytes(a ^ b for a, b in zip(*values, strict=True))


SHARES = (xored(KEY, SLOPE), xored(KEY, doubled(SLOPE)), xored(KEY, xored(SLOPE, doubled(SLOPE))))


def made(*, shares=SHARES, wrapped=None, index=INDEX, files=b"", ephemeral=None, told=None, raw=None, people=OFFICERS, **other):
    """An envelope for three officers. `told`: the ephemeral scalar the payload names; `raw`: the offer's part byte for byte; others change the header."""
    ephemeral = ephemeral or ec.generate_private_key(ec.SECP256R1())
    numbers = ephemeral.public_key().public_numbers()
    scalar = ephemeral.private_numbers().private_value.to_bytes(32, "big")
    header = {
        "envelope": os.urandom(16).hex(), "format": "huasheng-envelope/1", "key": sha256(b"key/v1" + KEY).hexdigest(), "kind": "bid",
        "officers": [sha256(officer.point).hexdigest() for officer in people],
        "point": text_of(b"\4" + numbers.x.to_bytes(32, "big") + numbers.y.to_bytes(32, "big")), "sealed_by": "browser",
        "shares": [sha256(b"share/v1" + bytes([number]) + share).hexdigest() for number, share in enumerate(shares, 1)],
        "sizes": [16384, 262144], "specification": SPECIFICATION, "tender": TENDER, "threshold": 2, **other,
    }  # fmt: skip
    line = json.dumps(header, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    wraps = [wrap(ephemeral, officer, share, line) for officer, share in zip(people, wrapped or shares, strict=True)]
    part = canonical({**index, "ephemeral": text_of(told or scalar)}) if raw is None else raw
    boxes = [
        AESGCM(KEY).encrypt(bytes(11) + bytes([number]), data, line)
        for number, data in ((0, part.ljust(16384, b"\0")), (1, files.ljust(262144, b"\0")))
    ]
    return Envelope.read(b"\n".join([line, canonical([text_of(each) for each in wraps]), b"".join(boxes)]))


def wrap(ephemeral, officer, share, line):
    secret = ephemeral.exchange(ec.ECDH(), officer.public_key())
    key = hkdf(secret, b"huasheng-envelope/1 share" + sha256(line).digest() + sha256(officer.point).digest())
    return AESGCM(key).encrypt(bytes(12), share, None)


def price_of(bid):
    """What an opened bid says, from the public evidence of it alone: its hash is the log's, its key opens it."""
    header, wraps, offer = bid["header"].encode(), bid["wraps"].encode(), b64decode(bid["offer"])
    digest = sha256(header + b"\n" + wraps + b"\n" + sha256(offer).digest() + bytes.fromhex(bid["files"])).digest()
    if sha256(b"bid/v1" + b64decode(bid["salt"]) + digest).hexdigest() != bid["commitment"]:
        raise ValueError("not what the log committed to")
    key = b64decode(bid["key"])
    if sha256(b"key/v1" + key).hexdigest() != json.loads(header)["key"]:
        raise ValueError("another key")
    said = json.loads(AESGCM(key).decrypt(bytes(12), offer, header).rstrip(b"\0"))
    return next(value for name, value in said["fields"] if name == "price")
