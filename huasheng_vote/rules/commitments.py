"""Commitments: figures fixed before a vote that can be added up after it without showing a single one (Pedersen).

An area is committed as C = 4^area · h^r mod p in the group of RFC 3526 no. 14 (2048 bits), with a random r: C tells nothing about the area, nobody can
open it to another one without a logarithm that nobody knows, and the product of several opens to the sums of areas and of r. Areas are whole 1/10000 m².
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256

P = int(
    "FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DDEF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245"
    "E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7EDEE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF0598DA48361C55D39A69163FA8FD24CF5F"
    "83655D23DCA3AD961C62F356208552BB9ED529077096966D670C354E4ABC9804F1746C08CA18217C32905E462E36CE3BE39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9"
    "DE2BCBF6955817183995497CEA956AE515D2261898FA051015728E5A8AACAA68FFFFFFFFFFFFFFFF",
    16,
)
BYTES = 256
BLIND_BYTES = 32
G = 4


def _expanded(label: bytes) -> int:
    """2048 bits out of a label: SHA-256(label ‖ number) for the numbers 0 to 7, each in four bytes."""
    return int.from_bytes(b"".join(sha256(label + number.to_bytes(4, "big")).digest() for number in range(BYTES // 32)), "big")


H = pow(_expanded(b"huasheng/area/v1") % P, 2, P)  # a square, so of the same order as 4; nobody knows its logarithm


class FixedBase:
    """Powers of one base, a byte of the exponent at a time from a table: about ten times as fast as `pow`."""

    def __init__(self, base: int):
        self._rows: list[list[int]] = []
        self._next = base

    def power(self, exponent: int) -> int:
        """base^exponent mod p."""
        result, row = 1, 0
        while exponent:
            if exponent & 255:
                result = result * self._row(row)[exponent & 255] % P
            exponent, row = exponent >> 8, row + 1
        return result

    def _row(self, number: int) -> list[int]:
        while len(self._rows) <= number:
            row = [1]
            for _ in range(256):
                row.append(row[-1] * self._next % P)
            self._next = row.pop()
            self._rows.append(row)
        return self._rows[number]


@cache
def _bases() -> tuple[FixedBase, FixedBase]:
    return FixedBase(G), FixedBase(H)


def commit_area(area: int, blind: int) -> int:
    """C for an area under its r."""
    by_area, by_blind = _bases()
    return by_area.power(area) * by_blind.power(blind) % P


def product(commitments: Iterable[int]) -> int:
    """The commitment to the sum."""
    result = 1
    for each in commitments:
        result = result * each % P
    return result


def commit_line(assembly: int, units: str, area: int, head: str, salt: bytes) -> str:
    """SHA-256("head/v1"|assembly|units|area|head|salt) in hex: fixes a head's whole line, to be opened by its owner alone. Only `units`, a canonical
    JSON array, may hold the separator; all after it is of a fixed alphabet, so no two lines read the same."""
    return sha256("|".join(("head/v1", str(assembly), units, str(area), head, salt.hex())).encode()).hexdigest()


def commit_choices(salt: bytes, choices: bytes) -> str:
    """SHA-256("choices/v1"|salt|choices): fixes a ballot's answers until closing, apart from everything else its line keeps private."""
    return sha256(b"choices/v1|" + salt.hex().encode() + b"|" + choices).hexdigest()


@dataclass(frozen=True, slots=True)
class Weighings:
    """In how many ways heads are weighed: by their whole area, within a narrower scope, on the other reading of the base. Equal ones are kept once.

    `areas` holds the area of each head by the name of the weighing, `of` the names for each motion: in force, and on the other base."""

    areas: Mapping[str, Mapping[int, int]]
    of: Mapping[int, tuple[str, str]]


WHOLE = "roll"


def weighings(whole: Mapping[int, int], motions: Mapping[int, tuple[Mapping[int, int], Mapping[int, int]]]) -> Weighings:
    """Name the weighings of an assembly; `motions` holds both weights by ordinal."""
    named: dict[str, Mapping[int, int]] = {WHOLE: dict(whole)}
    of = {
        ordinal: (_name(named, weight, f"motion-{ordinal}"), _name(named, other, f"motion-{ordinal}-other"))
        for ordinal, (weight, other) in motions.items()
    }
    return Weighings(named, of)


def _name(named: dict[str, Mapping[int, int]], areas: Mapping[int, int], new: str) -> str:
    for name, known in named.items():
        if known == areas:
            return name
    named[new] = dict(areas)
    return new


def root_of(lines: Sequence[bytes]) -> bytes:
    """RFC 6962 tree head over these lines."""
    level = [sha256(b"\0" + line).digest() for line in lines]
    if not level:
        return sha256().digest()
    while len(level) > 1:  # a node without a sibling rises unchanged: the same tree, built from below
        pairs = [sha256(b"\1" + one + other).digest() for one, other in zip(level[::2], level[1::2], strict=False)]
        level = pairs + level[len(pairs) * 2 :]
    return level[0]
