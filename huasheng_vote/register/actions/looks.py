"""Names and telephones stand masked everywhere. Who needs them whole presses for one line at a time: behind a fresh code, so many an hour, on record."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from huasheng_vote.extensions import db
from huasheng_vote.journal.log import Context
from huasheng_vote.people.actions import limits
from huasheng_vote.register.models import LineLook
from huasheng_vote.register.queries.line import Owner, line, phones_of

MOST_AN_HOUR = 30


@dataclass(frozen=True, slots=True)
class Revealed:
    """One owner of the line, whole: the telephone of the register first, then those that were bound since."""

    name: str
    spokesman: str
    phones: tuple[str, ...]


def reveal_line(on: Context, unit_id: int) -> list[Revealed]:
    """The owners of one unit. The log says which line was looked at, never what stands there."""
    owners = line(on.estate.id, unit_id, on.at).owners
    note_look(on, unit_id)
    on.record("register.revealed", f"unit/{unit_id}", {"owners": len(owners)})
    bound = phones_of([each.account_id for owner in owners for each in owner.enrolments])
    return [_revealed(owner, [bound.get(each.account_id, "") for each in owner.enrolments]) for owner in owners]


def note_look(on: Context, unit_id: int) -> None:
    """Count it against the looker's hour, and keep it for the owners to see. The caller's line in the log covers it."""
    limits.count(f"look/{on.actor.account}", MOST_AN_HOUR, timedelta(hours=1), on.at)
    look = LineLook(estate_id=on.estate.id, unit_id=unit_id, account_id=on.actor.account, role=on.actor.acting_as, at=on.at)
    db.session.add(look)
    db.session.flush()


def _revealed(owner: Owner, bound: Sequence[str]) -> Revealed:
    phones = dict.fromkeys(phone for phone in (owner.party.phone or "", *bound) if phone)
    return Revealed(owner.party.name, owner.party.spokesman, tuple(phones))
