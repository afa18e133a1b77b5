"""Whether a log is what it says it is: every line hashed again, every link, copied column, private body, stored subtree and signed head compared."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import and_, select

from huasheng_vote.extensions import db
from huasheng_vote.journal import checkpoints, log, rows, tree
from huasheng_vote.journal.leaf import EMPTY_PREV, leaf_hash, node_hash, private_hash
from huasheng_vote.journal.log import BOUND, LEAF, NODE, PRIVATE, EstateRef
from huasheng_vote.journal.signer import the_signer

BATCH = 1000
COLUMNS = (
    LEAF.c.index,
    LEAF.c.type,
    LEAF.c.subject,
    LEAF.c.body,
    LEAF.c.hash,
    PRIVATE.c.salt,
    PRIVATE.c.body.label("secret"),
    BOUND.c.digests,
)


@dataclass
class Report:
    """What a check found. `problems` is empty when all holds; `erased` counts the private bodies that were destroyed."""

    lines: int = 0
    erased: int = 0
    problems: list[str] = field(default_factory=list)


def check(estate: EstateRef) -> Report:
    """Read the whole log once."""
    report, peaks, prev = Report(), list[tuple[int, bytes]](), EMPTY_PREV
    stored = {(level, index): bytes(digest) for level, index, digest in _nodes(estate.id)}
    roots: dict[int, set[bytes]] = {}
    for signed in checkpoints.every(estate.id):
        roots.setdefault(signed.size, set()).add(bytes(signed.root))
    mark, marked = the_signer().mark(estate.slug), b""
    for row in _lines(estate.id):
        digest = leaf_hash(bytes(row.body))
        report.problems += _wrong(row, digest, report.lines, prev)
        report.erased += row.salt is None
        report.lines, prev = report.lines + 1, digest.hex()
        report.problems += _grow(peaks, digest, report.lines, stored)
        if report.lines in roots or (mark and mark.size == report.lines):
            root = tree.fold([each for _, each in peaks])
            marked = root if mark and mark.size == report.lines else marked
            if roots.pop(report.lines, {root}) != {root}:
                report.problems.append(f"the checkpoint over {report.lines} lines has another root")
    report.problems += [f"subtree {level}/{index} belongs to no lines" for level, index in sorted(stored)]
    report.problems += [f"a checkpoint covers {size} lines, which are not there" for size in sorted(roots)]
    if mark and mark.size and marked.hex() != mark.root:
        report.problems.append(f"the {mark.size} lines that were signed last are not those that are there")
    if mark is None and checkpoints.latest(estate.id):
        report.problems.append("there are checkpoints, but the high-water file does not know this log")
    return report


def _lines(estate: int) -> Iterator[Any]:
    """Every line with its private part, in order."""
    last = log.size(estate)
    for first in range(0, last, BATCH):
        yield from db.session.execute(
            select(*COLUMNS)
            .select_from(LEAF)
            .outerjoin(PRIVATE, and_(PRIVATE.c.estate_id == LEAF.c.estate_id, PRIVATE.c.index == LEAF.c.index))
            .outerjoin(BOUND, and_(BOUND.c.estate_id == LEAF.c.estate_id, BOUND.c.index == LEAF.c.index))
            .where(LEAF.c.estate_id == estate, LEAF.c.index.between(first, first + BATCH - 1))
            .order_by(LEAF.c.index)
        ).all()


def _nodes(estate: int) -> Any:
    return db.session.execute(select(NODE.c.level, NODE.c.index, NODE.c.hash).where(NODE.c.estate_id == estate)).all()


def _wrong(row: Any, digest: bytes, place: int, prev: str) -> list[str]:
    """What is not right about one line."""
    said = json.loads(bytes(row.body))
    tests = {
        "stands at another place": (row.index, said["index"]) == (place, place),
        "does not follow the one before it": said["prev"] == prev,
        "has another hash": digest == bytes(row.hash),
        "is filed under another type or subject": (row.type, row.subject) == (said["type"], said["subject"]),
        "binds other rows": row.secret is None or _committed(row.digests) == json.loads(bytes(row.secret)).get(rows.KEY),
        "has another private part": row.salt is None or private_hash(bytes(row.salt), bytes(row.secret)) == said["private"],
    }
    return [f"line {row.index} {words}" for words, holds in tests.items() if not holds]


def _committed(digests: bytes | None) -> str | None:
    return None if digests is None else rows.commitment(bytes(digests))


def _grow(peaks: list[tuple[int, bytes]], digest: bytes, size: int, stored: dict[tuple[int, int], bytes]) -> list[str]:
    """Add a leaf; each subtree it completes is taken out of the stored ones and compared."""
    wrong = []
    peaks.append((0, digest))
    while len(peaks) > 1 and peaks[-1][0] == peaks[-2][0]:
        (level, right), (_, left) = peaks.pop(), peaks.pop()
        peaks.append((level + 1, node_hash(left, right)))
        place = (level + 1, (size >> level + 1) - 1)
        if stored.pop(place, None) != peaks[-1][1]:
            wrong.append(f"subtree {place[0]}/{place[1]} is not that of its lines")
    return wrong
