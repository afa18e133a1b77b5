"""Correcting the register by hand: a unit's line, who owns it, who represents co-owners. Each with a reason, each in the log.

While an assembly rests on the register (`holds`), a correction is done only as two people signed it; `do` asks for that and then runs it. A
correction's payload is plain text and numbers, so that what is signed is exactly what is done.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from huasheng_vote.extensions import db
from huasheng_vote.journal.log import Context
from huasheng_vote.register.actions.holds import guard
from huasheng_vote.register.actions.lines import Lines
from huasheng_vote.register.actions.matching import identity, phone_digest
from huasheng_vote.register.models import HeadNote, Kind, Ownership, Party, Unit
from huasheng_vote.register.queries.line import Line, line
from huasheng_vote.rules.exact import show_area
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.rules.sheet.rows import Status

Payload = Mapping[str, str | int]


def do(on: Context, kind: str, unit_id: int, payload: Payload) -> None:
    """Do a correction of this kind to the unit. Refuses one that a running assembly wants a second person for."""
    guard(on, kind, f"unit/{unit_id}", payload)
    CORRECTIONS[kind](on, line(on.estate.id, unit_id, on.at), **payload)


def change_line(on: Context, now: Line, *, use: str, status: str, area: int, reason: str) -> None:
    """What the line says of the unit itself."""
    was = now.unit
    if (was.use, was.status, was.area) == (use, status, area):
        raise Refused(Why.NOTHING_TO_CHANGE)
    if status == Status.SOLD and not now.owners:
        raise Refused(Why.NOBODY_OWNS, field="state", unit=was.number)
    said = {"use": (was.use, use), "status": (was.status, status), "area": (was.area, area)}
    changed = " ".join(name for name, (before, after) in said.items() if before != after)
    before = {"use": was.use, "status": was.status, "area": show_area(was.area)}
    lines = Lines(on, f"unit/{was.id}")
    lines.change(Unit, [{"id": was.id, "use": use, "status": status, "area": area}])
    lines.close("register.line_changed", {"changed": changed}, {"reason": reason, "before": before})
    db.session.expire_all()


@dataclass(frozen=True, slots=True, kw_only=True)
class Comer:
    """Who becomes an owner, on which ground, and what showed it."""

    name: str
    document: str
    phone: str
    kind: str
    spokesman: str
    ground: str
    evidence: str


def start_ownership(on: Context, now: Line, *, keep: str, reason: str, **said: str) -> None:
    """Somebody becomes an owner, as `said` fills in a `Comer`. `keep`: ownerships that stay beside it, by number; all others end now."""
    comer, kept = Comer(**said), set(keep.split())
    lines = Lines(on, f"unit/{now.unit.id}")
    party = _party(on, lines, now, comer)
    if any(owner.party.id == party and str(owner.ownership.id) in kept for owner in now.owners):
        raise Refused(Why.ALREADY_DONE, field="name")
    _end(on, lines, now, kept)
    shown = {"ground": comer.ground, "evidence": comer.evidence, "checked_by": on.actor.account}
    lines.add(Ownership, [{"unit_id": now.unit.id, "party_id": party, **shown, "since": on.at}])
    lines.close("register.owner_came", {"ground": comer.ground, "left": len(now.owners) - len(kept)}, {"reason": reason})
    db.session.expire_all()


def end_ownership(on: Context, now: Line, *, ownership: int, reason: str) -> None:
    """One of several owners leaves. The last one only goes when another comes: a sold unit is somebody's."""
    staying = {str(owner.ownership.id) for owner in now.owners if owner.ownership.id != ownership}
    if len(staying) == len(now.owners):
        raise Refused(Why.NOT_FOUND)
    if not staying and now.unit.status == Status.SOLD:
        raise Refused(Why.NOBODY_OWNS, unit=now.unit.number)
    lines = Lines(on, f"unit/{now.unit.id}")
    _end(on, lines, now, staying)
    lines.close("register.owner_left", {"left": 1}, {"reason": reason})
    db.session.expire_all()


def note_head(on: Context, now: Line, *, representative: int, conflict: str) -> None:
    """Co-owners name who votes for them (0: nobody yet), or are in conflict (in words; empty: no more)."""
    if len(now.owners) < 2:
        raise Refused(Why.NOT_POSSIBLE_NOW)
    if representative and representative not in {owner.party.id for owner in now.owners}:
        raise Refused(Why.BAD_VALUE, field="representative")
    since = (now.note.contested_since if now.note else None) or on.at
    row = {"representative_id": representative or None, "contested_since": since if conflict else None, "conflict": conflict}
    lines = Lines(on, f"unit/{now.unit.id}")
    if now.note:
        lines.change(HeadNote, [{"id": now.note.id, **row}])
    else:
        lines.add(HeadNote, [{"owners": now.owner_set, **row}])
    facts = {"contested": int(bool(conflict)), "represented": int(bool(representative))}
    lines.close("register.head_noted", facts)
    db.session.expire_all()


def _end(on: Context, lines: Lines, now: Line, kept: set[str]) -> None:
    leaving = [owner.ownership.id for owner in now.owners if str(owner.ownership.id) not in kept]
    lines.change(Ownership, [{"id": ownership, "until": on.at} for ownership in leaving])


def _party(on: Context, lines: Lines, now: Line, who: Comer) -> int:
    """The party of this identity, made where there is none. A company and a minor act through somebody."""
    if who.kind in (Kind.COMPANY, Kind.MINOR) and not who.spokesman:
        raise Refused(Why.MISSING_VALUE, field="spokesman")
    place = (now.building.name, now.unit.entrance, now.unit.number)
    known = identity(on.estate.id, who.document, who.name, who.phone, place)
    found: int | None = db.session.scalar(select(Party.id).filter_by(estate_id=on.estate.id, identity=known))
    if found is not None:
        lines.change(Party, [{"id": found, "kind": who.kind, "spokesman": who.spokesman}])
        return found
    row: dict[str, Any] = {
        "identity": known,
        "kind": who.kind,
        "name": who.name,
        "document": who.document or None,
        "phone": who.phone or None,
    }
    return lines.add(Party, [{**row, "phone_digest": phone_digest(who.phone), "spokesman": who.spokesman}])[0]


CORRECTIONS: Mapping[str, Callable[..., None]] = {
    "register.line": change_line,
    "register.owner": start_ownership,
    "register.owner_end": end_ownership,
    "register.head": note_head,
}
