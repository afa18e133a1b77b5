"""Sealing an offer: by the server where the browser cannot, and test envelopes. The very bytes that static/seal.js makes."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from huasheng_vote.journal.leaf import canonical
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.rules.sharing import Share, split
from huasheng_vote.sealing.coding import text_of
from huasheng_vote.sealing.envelope import FILES_SIZES, FORMAT, KEY, MEGABYTE, OFFER_SIZES, Envelope, Header, Subject
from huasheng_vote.sealing.officers import Officer, new_key, point_of

OFFER, FILES = (number.to_bytes(12, "big") for number in (0, 1))  # nonces: a key seals these two boxes and nothing else
ONLY = bytes(12)  # the nonce of a wrap, whose key seals nothing else


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of an offer, and the field it was handed in with."""

    field: str
    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Offer:
    """What is sealed: the fields of the form in their order, a name as often as it was filled in, and the files."""

    fields: tuple[tuple[str, str], ...]
    files: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True)
class Sealed:
    """An envelope with what its bidder keeps: the content key, and the salt of the commitment."""

    envelope: Envelope
    key: bytes
    salt: bytes


def seal(subject: Subject, offer: Offer, sealed_by: str = "server") -> Sealed:
    """An envelope that any `threshold` of the officers open together, or the bidder alone. Refuses an offer larger than the largest size."""
    key, ephemeral = os.urandom(KEY), new_key()
    shares = split(key, len(subject.officers), [os.urandom(KEY) for _ in range(subject.threshold - 1)])
    parts = _padded(_index(offer, ephemeral), OFFER_SIZES), _padded(b"".join(file.data for file in offer.files), FILES_SIZES)
    header = _header(subject, key, shares, point_of(ephemeral), (len(parts[0]), len(parts[1])), sealed_by)
    wraps = tuple(wrap(share, officer, ephemeral, header) for share, officer in zip(shares, subject.officers, strict=True))
    cipher = AESGCM(key)
    boxes = cipher.encrypt(OFFER, parts[0], header.line), cipher.encrypt(FILES, parts[1], header.line)
    return Sealed(Envelope(header, wraps, boxes), key, os.urandom(KEY))


def _index(offer: Offer, ephemeral: ec.EllipticCurvePrivateKey) -> bytes:
    """The offer's part: the fields, what the files' part consists of, and the ephemeral key, by which whoever opens it checks every wrap."""
    scalar = ephemeral.private_numbers().private_value.to_bytes(KEY, "big")
    files = [
        {"field": each.field, "name": each.name, "sha256": sha256(each.data).hexdigest(), "size": len(each.data)} for each in offer.files
    ]
    return canonical({"ephemeral": text_of(scalar), "fields": offer.fields, "files": files})


def _padded(part: bytes, sizes: Sequence[int]) -> bytes:
    """Zeros up to the next of a few sizes, so that the length says little."""
    size = next((size for size in sizes if size >= len(part)), None)
    if size is None:
        raise Refused(Why.OFFER_TOO_LARGE, kilobytes=OFFER_SIZES[-1] // 1024, megabytes=FILES_SIZES[-1] // MEGABYTE)
    return part.ljust(size, b"\0")


def _header(subject: Subject, key: bytes, shares: Sequence[Share], point: bytes, sizes: tuple[int, int], sealed_by: str) -> Header:
    return Header(
        envelope=os.urandom(16).hex(),
        kind=subject.kind,
        tender=subject.tender,
        specification=subject.specification,
        officers=subject.fingerprints,
        threshold=subject.threshold,
        shares=tuple(map(share_digest, shares)),
        key=key_digest(key),
        point=text_of(point),
        sizes=sizes,
        sealed_by=sealed_by,
    )


def key_digest(key: bytes) -> str:
    """Fixes the content key: AES-GCM alone would let one ciphertext open to two offers under two keys."""
    return sha256(b"key/v1" + key).hexdigest()


def share_digest(share: Share) -> str:
    """Fixes a share, so that a wrong one is known as soon as it is handed in, and by whom."""
    return sha256(b"share/v1" + bytes([share.number]) + share.value).hexdigest()


def wrap(share: Share, officer: Officer, ephemeral: ec.EllipticCurvePrivateKey, header: Header) -> bytes:
    """A share for one officer's eyes."""
    return wrapping(ephemeral.exchange(ec.ECDH(), officer.public_key()), header, officer.fingerprint).encrypt(ONLY, share.value, None)


def wrapping(secret: bytes, header: Header, fingerprint: str) -> AESGCM:
    """The cipher that both ends of a wrap agree on: HKDF-SHA256 of the shared secret, bound to the header and to the officer."""
    info = b"%b share" % FORMAT.encode() + header.digest + bytes.fromhex(fingerprint)
    return AESGCM(HKDF(SHA256(), 32, None, info).derive(secret))
