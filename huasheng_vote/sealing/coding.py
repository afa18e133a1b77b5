"""How values are written in envelopes, keys and receipts: canonical JSON of text, numbers and lists, bytes in base64, digests in hex."""

import binascii
import json
import re
from base64 import b64decode, b64encode
from typing import Any

from huasheng_vote.journal.leaf import NotCanonical, canonical
from huasheng_vote.rules.refusal import Refused, Why

HEX = re.compile(r"[0-9a-f]*")


def text_of(data: bytes) -> str:
    """Base64 with padding (RFC 4648 §4)."""
    return b64encode(data).decode()


def bytes_of(text: Any, why: Why, size: int | None = None) -> bytes:
    """The bytes of one base64 text; refuses any other spelling of them, and any other length where one is given."""
    try:
        data = b64decode(text, validate=True)
    except (TypeError, ValueError, binascii.Error) as wrong:
        raise Refused(why) from wrong
    return data if size in (None, len(data)) and text_of(data) == text else _refuse(why)


def is_hex(text: Any, size: int) -> bool:
    """Whether it is the digest of `size` bytes, in small letters."""
    return isinstance(text, str) and len(text) == 2 * size and HEX.fullmatch(text) is not None


def parsed(data: bytes, why: Why) -> Any:
    """The value of canonical JSON; refuses everything that would be written otherwise, such as a key given twice."""
    try:
        value = json.loads(data)
        same = canonical(value) == data
    except (ValueError, NotCanonical, RecursionError) as wrong:
        raise Refused(why) from wrong
    return value if same else _refuse(why)


def fields(data: bytes, names: set[str], why: Why) -> dict[str, Any]:
    """An object with exactly these keys."""
    value = parsed(data, why)
    return value if isinstance(value, dict) and set(value) == names else _refuse(why)


def _refuse(why: Why) -> Any:
    raise Refused(why)
