#!/usr/bin/env python3
"""Checks the bulletin of an owners' vote, offline:  python verify.py bulletin.zip [--anchor …] [--fingerprint …] [--receipt …]

Written against the format alone (docs/verify.md): Python 3.8 or newer, its standard library, nothing of the application. One file, so that whoever is
to trust it can read all of it: 1 the tools (hashes, signatures, commitments), 2 reading a bundle, 3 the checks, 4 the law of the vote, 5 what is printed.

Exit 0: every check holds. 1: something is false, and each false thing is named. 2: the file cannot be read.
"""

from __future__ import annotations

import argparse
import base64
import binascii
import hashlib
import json
import os
import re
import sys
import unicodedata
import zipfile
import zlib
from collections import Counter
from datetime import datetime, timezone
from fractions import Fraction
from functools import lru_cache
from itertools import product
from typing import Any, Callable, Dict, Iterable, Iterator, List, Mapping, NamedTuple, Optional, Sequence, Set, Tuple

FORMAT = "huasheng-bulletin/1"
FILES = ("log.jsonl", "checkpoints.txt", "roll.jsonl", "openings.jsonl", "policy.json")
MOST_BYTES = 256 * 1024 * 1024  # unpacked; more is no bulletin

LIMITS = (
    (
        "本程序查不出三件事，除非您手里有服务器以外的东西：日志退回到较早的签名、整份日志换一把钥匙重签、掌握签名钥匙的人重写全部内容。"
        "请用纸质通知或公告上的校验码（--anchor）和公布的钥匙指纹（--fingerprint）核对。",
        "Without something from outside the server three things cannot be seen: a log cut back to an earlier signature, a log signed anew under another key, and "
        "everything rewritten by whoever holds the signing key. Use the code printed on the notice or announcement (--anchor) and the published fingerprint.",
    ),
    (
        "它不证明每张票是业主本人所投，也不证明每户的面积属实：前者靠回访抽查和第二渠道告知，后者靠每户核对自己那一行。",
        "It does not prove that each ballot came from its owner, nor that each area is true: the first is for call-backs and notices through a second "
        "channel, the second for every owner checking their own line.",
    ),
    (
        "送达了谁、哪些户共有人有争议，以公布的名单为准；本程序只核对名单与结果相符。",
        "Who was served, and whose co-owners are in conflict, is taken from the published lists; only their fit with the result is checked.",
    ),
)

# ---------------------------------------------------------------------------------------------------------------- 1 tools


class Unreadable(Exception):
    """Not a bulletin, or not one this program knows."""


def canonical(value: Any) -> bytes:
    """UTF-8 NFC, sorted keys, no spaces."""
    text = ENCODER.encode(value)
    return (text if text.isascii() else unicodedata.normalize("NFC", text)).encode()


def strict(pairs: List[Tuple[str, Any]]) -> Dict[str, Any]:
    """An object in which no key stands twice."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def no_number(text: str) -> Any:
    raise ValueError("no such number in a bulletin: " + text)


ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
DECODER = json.JSONDecoder(object_pairs_hook=strict, parse_float=no_number, parse_constant=no_number)


def parse(line: bytes) -> Any:
    """One JSON value; no floats."""
    return DECODER.decode(line.decode())


def sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def leaf_hash(data: bytes) -> bytes:
    return sha256(b"\0" + data)


def node_hash(left: bytes, right: bytes) -> bytes:
    return sha256(b"\1" + left + right)


class Tree:
    """The RFC 6962 head of a growing list of leaves."""

    def __init__(self) -> None:
        self.size = 0
        self._peaks: List[bytes] = []

    def add(self, leaf: bytes) -> None:
        digest, size = leaf, self.size
        while size & 1:
            digest, size = node_hash(self._peaks.pop(), digest), size >> 1
        self._peaks.append(digest)
        self.size += 1

    def root(self) -> bytes:
        if not self._peaks:
            return sha256(b"")
        head = self._peaks[-1]
        for left in reversed(self._peaks[:-1]):
            head = node_hash(left, head)
        return head


def root_of(lines: Iterable[bytes]) -> bytes:
    tree = Tree()
    for line in lines:
        tree.add(leaf_hash(line))
    return tree.root()


def included(index: int, size: int, root: bytes, leaf: bytes, proof: Sequence[bytes]) -> bool:
    """RFC 9162, 2.1.3.2."""
    if not 0 <= index < size:
        return False
    place, last, head = index, size - 1, leaf
    for sibling in proof:
        if last == 0 or len(sibling) != 32:
            return False
        if place & 1 or place == last:
            head = node_hash(sibling, head)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            head = node_hash(head, sibling)
        place, last = place >> 1, last >> 1
    return last == 0 and head == root


LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"


def letters(digest: bytes, count: int) -> str:
    """The first 5·count bits in base 32."""
    bits = int.from_bytes(digest, "big") >> (8 * len(digest) - 5 * count)
    return "".join(LETTERS[bits >> shift & 31] for shift in range(5 * count - 5, -1, -5))


def grouped(text: str) -> str:
    return "-".join(text[start : start + 4] for start in range(0, len(text), 4))


def bare(text: str) -> str:
    """A code as people type it: without dashes and blanks, in capitals, its letters not taken for digits."""
    return re.sub(r"[\s-]", "", text).upper().translate({ord("0"): "O", ord("1"): "I", ord("8"): "B"})


def unbase64(text: str) -> bytes:
    value = base64.b64decode(text, validate=True)
    if base64.b64encode(value).decode() != text:
        raise ValueError("not base 64")
    return value


# Ed25519 (RFC 8032), verification only.
ED_P = 2**255 - 19
ED_L = 2**252 + 27742317777372353535851937790883648493
ED_D = -121665 * pow(121666, ED_P - 2, ED_P) % ED_P
ED_I = pow(2, (ED_P - 1) // 4, ED_P)
Point = Tuple[int, int, int, int]


def ed_add(one: Point, other: Point) -> Point:
    a = (one[1] - one[0]) * (other[1] - other[0]) % ED_P
    b = (one[1] + one[0]) * (other[1] + other[0]) % ED_P
    c = 2 * one[3] * other[3] * ED_D % ED_P
    d = 2 * one[2] * other[2] % ED_P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % ED_P, g * h % ED_P, f * g % ED_P, e * h % ED_P


def ed_times(factor: int, point: Point) -> Point:
    result: Point = (0, 1, 1, 0)
    while factor:
        if factor & 1:
            result = ed_add(result, point)
        point, factor = ed_add(point, point), factor >> 1
    return result


def ed_point(data: bytes) -> Optional[Point]:
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (1 << 255) - 1
    if len(data) != 32 or y >= ED_P:
        return None
    square = (y * y - 1) * pow(ED_D * y * y + 1, ED_P - 2, ED_P) % ED_P
    x = pow(square, (ED_P + 3) // 8, ED_P)
    if x * x % ED_P != square:
        x = x * ED_I % ED_P
    if x * x % ED_P != square or (x == 0 and sign):
        return None
    x = ED_P - x if x & 1 != sign else x
    return x, y, 1, x * y % ED_P


ED_BASE = ed_point(bytes([0x58]) + b"\x66" * 31)


@lru_cache(maxsize=1024)
def ed_verify(public: bytes, message: bytes, signature: bytes) -> bool:
    key, commitment, scalar = ed_point(public), ed_point(signature[:32]), int.from_bytes(signature[32:], "little")
    if len(signature) != 64 or key is None or commitment is None or ED_BASE is None or scalar >= ED_L:
        return False
    challenge = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % ED_L
    left, right = ed_times(scalar, ED_BASE), ed_add(commitment, ed_times(challenge, key))
    return (left[0] * right[2] - right[0] * left[2]) % ED_P == 0 == (left[1] * right[2] - right[1] * left[2]) % ED_P


class Key(NamedTuple):
    """A public key under a name (C2SP signed-note): kind 1 signs a log, kind 4 is a witness."""

    name: str
    kind: int
    public: bytes

    @property
    def id(self) -> bytes:
        return sha256(self.name.encode() + b"\n" + bytes([self.kind]) + self.public)[:4]

    @property
    def fingerprint(self) -> str:
        return letters(sha256(self.public), 32)

    @classmethod
    def read(cls, vkey: str) -> Key:
        name, number, material = vkey.split("+", 2)
        value = unbase64(material)
        key = cls(name, value[0], value[1:])
        if key.id.hex() != number or len(key.public) != 32 or key.kind not in (1, 4):
            raise ValueError("not a key")
        return key

    def signed(self, note: Note) -> Optional[bool]:
        """Whether it signed the note; None where no line is its own."""
        own = [value for name, number, value in note.signatures if (name, number) == (self.name, self.id)]
        return all(self._holds(note.text, value) for value in own) if own else None

    def _holds(self, text: str, value: bytes) -> bool:
        if self.kind == 4:
            if len(value) != 72:
                return False
            text, value = "cosignature/v1\ntime {}\n{}".format(int.from_bytes(value[:8], "big"), text), value[8:]
        return ed_verify(self.public, text.encode(), value)


class Note(NamedTuple):
    """A checkpoint (C2SP tlog-checkpoint): its text, what the text says, and the signature lines: name, key number, bytes."""

    text: str
    origin: str
    size: int
    root: bytes
    signatures: List[Tuple[str, bytes, bytes]]

    @classmethod
    def read(cls, content: str) -> Note:
        text, gap, lines = content.rpartition("\n\n")
        said = text.split("\n")
        if not gap or not lines.endswith("\n") or len(said) < 3 or not re.match(r"(0|[1-9][0-9]{0,17})\Z", said[1]):
            raise ValueError("not a checkpoint")
        signatures = []
        for line in lines[:-1].split("\n"):
            dash, name, value = line.split(" ")
            if dash != "\u2014":
                raise ValueError("not a signature line")
            raw = unbase64(value)
            signatures.append((name, raw[:4], raw[4:]))
        root = unbase64(said[2])
        if len(root) != 32:
            raise ValueError("not a root")
        return cls(text + "\n", said[0], int(said[1]), root, signatures)


def notes_in(content: str) -> List[Note]:
    """Several signed notes, an empty line between them."""
    parts = content.rstrip("\n").split("\n\n")
    if len(parts) % 2:
        raise ValueError("not a list of signed notes")
    return [Note.read(text + "\n\n" + lines + "\n") for text, lines in zip(parts[::2], parts[1::2])]


# Areas are committed as 4^area · h^r mod p in the group of RFC 3526 no. 14.
P = int(
    "FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DDEF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245"
    "E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7EDEE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF0598DA48361C55D39A69163FA8FD24CF5F"
    "83655D23DCA3AD961C62F356208552BB9ED529077096966D670C354E4ABC9804F1746C08CA18217C32905E462E36CE3BE39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9"
    "DE2BCBF6955817183995497CEA956AE515D2261898FA051015728E5A8AACAA68FFFFFFFFFFFFFFFF",
    16,
)
H = pow(int.from_bytes(b"".join(sha256(b"huasheng/area/v1" + number.to_bytes(4, "big")) for number in range(8)), "big") % P, 2, P)


@lru_cache(maxsize=4096)
def power(base: int, exponent: int) -> int:
    return pow(base, exponent, P)


def opens(commitments: Iterable[int], area: int, blind: int) -> bool:
    """Whether the product of the commitments opens to these sums."""
    whole = 1
    for each in commitments:
        whole = whole * each % P
    return 0 <= area < 1 << 64 and 0 <= blind < 1 << 320 and whole == power(4, area) * power(H, blind) % P


def utc(text: str) -> str:
    """A moment of the notice in the log's own writing, so that the two compare as text."""
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError("a moment without its zone")
    at = at.astimezone(timezone.utc)
    return at.strftime("%Y-%m-%dT%H:%M:%S.") + f"{at.microsecond // 1000:03d}Z"


def hour_of(at: str) -> str:
    return at[:13] + ":00:00.000Z"


# ---------------------------------------------------------------------------------------------------------------- 2 reading


class Ballot(NamedTuple):
    """A line of type ballot.cast that counted when it was written. `at` is the whole hour in which it was received."""

    leaf: int
    head: str
    channel: str
    at: str
    choices: str
    changes: int


class Motion(NamedTuple):
    """One question: its number in the log, its place in the notice, its classes, its alternatives, and by which weighing it is counted."""

    id: str
    ordinal: int
    classes: List[str]
    options: List[str]
    weighing: str
    other: str


class Bundle:
    """A bulletin taken apart. What is only derived is worked out on first use."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        try:
            self.policy: Dict[str, Any] = parse(files["policy.json"])
            if self.policy["format"] != FORMAT:
                raise Unreadable("format " + str(self.policy["format"])[:40])
            self.lines = rows(files["log.jsonl"])
            self.leaves: List[Dict[str, Any]] = [parse(line) for line in self.lines]
            self.hashes = [leaf_hash(line) for line in self.lines]
            self.notes = notes_in(files["checkpoints.txt"].decode())
            self.roll_lines = rows(files["roll.jsonl"])
            self.roll: List[Dict[str, Any]] = [parse(line) for line in self.roll_lines]
            self.openings: List[Dict[str, Any]] = [parse(line) for line in rows(files["openings.jsonl"])]
            opened = files.get("roll-opened.jsonl")
            self.opened: Optional[List[Dict[str, Any]]] = None if opened is None else [parse(line) for line in rows(opened)]
            self.keys = [Key.read(each) for each in self.policy["keys"]]
            self.witnesses = [Key.read(each) for each in self.policy["witnesses"]]
            self.subject = "assembly/{}".format(self.policy["assembly"])
            if not self.keys or not all(isinstance(each, dict) for each in (*self.leaves, *self.roll, *self.openings)):
                raise Unreadable("no key, or not objects")
        except (KeyError, ValueError, TypeError, IndexError, AttributeError, RecursionError, binascii.Error) as problem:
            raise Unreadable(repr(problem)[:200]) from problem
        self._memory: Dict[str, Any] = {}

    def once(self, name: str, work: Callable[[], Any]) -> Any:
        if name not in self._memory:
            self._memory[name] = work()
        return self._memory[name]

    def of_type(self, type: str, subject: Optional[str] = None) -> List[int]:
        return self.once("places", self._places).get((type, subject or self.subject), [])  # type: ignore[no-any-return]

    def _places(self) -> Dict[Tuple[str, str], List[int]]:
        found: Dict[Tuple[str, str], List[int]] = {}
        for place, leaf in enumerate(self.leaves):
            found.setdefault((leaf["type"], leaf["subject"]), []).append(place)
        return found

    def single(self, type: str, subject: Optional[str] = None) -> int:
        found = self.of_type(type, subject)
        if len(found) != 1:
            raise ValueError(f"{len(found)} × {type}")
        return found[0]

    def facts(self, type: str, subject: Optional[str] = None) -> Dict[str, Any]:
        facts: Dict[str, Any] = self.leaves[self.single(type, subject)]["facts"]
        return facts

    @property
    def notice(self) -> Dict[str, Any]:
        return self.facts("notice.given")

    @property
    def frozen(self) -> Dict[str, Any]:
        """What the log says of the roll in force: of the notice, or of its last correction before the opening."""
        corrected = self.of_type("roll.corrected")
        facts: Dict[str, Any] = self.leaves[corrected[-1]]["facts"] if corrected else self.notice
        return facts

    @property
    def rules(self) -> Dict[str, Any]:
        rules: Dict[str, Any] = self.policy["rules"]
        return rules

    @property
    def motions(self) -> List[Motion]:
        return self.once("motions", self._motions)  # type: ignore[no-any-return]

    def _motions(self) -> List[Motion]:
        asked = {each["id"]: each["asked"] for each in self.policy["motions"]}
        weighings = self.frozen["commitments"]["weighings"]
        return [
            Motion(
                str(each["id"]),
                each["ordinal"],
                each["classes"],
                [key for key, _text in asked[each["id"]]["options"]],
                *weighings[str(each["ordinal"])],
            )
            for each in self.notice["motions"]
        ]

    @property
    def areas(self) -> Dict[str, Dict[str, int]]:
        """The area commitment of each head, by weighing."""
        return self.once("areas", self._areas)  # type: ignore[no-any-return]

    def _areas(self) -> Dict[str, Dict[str, int]]:
        found: Dict[str, Dict[str, int]] = {}
        for line in self.roll:
            for name, value in line["areas"].items():
                found.setdefault(name, {})[line["head"]] = int.from_bytes(unbase64(value), "big")
        return found

    @property
    def ends(self) -> str:
        """When the vote ended, the extension included."""
        extended = self.of_type("assembly.extended")
        return utc(self.leaves[extended[-1]]["facts"]["closes"] if extended else self.notice["closes"])

    @property
    def consults(self) -> bool:
        """Whether online ballots only gather opinions and paper decides: the offices have not accepted them, or the owners not adopted them."""
        return bool(self.notice["online"] != "accepted" or "online" not in self.rules["channels"])

    @property
    def counting(self) -> Dict[str, Ballot]:
        """The ballot of each head that counted at closing: the last one of its lines, unless it only said an opinion."""
        return self.once("counting", self._counting)  # type: ignore[no-any-return]

    def _counting(self) -> Dict[str, Ballot]:
        found: Dict[str, Ballot] = {}
        for place in self.of_type("ballot.cast"):
            ballot = self.ballot(place, found)
            found[ballot.head] = ballot
        return {head: ballot for head, ballot in found.items() if not (self.consults and ballot.channel == "online")}

    def ballot(self, place: int, before: Mapping[str, Ballot]) -> Ballot:
        leaf = self.leaves[place]
        facts = leaf["facts"]
        earlier = before.get(facts["head"])
        changes = earlier.changes + (earlier.channel == facts["channel"]) if earlier else 0
        return Ballot(place, facts["head"], facts["channel"], facts.get("received", leaf["at"]), facts["choices"], changes)

    @property
    def publics(self) -> List[bytes]:
        """The public key that signs now, and before it every one that handed over to it: in a line of the log, under a head that both signed."""
        return self.once("publics", self._publics)  # type: ignore[no-any-return]

    def _publics(self) -> List[bytes]:
        found = [self.keys[0].public]
        for place in reversed(self.of_type("log.key_rotated", "log")):
            old, new = (Key.read(self.leaves[place]["facts"][name]).public for name in ("old", "new"))
            head = min((note for note in self.notes if note.size > place), key=lambda note: note.size, default=None)
            if new == found[-1] and head and Key(head.origin, 1, old).signed(head) and Key(head.origin, 1, new).signed(head):
                found.append(old)
        return found

    @property
    def origins(self) -> Dict[str, int]:
        """The name of this log, and those it had before lines were lost: up to how many lines each speaks of it."""
        return self.once("origins", self._origins)  # type: ignore[no-any-return]

    def _origins(self) -> Dict[str, int]:
        name, found = self.keys[0].name, {self.keys[0].name: len(self.lines)}
        for place in reversed(self.of_type("log.restarted", "log")):
            facts = self.leaves[place]["facts"]
            if facts["goes_on_as"] == name:
                found[facts["origin"]], name = min(facts["kept"], place), facts["origin"]
        return found

    @property
    def contested(self) -> Set[str]:
        return self.listed("contested")

    def in_conflict(self, motion: Motion) -> Set[str]:
        """The heads in conflict whose ballots would decide the motion."""
        return self.contested & set(self.counting) & set(self.areas[motion.weighing])

    @property
    def silent(self) -> Set[str]:
        return self.listed("silent")

    def listed(self, kind: str) -> Set[str]:
        """The heads that an opening lists."""
        return self.once(kind, lambda: {head for each in self.openings if each["kind"] == kind for head in each["heads"]})  # type: ignore[no-any-return]

    @property
    def answers(self) -> Dict[str, Dict[str, str]]:
        """The opened answers of each head, by motion."""
        return self.once("answers", self._answers)  # type: ignore[no-any-return]

    def _answers(self) -> Dict[str, Dict[str, str]]:
        heads = {ballot.leaf: head for head, ballot in self.counting.items()}
        return {heads[each["leaf"]]: each["choices"] for each in self.openings if each["kind"] == "ballot"}

    @property
    def sums(self) -> Dict[Tuple[str, str, str], Dict[str, Any]]:
        """The opened sums by motion, weighing and what they are of."""
        return self.once("sums", self._sums)  # type: ignore[no-any-return]

    def _sums(self) -> Dict[Tuple[str, str, str], Dict[str, Any]]:
        return {(each["motion"], each["weighing"], each["of"]): each for each in self.openings if each["kind"] == "sum"}

    def who(self, motion: Motion, weighing: str) -> Dict[str, List[str]]:
        """The heads of a weighing by what they answered to the motion; the silent where the silence rule asks."""
        return self.once("who " + motion.id + weighing, lambda: self._who(motion, weighing))  # type: ignore[no-any-return]

    def _who(self, motion: Motion, weighing: str) -> Dict[str, List[str]]:
        found: Dict[str, List[str]] = {}
        for head in self.areas.get(weighing, {}):
            answer = self.answers.get(head, {}).get(motion.id)
            if answer is not None:
                found.setdefault(answer, []).append(head)
        if self.rules["silence"] != "off":
            voted = self.counting
            found["silent"] = [head for head in self.areas.get(weighing, {}) if head in self.silent and head not in voted]
        return {answer: heads for answer, heads in found.items() if heads}


def rows(data: bytes) -> List[bytes]:
    lines = data.split(b"\n")
    if lines.pop() != b"":
        raise ValueError("the last line does not end")
    return lines


def read(path: str) -> Dict[str, bytes]:
    """The files of a bulletin."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            names = [each.filename for each in entries]
            if len(set(names)) != len(names) or sum(each.file_size for each in entries) > MOST_BYTES:
                raise Unreadable("同名文件，或者太大 a name stands twice, or it is too large")
            missing = [name for name in FILES if name not in names]
            if missing:
                raise Unreadable("缺少 missing: " + ", ".join(missing))
            return {name: archive.read(name) for name in names if name in FILES or name == "roll-opened.jsonl"}
    except (OSError, zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, ValueError, zlib.error) as problem:
        raise Unreadable(repr(problem)[:200]) from problem


# ---------------------------------------------------------------------------------------------------------------- 3 checks


class Pins(NamedTuple):
    """What the reader brings from outside: texts of anchors, the fingerprint, the text of a receipt."""

    anchors: Sequence[str] = ()
    fingerprint: str = ""
    receipt: str = ""
    line: str = ""


def check_chain(bundle: Bundle) -> Iterator[str]:
    """日志逐行相连，字节规范|the log's lines follow one another, byte for byte"""
    prev = "0" * 64
    for place, (line, leaf, digest) in enumerate(zip(bundle.lines, bundle.leaves, bundle.hashes)):
        if (leaf["index"], leaf["prev"]) != (place, prev):
            yield line_no(place)
        if canonical(leaf) != line:
            yield line_no(place) + " (not canonical)"
        prev = digest.hex()


def check_checkpoints(bundle: Bundle) -> Iterator[str]:
    """每份签名有效，并与日志相符|every signed head is signed by the log's key and is the head of these lines"""
    roots = roots_at(bundle, {note.size for note in bundle.notes})
    keys = [key for key in bundle.keys if key.kind == 1]
    known = {(key.name, key.id) for key in (*bundle.keys, *bundle.witnesses, *incoming(bundle))}
    sizes = [note.size for note in bundle.notes]
    if sizes != sorted(set(sizes)):
        yield "order " + str(sizes)[:80]
    for note in bundle.notes:
        said = [key.signed(note) for key in keys if key.name == note.origin]
        if True not in said or False in said:
            yield f"{note.size} 行 lines: signature"
        if not {(name, number) for name, number, _ in note.signatures} <= known:
            yield f"{note.size} 行 lines: 不认识的签名 unknown signature"
        if roots.get(note.size) != note.root:
            yield f"{note.size} 行 lines: head"


def incoming(bundle: Bundle) -> Iterator[Key]:
    """Keys that a line brings in; until they take over, heads bear their signature beside that of the key in use."""
    for place in bundle.of_type("log.key_rotated", "log"):
        yield Key.read(bundle.leaves[place]["facts"]["new"])


def check_witnesses(bundle: Bundle) -> Iterator[str]:
    """见证人的钥匙是日志里公布的，签名有效|witnesses signed with the keys that the log names"""
    named = {bundle.leaves[place]["facts"]["key"] for place in bundle.of_type("witness.named", "log")}
    if set(bundle.policy["witnesses"]) != named or any(key.kind != 4 for key in bundle.witnesses):
        yield "witnesses"
    for note in bundle.notes:
        for witness in bundle.witnesses:
            if witness.signed(note) is False:
                yield f"{note.size} 行 lines: {witness.name}"


def check_keys(bundle: Bundle) -> Iterator[str]:
    """换钥匙、丢失后另起日志，都写在日志里并交接清楚|every key and every name of this log was handed over to in the log itself"""
    for key in bundle.keys:
        if key.kind != 1 or key.public not in bundle.publics or key.name not in bundle.origins:
            yield key.name + " " + grouped(key.fingerprint)
    for note in bundle.notes:
        if note.size > bundle.origins.get(note.origin, -1):
            yield f"{note.origin}: {note.size} 行 lines"
    for key in incoming(bundle):
        if key.public not in bundle.publics and not Key(bundle.notes[-1].origin, 1, key.public).signed(bundle.notes[-1]):
            yield "log.key_rotated " + grouped(key.fingerprint)
    for place in bundle.of_type("log.restarted", "log"):
        seen = bundle.leaves[place + 1 : place + 3]
        if [leaf["type"] for leaf in seen] != ["log.loss_seen", "log.loss_acknowledged"] or len({leaf["actor"] for leaf in seen}) != 2:
            yield line_no(place) + ": log.restarted"


def check_covered(bundle: Bundle) -> Iterator[str]:
    """签名覆盖整份日志，包括结果|the last signature covers the whole log, the result included"""
    last = bundle.notes[-1]
    if last.size != len(bundle.lines):
        yield f"{last.size} / {len(bundle.lines)}"
    if not bundle.single("result.announced") < last.size:
        yield "result.announced"
    if not bundle.keys[0].signed(last):
        yield "key"
    if "/{}/".format(bundle.policy["estate"]) not in last.origin + "/":
        yield "estate " + str(bundle.policy["estate"])


def check_order(bundle: Bundle) -> Iterator[str]:
    """通知、开始、截止、结果、公告依次发生|notice, opening, closing, result and announcement came in this order and in time"""
    stages = ["notice.given", "voting.opened", "voting.closed", "result.published", "result.announced"]
    places = [bundle.single(type) for type in stages]
    if places != sorted(places):
        yield str(places)
    if bundle.of_type("assembly.cancelled"):
        yield "cancelled"
    at = [bundle.leaves[place]["at"] for place in places]
    if at != sorted(at):
        yield " > ".join(at)
    if at[0] >= utc(bundle.notice["opens"]) or at[1] < utc(bundle.notice["opens"]) or at[2] < bundle.ends:
        yield "time"
    found = [bundle.single("result.found", "motion/" + motion.id) for motion in bundle.motions]
    if found != sorted(found) or not all(places[2] < each < places[3] for each in found):
        yield "result.found"
    if any(not places[0] < place < places[1] for place in bundle.of_type("roll.corrected")):
        yield "roll.corrected"
    if any(not places[0] < place < places[2] for place in bundle.of_type("assembly.extended")):
        yield "assembly.extended"
    if at[4] <= utc(bundle.facts("result.published")["objections_until"] + "T23:59:59.999000+08:00"):
        yield "异议期 objections"


def check_frozen(bundle: Bundle) -> Iterator[str]:
    """议题全文和规则就是通知所冻结的|texts and rules are those the notice froze"""
    if sha256(canonical(bundle.rules)).hex() != bundle.notice["rules"]:
        yield "rules"
    asked = {each["id"]: each["asked"] for each in bundle.policy["motions"]}
    if len(asked) != len(bundle.policy["motions"]) or set(asked) != {each["id"] for each in bundle.notice["motions"]}:
        yield "motions"
    for each in bundle.notice["motions"]:
        said = asked[each["id"]]
        if sha256(canonical(said)).hex() != each["text"] or said["classes"] != each["classes"]:
            yield "议题 motion {}".format(each["ordinal"])
        if said["matter"] in SPECIAL and said["classes"][0] != "special":
            yield "议题 motion {}: class".format(each["ordinal"])
    if bundle.policy["law"] != LAW or bundle.policy["level"] not in ("public", "auditor"):
        yield "law, level"


def check_roll(bundle: Bundle) -> Iterator[str]:
    """名册就是通知所冻结的，户数面积相符|the roll is the one that was frozen, and adds up to its heads and area"""
    fixed = bundle.frozen["commitments"]
    heads = [line["head"] for line in bundle.roll]
    if root_of(bundle.roll_lines).hex() != fixed["root"] or len(heads) != fixed["lines"]:
        yield "root"
    if heads != sorted(set(heads)):
        yield "a head stands twice"
    for name, areas in bundle.areas.items():
        if not all(1 < each < P - 1 for each in areas.values()):
            yield "commitment " + name
        yield from check_sum(bundle, "", name, "roll", list(areas))
    whole = bundle.sums["", "roll", "roll"]
    if (whole["heads"], whole["area"]) != (bundle.frozen["heads"], bundle.frozen["area"]):
        yield "{} / {}".format(whole["heads"], bundle.frozen["heads"])
    if not {name for names in fixed["weighings"].values() for name in names} <= set(bundle.areas):
        yield "weighings"


def check_sum(bundle: Bundle, motion: str, weighing: str, of: str, heads: Sequence[str]) -> Iterator[str]:
    said = bundle.sums[motion, weighing, of]
    areas = bundle.areas[weighing]
    if said["heads"] != len(heads) or not opens((areas[head] for head in heads), said["area"], int(said["blind"], 16)):
        yield f"和 sum {motion} {weighing} {of}"


def check_ballots(bundle: Bundle) -> Iterator[str]:
    """每张票都在名册上，都在时间内，改票合规|every ballot is on the roll, in time, and supersedes only what it may"""
    opening, closing, at_closing = hour_of(utc(bundle.notice["opens"])), bundle.ends, 0
    noticed, closed, published = (bundle.single(kind) for kind in ("notice.given", "voting.closed", "result.published"))
    asked = {head for motion in bundle.motions for head in bundle.areas[motion.weighing]}
    before: Dict[str, Ballot] = {}
    for place, leaf in enumerate(bundle.leaves):
        if leaf["subject"] != bundle.subject or leaf["type"] not in ("ballot.cast", "ballot.aside"):
            continue
        ballot = bundle.ballot(place, before)
        if ballot.head not in asked:
            yield line_no(place) + ": 不在名册 not on the roll"
        whole_hours = ballot.at == hour_of(ballot.at) and leaf["at"] == hour_of(leaf["at"])
        last = closed if ballot.channel == "online" else published  # papers received in time are counted in public after closing
        if not (noticed < place < last and opening <= ballot.at < closing and whole_hours):
            yield line_no(place) + ": 时间 time"
        if ballot.channel not in bundle.rules["channels"]:
            yield line_no(place) + ": 渠道 channel"
        if not stands(bundle, leaf, ballot, before.get(ballot.head)):
            yield line_no(place) + ": 改票 supersedes"
        if leaf["type"] == "ballot.cast":
            before[ballot.head] = ballot
            at_closing = len(before) if place < closed else at_closing
    if bundle.leaves[closed]["facts"]["heads"] != at_closing:
        yield "{} / {}".format(at_closing, bundle.leaves[closed]["facts"]["heads"])
    if bundle.leaves[published]["facts"]["ballots"] != Counter(ballot.channel for ballot in before.values()):
        yield "渠道 channels: {}".format(bundle.leaves[published]["facts"]["ballots"])


def stands(bundle: Bundle, leaf: Mapping[str, Any], ballot: Ballot, earlier: Optional[Ballot]) -> bool:
    """Whether the line says truly what the ballot meets: nothing, one that it supersedes, or one beside which it stands aside."""
    facts = leaf["facts"]
    if leaf["type"] == "ballot.aside":
        return earlier is not None and facts.get("beside") == earlier.leaf and ballot.channel != "online"
    if earlier is None:
        return "supersedes" not in facts
    return facts.get("supersedes") == earlier.leaf and may_replace(bundle, ballot, earlier)


def may_replace(bundle: Bundle, offered: Ballot, earlier: Ballot) -> bool:
    """Whether the frozen rules let it; within one hour the log does not tell who came first, so both ways are believed."""
    rules, duplicates = bundle.rules, "paper_prevails" if bundle.consults else bundle.rules["duplicates"]
    if offered.channel == earlier.channel:
        if rules["change"] == "none":
            return offered.channel != "online" and offered.at <= earlier.at
        return offered.at >= earlier.at and (rules["change"] != "once" or offered.changes <= 1)
    strong = {"online_prevails": "online", "paper_prevails": "paper"}.get(duplicates)
    if strong in (offered.channel, earlier.channel):
        return offered.channel == strong
    return offered.at >= earlier.at if duplicates == "last_valid" else offered.at <= earlier.at


def check_papers(bundle: Bundle) -> Iterator[str]:
    """纸质票两人各录一遍，当众计票，有人见证|every paper was typed in by two people, and the counting was public and witnessed"""
    read = [
        place
        for kind in ("ballot.cast", "ballot.aside")
        for place in bundle.of_type(kind)
        if bundle.leaves[place]["facts"]["channel"] == "paper"
    ]
    voided = sum(bundle.leaves[place]["facts"]["papers"] for place in bundle.of_type("paper.voided"))
    if not bundle.of_type("paper.issued") and not read:
        return
    stages = [bundle.single(kind) for kind in ("voting.closed", "papers.counted", "papers.witnessed", "result.published")]
    if stages != sorted(stages) or bundle.leaves[stages[1]]["actor"] == bundle.leaves[stages[2]]["actor"]:
        yield "papers.counted"
    entries = [bundle.leaves[place] for place in bundle.of_type("paper.entered")]
    first, second = (sum(leaf["facts"]["place"] == number for leaf in entries) for number in (1, 2))
    if not len(read) + voided <= second <= first or len({leaf["actor"] for leaf in entries}) < min(2, len(entries)):
        yield f"{len(read)} + {voided} / {first}, {second}"


def check_openings(bundle: Bundle) -> Iterator[str]:
    """每张计数的票都如投票时封存的那样打开|every counted ballot opens to what was sealed when it was cast"""
    counting, opened = {ballot.leaf: ballot for ballot in bundle.counting.values()}, set()
    for each in bundle.openings:
        if each["kind"] not in ("ballot", "sum", "contested", "silent"):
            yield "kind"
        if each["kind"] != "ballot":
            continue
        ballot = counting.get(each["leaf"])
        if ballot is None or each["leaf"] in opened or ballot.head in bundle.contested:
            yield line_no(each["leaf"])
            continue
        opened.add(each["leaf"])
        sealed = sha256(b"choices/v1|" + each["salt"].encode() + b"|" + canonical(each["choices"])).hex()
        if sealed != ballot.choices or len(each["salt"]) != 64:
            yield line_no(each["leaf"])
        asked = [motion for motion in bundle.motions if ballot.head in bundle.areas[motion.weighing]]
        if set(each["choices"]) != {motion.id for motion in asked}:
            yield line_no(each["leaf"]) + ": motions"
        if any(each["choices"].get(motion.id) not in answers_to(motion, ballot.channel) for motion in asked):
            yield line_no(each["leaf"]) + ": choice"
    if missing := set(counting) - opened - {ballot.leaf for ballot in counting.values() if ballot.head in bundle.contested}:
        yield f"{len(missing)} 张未打开 not opened"
    if len(bundle.contested) > bundle.frozen["commitments"]["contested"] or not bundle.contested <= {line["head"] for line in bundle.roll}:
        yield "contested"


def answers_to(motion: Motion, channel: str) -> Set[str]:
    plain = {*motion.options, "none_of_these"} if motion.options else {"agree", "oppose"}
    return plain | {"abstain"} | (set() if channel == "online" else {"void"})


FOUR_EYES = {
    "roll.corrected": ("roll.correct", 2, ()),
    "assembly.extended": ("assembly.extend", 2, ()),
    "result.resolved": ("motion.resolve_review", 3, ("community_supervisor",)),
    "paper.voided": ("", 2, ("community_supervisor",)),
    "ballot.voided": ("", 2, ()),
}


def check_four_eyes(bundle: Bundle) -> Iterator[str]:
    """作废、延期、改名册、复核都有足够的人签署|voids, extension, corrections and reviews were each signed by enough people"""
    own = {bundle.subject, *("motion/" + motion.id for motion in bundle.motions)}
    for place, leaf in enumerate(bundle.leaves):
        if leaf["type"] in FOUR_EYES and leaf["subject"] in own and not granted(bundle, place, *FOUR_EYES[leaf["type"]]):
            yield "{} {}".format(line_no(place), leaf["type"])


def granted(bundle: Bundle, place: int, kind: str, needed: int, must: Sequence[str]) -> bool:
    """Whether the line before is the use of an approval that enough distinct people signed for exactly what was done."""
    used = bundle.leaves[place - 1]
    if place == 0 or used["type"] != "approval.used":
        return False
    story = [leaf for leaf in bundle.leaves[: place - 1] if leaf["subject"] == used["subject"] and leaf["type"].startswith("approval.")]
    digest = used["facts"]["digest"]
    asked = [leaf["facts"] for leaf in story if leaf["type"] == "approval.asked"]
    signed = {
        leaf["actor"]: leaf["facts"]["as"]
        for leaf in story
        if leaf["type"] == "approval.signed" and leaf["facts"]["digest"] == digest and leaf["facts"]["stance"] == "approve"
    }
    twice = any(leaf["type"] == "approval.used" for leaf in story)
    right = len(asked) == 1 and (not kind or (asked[0]["kind"], asked[0]["subject"]) == (kind, bundle.leaves[place]["subject"]))
    return right and not twice and len(signed) >= max(needed, asked[0]["needed"]) and set(must) <= set(signed.values())


def check_tally(bundle: Bundle) -> Iterator[str]:
    """各选项的户数和面积就是公布的|heads and area of every answer are those that were published"""
    for motion in bundle.motions:
        for weighing in dict.fromkeys((motion.weighing, motion.other)):
            for answer, heads in bundle.who(motion, weighing).items():
                yield from check_sum(bundle, motion.id, weighing, answer, heads)
        said = bundle.facts("result.found", "motion/" + motion.id)
        chosen = {
            answer: amounts(bundle, motion, motion.weighing, answer) for answer in bundle.who(motion, motion.weighing) if answer != "silent"
        }
        if {answer: (each["heads"], each["area"]) for answer, each in said["chosen"].items()} != chosen:
            yield f"议题 motion {motion.ordinal}"
        whole = bundle.sums["", motion.weighing, "roll"]
        if said["roll"] != {"heads": whole["heads"], "area": whole["area"]}:
            yield f"议题 motion {motion.ordinal}: roll"


def amounts(bundle: Bundle, motion: Motion, weighing: str, answer: str) -> Amount:
    said = bundle.sums.get((motion.id, weighing, answer))
    return (said["heads"], said["area"]) if said else NOBODY


def check_outcomes(bundle: Bundle) -> Iterator[str]:
    """每个门槛重新计算，结论与公布的一致|every threshold computed anew gives the published outcome"""
    for motion in bundle.motions:
        said = unnamed(bundle.facts("result.found", "motion/" + motion.id))
        ours = find(bundle, motion)
        if bundle.in_conflict(motion) and bundle.opened is None:  # both ways of counting them are told by the opened roll alone
            ours = {**ours, **{key: said.get(key) for key in ("outcome", "doubts", "winner")}}
            ours["contested"] = {**said["contested"], "heads": len(bundle.in_conflict(motion))}
        for key, value in ours.items():
            if said.get(key) != value:
                yield f"议题 motion {motion.ordinal}: {key}"


def unnamed(value: Any) -> Any:
    """The same without the articles of law beside each inequality."""
    if isinstance(value, dict):
        return {key: unnamed(each) for key, each in value.items() if key != "article"}
    return [unnamed(each) for each in value] if isinstance(value, list) else value


def check_decisions(bundle: Bundle) -> Iterator[str]:
    """通过的议题才形成决议，编号连续|exactly what passed became a decision, numbered in turn"""
    announced = bundle.single("result.announced")
    passed, numbers = [], []
    for motion in bundle.motions:
        subject = "motion/" + motion.id
        outcome = bundle.facts("result.found", subject)["outcome"]
        resolved = bundle.of_type("result.resolved", subject)
        if len(resolved) != (outcome == "needs_review"):
            yield f"议题 motion {motion.ordinal}: review"
        if (bundle.leaves[resolved[0]]["facts"]["outcome"] if resolved else outcome) == "passed":
            passed.append(motion.id)
        for place in bundle.of_type("resolution.adopted", subject):
            numbers.append((motion.id, bundle.leaves[place]["facts"]["number"], place))
    said = bundle.leaves[announced]["facts"]["resolutions"]
    if [motion for motion, _, _ in numbers] != passed or [number for _, number, _ in numbers] != said:
        yield str(said)
    earlier = {
        (leaf["facts"]["year"], leaf["facts"]["number"]) for leaf in bundle.leaves[:announced] if leaf["type"] == "resolution.adopted"
    }
    if sum(leaf["type"] == "resolution.adopted" for leaf in bundle.leaves[:announced]) != len(earlier):
        yield "编号重复 a number stands twice"
    if any(place >= announced for _, _, place in numbers) or said != list(range(said[0], said[0] + len(said)) if said else []):
        yield "number"


def check_opened(bundle: Bundle) -> Iterator[str]:
    """审计级：打开的名册逐户与承诺相符|auditor level: every opened line is the one that was committed to"""
    if [each["head"] for each in bundle.opened or []] != [line["head"] for line in bundle.roll]:
        yield "heads"
    for each in bundle.opened or []:
        yield from check_line(bundle, each)


def check_own_line(bundle: Bundle, text: str) -> Iterator[str]:
    """您那一行（房屋、面积）就是名册里所承诺的|your own line, its units and areas, is the one the roll commits to"""
    for line in rows(text.encode()):
        yield from check_line(bundle, parse(line))


def check_line(bundle: Bundle, opened: Mapping[str, Any]) -> Iterator[str]:
    head, area, units = opened["head"], opened["area"], opened["units"]
    line = bundle.once("by head", lambda: {each["head"]: each for each in bundle.roll})[head]
    text = "|".join(("head/v1", str(bundle.policy["assembly"]), canonical(units).decode(), str(area), head, opened["salt"]))
    if sha256(text.encode()) != unbase64(line["line"]) or area != sum(unit[4] for unit in units if unit[5]):
        yield "户 head " + head
    if set(opened["areas"]) != set(line["areas"]) or opened["areas"].get("roll", [area])[0] != area:
        yield f"户 head {head}: weighings"
    for name, (weight, blind) in opened["areas"].items():
        if not opens([bundle.areas[name][head]], weight, int(blind, 16)):
            yield f"户 head {head} {name}"


def check_fingerprint(bundle: Bundle, fingerprint: str) -> Iterator[str]:
    """签名钥匙（或交接给它的旧钥匙）的指纹与您带来的一致|the signing key, or one that handed over to it, has the fingerprint you brought"""
    if bare(fingerprint) not in [Key("", 1, public).fingerprint for public in bundle.publics]:
        yield grouped(bundle.keys[0].fingerprint)


def check_anchor(bundle: Bundle, anchor: str) -> Iterator[str]:
    """您带来的校验码在这份日志里|the head you brought is a head of this log"""
    if "\n\n" in anchor:
        yield from check_note(bundle, Note.read(anchor))
    elif anchored_at(bundle, anchor) is None:
        yield f"{anchor.strip()[:40]}: 若是更晚印的，请取更新的公告包 if it was printed later, fetch a newer bulletin"


def check_note(bundle: Bundle, note: Note) -> Iterator[str]:
    """A signed head from outside."""
    if not any(key.signed(note) for key in bundle.keys):
        yield "签名 signature"
    if note.size > bundle.origins.get(note.origin, -1) or roots_at(bundle, {note.size}).get(note.size) != note.root:
        yield f"{note.size} 行 lines"


def anchored_at(bundle: Bundle, code: str) -> Optional[int]:
    """How many lines the log had when it showed this code; None where it never did."""
    codes: Dict[str, int] = bundle.once("codes", lambda: codes_of(bundle))
    return codes.get(bare(code))


def codes_of(bundle: Bundle) -> Dict[str, int]:
    tree, found = Tree(), {}
    for digest in bundle.hashes:
        tree.add(digest)
        found[letters(tree.root(), 12)] = tree.size
    return found


def check_receipt(bundle: Bundle, receipt: str) -> Iterator[str]:
    """您的回执所指的那一行在这份日志里|the line your receipt points at is in this log"""
    proof, _, checkpoint = receipt.partition("\n\n")
    head, place, *hashes = proof.split("\n")
    note, index = Note.read(checkpoint), int(place[6:])
    if head != "c2sp.org/tlog-proof@v1" or not place.startswith("index "):
        raise ValueError("not a receipt")
    yield from check_note(bundle, note)
    if not included(index, note.size, note.root, bundle.hashes[index], [unbase64(each) for each in hashes]):
        yield line_no(index)


def roots_at(bundle: Bundle, sizes: Set[int]) -> Dict[int, bytes]:
    tree, found = Tree(), {0: sha256(b"")} if 0 in sizes else {}
    for digest in bundle.hashes:
        tree.add(digest)
        if tree.size in sizes:
            found[tree.size] = tree.root()
    return found


def line_no(place: int) -> str:
    return f"第 {place} 行 line {place}"


# ---------------------------------------------------------------------------------------------------------------- 4 the law

LAW = "cn-civil-code"
SPECIAL = ("raise_fund", "rebuild", "change_use")
Bar = Tuple[Fraction, bool]
TWO_THIRDS, THREE_QUARTERS, HALF = (Fraction(2, 3), True), (Fraction(3, 4), True), (Fraction(1, 2), False)
AGREE: Dict[str, Bar] = {"ordinary": HALF, "special": THREE_QUARTERS}
Amount = Tuple[int, int]
NOBODY: Amount = (0, 0)
Counts = Dict[str, Amount]


def plus(*parts: Amount) -> Amount:
    return sum(part[0] for part in parts), sum(part[1] for part in parts)


def least(bar: Bar, right: int) -> int:
    """The least whole amount that reaches the bar."""
    share, inclusive = bar
    whole, rest = divmod(right * share.numerator, share.denominator)
    return whole if inclusive and rest == 0 else whole + 1


def tests_of(class_: str, roll: Amount, counts: Counts, voids_in: bool) -> List[Dict[str, Any]]:
    """Civil Code 278: two thirds take part; of those more than half, or three quarters, agree; both by heads and by area."""
    present = plus(*(counts.get(answer, NOBODY) for answer in ("agree", "oppose", "abstain", *(["void"] if voids_in else []))))
    rows = [("quorum", TWO_THIRDS, present, roll), ("agree", AGREE[class_], counts.get("agree", NOBODY), present)]
    return [
        tested(test, measure, bar, left[place], right[place])
        for test, bar, left, right in rows
        for place, measure in enumerate(("heads", "area"))
    ]


def tested(test: str, measure: str, bar: Bar, left: int, right: int) -> Dict[str, Any]:
    needed = least(bar, right)
    return {
        "test": test,
        "measure": measure,
        "left": left,
        "right": right,
        "bar": f"{bar[0].numerator}/{bar[0].denominator}",
        "inclusive": "yes" if bar[1] else "no",
        "holds": "yes" if left >= needed else "no",
        "short_by": max(0, needed - left),
    }


def ending(tests: Sequence[Mapping[str, Any]]) -> str:
    for part, failing in (("quorum", "no_quorum"), ("agree", "not_passed")):
        if any(each["holds"] == "no" for each in tests if each["test"] == part):
            return failing
    return "passed"


class Verdict(NamedTuple):
    outcome: str
    tests: List[Dict[str, Any]]
    strict: str
    deemed: Optional[str]


def tally(rules: Mapping[str, Any], class_: str, roll: Amount, counts: Counts, silence: bool = True) -> Verdict:
    ways = {"out": (False,), "in_quorum": (True,), "both": (False, True)}[rules["voids"]]

    def every_way(these: Counts) -> Tuple[str, List[Dict[str, Any]]]:
        all_tests = [tests_of(class_, roll, these, way) for way in ways]
        outcomes = {ending(tests) for tests in all_tests}
        return outcomes.pop() if len(outcomes) == 1 else "needs_review", all_tests[0]

    strict_outcome, tests = every_way(counts)
    deemed = deem(rules, class_, roll, counts) if silence else None
    if deemed is None:
        return Verdict(strict_outcome, tests, strict_outcome, None)
    outcome, tests = every_way(deemed)
    return Verdict(outcome, tests, strict_outcome, outcome)


def deem(rules: Mapping[str, Any], class_: str, roll: Amount, counts: Counts) -> Optional[Counts]:
    """The silence rule, where it was adopted: the served and silent join the side that leads in both measures. Never for special matters."""
    if rules["silence"] == "off" or class_ != "ordinary":
        return None
    for side in ("agree", "oppose"):
        own = counts.get(side, NOBODY)
        rivals = [counts.get(each, NOBODY) for each in ("agree", "oppose", "abstain") if each != side]
        if all(own[place] > rival[place] for rival in rivals for place in (0, 1)):
            if rules["silence"] == "with_safeguard" and not all(own[place] >= least(HALF, roll[place]) for place in (0, 1)):
                return None
            return {**counts, side: plus(own, counts.get("silent", NOBODY)), "silent": NOBODY}
    return None


def counts_of(bundle: Bundle, motion: Motion, weighing: str) -> Counts:
    return {answer: amounts(bundle, motion, weighing, answer) for answer in bundle.who(motion, weighing)}


def whole_of(bundle: Bundle, weighing: str) -> Amount:
    said = bundle.sums["", weighing, "roll"]
    return said["heads"], said["area"]


def find(bundle: Bundle, motion: Motion) -> Dict[str, Any]:
    """What should have been published of the motion."""
    if motion.options:
        return among_options(bundle, motion)
    readings = [
        (base, way, weighing, counts)
        for base, weighing in enumerate((motion.weighing, motion.other))
        for way, counts in contests(bundle, motion, weighing)
    ]
    verdicts = {
        (class_, base, way): tally(bundle.rules, class_, whole_of(bundle, weighing), counts)
        for class_, (base, way, weighing, counts) in product(dict.fromkeys(motion.classes), readings)
    }
    in_force, ours = next(iter(verdicts.items()))
    outcomes = {each.outcome for each in verdicts.values()}
    sure = outcomes == {ours.outcome} and ours.outcome != "needs_review"
    found = {"outcome": ours.outcome if sure else "needs_review", "doubts": [] if sure else doubts(in_force, verdicts)}
    both = [verdicts[in_force[0], 0, way].outcome for way in ("agree", "oppose")] if "agree" in {way for _, way, _, _ in readings} else []
    return {**found, **published(ours), "contested": in_conflict(bundle, motion, both)}


def in_conflict(bundle: Bundle, motion: Motion, both: Sequence[str]) -> Optional[Dict[str, Any]]:
    """What is published of the heads in conflict: how many they are, and the outcome with all of them for it, and with all against."""
    return {"heads": len(bundle.in_conflict(motion)), "kindest": both[0], "harshest": both[1]} if both else None


def apart(bundle: Bundle, motion: Motion, weighing: str) -> Amount:
    """The heads in conflict that voted, with their area; nobody where the roll is not opened."""
    heads = bundle.in_conflict(motion)
    areas = [each["areas"][weighing][0] for each in bundle.opened or [] if each["head"] in heads and weighing in each["areas"]]
    return len(areas), sum(areas)


def contests(bundle: Bundle, motion: Motion, weighing: str) -> Iterator[Tuple[str, Counts]]:
    """The counts with heads in conflict left out, and where the roll is opened also with all of them for, and all of them against."""
    counts, more = counts_of(bundle, motion, weighing), apart(bundle, motion, weighing)
    yield "left_out", counts
    if more[0]:
        for answer in ("agree", "oppose"):
            yield answer, joined(counts, answer, more)


def joined(counts: Counts, answer: str, more: Amount) -> Counts:
    return {**counts, answer: plus(counts.get(answer, NOBODY), more)}


AXES = ("class", "base", "contested")


def doubts(in_force: Tuple[str, int, str], verdicts: Mapping[Tuple[str, int, str], Verdict]) -> List[str]:
    """The doubts that alone change the outcome; where only several together do, every one that was open."""
    moved = [
        {axis for axis, one, other in zip(AXES, in_force, key) if one != other}
        for key, each in verdicts.items()
        if each.outcome != verdicts[in_force].outcome
    ]
    alone: Set[str] = set().union(*(axes for axes in moved if len(axes) == 1))
    together: Set[str] = set().union(*moved)
    void = ["voids"] if any(each.outcome == "needs_review" for each in verdicts.values()) else []
    return void + [axis for axis in AXES if axis in (alone or together)]


class Ending(NamedTuple):
    """How a choice among alternatives ends: each one's verdict, the one that leads, the outcome."""

    verdicts: Dict[str, Verdict]
    leading: str
    outcome: str

    @property
    def decision(self) -> Tuple[str, str]:
        return self.outcome, self.leading if self.outcome == "passed" else ""


def among_options(bundle: Bundle, motion: Motion) -> Dict[str, Any]:
    """Each alternative by the bars of any question: its choosers agree, all others taking part do not."""
    counts, more = counts_of(bundle, motion, motion.weighing), apart(bundle, motion, motion.weighing)
    ending = end(bundle, motion, counts)
    doubtful = ["voids"] if any(each.outcome == "needs_review" for each in ending.verdicts.values()) else []
    both: List[str] = []
    if more[0]:
        against = end(bundle, motion, joined(counts, "abstain", more))
        behind = {name: end(bundle, motion, joined(counts, name, more)) for name in ending.verdicts}
        doubtful += ["contested"] if any(each.decision != ending.decision for each in (against, *behind.values())) else []
        both = [where.verdicts[ending.leading].outcome for where in (behind[ending.leading], against)]
    return {
        "outcome": "needs_review" if doubtful else ending.outcome,
        "doubts": doubtful,
        **published(ending.verdicts[ending.leading]),
        "options": {name: each.tests for name, each in ending.verdicts.items()},
        "winner": ending.leading if ending.outcome == "passed" and not doubtful else None,
        "contested": in_conflict(bundle, motion, both),
    }


def end(bundle: Bundle, motion: Motion, counts: Counts) -> Ending:
    verdicts = {}
    names = list(dict.fromkeys([*motion.options, "none_of_these"]))
    for name in names:
        rest = plus(*(counts.get(other, NOBODY) for other in names if other != name))
        as_agree = {"agree": counts.get(name, NOBODY), "oppose": rest, **{each: counts.get(each, NOBODY) for each in ("abstain", "void")}}
        verdicts[name] = tally(bundle.rules, motion.classes[0], whole_of(bundle, motion.weighing), as_agree, silence=False)
    passed = [name for name in motion.options if verdicts[name].outcome == "passed"]
    none_won = not passed and verdicts["none_of_these"].outcome == "passed"
    leading = passed[0] if passed else max(names, key=lambda name: counts.get(name, NOBODY))
    return Ending(verdicts, leading, "not_passed" if none_won else verdicts[leading].outcome)


def published(verdict: Verdict) -> Dict[str, Any]:
    return {"strict": verdict.strict, "deemed": verdict.deemed, "tests": verdict.tests}


# ---------------------------------------------------------------------------------------------------------------- 5 printing


class Finding(NamedTuple):
    """One check: what it says in both languages, and what is false about it; nothing where it holds."""

    zh: str
    en: str
    problems: List[str]


CHECKS: Sequence[Callable[[Bundle], Iterator[str]]] = (
    check_chain,
    check_checkpoints,
    check_witnesses,
    check_keys,
    check_covered,
    check_order,
    check_frozen,
    check_roll,
    check_ballots,
    check_papers,
    check_openings,
    check_four_eyes,
    check_tally,
    check_outcomes,
    check_decisions,
)


def examine(files: Mapping[str, bytes], pins: Pins = Pins()) -> List[Finding]:  # noqa: B008 - a tuple never changes
    """Every check on the files of a bulletin. Raises `Unreadable`."""
    return judge(Bundle(files), pins)


def judge(bundle: Bundle, pins: Pins) -> List[Finding]:
    done = [judged(check, bundle) for check in CHECKS]
    if bundle.policy["level"] == "auditor":
        done.append(judged(check_opened, bundle))
    if pins.fingerprint:
        done.append(judged(check_fingerprint, bundle, pins.fingerprint))
    done += [judged(check_anchor, bundle, anchor) for anchor in pins.anchors]
    if pins.receipt:
        done.append(judged(check_receipt, bundle, pins.receipt))
    if pins.line:
        done.append(judged(check_own_line, bundle, pins.line))
    return done


def judged(check: Callable[..., Iterator[str]], *given: Any) -> Finding:
    zh, en = (check.__doc__ or "|").split("|")
    try:
        problems = list(check(*given))
    except Exception as problem:  # whatever a forger put there, the check does not hold
        problems = ["形式不对 malformed: " + repr(problem)[:120]]
    return Finding(zh, en, problems)


def figures(bundle: Bundle) -> Iterator[str]:
    """The result as it was recomputed, in words."""
    for motion in bundle.motions:
        found = bundle.facts("result.found", "motion/" + motion.id)
        chosen = "; ".join(
            "{} {} / {} m²".format(answer, each["heads"], metres(each["area"])) for answer, each in sorted(found["chosen"].items())
        )
        yield "议题 motion {}: {} — {}".format(motion.ordinal, found["outcome"], chosen)


def metres(area: int) -> str:
    return "{}.{:04d}".format(*divmod(area, 10000)).rstrip("0").rstrip(".")


def brought(text: str) -> str:
    """The text of a file that was named on the command line."""
    with open(text, encoding="utf-8") as file:
        content = file.read()
    if not content.strip():
        raise Unreadable("空文件 empty file: " + text)
    return content


def code_or_file(text: str) -> str:
    """A code as it is, or what stands in the file of that name."""
    return text if re.match("[A-Z2-7]+\\Z", bare(text)) and not os.path.exists(text) else brought(text)


def main(arguments: Optional[Sequence[str]] = None) -> int:
    parser = argparse.ArgumentParser(description="Check the bulletin of an owners' vote, offline. 离线核对业主表决公告包。")
    parser.add_argument("bulletin")
    parser.add_argument("--anchor", action="append", default=[], help="a signed note (file), or the 12 characters printed on a notice")
    parser.add_argument("--fingerprint", help="the 32 characters published of the signing key (file or text)")
    parser.add_argument("--receipt", help="a receipt (file, tlog-proof)")
    parser.add_argument("--line", help="your own line of the roll (file), from your page")
    asked = parser.parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    try:
        bundle = Bundle(read(asked.bulletin))
        pins = Pins(
            [code_or_file(each) for each in asked.anchor],
            "" if asked.fingerprint is None else code_or_file(asked.fingerprint),
            "" if asked.receipt is None else brought(asked.receipt),
            "" if asked.line is None else brought(asked.line),
        )
    except (Unreadable, OSError, ValueError) as problem:
        print("读不出来 · unreadable: " + plain(str(problem)), file=sys.stderr)
        return 2
    findings = judge(bundle, pins)
    report(bundle, findings, pins)
    return int(any(each.problems for each in findings))


def witnessed(bundle: Bundle) -> str:
    """Who co-signed the newest head that enough witnesses co-signed; enough is what the log says last."""
    quorum = [bundle.leaves[place]["facts"]["needed"] for place in bundle.of_type("witness.quorum", "log")]
    for note in reversed(bundle.notes):
        names = [key.name for key in bundle.witnesses if key.signed(note)]
        if names and len(names) >= max(quorum[-1:] or [1]):
            return f"见证人共签到第 {note.size} 行 witnesses co-signed up to line {note.size}: " + ", ".join(names)
    return "没有足够的见证人共签 not co-signed by enough witnesses"


def plain(text: str) -> str:
    """Without anything that moves the cursor or turns the line around: a bulletin writes no part of this report itself."""
    return "".join(each if each.isprintable() else "\ufffd" for each in text)


def say(text: str = "") -> None:
    print(plain(text))


def report(bundle: Bundle, findings: Sequence[Finding], pins: Pins) -> None:
    """One line a check; what is false is named under it."""
    for each in findings:
        say("[{}] {} · {}".format("错 NO" if each.problems else "对 OK", each.zh, each.en))
        for problem in each.problems[:20]:
            say("        " + problem)
        if len(each.problems) > 20:
            say(f"        … {len(each.problems)}")
    bad = sum(bool(each.problems) for each in findings)
    say()
    if bad:
        say(f"有 {bad} 项不成立 · {bad} of the checks do not hold")
    else:
        say(f"全部成立 · everything holds: {len(bundle.lines)} 行 lines, {len(bundle.roll)} 户 heads, {len(bundle.counting)} 张票 ballots")
        for line in (*figures(bundle), witnessed(bundle)):
            say(line)
        if bundle.consults:
            say("线上票只作意向征询，没有计票，也没有打开 · online ballots only gathered opinions: not counted, and not opened")
    say(f"校验码 check code {grouped(letters(bundle.notes[-1].root, 12))}，钥匙指纹 key fingerprint {grouped(bundle.keys[0].fingerprint)}")
    if not pins.anchors or not pins.fingerprint:
        say("没有带来校验码或指纹 · no printed code or no fingerprint was brought: see the first limit")
    say()
    say("它不证明 · What this does not prove:")
    for zh, en in LIMITS:
        say(f"- {zh}")
        say(f"  {en}")


if __name__ == "__main__":
    sys.exit(main())
