"""An envelope as it lies in the store: a header, the wrapped shares, two boxes. What each byte means stands in docs/sealing.md.

Everything that is not ciphertext is the header's, and the header is bound to all ciphertext. The log commits to the digest of the whole.
"""

from dataclasses import asdict, dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any

from huasheng_vote.journal.leaf import canonical
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.sealing.coding import bytes_of, fields, is_hex, parsed, text_of
from huasheng_vote.sealing.officers import Officer

FORMAT = "huasheng-envelope/1"
KINDS = ("bid", "test")
MAKERS = ("browser", "server")
KEY, TAG, MEGABYTE = 32, 16, 1024 * 1024
OFFER_SIZES = (16 * 1024, 64 * 1024, 256 * 1024)
FILES_SIZES = (256 * 1024, MEGABYTE, *range(4 * MEGABYTE, 21 * MEGABYTE, 4 * MEGABYTE))
LARGEST_FILES = FILES_SIZES[-1]
LONGEST_LINE = 64 * 1024
LARGEST = 2 * LONGEST_LINE + OFFER_SIZES[-1] + LARGEST_FILES + 2 * TAG
MOST_OFFICERS = 15


@dataclass(frozen=True, slots=True)
class Subject:
    """What an envelope is for: a tender, that version of its documents, that round of officers, real or only a test."""

    tender: str
    specification: str
    officers: tuple[Officer, ...]
    threshold: int = 2
    kind: str = "bid"

    @property
    def fingerprints(self) -> tuple[str, ...]:
        return tuple(officer.fingerprint for officer in self.officers)


@dataclass(frozen=True)
class Header:
    """What anybody who holds an envelope may read. `key` and `shares` fix the content key and every share without telling them."""

    envelope: str
    kind: str
    tender: str
    specification: str
    officers: tuple[str, ...]
    threshold: int
    shares: tuple[str, ...]
    key: str
    point: str
    sizes: tuple[int, ...]
    sealed_by: str
    format: str = FORMAT

    @cached_property
    def line(self) -> bytes:
        """The canonical JSON that all ciphertext is bound to."""
        return canonical(asdict(self))

    @property
    def digest(self) -> bytes:
        return sha256(self.line).digest()

    @classmethod
    def read(cls, line: bytes) -> "Header":
        """Refuses anything but the canonical line of a header that makes sense."""
        values = fields(line, set(cls.__dataclass_fields__), Why.NOT_AN_ENVELOPE)
        if not _sound(values):
            raise Refused(Why.NOT_AN_ENVELOPE)
        Officer.read(values["point"], Why.NOT_AN_ENVELOPE)
        known: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}
        return cls(**known)

    def number_of(self, fingerprint: str) -> int:
        """The number of an officer's share. Refuses somebody this envelope is not for."""
        if fingerprint not in self.officers:
            raise Refused(Why.NOT_FOR_THIS_KEY, envelope=self.envelope)
        return self.officers.index(fingerprint) + 1


def _sound(values: dict[str, Any]) -> bool:
    """Whether each value is of its kind."""
    officers, shares, sizes, threshold = (values[name] for name in ("officers", "shares", "sizes", "threshold"))
    return (
        values["format"] == FORMAT
        and values["kind"] in KINDS
        and values["sealed_by"] in MAKERS
        and isinstance(values["tender"], str)
        and is_hex(values["envelope"], 16)
        and is_hex(values["specification"], 32)
        and is_hex(values["key"], 32)
        and all(isinstance(each, list) and all(is_hex(one, 32) for one in each) for each in (officers, shares))
        and len(shares) == len(officers) == len(set(officers)) <= MOST_OFFICERS
        and isinstance(threshold, int)
        and 1 < threshold <= len(officers)
        and isinstance(sizes, list)
        and len(sizes) == 2
        and sizes[0] in OFFER_SIZES
        and sizes[1] in FILES_SIZES
    )


@dataclass(frozen=True)
class Envelope:
    """A header and what belongs to it: one wrapped share for each officer, the offer's box, the files' box."""

    header: Header
    wraps: tuple[bytes, ...]
    boxes: tuple[bytes, bytes]

    @property
    def lines(self) -> tuple[bytes, bytes]:
        return self.header.line, canonical([text_of(wrap) for wrap in self.wraps])

    @property
    def data(self) -> bytes:
        """The file."""
        return b"\n".join(self.lines) + b"\n" + b"".join(self.boxes)

    @cached_property
    def digest(self) -> str:
        """What the log's commitment is over: who holds header, wraps and the offer's box needs only the hash of the files' box to check it."""
        return digest_of(*self.lines, *(sha256(box).digest() for box in self.boxes))

    @classmethod
    def read(cls, data: bytes) -> "Envelope":
        """Refuses anything of another shape. Says nothing yet about whether it will open."""
        first = data.find(b"\n", 0, LONGEST_LINE)
        second = data.find(b"\n", first + 1, first + LONGEST_LINE) if first > 0 else -1
        if second < 0:
            raise Refused(Why.NOT_AN_ENVELOPE)
        header, wraps, rest = Header.read(data[:first]), read_wraps(data[first + 1 : second]), data[second + 1 :]
        offer = header.sizes[0] + TAG
        if len(wraps) != len(header.officers) or len(rest) != offer + header.sizes[1] + TAG:
            raise Refused(Why.NOT_AN_ENVELOPE)
        return cls(header, wraps, (rest[:offer], rest[offer:]))

    def check_for(self, subject: Subject) -> None:
        """Refuses an envelope made for another tender, for documents changed since, for other officers, or as a test where a bid is asked for."""
        header = self.header
        if (header.tender, header.kind) != (subject.tender, subject.kind):
            raise Refused(Why.OTHER_TENDER)
        if header.specification != subject.specification:
            raise Refused(Why.OTHER_SPECIFICATION)
        if (header.officers, header.threshold) != (subject.fingerprints, subject.threshold):
            raise Refused(Why.OTHER_OFFICERS)


def read_wraps(line: bytes) -> tuple[bytes, ...]:
    """The wrapped shares of an envelope's second line."""
    values = parsed(line, Why.NOT_AN_ENVELOPE)
    if not isinstance(values, list):
        raise Refused(Why.NOT_AN_ENVELOPE)
    return tuple(bytes_of(value, Why.NOT_AN_ENVELOPE, KEY + TAG) for value in values)


def digest_of(header: bytes, wraps: bytes, offer: bytes, files: bytes) -> str:
    """SHA-256 over both lines with their newlines and the SHA-256 of each box, in hex."""
    return sha256(header + b"\n" + wraps + b"\n" + offer + files).hexdigest()


def commitment(salt: bytes, digest: str) -> str:
    """What the log holds from the submission on: SHA-256("bid/v1" ‖ salt ‖ digest), in hex."""
    return sha256(b"bid/v1" + salt + bytes.fromhex(digest)).hexdigest()


def check_commitment(envelope: Envelope, salt: bytes, committed: str) -> None:
    """Refuses an envelope that is not the one the log committed to, down to the last bit."""
    if commitment(salt, envelope.digest) != committed:
        raise Refused(Why.OTHER_COMMITMENT)
