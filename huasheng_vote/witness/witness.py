#!/usr/bin/env python3
"""见证日志 · Witness a log of Huasheng Vote. One file, Python 3.8 or newer, nothing to install.

  python3 witness.py new NAME       make a key on this device and print the line that the committee enters
  python3 witness.py trust KEY      trust the log whose public key this is (compare it with the printed fingerprint)
  python3 witness.py sign FILE      FILE or the address of …/log: check the newest head against the last one seen, ask, co-sign, print

What is kept (key, trusted logs, last heads) is in witness.json beside this file, or where WITNESS_FILE says. Keep it to yourself.
Formats: C2SP signed-note, tlog-checkpoint, tlog-cosignature, tlog-witness; RFC 6962; RFC 8032.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import sys
import time
import urllib.request
from pathlib import Path
from typing import Any, Callable, Tuple

Point = Tuple[int, int, int, int]

P = 2**255 - 19
Q = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)
BASE_Y = 4 * pow(5, P - 2, P) % P


class No(Exception):
    """Why this is not signed."""


# Ed25519, RFC 8032 section 5.1: points as (x, y, 1, xy) in extended coordinates.


def add(a: Point, b: Point) -> Point:
    m, n = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    c, d = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = n - m, d - c, d + c, n + m
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(scalar: int, point: Point) -> Point:
    result = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            result = add(result, point)
        point, scalar = add(point, point), scalar >> 1
    return result


def same(a: Point, b: Point) -> bool:
    return (a[0] * b[2] - b[0] * a[2]) % P == 0 and (a[1] * b[2] - b[1] * a[2]) % P == 0


def point_of(data: bytes) -> Point:
    """The point these 32 bytes stand for, in its one right spelling."""
    number = int.from_bytes(data, "little")
    sign, y = number >> 255, number & ((1 << 255) - 1)
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if y >= P or (x * x - square) % P or (x == 0 and sign):
        raise No("签名不对 · not a point of the curve")
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


def bytes_of(point: Point) -> bytes:
    inverse = pow(point[2], P - 2, P)
    x, y = point[0] * inverse % P, point[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


BASE = point_of(BASE_Y.to_bytes(32, "little"))


def hashed(*parts: bytes) -> int:
    return int.from_bytes(hashlib.sha512(b"".join(parts)).digest(), "little") % Q


def expand(seed: bytes) -> tuple[int, bytes]:
    digest = hashlib.sha512(seed).digest()
    scalar = int.from_bytes(digest[:32], "little") & ((1 << 254) - 8) | 1 << 254
    return scalar, digest[32:]


def public_of(seed: bytes) -> bytes:
    return bytes_of(times(expand(seed)[0], BASE))


def sign(seed: bytes, message: bytes) -> bytes:
    scalar, prefix = expand(seed)
    public, nonce = bytes_of(times(scalar, BASE)), hashed(prefix, message)
    commitment = bytes_of(times(nonce, BASE))
    return commitment + ((nonce + hashed(commitment, public, message) * scalar) % Q).to_bytes(32, "little")


def verify(public: bytes, message: bytes, signature: bytes) -> bool:
    if len(signature) != 64 or int.from_bytes(signature[32:], "little") >= Q:
        return False
    challenge = hashed(signature[:32], public, message)
    left = times(int.from_bytes(signature[32:], "little"), BASE)
    return same(left, add(point_of(signature[:32]), times(challenge, point_of(public))))


# Notes, checkpoints and proofs.


def key_id(name: str, kind: int, public: bytes) -> bytes:
    return hashlib.sha256(name.encode() + b"\n" + bytes([kind]) + public).digest()[:4]


def vkey(name: str, kind: int, public: bytes) -> str:
    return f"{name}+{key_id(name, kind, public).hex()}+{base64.b64encode(bytes([kind]) + public).decode()}"


def read_vkey(text: str) -> tuple[str, bytes]:
    """Name and public key of a log."""
    name, number, rest = [*text.strip().split("+", 2), "", ""][:3]
    material = base64.b64decode(rest or "", validate=True)
    if len(material) != 33 or material[0] != 1 or key_id(name, 1, material[1:]).hex() != number:
        raise No("这不是日志的公钥 · not the public key of a log")
    return name, material[1:]


def letters(digest: bytes, count: int) -> str:
    """Base 32 of the first bits, in groups of four, as it stands on pages and paper."""
    text = base64.b32encode(digest).decode()[:count]
    return "-".join(text[at : at + 4] for at in range(0, count, 4))


def parts_of(update: str) -> tuple[int, list[bytes], str]:
    """Old size, proof, note."""
    head, _, note = update.partition("\n\n")
    first, *proof = head.split("\n")
    if not first.startswith("old ") or not note:
        raise No("不是校验点文件 · not an update of a log")
    return int(first[4:]), [base64.b64decode(line, validate=True) for line in proof], note


def signed_by(note: str, name: str, public: bytes) -> str:
    """The text of a note that this key signed."""
    text, _, lines = note.rpartition("\n\n")
    text += "\n"
    for line in lines.splitlines():
        words = line.split(" ")
        value = base64.b64decode(words[2], validate=True) if len(words) == 3 else b""
        own = words[:2] == ["—", name] and value[:4] == key_id(name, 1, public)
        if own and verify(public, text.encode(), value[4:]):
            return text
    raise No("签名对不上这把公钥，不要见证，请告诉邻居 · the signature is not by the trusted key: do not co-sign, and tell others")


def node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\1" + left + right).digest()


def consistent(old: int, root1: bytes, new: int, root2: bytes, proof: list[bytes]) -> bool:
    """RFC 9162 section 2.1.4.2: the first `old` lines are unchanged."""
    if old == new:
        return not proof and root1 == root2
    if not 0 < old < new or any(len(each) != 32 for each in proof):
        return False
    nodes = [root1, *proof] if old & (old - 1) == 0 else list(proof)
    place, last = old - 1, new - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    if not nodes:
        return False
    first = second = nodes[0]
    for each in nodes[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            first, second = node(each, first), node(each, second)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            second = node(second, each)
        place, last = place >> 1, last >> 1
    return last == 0 and first == root1 and second == root2


# What is kept, and the three commands.


def store() -> Path:
    return Path(os.environ.get("WITNESS_FILE") or Path(__file__).resolve().with_name("witness.json"))


def load() -> dict[str, Any]:
    if not store().exists():
        raise No("先运行 new · run `new NAME` first")
    kept: dict[str, Any] = json.loads(store().read_text("utf-8"))
    return kept


def save(kept: dict[str, Any]) -> None:
    draft = store().with_suffix(".new")
    with os.fdopen(os.open(str(draft), os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "w", encoding="utf-8") as file:
        json.dump(kept, file, indent=1)
    draft.replace(store())


def new(name: str) -> str:
    if store().exists():
        raise No(f"{store()} 已经有了 · exists already")
    if not name or "+" in name or name.split() != [name]:
        raise No("名称里不能有空格和加号 · a name has no spaces and no plus sign")
    seed = os.urandom(32)
    save({"name": name, "seed": seed.hex(), "logs": {}})
    return f"交给业委会登记 · give this line to the committee:\n\n{vkey(name, 4, public_of(seed))}\n"


def trust(key: str) -> str:
    kept, (name, public) = load(), read_vkey(key)
    known = kept["logs"].get(name, {})
    kept["logs"][name] = {**known, "public": public.hex()}
    save(kept)
    return f"{name}\n指纹 · fingerprint: {letters(hashlib.sha256(public).digest(), 32)}\n"


def fetch(where: str, kept: dict[str, Any]) -> str:
    """From a file, or from the address of a log's pages."""
    if not where.startswith(("http://", "https://")):
        return Path(where).read_text("utf-8")
    with urllib.request.urlopen(where.rstrip("/") + "/checkpoint", timeout=20) as answer:
        origin = answer.read().decode().partition("\n")[0]
    seen = kept["logs"].get(origin, {}).get("size", 0)
    with urllib.request.urlopen(f"{where.rstrip('/')}/update?old={seen}", timeout=20) as answer:
        return str(answer.read().decode())


def asked(question: str) -> str:
    """On the side, so that what is printed can go into a file."""
    sys.stderr.write(question)
    return input()


def cosign(where: str, ask: Callable[[str], str] = asked, now: Callable[[], float] = time.time) -> str:
    """Check and co-sign; returns the note to hand back."""
    kept = load()
    old, proof, note = parts_of(fetch(where, kept))
    origin = note.partition("\n")[0]
    known = kept["logs"].get(origin)
    if not known:
        raise No("还没有信任这本日志，先运行 trust · not a trusted log: run `trust KEY` first: " + origin)
    text = signed_by(note, origin, bytes.fromhex(known["public"]))
    size, root = int(text.split("\n")[1]), base64.b64decode(text.split("\n")[2], validate=True)
    seen = known.get("size", 0)
    if old != seen:
        raise No(f"要从第 {seen} 行起的文件，这份从 {old} 行起 · this file proves from {old} lines, you have seen {seen}")
    if seen and not consistent(seen, bytes.fromhex(known["root"]), size, root, proof):
        raise No("与您上次见证的对不上，不要见证，请告诉邻居 · it does not go on from what you saw: do not co-sign, and tell others")
    question = f"{origin}\n{seen} → {size}\n校验码 · check code: {letters(root, 12)}\n签名吗 · co-sign? [y/N] "
    if ask(question).strip().lower() != "y":
        raise No("没有签名 · not signed")
    kept["logs"][origin] = {**known, "size": size, "root": root.hex()}
    save(kept)
    seconds, seed = int(now()), bytes.fromhex(kept["seed"])
    message = f"cosignature/v1\ntime {seconds}\n{text}".encode()
    value = key_id(kept["name"], 4, public_of(seed)) + seconds.to_bytes(8, "big") + sign(seed, message)
    return f"{note}— {kept['name']} {base64.b64encode(value).decode()}\n"


def main(arguments: list[str]) -> int:
    commands = {"new": new, "trust": trust, "sign": cosign}
    if len(arguments) != 2 or arguments[0] not in commands:
        sys.stderr.write(__doc__)
        return 2
    try:
        sys.stdout.write(commands[arguments[0]](arguments[1]))
    except (No, OSError, ValueError) as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
