"""Signed notes, checkpoints and cosignatures, byte for byte as C2SP `signed-note`, `tlog-checkpoint` and `tlog-cosignature` spell them. Pure: no database.

Head("example.org/log", 7, root).text()      the three lines of a checkpoint
SigningKey(seed).sign(name, text)            its signature line; `note(text, lines)` joins them
parse(note)                                  Note(text, signatures); raises `Malformed` on anything but one right form
Verifier.read("name+hash+key").check(note)   whether that key signed the note (type 1), or cosigned it (type 4)
fingerprint(public)                          32 characters for a page and for paper, in groups of four
"""

import base64
import binascii
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from huasheng_vote.journal.leaf import letters

LOG, WITNESS = 1, 4  # signature types: Ed25519 over the text, Ed25519 over the text under a time
MOST_SIGNATURES = 64
NUMBER = re.compile(r"0|[1-9][0-9]{0,17}")


class Malformed(ValueError):
    """Not a note, a checkpoint or a key of the right form."""


@dataclass(frozen=True, slots=True)
class Head:
    """The tree head a checkpoint is about. `root` has 32 bytes."""

    origin: str
    size: int
    root: bytes

    def text(self) -> str:
        return f"{self.origin}\n{self.size}\n{_base64(self.root)}\n"

    @classmethod
    def read(cls, text: str) -> "Head":
        """From the text of a checkpoint; lines after the third are allowed and not understood."""
        lines = text.split("\n")
        if len(lines) < 4 or lines[-1] or not all(lines[:-1]) or not NUMBER.fullmatch(lines[1]):
            raise Malformed("not a checkpoint")
        root = unbase64(lines[2])
        if len(root) != 32:
            raise Malformed("a root has 32 bytes")
        return cls(lines[0], int(lines[1]), root)


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature line: who, with which key, and the bytes."""

    name: str
    key_id: bytes
    value: bytes

    def line(self) -> str:
        return f"— {self.name} {_base64(self.key_id + self.value)}\n"

    @classmethod
    def read(cls, line: str) -> "Signature":
        parts = line.removesuffix("\n").split(" ")
        if len(parts) != 3 or parts[0] != "—" or not _is_name(parts[1]):
            raise Malformed("not a signature line")
        value = unbase64(parts[2])
        if len(value) <= 4:
            raise Malformed("a signature is longer than its key's number")
        return cls(parts[1], value[:4], value[4:])


@dataclass(frozen=True, slots=True)
class Note:
    """A text, its final newline included, and the signatures under it."""

    text: str
    signatures: tuple[Signature, ...]


def note(text: str, signatures: Iterable[Signature]) -> str:
    """The text, an empty line, and the signature lines."""
    if not text.endswith("\n"):
        raise Malformed("a text ends with a newline")
    return text + "\n" + "".join(each.line() for each in signatures)


def parse(content: str) -> Note:
    """Take a note apart. Nothing is verified yet."""
    if any(ord(letter) < 0x20 and letter != "\n" for letter in content):
        raise Malformed("a note has no control characters")
    text, gap, lines = content.rpartition("\n\n")
    if not gap or not lines.endswith("\n"):
        raise Malformed("a note is a text, an empty line, and signatures")
    read = lines[:-1].split("\n")
    if len(read) > MOST_SIGNATURES:
        raise Malformed("too many signatures")
    return Note(text + "\n", tuple(Signature.read(line) for line in read))


@dataclass(frozen=True, slots=True)
class Verifier:
    """A public key under a name: what anyone needs to check a signature line."""

    name: str
    public: bytes
    kind: int = LOG

    def __post_init__(self) -> None:
        if not _is_name(self.name) or len(self.public) != 32 or self.kind not in (LOG, WITNESS):
            raise Malformed("not a key of this kind")

    @property
    def key_id(self) -> bytes:
        """The four bytes that stand before each of its signatures."""
        return hashlib.sha256(self.name.encode() + b"\n" + bytes([self.kind]) + self.public).digest()[:4]

    @property
    def vkey(self) -> str:
        """`name+number+key`, the form in which keys are passed on."""
        return f"{self.name}+{self.key_id.hex()}+{_base64(bytes([self.kind]) + self.public)}"

    @classmethod
    def read(cls, vkey: str) -> "Verifier":
        parts = vkey.strip().split("+", 2)
        material = unbase64(parts[2]) if len(parts) == 3 else b""
        if not material:
            raise Malformed("not a key")
        key = cls(parts[0], material[1:], material[0])
        if key.key_id.hex() != parts[1]:
            raise Malformed("the key's number is not its own")
        return key

    def check(self, signed: Note) -> bool:
        """Whether this key signed the note, and no line in its name is false."""
        own = [each for each in signed.signatures if (each.name, each.key_id) == (self.name, self.key_id)]
        return bool(own) and all(self._holds(signed.text, each.value) for each in own)

    def time_of(self, signed: Note) -> int:
        """When a witness says it looked, in seconds since 1970; only of a note that `check` passed."""
        return max(
            int.from_bytes(each.value[:8], "big") for each in signed.signatures if (each.name, each.key_id) == (self.name, self.key_id)
        )

    def _holds(self, text: str, value: bytes) -> bool:
        if self.kind == WITNESS:
            if len(value) != 72 or value[0] & 0x80:
                return False
            text, value = cosigned(text, int.from_bytes(value[:8], "big")), value[8:]
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(value, text.encode())
        except InvalidSignature:
            return False
        return True


class SigningKey:
    """An Ed25519 key from its 32-byte seed."""

    def __init__(self, seed: bytes):
        self._private = Ed25519PrivateKey.from_private_bytes(seed)
        self.public = self._private.public_key().public_bytes_raw()

    def sign(self, name: str, text: str) -> Signature:
        """The log's signature over the text."""
        return Signature(name, Verifier(name, self.public).key_id, self._private.sign(text.encode()))

    def cosign(self, name: str, text: str, time: int) -> Signature:
        """A witness's, at a moment in seconds since 1970."""
        value = time.to_bytes(8, "big") + self._private.sign(cosigned(text, time).encode())
        return Signature(name, Verifier(name, self.public, WITNESS).key_id, value)


def cosigned(text: str, time: int) -> str:
    """What a witness signs."""
    return f"cosignature/v1\ntime {time}\n{text}"


def fingerprint(public: bytes) -> str:
    """What is printed of a key: base 32 of the first 160 bits of its SHA-256, in groups of four."""
    return letters(hashlib.sha256(public).digest(), 32)


def inclusion_proof(index: int, hashes: Iterable[bytes], checkpoint: str) -> str:
    """C2SP `tlog-proof`: a leaf's place, the way from it to the root, and the checkpoint that names the root."""
    return "".join(["c2sp.org/tlog-proof@v1\n", f"index {index}\n", *(f"{_base64(each)}\n" for each in hashes), "\n", checkpoint])


def update(old: int, hashes: Iterable[bytes], checkpoint: str) -> str:
    """C2SP `tlog-witness`, the body of add-checkpoint: the size a witness knows, the way from there, and the checkpoint to cosign."""
    return "".join([f"old {old}\n", *(f"{_base64(each)}\n" for each in hashes), "\n", checkpoint])


def _base64(value: bytes) -> str:
    return base64.b64encode(value).decode()


def unbase64(text: str) -> bytes:
    """Standard base 64, only in its one right spelling."""
    try:
        value = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as problem:
        raise Malformed("not base 64") from problem
    if _base64(value) != text:
        raise Malformed("not base 64")
    return value


def _is_name(name: str) -> bool:
    return bool(name) and "+" not in name and not any(letter.isspace() for letter in name)
