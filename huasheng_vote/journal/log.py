"""Appending to an estate's log and reading its root. Runs inside the act's transaction, under the estate's lock."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, tuple_

from huasheng_vote.extensions import db, run
from huasheng_vote.journal import rows
from huasheng_vote.journal.leaf import EMPTY_PREV, canonical, check_code, leaf_hash, node_hash, private_hash, stamp
from huasheng_vote.journal.models import JournalBound, JournalLeaf, JournalNode, JournalPrivate
from huasheng_vote.keys import keyring
from huasheng_vote.rules.access import Actor
from huasheng_vote.rules.refusal import Refused, Why

EMPTY_ROOT = bytes.fromhex("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")

# Every act passes here, so the statements are built once and go to the driver without the ORM.
LEAF, NODE, PRIVATE, BOUND = (db.metadata.tables[model.__tablename__] for model in (JournalLeaf, JournalNode, JournalPrivate, JournalBound))
PUT_LEAF, PUT_NODE, PUT_PRIVATE, PUT_BOUND = insert(LEAF), insert(NODE), insert(PRIVATE), insert(BOUND)
LAST_LEAF = (
    select(LEAF.c.index, LEAF.c.hash, LEAF.c.type).where(LEAF.c.estate_id == bindparam("estate")).order_by(LEAF.c.index.desc()).limit(1)
)
LEAF_AT = select(LEAF.c.hash).where(LEAF.c.estate_id == bindparam("estate"), LEAF.c.index == bindparam("at"))
# After an accepted loss the log takes nothing but two officers' acknowledgement.
HALTED = {"log.restarted": "log.loss_seen", "log.loss_seen": "log.loss_acknowledged"}
NODE_AT = select(NODE.c.hash).where(
    NODE.c.estate_id == bindparam("estate"), NODE.c.level == bindparam("level"), NODE.c.index == bindparam("at")
)


@dataclass(frozen=True)
class EstateRef:
    """The estate an act happens in: what actions need to know of it."""

    id: int
    slug: str


@dataclass(frozen=True)
class Context:
    """Where, who, when: the first argument of every act."""

    estate: EstateRef
    actor: Actor
    at: datetime
    leaves: list[int] = field(default_factory=list, compare=False)
    digests: list[bytes] = field(default_factory=list, compare=False)
    """The hash of each of its lines: the receipts of those who acted are made of it."""
    types: list[str] = field(default_factory=list, compare=False)

    def record(
        self,
        type: str,
        subject: str,
        facts: dict[str, Any],
        private: dict[str, Any] | None = None,
        at: datetime | None = None,
        apart: str = "",
        on_behalf: str = "",
    ) -> int:
        """Append one leaf and return its index. `facts` is public for ever; `private` is only committed to.
        `at` replaces the moment in the leaf where the exact one must stay private (ballots keep the whole hour); `apart` names a scope
        in which the actor has a pseudonym of its own, so that a ballot cannot be matched with what its voter does elsewhere, and `on_behalf` for
        whom they act, so that two ballots of one agent cannot be matched with each other."""
        scope = f"{self.estate.slug}/{apart}" if apart else self.estate.slug
        actor = keyring().pseudonym(scope, self.actor.account or 0, on_behalf)
        index, digest = append(self, type, subject, facts, private, at or self.at, actor)
        self.leaves.append(index)
        self.digests.append(digest)
        self.types.append(type)
        return index


def append(
    on: Context, type: str, subject: str, facts: dict[str, Any], private: dict[str, Any] | None, at: datetime, actor: str
) -> tuple[int, bytes]:
    """Insert the next leaf with its private body and the subtrees it completes; its index and its hash."""
    index, prev, last = last_place(on.estate.id)
    if HALTED.get(last, type) != type:
        raise Refused(Why.LOG_HALTED)
    bound = bind(on.estate.id, index)
    salt, secret = secrets.token_bytes(32), canonical((private or {}) | bound)
    body = canonical(
        {
            "index": index,
            "prev": prev,
            "type": type,
            "subject": subject,
            "at": stamp(at),
            "facts": facts,
            "actor": actor,
            "role": on.actor.acting_as,
            "private": private_hash(salt, secret),
        }
    )
    estate, digest = on.estate.id, leaf_hash(body)
    run(PUT_LEAF, {"estate_id": estate, "index": index, "type": type, "subject": subject, "body": body, "hash": digest})
    run(PUT_PRIVATE, {"estate_id": estate, "index": index, "salt": salt, "body": secret})
    nodes = list(completed_subtrees(estate, index, digest, bytes.fromhex(prev)))
    if nodes:
        run(PUT_NODE, nodes)
    return index, digest


def bind(estate: int, index: int) -> dict[str, str]:
    """Keep the digests of the rows changed since the line before; what the private body of this line says of them."""
    db.session.flush()
    found = rows.take_up(db.session.connection(), estate)
    if not found:
        return {}
    digests = canonical(found)
    run(PUT_BOUND, {"estate_id": estate, "index": index, "digests": digests})
    return {rows.KEY: rows.commitment(digests)}


def erase_private(estate: int, subject: str, types: Iterable[str]) -> None:
    """Destroy salt and body of the leaves of these types about a subject; the log keeps their hash. The act that does it records so itself."""
    about = select(JournalLeaf.index).where(
        JournalLeaf.estate_id == estate, JournalLeaf.subject == subject, JournalLeaf.type.in_(list(types))
    )
    db.session.execute(
        delete(JournalPrivate).where(JournalPrivate.estate_id == estate, JournalPrivate.index.in_(about)),
        execution_options={"synchronize_session": False},
    )


def last_place(estate: int) -> tuple[int, str, str]:
    """Index of the next leaf, and hash and type of the one before it."""
    last = run(LAST_LEAF, {"estate": estate}).first()
    return (last.index + 1, last.hash.hex(), last.type) if last else (0, EMPTY_PREV, "")


def completed_subtrees(estate: int, index: int, digest: bytes, before: bytes) -> Iterable[dict[str, Any]]:
    """Roots of the complete subtrees whose last leaf is `index`: one for each trailing 1 bit of it. `before` is the hash of the leaf before."""
    level = 0
    while index >> level & 1:
        left = subtree(estate, level, (index >> level) - 1) if level else before
        digest, level = node_hash(left, digest), level + 1
        yield {"estate_id": estate, "level": level, "index": index >> level, "hash": digest}


def subtree(estate: int, level: int, index: int) -> bytes:
    """Root of the complete subtree number `index` of 2^level leaves."""
    found = run(LEAF_AT, {"estate": estate, "at": index}) if level == 0 else run(NODE_AT, {"estate": estate, "level": level, "at": index})
    return bytes(found.scalar_one())


def root(estate: int, size: int) -> bytes:
    """RFC 6962 tree head of the first `size` leaves, from at most log2(size) stored subtrees."""
    if size == 0:
        return EMPTY_ROOT
    peaks = [(level, (size >> level) - 1) for level in range(size.bit_length()) if size >> level & 1]
    stored = dict(
        db.session.execute(
            select(JournalNode.level, JournalNode.hash).where(
                JournalNode.estate_id == estate, tuple_(JournalNode.level, JournalNode.index).in_([peak for peak in peaks if peak[0]])
            )
        ).all()
    )
    hashes = [stored[level] if level else subtree(estate, 0, index) for level, index in peaks]
    head = bytes(hashes[0])
    for left in hashes[1:]:
        head = node_hash(bytes(left), head)
    return head


def size(estate: int) -> int:
    """How many leaves the estate's log has."""
    return last_place(estate)[0]


def head_code(estate: int) -> str:
    """The check code (校验码) of the log as it stands."""
    return check_code(root(estate, size(estate)))
