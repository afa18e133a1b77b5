"""Correcting the frozen roll before voting opens: named units take over what the register now says, as a new version with a reason and two approvals.

What was wrong is put right under any rule. A unit sold since the freeze goes to its buyer only where the rules printed in the notice say so, and on proof.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sqlalchemy import func, insert, select, update

from huasheng_vote.assemblies.actions.committing import commit_roll
from huasheng_vote.assemblies.actions.freezing import Noted, add_heads, add_version, noted_heads, owners_key, unit_row
from huasheng_vote.assemblies.models.meetings import Assembly
from huasheng_vote.assemblies.models.notices import Proxy, Service
from huasheng_vote.assemblies.models.rolls import RollHead, RollUnit
from huasheng_vote.assemblies.queries import meetings, rolls
from huasheng_vote.extensions import db
from huasheng_vote.journal.leaf import canonical
from huasheng_vote.journal.log import Context
from huasheng_vote.people.actions import approvals
from huasheng_vote.register import queries as register
from huasheng_vote.rules.flows.assemblies import AssemblyState
from huasheng_vote.rules.procedure import Cause, Sale
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.rules.roll import Unit, Use

KIND = "roll.correct"


@dataclass(frozen=True)
class Change:
    """One unit as it stands on the roll and as the register has it now; None where it is not. `noted` is what the register records about its owners as a
    set, `renoted` whether the roll has something else: who votes for co-owners, and whether they are in conflict."""

    unit_id: int
    before: RollUnit | None
    owners_before: str
    now: Unit | None
    noted: dict[str, Any]
    renoted: bool

    @property
    def differs(self) -> bool:
        """Whether there is anything to take over."""
        if self.before is None or self.now is None:
            return (self.before is None) != (self.now is None)
        old = (self.before.building, self.before.entrance, self.before.number, self.before.use, self.before.area, self.owners_before)
        new = (self.now.building, self.now.entrance, self.now.number, str(self.now.use), self.now.area, owners_key(self.now.owner_set))
        return old != new or self.renoted

    @property
    def sold(self) -> bool:
        """Whether it passed from somebody to somebody else."""
        return self.before is not None and self.now is not None and self.owners_before != owners_key(self.now.owner_set)


def changes(on: Context, assembly_id: int, unit_ids: Iterable[int]) -> list[Change]:
    """What would change for these units. Where co-owners have named somebody or begun to differ since, their head is taken over with all its units."""
    register_now = {int(unit.key): unit for unit in register.roll_units(on.estate.id, on.at)}
    noted, on_roll = noted_heads(on.estate.id), rolls.units_with_heads(on.estate.id, assembly_id)
    wanted = set(unit_ids)
    renoted = {on_roll[each][1].id for each in wanted & on_roll.keys() if _renoted(noted, on_roll[each][1])}
    wanted |= {unit for unit, (_row, head) in on_roll.items() if head.id in renoted}
    found = (_change(each, on_roll.get(each), register_now.get(each), noted, renoted) for each in sorted(wanted))
    return [change for change in found if change.differs]


def _change(unit_id: int, row: tuple[RollUnit, RollHead] | None, now: Unit | None, noted: Noted, renoted: set[int]) -> Change:
    before, head = row or (None, None)
    is_renoted = head is not None and head.id in renoted
    return Change(unit_id, before, head.owners if head else "", now, noted.of(now.owner_set) if now else {}, is_renoted)


def _renoted(noted: Noted, head: RollHead) -> bool:
    was = {"representative_id": head.representative_id, "contested": head.contested}
    return noted.of(frozenset(head.owners.split("+")) if head.owners else frozenset()) != was


def propose_correction(on: Context, assembly_id: int, unit_ids: Sequence[int], reason: str, cause: Cause = Cause.ERROR) -> int:
    """Ask for two approvals of exactly this change. Returns the request's id."""
    found = _found(on, _correctable(on, assembly_id), unit_ids, cause)
    return approvals.propose(on, KIND, f"assembly/{assembly_id}", _payload(found, reason, cause))


def correct_roll(on: Context, assembly_id: int, unit_ids: Sequence[int], reason: str, cause: Cause = Cause.ERROR) -> int:
    """Make the new version that two people approved. Returns its number."""
    meeting = _correctable(on, assembly_id)
    found = _found(on, meeting, unit_ids, cause)
    approvals.consume(on, KIND, f"assembly/{assembly_id}", _payload(found, reason, cause))
    number = rolls.versions(on.estate.id, assembly_id)[0].number + 1
    _take_over(on, assembly_id, number, found, meetings.terms(meeting).procedure.base)
    version = add_version(on, assembly_id, number, reason)
    meeting.roll_hash = version.hash
    facts = {
        "version": number,
        "reason": reason,
        "cause": cause.value,
        "roll": version.hash,
        "heads": version.heads,
        "area": int(version.area),
    }
    commitments = commit_roll(on, assembly_id, number)
    on.record(
        "roll.corrected",
        f"assembly/{assembly_id}",
        {**facts, "commitments": commitments},
        private={"units": [change.unit_id for change in found]},
    )
    return number


def _correctable(on: Context, assembly_id: int) -> Assembly:
    meeting = meetings.meeting(on.estate.id, assembly_id)
    opened = meeting.opens_at is not None and on.at >= meeting.opens_at
    if meeting.state != AssemblyState.NOTICED or opened:
        raise Refused(Why.ROLL_FIXED)
    return meeting


def _found(on: Context, meeting: Assembly, unit_ids: Sequence[int], cause: Cause) -> list[Change]:
    """What there is to take over. Refuses a sale where the owner on the roll votes, and a buyer without proof."""
    found = changes(on, meeting.id, unit_ids)
    if cause is Cause.SALE:
        if meetings.terms(meeting).procedure.sale is Sale.OWNER_ON_ROLL:
            raise Refused(Why.OWNER_ON_ROLL_VOTES, field="cause")
        found = [change for change in found if change.sold]
        if register.unproven(on.estate.id, [change.unit_id for change in found], meeting.noticed_at or on.at, on.at):
            raise Refused(Why.NO_PROOF_OF_SALE, field="units")
    if not found:
        raise Refused(Why.NOTHING_DIFFERS, field="units")
    return found


def _payload(found: Sequence[Change], reason: str, cause: Cause) -> dict[str, str | int]:
    """What the approvers sign: which units, why, and the digest of every figure that will stand on the roll."""
    after = [
        [change.unit_id, change.now.area, str(change.now.use), owners_key(change.now.owner_set), *_noted(change)]
        if change.now
        else [change.unit_id]
        for change in found
    ]
    return {
        "units": " ".join(str(change.unit_id) for change in found),
        "reason": reason,
        "cause": cause.value,
        "change": sha256(canonical(after)).hexdigest(),
    }


def _noted(change: Change) -> tuple[int, int]:
    return change.noted["representative_id"] or 0, int(change.noted["contested"])


def _take_over(on: Context, assembly_id: int, number: int, found: Sequence[Change], base: frozenset[Use]) -> None:
    here = (RollUnit.estate_id == on.estate.id, RollUnit.assembly_id == assembly_id, RollUnit.until_version.is_(None))
    gone = [change.unit_id for change in found if change.before]
    db.session.execute(update(RollUnit).where(*here, RollUnit.unit_id.in_(gone)).values(until_version=number))
    renoted = {change.owners_before: change.before.head_id for change in found if change.renoted and change.before}
    db.session.execute(
        update(RollHead).filter_by(estate_id=on.estate.id).where(RollHead.id.in_(renoted.values())).values(until_version=number)
    )
    coming = [change.now for change in found if change.now]
    ids = _heads_for(on, assembly_id, number, coming, base)
    for owners in renoted.keys() & ids.keys():
        _carry(on, renoted[owners], ids[owners])
    rows = [unit_row(on, assembly_id, ids[owners_key(unit.owner_set)], unit, base, number) for unit in coming]
    if rows:
        db.session.execute(insert(RollUnit), rows)
    _retire_empty(on, assembly_id, number)
    db.session.expire_all()


def _carry(on: Context, old: int, new: int) -> None:
    """The same owners under another note: what was delivered to them and whom they entrusted stays theirs."""
    for kept in (Service, Proxy):
        db.session.execute(update(kept).filter_by(estate_id=on.estate.id, head_id=old).values(head_id=new))


def _heads_for(on: Context, assembly_id: int, number: int, units: Sequence[Unit], base: frozenset[Use]) -> dict[str, int]:
    """Head ids by owners; a set that was not on the roll becomes a new head."""
    rows = select(RollHead.owners, RollHead.id).filter_by(estate_id=on.estate.id, assembly_id=assembly_id, until_version=None)
    ids = {owners: id for owners, id in db.session.execute(rows)}
    last = db.session.scalar(select(func.max(RollHead.number)).filter_by(estate_id=on.estate.id, assembly_id=assembly_id)) or 0
    sets = {owners_key(unit.owner_set): unit.owner_set for unit in units}
    new = [(owners, [each for each in units if each.owner_set == owners]) for key, owners in sets.items() if key not in ids]
    return ids | (add_heads(on, assembly_id, number, new, base, last + 1) if new else {})


def _retire_empty(on: Context, assembly_id: int, number: int) -> None:
    """A head without units leaves the roll; one whose last counted unit came or went is counted accordingly."""
    units = select(RollUnit.id).where(
        RollUnit.estate_id == RollHead.estate_id, RollUnit.head_id == RollHead.id, RollUnit.until_version.is_(None)
    )
    here = (RollHead.estate_id == on.estate.id, RollHead.assembly_id == assembly_id, RollHead.until_version.is_(None))
    db.session.execute(update(RollHead).where(*here).values(counted=units.where(RollUnit.counted).exists()))
    db.session.execute(update(RollHead).where(*here, ~units.exists()).values(until_version=number))
