"""Merkle proofs of the log, RFC 6962 section 2.1, checked as RFC 9162 sections 2.1.3.2 and 2.1.4.2 spell it out.

Strict: a hash is exactly 32 bytes, a proof exactly as long as its tree asks for, and an empty tree proves nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

HASH_BYTES = sha256().digest_size


@dataclass(frozen=True, slots=True)
class Inclusion:
    """The claim that a leaf stands at `index` in the tree of `size` leaves with this root."""

    index: int
    size: int
    root: bytes
    leaf_hash: bytes
    proof: Sequence[bytes]

    def holds(self) -> bool:
        """Whether the proof leads from the leaf to the root."""
        if not (0 <= self.index < self.size and _hashes(self.root, self.leaf_hash, *self.proof)):
            return False
        path = _Path(self.index, self.size - 1)
        computed = self.leaf_hash
        for sibling in self.proof:
            if path.at_the_root:
                return False
            computed = _node(sibling, computed) if path.joins_from_the_left() else _node(computed, sibling)
            path.climb()
        return path.at_the_root and computed == self.root


@dataclass(frozen=True, slots=True)
class Consistency:
    """The claim that the tree of `size1` leaves is the beginning of the tree of `size2`."""

    size1: int
    size2: int
    root1: bytes
    root2: bytes
    proof: Sequence[bytes]

    def holds(self) -> bool:
        """Whether the proof leads to both roots."""
        if not (1 <= self.size1 <= self.size2 and _hashes(self.root1, self.root2, *self.proof)):
            return False
        if self.size1 == self.size2:
            return not self.proof and self.root1 == self.root2
        whole = self.size1 & (self.size1 - 1) == 0  # the smaller tree is itself a node of the larger one
        return self._leads_to_both([self.root1, *self.proof] if whole else self.proof)

    def _leads_to_both(self, nodes: Sequence[bytes]) -> bool:
        if len(nodes) < 2:  # two sizes always differ by a node
            return False
        path = _Path(self.size1 - 1, self.size2 - 1)
        path.skip_whole()
        smaller = larger = nodes[0]
        for sibling in nodes[1:]:
            if path.at_the_root:
                return False
            if path.joins_from_the_left():
                smaller, larger = _node(sibling, smaller), _node(sibling, larger)
            else:
                larger = _node(larger, sibling)
            path.climb()
        return path.at_the_root and smaller == self.root1 and larger == self.root2


class _Path:
    """The way up from a leaf: its number among those of its level, and the number of the last one there."""

    def __init__(self, place: int, last: int) -> None:
        self.place, self.last = place, last

    @property
    def at_the_root(self) -> bool:
        return self.last == 0

    def joins_from_the_left(self) -> bool:
        """Whether the sibling is on the left; a last node without a sibling rises to the level where it has one."""
        if self.place & 1:
            return True
        if self.place != self.last:
            return False
        while self.place and not self.place & 1:
            self.climb()
        return True

    def skip_whole(self) -> None:
        """Rise while the node is the right half of a whole tree."""
        while self.place & 1:
            self.climb()

    def climb(self) -> None:
        self.place, self.last = self.place >> 1, self.last >> 1


def _node(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


def _hashes(*values: bytes) -> bool:
    return all(len(value) == HASH_BYTES for value in values)
