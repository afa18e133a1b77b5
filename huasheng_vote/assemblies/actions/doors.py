"""What a neighbour head does at a door: write down what the visit came to, and see a number to call. They enter no ballot and see no choice."""

from huasheng_vote.assemblies.models.doors import Mark, Visit
from huasheng_vote.assemblies.queries.frozen import Door, frozen
from huasheng_vote.assemblies.queries.voting import noticed
from huasheng_vote.extensions import db
from huasheng_vote.journal.log import Context
from huasheng_vote.people.queries.keepers import kept_by
from huasheng_vote.register.actions.looks import note_look
from huasheng_vote.register.queries.contact import owners_of
from huasheng_vote.rules.access import CONVENERS, SUPERVISORS
from huasheng_vote.rules.flows.assemblies import AssemblyState
from huasheng_vote.rules.refusal import Refused, Why

VISITABLE = (AssemblyState.NOTICED, AssemblyState.OPEN)


def mark_door(on: Context, assembly_id: int, unit_id: int, mark: Mark) -> None:
    """Write down a visit."""
    _own_door(on, assembly_id, unit_id)
    if noticed(on.estate.id, assembly_id).state not in VISITABLE:
        raise Refused(Why.NOT_POSSIBLE_NOW)
    visit = Visit(estate_id=on.estate.id, assembly_id=assembly_id, unit_id=unit_id, mark=mark, account_id=on.actor.account, at=on.at)
    db.session.add(visit)
    db.session.flush()
    on.record("door.visited", f"visit/{visit.id}", {"assembly": assembly_id, "mark": mark.value}, private={"unit": unit_id})


def reveal_phones(on: Context, assembly_id: int, unit_id: int) -> list[str]:
    """The numbers behind a door, for one call; that they were looked at is on record."""
    _own_door(on, assembly_id, unit_id)
    phones = [party.phone for party in owners_of(on.estate.id, [unit_id], on.at)[unit_id] if party.phone]
    note_look(on, unit_id)
    on.record("phone.revealed", f"assembly/{assembly_id}", {"numbers": len(phones)}, private={"unit": unit_id})
    return phones


def _own_door(on: Context, assembly_id: int, unit_id: int) -> Door:
    """A door of the roll that the actor looks after; conveners and the supervisor look after all."""
    known = frozen(on.estate.id, assembly_id)
    door = next((door for head in known.heads.values() for door in head.doors if door.unit == unit_id), None)
    if door is None:
        raise Refused(Why.NOT_FOUND)
    if not on.actor.is_any(*CONVENERS, *SUPERVISORS) and door.building not in kept_by(on.estate.id, on.actor.account or 0, on.at):
        raise Refused(Why.NOT_YOUR_BUILDING)
    return door
