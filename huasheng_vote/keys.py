"""Personal data at rest: encryption and keyed look-up, with a key that never enters the database."""

import hmac
import os

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from flask import Flask, current_app


class Keyring:
    """Purposes are kept apart: each gets its own key derived from the one master key (32 bytes)."""

    def __init__(self, master: bytes):
        self._master = master
        self._keys: dict[str, bytes] = {}  # derived ones: an import asks for the same few hundreds of thousands of times
        self._ciphers: dict[str, AESGCM] = {}

    def _key(self, purpose: str) -> bytes:
        if purpose not in self._keys:
            self._keys[purpose] = hmac.digest(self._master, purpose.encode(), "sha256")
        return self._keys[purpose]

    def _cipher(self, purpose: str) -> AESGCM:
        if purpose not in self._ciphers:
            self._ciphers[purpose] = AESGCM(self._key(purpose))
        return self._ciphers[purpose]

    def seal(self, text: str, purpose: str = "field") -> bytes:
        """Text as `seal_bytes` keeps it."""
        return self.seal_bytes(text.encode(), purpose)

    def open(self, sealed: bytes, purpose: str = "field") -> str:
        """The text; raises `InvalidTag` when key or ciphertext is not the original."""
        return self.open_bytes(sealed, purpose).decode()

    def seal_bytes(self, content: bytes, purpose: str) -> bytes:
        """AES-256-GCM: 12-byte nonce, then ciphertext and tag."""
        nonce = os.urandom(12)
        return nonce + self._cipher(purpose).encrypt(nonce, content, None)

    def open_bytes(self, sealed: bytes, purpose: str) -> bytes:
        """The bytes; raises `InvalidTag` when key or ciphertext is not the original."""
        return self._cipher(purpose).decrypt(sealed[:12], sealed[12:], None)

    def digest(self, purpose: str, value: str) -> str:
        """Keyed fingerprint for equality look-up, 64 hex digits."""
        return hmac.digest(self._key(purpose), value.encode(), "sha256").hex()

    def pseudonym(self, estate: str, account: int, on_behalf: str = "") -> str:
        """How the log names an account: two people are provably two, nobody is named. With `on_behalf` it is another name for each."""
        return self.digest(f"actor/{estate}", f"{account}/{on_behalf}" if on_behalf else str(account))[:16]


def init_app(app: Flask, master: bytes) -> None:
    app.extensions["keyring"] = Keyring(master)


def keyring() -> Keyring:
    ring: Keyring = current_app.extensions["keyring"]
    return ring
