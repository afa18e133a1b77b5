"""Letters to units: a code for each, good once and for thirty days. Only its keyed digest is kept, so a letter can be printed once and then only
made anew, which voids the one before.

Community staff put the letters into doors: a code alone opens nothing, the telephone in the register has to answer too.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from huasheng_vote.extensions import db
from huasheng_vote.journal.log import Context
from huasheng_vote.keys import keyring
from huasheng_vote.register.actions.lines import Lines
from huasheng_vote.register.models import Building, Enrolment, Ownership, Unit, UnitLetter
from huasheng_vote.register.queries import in_force
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.rules.sheet.cells import squeezed
from huasheng_vote.rules.sheet.rows import Status

LIFE = timedelta(days=30)
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # nothing that looks like something else
LENGTH = 12  # 30^12, some 59 bits: nobody guesses one


@dataclass(frozen=True)
class Letter:
    """A letter as it is printed; `code` exists here and on the paper only."""

    unit_id: int
    building: str
    entrance: str
    number: str
    code: str


def issue(on: Context, building_id: int, *, everybody: bool = False, unit_id: int | None = None) -> list[Letter]:
    """Letters for the sold units of a building (or one of them) that nobody speaks for yet, or for `everybody`. Voids the earlier ones."""
    units = _units(on, building_id, everybody, unit_id)
    if not units:
        raise Refused(Why.NO_LETTER_NEEDED)
    letters = [Letter(unit.id, name, unit.entrance, unit.number, new_code()) for unit, name in units]
    lines = Lines(on, f"building/{building_id}")
    _void(on, lines, [letter.unit_id for letter in letters])
    lines.add(UnitLetter, [_row(on, letter) for letter in letters])
    lines.close("enrolment.letters_issued", {"letters": len(letters)})
    return letters


def find(estate_id: int, code: str, at: datetime) -> UnitLetter:
    """The letter of a code as somebody typed it. Refuses one that never was, is void, used, or older than thirty days."""
    letter: UnitLetter | None = db.session.scalar(select(UnitLetter).filter_by(estate_id=estate_id, digest=digest(estate_id, code)))
    if letter is None:
        raise Refused(Why.NO_SUCH_LETTER, field="code")
    if letter.used_at is not None:
        raise Refused(Why.LETTER_USED, field="code")
    if letter.void_at is not None or at >= letter.expires_at:
        raise Refused(Why.LETTER_EXPIRED, field="code")
    return letter


def new_code() -> str:
    """Twelve characters in groups of four."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return "-".join((letters[:4], letters[4:8], letters[8:]))


def digest(estate_id: int, code: str) -> str:
    """How a code is kept. Case, spaces and dashes are the writer's business."""
    bare = squeezed(code[:64]).upper().replace("-", "")
    return keyring().digest("letter", f"{estate_id}/{bare}")


def _units(on: Context, building_id: int, everybody: bool, unit_id: int | None) -> list[tuple[Unit, str]]:
    owned = select(Ownership.unit_id).where(Ownership.estate_id == on.estate.id, in_force(Ownership, on.at))
    spoken_for = owned.join(Enrolment, (Enrolment.estate_id == Ownership.estate_id) & (Enrolment.party_id == Ownership.party_id)).where(
        in_force(Enrolment, on.at)
    )
    query = (
        select(Unit, Building.name)
        .join(Building, (Building.estate_id == Unit.estate_id) & (Building.id == Unit.building_id))
        .where(Unit.estate_id == on.estate.id, Unit.building_id == building_id, Unit.retired_at.is_(None), Unit.status == Status.SOLD)
        .where(Unit.id.in_(owned))
        .order_by(Unit.id)
    )
    if unit_id is not None:
        query = query.where(Unit.id == unit_id)
    elif not everybody:
        query = query.where(Unit.id.not_in(spoken_for))
    return [(row[0], row[1]) for row in db.session.execute(query)]


def _void(on: Context, lines: Lines, units: list[int]) -> None:
    standing = db.session.scalars(
        select(UnitLetter.id).where(
            UnitLetter.estate_id == on.estate.id, UnitLetter.unit_id.in_(units), UnitLetter.used_at.is_(None), UnitLetter.void_at.is_(None)
        )
    )
    lines.change(UnitLetter, [{"id": letter, "void_at": on.at} for letter in standing])


def _row(on: Context, letter: Letter) -> dict[str, object]:
    return {
        "unit_id": letter.unit_id,
        "digest": digest(on.estate.id, letter.code),
        "issued_by": on.actor.account,
        "issued_at": on.at,
        "expires_at": on.at + LIFE,
    }
