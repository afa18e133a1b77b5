"""Opening: an officer unwraps shares, anybody with enough of them has the content key, and whoever has the key reads and checks the envelope.

Whether an envelope opens never depends on which officers came: the shares, all wraps and the payload are checked against one another, and an envelope whose
parts do not fit is refused for everybody.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.rules.sharing import Share, restore
from huasheng_vote.sealing.coding import bytes_of, fields, parsed, text_of
from huasheng_vote.sealing.envelope import KEY, Envelope, Header
from huasheng_vote.sealing.officers import CURVE, Officer, point_of
from huasheng_vote.sealing.sealed import FILES, OFFER, ONLY, Attachment, Offer, key_digest, share_digest, wrapping


@dataclass(frozen=True, slots=True)
class Given:
    """A share as an officer hands it in: of that envelope, by that number."""

    envelope: str
    share: Share

    @property
    def plain(self) -> dict[str, str | int]:
        return {"envelope": self.envelope, "number": self.share.number, "share": text_of(self.share.value)}


def unwrap(private: ec.EllipticCurvePrivateKey, header: Header, wrapped: bytes) -> Given:
    """An officer's share. Refuses an envelope for other officers, and a wrap that was broken or never held that share."""
    officer = Officer.of(private)
    number = header.number_of(officer.fingerprint)
    ephemeral = Officer.read(header.point, Why.NOT_AN_ENVELOPE).public_key()
    try:
        value = wrapping(private.exchange(ec.ECDH(), ephemeral), header, officer.fingerprint).decrypt(ONLY, wrapped, None)
    except InvalidTag as wrong:
        raise Refused(Why.BROKEN_WRAP, envelope=header.envelope) from wrong
    return check_share(header, Given(header.envelope, Share(number, value)))


def read_shares(text: str) -> tuple[Given, ...]:
    """What an officer's browser posts: canonical JSON, an object for each envelope."""
    values = parsed(text.strip().encode(), Why.NOT_A_SHARE)
    if not isinstance(values, list):
        raise Refused(Why.NOT_A_SHARE)
    return tuple(map(_given, values))


def _given(value: Any) -> Given:
    match value:
        case {"envelope": str() as envelope, "number": int() as number, "share": str() as share, **rest} if not rest:
            return Given(envelope, Share(number, bytes_of(share, Why.NOT_A_SHARE, KEY)))
    raise Refused(Why.NOT_A_SHARE)


def check_share(header: Header, given: Given) -> Given:
    """A share that is what it says. Refuses one of another envelope, and one that is not the share of that number."""
    if given.envelope != header.envelope:
        raise Refused(Why.SHARE_OF_ANOTHER, envelope=header.envelope)
    if not 0 < given.share.number <= len(header.shares) or share_digest(given.share) != header.shares[given.share.number - 1]:
        raise Refused(Why.WRONG_SHARE, envelope=header.envelope, number=given.share.number)
    return given


def combine(header: Header, given: Sequence[Given]) -> bytes:
    """The content key. Refuses too few shares, wrong ones, one twice, and shares that a bidder made not to fit."""
    shares = [check_share(header, each).share for each in given]
    if len({share.number for share in shares}) < len(shares):
        raise Refused(Why.SHARE_TWICE, envelope=header.envelope)
    if len(shares) < header.threshold:
        raise Refused(Why.TOO_FEW_SHARES, needed=header.threshold, count=len(shares))
    key = restore(shares[: header.threshold])
    if key_digest(key) != header.key:
        raise Refused(Why.ENVELOPE_MISMADE, envelope=header.envelope)
    return key


def open_envelope(envelope: Envelope, key: bytes, officers: Sequence[Officer]) -> Offer:
    """The offer. `key` is what officers' shares gave or what a bidder reveals; refuses a key that is not the envelope's, and every touched bit."""
    header, (offer, files) = envelope.header, envelope.boxes
    index = _index(header, envelope.wraps, offer, key, officers)
    part = _opened(header, FILES, files, key)
    try:
        return Offer(_fields(index["fields"]), _files(index["files"], part))
    except Refused as refused:
        raise Refused(refused.why, envelope=header.envelope) from refused


def open_fields(
    header: Header, wraps: Sequence[bytes], offer: bytes, key: bytes, officers: Sequence[Officer]
) -> tuple[tuple[str, str], ...]:
    """The fields alone, for whoever does not have the box of the files."""
    return _fields(_index(header, wraps, offer, key, officers)["fields"])


def _index(header: Header, wraps: Sequence[bytes], offer: bytes, key: bytes, officers: Sequence[Officer]) -> dict[str, Any]:
    """The offer's part, once key and wraps are found to fit it."""
    if key_digest(key) != header.key:
        raise Refused(Why.WRONG_KEY, envelope=header.envelope)
    part = _opened(header, OFFER, offer, key)
    try:
        index = fields(part.rstrip(b"\0"), {"ephemeral", "fields", "files"}, Why.ENVELOPE_MISMADE)
        _check_wraps(header, wraps, key, officers, bytes_of(index["ephemeral"], Why.ENVELOPE_MISMADE, KEY))
    except Refused as refused:
        raise Refused(refused.why, envelope=header.envelope) from refused
    return index


def _opened(header: Header, nonce: bytes, box: bytes, key: bytes) -> bytes:
    try:
        return AESGCM(key).decrypt(nonce, box, header.line)
    except InvalidTag as wrong:
        raise Refused(Why.ENVELOPE_TAMPERED, envelope=header.envelope) from wrong


def _check_wraps(header: Header, wraps: Sequence[bytes], key: bytes, officers: Sequence[Officer], scalar: bytes) -> None:
    """Refuses an envelope that some officers could have opened and others not: the ephemeral key opens every wrap."""
    if tuple(officer.fingerprint for officer in officers) != header.officers:
        raise Refused(Why.OTHER_OFFICERS)
    try:
        ephemeral = ec.derive_private_key(int.from_bytes(scalar, "big"), CURVE)
        secrets = [ephemeral.exchange(ec.ECDH(), officer.public_key()) for officer in officers]
        ciphers = [wrapping(secret, header, fingerprint) for secret, fingerprint in zip(secrets, header.officers, strict=True)]
        values = [cipher.decrypt(ONLY, wrapped, None) for cipher, wrapped in zip(ciphers, wraps, strict=True)]
    except (ValueError, InvalidTag) as wrong:
        raise Refused(Why.ENVELOPE_MISMADE) from wrong
    shares = [Share(number, value) for number, value in enumerate(values, 1)]
    made = text_of(point_of(ephemeral)), tuple(map(share_digest, shares))
    if made != (header.point, header.shares) or not _agree(shares, key, header.threshold):
        raise Refused(Why.ENVELOPE_MISMADE)


def _agree(shares: Sequence[Share], key: bytes, threshold: int) -> bool:
    """Whether any `threshold` of the shares give this key."""
    base = shares[:threshold]
    return restore(base) == key and all(restore(base, share.number) == share.value for share in shares[threshold:])


def _fields(values: Any) -> tuple[tuple[str, str], ...]:
    pairs = isinstance(values, list) and all(isinstance(each, list) and [type(part) for part in each] == [str, str] for each in values)
    return tuple((name, value) for name, value in values) if pairs else _mismade()


def _files(index: Any, part: bytes) -> tuple[Attachment, ...]:
    """The files, one after the other, each checked against its hash; nothing may follow but zeros."""
    found, start = [], 0
    for each in index if isinstance(index, list) else _mismade():
        match each:
            case {"field": str() as field, "name": str() as name, "sha256": str() as digest, "size": int() as size, **rest} if (
                not rest and size >= 0
            ):
                found.append(Attachment(field, name, part[start : start + size]))
                start += size
                if start > len(part) or sha256(found[-1].data).hexdigest() != digest:
                    _mismade()
            case _:
                _mismade()
    return tuple(found) if part[start:] == bytes(len(part) - start) else _mismade()


def _mismade() -> Any:
    raise Refused(Why.ENVELOPE_MISMADE)
