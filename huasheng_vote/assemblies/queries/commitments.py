"""Reads around the roll's commitments: what is committed to, and the lines as the bulletin publishes them."""

from base64 import b64encode
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select, tuple_

from huasheng_vote.assemblies.models.commitments import AreaCommitment, LineCommitment
from huasheng_vote.assemblies.models.rolls import RollHead
from huasheng_vote.assemblies.queries.frozen import FrozenHead, heads_of, motions_of
from huasheng_vote.extensions import db
from huasheng_vote.journal.leaf import canonical
from huasheng_vote.rules.commitments import Weighings, weighings


@dataclass(frozen=True)
class ToCommit:
    """The roll in force as it is committed to: every head that any weighing counts."""

    heads: Mapping[int, FrozenHead]
    weighings: Weighings


def to_commit(estate_id: int, assembly_id: int) -> ToCommit:
    """What a freeze commits to. Its scopes must be listed already."""
    heads = heads_of(estate_id, assembly_id)
    motions = {each.ordinal: (each.weight, each.other_base) for each in motions_of(estate_id, assembly_id, heads).values()}
    made = weighings({head.id: head.area for head in heads.values() if head.doors}, motions)
    weighed = set[int]().union(*made.areas.values())
    return ToCommit({id: head for id, head in heads.items() if id in weighed}, made)


def units_text(head: FrozenHead) -> str:
    """A head's units as its line commits to them: address, use, area, counted or not."""
    rows = [[each.building, each.entrance, each.number, each.use, each.area, int(each.counted)] for each in (*head.doors, *head.others)]
    return canonical(sorted(rows)).decode()


def public_line(head: str, line: str, areas: Mapping[str, bytes]) -> bytes:
    """One line of the published roll, canonical; what is random in it in base 64, which packs best."""
    packed = {name: b64encode(value).decode() for name, value in areas.items()}
    return canonical({"head": head, "line": b64encode(bytes.fromhex(line)).decode(), "areas": packed})


@dataclass(frozen=True)
class Committed:
    """One head's commitments with what opens them."""

    head: int
    pseudonym: str
    salt: bytes
    line: str
    areas: Mapping[str, AreaCommitment]

    @property
    def public(self) -> bytes:
        """Its line of the published roll."""
        return public_line(self.pseudonym, self.line, {name: bytes(each.commitment) for name, each in self.areas.items()})


def committed(estate_id: int, assembly_id: int, heads: Iterable[int] | None = None) -> list[Committed]:
    """The commitments of the roll in force, by pseudonym; none where the notice was given before there were any."""
    here = (estate_id, assembly_id, _latest(estate_id, assembly_id))
    lines = select(LineCommitment, RollHead.pseudonym).join(
        RollHead, (RollHead.estate_id == LineCommitment.estate_id) & (RollHead.id == LineCommitment.head_id)
    )
    lines, areas = lines.where(_in(LineCommitment) == here), select(AreaCommitment).where(_in(AreaCommitment) == here)
    if heads is not None:
        lines, areas = lines.where(LineCommitment.head_id.in_(list(heads))), areas.where(AreaCommitment.head_id.in_(list(heads)))
    by_head: dict[int, dict[str, AreaCommitment]] = defaultdict(dict)
    for each in db.session.scalars(areas):
        by_head[each.head_id][each.weighing] = each
    rows = db.session.execute(lines).all()
    made = [Committed(row.head_id, pseudonym, bytes(row.salt), row.line, by_head[row.head_id]) for row, pseudonym in rows]
    return sorted(made, key=lambda each: each.pseudonym)


def has_commitments(estate_id: int, assembly_id: int) -> bool:
    """Whether the roll was committed to."""
    return bool(_latest(estate_id, assembly_id))


def _in(table: Any) -> Any:
    return tuple_(table.estate_id, table.assembly_id, table.version)


def _latest(estate_id: int, assembly_id: int) -> Any:
    return db.session.scalar(select(func.max(LineCommitment.version)).filter_by(estate_id=estate_id, assembly_id=assembly_id)) or 0
