"""Merkle proofs of a log read from its stored subtrees, RFC 6962 section 2.1: O(log n) rows in two queries, never the log itself."""

from collections.abc import Iterator, Mapping

from sqlalchemy import select, tuple_

from huasheng_vote.extensions import db
from huasheng_vote.journal.leaf import node_hash
from huasheng_vote.journal.log import LEAF, NODE

Span = tuple[int, int]
"""The leaves from the first up to before the second."""

Place = tuple[int, int]
"""A complete subtree: its level, and its number among those of the level."""


class NoSuchProof(ValueError):
    """Asked about a leaf outside its tree, or a tree that is not inside the other."""


def inclusion(estate: int, index: int, size: int) -> list[bytes]:
    """The way from leaf `index` to the root of the first `size` leaves, its sibling first. The log has at least `size` leaves."""
    if not 0 <= index < size:
        raise NoSuchProof(f"leaf {index} is not among {size}")
    return roots(estate, list(_siblings(index, (0, size))))


def consistency(estate: int, old: int, new: int) -> list[bytes]:
    """That the first `old` leaves are the beginning of the first `new`; empty where both are the same. An empty tree proves nothing."""
    if not 1 <= old <= new:
        raise NoSuchProof(f"{old} leaves are not the beginning of {new}")
    return roots(estate, list(_between(old, (0, new), True)))


def peaks(estate: int, size: int) -> list[tuple[int, bytes]]:
    """The complete subtrees that the first `size` leaves fall into, the largest first: level and root of each."""
    places = list(complete((0, size)))
    found = _stored(estate, places)
    return [(place[0], found[place]) for place in places]


def roots(estate: int, spans: list[Span]) -> list[bytes]:
    """The RFC 6962 head of each span; every span begins where a complete subtree of its size would."""
    found = _stored(estate, [place for span in spans for place in complete(span)])
    return [fold([found[place] for place in complete(span)]) for span in spans]


def fold(hashes: list[bytes]) -> bytes:
    """One head from the roots of neighbouring subtrees, the largest first."""
    *rest, head = hashes
    for left in reversed(rest):
        head = node_hash(left, head)
    return head


def _siblings(index: int, span: Span) -> Iterator[Span]:
    start, end = span
    if end - start == 1:
        return
    middle = start + _split(end - start)
    if index < middle:
        yield from _siblings(index, (start, middle))
        yield middle, end
    else:
        yield from _siblings(index, (middle, end))
        yield start, middle


def _between(old: int, span: Span, known: bool) -> Iterator[Span]:
    """SUBPROOF of the RFC; `known`: the asker has the head of this span already."""
    start, end = span
    if old == end:
        if not known:
            yield span
        return
    middle = start + _split(end - start)
    if old <= middle:
        yield from _between(old, (start, middle), known)
        yield middle, end
    else:
        yield from _between(old, (middle, end), False)
        yield start, middle


def _split(count: int) -> int:
    """The largest power of two smaller than `count`."""
    return 1 << (count - 1).bit_length() - 1


def complete(span: Span) -> Iterator[Place]:
    """The complete subtrees a span falls into, the largest first."""
    start, end = span
    while start < end:
        level = (end - start).bit_length() - 1
        yield level, start >> level
        start += 1 << level


def _stored(estate: int, places: list[Place]) -> Mapping[Place, bytes]:
    """The roots of these subtrees. A missing one is a `KeyError`: the log is shorter than it was said to be."""
    leaves = [index for level, index in places if level == 0]
    nodes = [place for place in places if place[0]]
    found: dict[Place, bytes] = {}
    if leaves:
        rows = db.session.execute(select(LEAF.c.index, LEAF.c.hash).where(LEAF.c.estate_id == estate, LEAF.c.index.in_(leaves)))
        found |= {(0, index): bytes(digest) for index, digest in rows}
    if nodes:
        query = select(NODE.c.level, NODE.c.index, NODE.c.hash).where(NODE.c.estate_id == estate)
        rows = db.session.execute(query.where(tuple_(NODE.c.level, NODE.c.index).in_(nodes)))
        found |= {(level, index): bytes(digest) for level, index, digest in rows}
    return found
