"""Reads about a vote's window: which assembly, until when, by which rules, and what is due."""

import json
from datetime import datetime
from functools import lru_cache
from typing import Any, cast

from sqlalchemy import ColumnElement, bindparam, func, select

from huasheng_vote.assemblies.models.meetings import Assembly
from huasheng_vote.extensions import db, run
from huasheng_vote.rules.ballot import Duplicates, Policy
from huasheng_vote.rules.convening import Online, only_consults
from huasheng_vote.rules.flows.assemblies import AssemblyState
from huasheng_vote.rules.procedure import Procedure
from huasheng_vote.rules.refusal import Refused, Why

FROZEN = frozenset(AssemblyState) - {AssemblyState.DRAFT, AssemblyState.ROLL_REVIEW}
OVER = frozenset({AssemblyState.PUBLISHED, AssemblyState.ANNOUNCED})  # closed, counted and made public
THIS = (Assembly.estate_id == bindparam("estate"), Assembly.id == bindparam("assembly"))
ONE = select(Assembly).where(*THIS)
_CLOSES = func.coalesce(Assembly.extended_to, Assembly.closes_at)
WINDOW = (Assembly.state, Assembly.opens_at, _CLOSES.label("closes"), Assembly.rules, Assembly.online)
OPEN_NOW = select(*WINDOW).where(*THIS)
_FROZEN_AS = (Assembly.estate_id, Assembly.id, Assembly.noticed_at, Assembly.notice_leaf, Assembly.roll_hash, Assembly.destroyed_at)
GLANCE = select(*WINDOW, *_FROZEN_AS).where(*THIS)


def noticed(estate_id: int, assembly_id: int) -> Assembly:
    """The assembly, once its notice was given. Refuses one that is missing, elsewhere, or still being prepared."""
    found: Assembly | None = db.session.scalar(ONE, {"estate": estate_id, "assembly": assembly_id})
    if found is None or found.state not in FROZEN:
        raise Refused(Why.NOT_FOUND)
    return found


def glance(estate_id: int, assembly_id: int) -> Any:
    """Of the same assembly only how it stands, its window, and what tells that the remembered facts of it are still those that were frozen."""
    row = run(GLANCE, {"estate": estate_id, "assembly": assembly_id}).first()
    if row is None or row.state not in FROZEN:
        raise Refused(Why.NOT_FOUND)
    return row


def opening_time(assembly: Assembly) -> datetime:
    """When the vote opens; a noticed assembly always says so."""
    return cast(datetime, assembly.opens_at)


def closing_time(assembly: Assembly) -> datetime:
    """When the vote ends: as noticed, or as extended."""
    return cast(datetime, assembly.extended_to or assembly.closes_at)


def window(estate_id: int, assembly_id: int) -> Policy:
    """The rules of casting in force at this moment."""
    return policy_of(run(OPEN_NOW, {"estate": estate_id, "assembly": assembly_id}).first())


def policy_of(row: Any) -> Policy:
    """The rules of casting from a row with the columns of `WINDOW`: the closing time may have been extended, nothing else can change. Where online
    only consults, the paper that decides takes the place of an online ballot, whatever the rule for duplicates."""
    if row is None or row.state == AssemblyState.CANCELLED:
        raise Refused(Why.NOT_POSSIBLE_NOW)
    procedure = thawed(row.rules)
    duplicates = Duplicates.PAPER_PREVAILS if only_consults(Online(row.online), procedure) else procedure.duplicates
    return Policy(row.opens_at, row.closes, procedure.channels, duplicates, procedure.change)


@lru_cache(maxsize=64)
def thawed(rules: str) -> Procedure:
    """The rules of procedure from the text that was frozen."""
    return Procedure.thawed(json.loads(rules))


def due_to_open(at: datetime) -> list[tuple[int, int]]:
    """(estate, assembly) of every noticed assembly whose opening has come."""
    return _due(AssemblyState.NOTICED, Assembly.opens_at <= at)


def due_to_close(at: datetime) -> list[tuple[int, int]]:
    """(estate, assembly) of every open assembly whose closing has come."""
    return _due(AssemblyState.OPEN, at >= _CLOSES)


def _due(state: AssemblyState, moment: ColumnElement[bool]) -> list[tuple[int, int]]:
    rows = db.session.execute(select(Assembly.estate_id, Assembly.id).where(Assembly.state == state, moment).order_by(Assembly.id))
    return [(row.estate_id, row.id) for row in rows]
