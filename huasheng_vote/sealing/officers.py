"""Opening officers' keys: ECDH on P-256, made in the officer's own browser or by the officer's own program. Only the public point ever comes to the server."""

import os
import unicodedata
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat, load_der_private_key

from huasheng_vote.journal.leaf import canonical, letters
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.sealing.coding import bytes_of, fields, text_of

CURVE = ec.SECP256R1()
POINT = 65  # bytes: 04, x, y
RECOVERY = "huasheng-officer-key/1"
ITERATIONS = 600_000
MOST_ITERATIONS = 10_000_000  # a text that asks for more is no text of ours, and would keep the reader waiting


@dataclass(frozen=True, slots=True)
class Officer:
    """An officer as envelopes know them: the public point, uncompressed."""

    point: bytes

    @classmethod
    def read(cls, text: str, why: Why = Why.BAD_OFFICER_KEY) -> "Officer":
        """From base64. Refuses what is no point of the curve."""
        officer = cls(bytes_of(text, why, POINT))
        try:
            officer.public_key()
        except ValueError as wrong:
            raise Refused(why) from wrong
        return officer

    @classmethod
    def of(cls, private: ec.EllipticCurvePrivateKey) -> "Officer":
        return cls(point_of(private))

    def public_key(self) -> ec.EllipticCurvePublicKey:
        return ec.EllipticCurvePublicKey.from_encoded_point(CURVE, self.point)

    @property
    def text(self) -> str:
        return text_of(self.point)

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the point, 64 hex digits."""
        return sha256(self.point).hexdigest()

    @property
    def code(self) -> str:
        """What two people compare by eye: the fingerprint's first 80 bits as letters."""
        return letters(sha256(self.point).digest(), 16)


def new_key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(CURVE)


def point_of(private: ec.EllipticCurvePrivateKey) -> bytes:
    return private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def recovery_text(private: ec.EllipticCurvePrivateKey, passphrase: str) -> str:
    """The key under a passphrase, to be printed or kept as a file: PBKDF2-SHA256, then AES-256-GCM, bound to the public point."""
    salt, nonce = os.urandom(16), os.urandom(12)
    key = private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    head = {
        "format": RECOVERY,
        "iterations": ITERATIONS,
        "nonce": text_of(nonce),
        "public": text_of(point_of(private)),
        "salt": text_of(salt),
    }
    box = _cipher(passphrase, salt, ITERATIONS).encrypt(nonce, key, canonical(head))
    return canonical({**head, "box": text_of(box)}).decode()


def recovered(text: str, passphrase: str) -> ec.EllipticCurvePrivateKey:
    """The key again. Refuses a text that is none, and a passphrase that is not the one."""
    head = fields(text.strip().encode(), {"format", "iterations", "nonce", "public", "salt", "box"}, Why.NOT_A_RECOVERY_TEXT)
    box, nonce, salt = (bytes_of(head[name], Why.NOT_A_RECOVERY_TEXT, size) for name, size in (("box", None), ("nonce", 12), ("salt", 16)))
    iterations = head["iterations"]
    if head["format"] != RECOVERY or not isinstance(iterations, int) or not 0 < iterations <= MOST_ITERATIONS:
        raise Refused(Why.NOT_A_RECOVERY_TEXT)
    del head["box"]
    try:
        key = load_der_private_key(_cipher(passphrase, salt, iterations).decrypt(nonce, box, canonical(head)), None)
    except InvalidTag as wrong:
        raise Refused(Why.WRONG_PASSPHRASE) from wrong
    if not isinstance(key, ec.EllipticCurvePrivateKey) or text_of(point_of(key)) != head["public"]:
        raise Refused(Why.NOT_A_RECOVERY_TEXT)
    return key


def _cipher(passphrase: str, salt: bytes, iterations: int) -> AESGCM:
    return AESGCM(PBKDF2HMAC(SHA256(), 32, salt, iterations).derive(unicodedata.normalize("NFC", passphrase).encode()))
