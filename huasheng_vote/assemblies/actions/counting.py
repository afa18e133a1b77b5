"""Counting the papers (计票): recorded by the convener, confirmed by the residents' committee, and only then is the result found and published.

Where no paper came in time, the result is published as the vote closes, and nothing of this is asked for.
"""

from dataclasses import dataclass
from datetime import datetime

from huasheng_vote.assemblies.actions.closing import publish
from huasheng_vote.assemblies.actions.papers import Paper, keep
from huasheng_vote.assemblies.models.counting import CountRecord
from huasheng_vote.assemblies.models.meetings import Assembly
from huasheng_vote.assemblies.queries.counting import in_the_way, owner_called, record
from huasheng_vote.assemblies.queries.frozen import frozen
from huasheng_vote.assemblies.queries.papers import unfinished
from huasheng_vote.assemblies.queries.voting import closing_time, noticed
from huasheng_vote.extensions import db
from huasheng_vote.journal.log import Context
from huasheng_vote.rules.access import SUPERVISORS
from huasheng_vote.rules.flows.assemblies import AssemblyState
from huasheng_vote.rules.refusal import Refused, Why


@dataclass(frozen=True, slots=True)
class Counting:
    """What is written down of a counting: place and time, the three owners by name, how the seals of the box were found, the signed sheet."""

    place: str
    began_at: datetime
    caller: str
    counter: str
    overseer: str
    seals: str
    sheet: Paper | None = None


def record_count(on: Context, assembly_id: int, counting: Counting) -> int:
    """Record it, once. Refuses one while papers are not settled or before the posted time, people who own nothing here, and one person in two places."""
    meeting = _closed(on, assembly_id)
    if record(on.estate.id, assembly_id):
        raise Refused(Why.ALREADY_DONE)
    if left := unfinished(on.estate.id, assembly_id):
        raise Refused(Why.PAPERS_UNFINISHED, count=left)
    _check_time(on, meeting, counting.began_at)
    people = _people(on, assembly_id, counting)
    row = CountRecord(
        estate_id=on.estate.id,
        assembly_id=assembly_id,
        place=counting.place,
        began_at=counting.began_at,
        seals=counting.seals,
        document_id=keep(on, counting.sheet) if counting.sheet else None,
        recorded_by=on.actor.account,
        recorded_at=on.at,
        **{f"{duty}_id": party for duty, party in people.items()},
    )
    db.session.add(row)
    db.session.flush()
    facts = {
        "place": counting.place,
        "began": counting.began_at.isoformat(),
        **({"sheet": counting.sheet.digest} if counting.sheet else {}),
    }
    on.record("papers.counted", f"assembly/{assembly_id}", facts, {**people, "seals": counting.seals})
    return int(row.id)


def witness_count(on: Context, assembly_id: int) -> None:
    """The residents' committee confirms that it was there and saw it done so."""
    _closed(on, assembly_id)
    found = record(on.estate.id, assembly_id)
    if found is None:
        raise Refused(Why.NOT_COUNTED_YET)
    if not on.actor.is_any(*SUPERVISORS) or found.recorded_by == on.actor.account:
        raise Refused(Why.NOT_ALLOWED)
    if found.witnessed_at:
        raise Refused(Why.ALREADY_DONE)
    found.witnessed_by, found.witnessed_at = on.actor.account, on.at
    on.record("papers.witnessed", f"assembly/{assembly_id}", {"record": int(found.id)})


def publish_counted(on: Context, assembly_id: int) -> None:
    """Find and publish the result, once every paper is settled and the counting is recorded and witnessed."""
    _closed(on, assembly_id)
    if refused := in_the_way(on.estate.id, assembly_id):
        raise refused
    publish(on, assembly_id)


def _closed(on: Context, assembly_id: int) -> Assembly:
    meeting = noticed(on.estate.id, assembly_id)
    if meeting.state != AssemblyState.CLOSED:
        raise Refused(Why.NOT_POSSIBLE_NOW)
    return meeting


def _check_time(on: Context, meeting: Assembly, began_at: datetime) -> None:
    posted = max(filter(None, (meeting.counting_at, closing_time(meeting))))
    if began_at < posted:
        raise Refused(Why.COUNTING_TOO_EARLY, field="began_at")
    if began_at > on.at:
        raise Refused(Why.NOT_YET, field="began_at")


def _people(on: Context, assembly_id: int, counting: Counting) -> dict[str, int]:
    """Caller, counter and overseer as parties of the roll."""
    known, found = frozen(on.estate.id, assembly_id), dict[str, int]()
    for duty in ("caller", "counter", "overseer"):
        party = owner_called(known, getattr(counting, duty))
        if party is None:
            raise Refused(Why.NOT_AN_OWNER, field=duty)
        if party in found.values():
            raise Refused(Why.SAME_PERSON, field=duty)
        found[duty] = party
    return found
