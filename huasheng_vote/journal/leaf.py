"""What a leaf is, byte for byte: canonical JSON and the hashes of RFC 6962. Standard library only."""

import hashlib
import json
import unicodedata
from datetime import UTC, datetime
from typing import Any

EMPTY_PREV = "0" * 64


class NotCanonical(TypeError):
    """A value the log does not hold: floats, nulls, booleans, keys that are not text."""


def canonical(value: Any) -> bytes:
    """UTF-8 NFC, sorted keys, no spaces; strings, integers, arrays and objects only."""
    return json.dumps(_plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _plain(value: Any) -> Any:
    match value:
        case bool() | float() | None:
            raise NotCanonical(f"{type(value).__name__} has no place in the log")
        case str():
            return unicodedata.normalize("NFC", str(value))
        case int():
            return value
        case list() | tuple():
            return [_plain(item) for item in value]
        case dict() if all(isinstance(key, str) for key in value):
            return {_plain(key): _plain(item) for key, item in value.items()}
    raise NotCanonical(f"{type(value).__name__} has no place in the log")


def leaf_hash(data: bytes) -> bytes:
    """RFC 6962 §2.1: SHA-256(00 ‖ data)."""
    return hashlib.sha256(b"\0" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """RFC 6962 §2.1: SHA-256(01 ‖ left ‖ right)."""
    return hashlib.sha256(b"\1" + left + right).digest()


def private_hash(salt: bytes, body: bytes) -> str:
    """Commitment to a private body under its 32-byte salt, 64 hex digits."""
    return hashlib.sha256(salt + body).hexdigest()


def stamp(at: datetime) -> str:
    """UTC with milliseconds and Z."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{at.microsecond // 1000:03d}Z"


def check_code(root: bytes) -> str:
    """The 12 characters a person can compare by eye: base 32 (RFC 4648) of the first 60 bits, in groups of four."""
    return letters(root, 12)


def receipt_code(leaf: bytes) -> str:
    """The 16 characters of a receipt: base 32 of the first 80 bits of the leaf's hash, in groups of four."""
    return letters(leaf, 16)


def spelled(typed: str) -> str:
    """A code as it is kept, from what a person typed: any case, with or without hyphens, 0, 1 and 8 for the letters they look like."""
    kept = "".join(typed.upper().replace("0", "O").replace("1", "I").replace("8", "B").replace("-", " ").split())
    return "-".join(kept[start : start + 4] for start in range(0, len(kept), 4))


def letters(digest: bytes, count: int) -> str:
    """The first 5 × `count` bits in base 32, in groups of four."""
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
    bits = int.from_bytes(digest, "big") >> (8 * len(digest) - 5 * count)
    letters = "".join(alphabet[bits >> shift & 31] for shift in range(5 * count - 5, -1, -5))
    return "-".join(letters[start : start + 4] for start in range(0, count, 4))
