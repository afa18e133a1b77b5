"""Reads of the public log: lines as anybody may see them, and the head they add up to."""

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from huasheng_vote.extensions import db
from huasheng_vote.journal.log import head_code, size
from huasheng_vote.journal.models import JournalLeaf
from huasheng_vote.rules.refusal import Refused, Why

PAGE = 50


@dataclass(frozen=True)
class Line:
    """One line: what stood in it when it was hashed."""

    index: int
    type: str
    text: str
    hash: str
    said: dict[str, Any]


def lines(estate_id: int, page: int) -> list[Line]:
    """One page of the log, the newest line first."""
    rows = db.session.scalars(
        select(JournalLeaf).filter_by(estate_id=estate_id).order_by(JournalLeaf.index.desc()).limit(PAGE).offset((page - 1) * PAGE)
    )
    return [_line(row) for row in rows]


def line(estate_id: int, index: int) -> Line:
    """One line of the log."""
    row = db.session.scalar(select(JournalLeaf).filter_by(estate_id=estate_id, index=index))
    if row is None:
        raise Refused(Why.NOT_FOUND)
    return _line(row)


def head(estate_id: int) -> tuple[int, str]:
    """How many lines there are, and their check code."""
    return size(estate_id), head_code(estate_id)


def _line(row: JournalLeaf) -> Line:
    body = bytes(row.body)
    return Line(row.index, row.type, body.decode(), bytes(row.hash).hex(), json.loads(body))
