"""Who acts: a member in office. And what a term rests on."""

from huasheng_vote.committee.models import Election
from huasheng_vote.committee.queries import decisions
from huasheng_vote.committee.queries import members as read
from huasheng_vote.extensions import db
from huasheng_vote.journal.log import Context
from huasheng_vote.people.actions.accounts import person
from huasheng_vote.rules.refusal import Refused, Why


def member(on: Context) -> int:
    """The account that acts, which has to be a member's."""
    if on.actor.account not in read.members(on.estate.id, on.at):
        raise Refused(Why.NOT_A_MEMBER)
    return int(on.actor.account)


def not_aside(on: Context, decision_id: int) -> None:
    """Refuses whoever declared a conflict of interest in the matter, whatever they try."""
    if decisions.stands_aside(on.estate.id, decision_id, on.actor.account):
        raise Refused(Why.STANDS_ASIDE)


def note_election(on: Context, grant_id: int, resolution_id: int) -> None:
    """Note by which decision of the owners a member was elected. Refuses a decision about anything else, and a second one."""
    term = read.term(on.estate.id, grant_id)
    found = next((each for each in read.elections(on.estate.id) if each.id == resolution_id), None)
    if found is None:
        raise Refused(Why.NOT_AN_ELECTION, field="resolution")
    if term.year is not None:
        raise Refused(Why.ALREADY_DONE)
    noted = {"grant_id": grant_id, "resolution_id": found.id, "noted_by": on.actor.account, "noted_at": on.at}
    db.session.add(Election(estate_id=on.estate.id, **noted))
    db.session.flush()
    on.record("committee.election_noted", person(on, term.account), {"year": found.year, "number": found.ordinal})
