"""Meetings that belong together: a cancelled one and the one noticed in its place, a first round and its run-off. Drafts only to their conveners."""

from dataclasses import dataclass

from huasheng_vote.assemblies.models.meetings import Assembly
from huasheng_vote.assemblies.queries import meetings, runoffs
from huasheng_vote.rules.access import CONVENERS, SUPERVISORS
from huasheng_vote.rules.flows.assemblies import AssemblyState
from huasheng_vote.web.state import the_actor


@dataclass(frozen=True, slots=True)
class Related:
    """The meetings a page links to, each where there is one the reader may see. `taken` also where they may not: it cannot be drafted again."""

    replaces: Assembly | None
    replaced_by: Assembly | None
    first_round: Assembly | None
    taken: bool


def related(row: Assembly) -> Related:
    """What belongs to this meeting."""
    here = row.estate_id
    anew = meetings.noticed_anew(here, row.id) if row.state == AssemblyState.CANCELLED else None
    old = meetings.find(here, row.renotice_of) if row.renotice_of else None
    first = [each.motion.run_off_of for each in meetings.questions(here, row.id) if each.motion.run_off_of]
    return Related(_seen(old), _seen(anew), runoffs.ran_before(here, first[0]) if first else None, anew is not None)


def _seen(found: Assembly | None) -> Assembly | None:
    """Drafts, and drafts that were dropped, only for those who convene or watch over them."""
    if found is None or the_actor().is_any(*CONVENERS, *SUPERVISORS):
        return found
    unseen = found.state == AssemblyState.DRAFT or (found.state == AssemblyState.CANCELLED and found.noticed_at is None)
    return None if unseen else found
