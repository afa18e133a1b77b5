"""Writing a proposal, amending it, talking it over, and its way to the vote and back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from huasheng_vote.extensions import db
from huasheng_vote.journal.log import Context
from huasheng_vote.notices import outbox
from huasheng_vote.proposals.actions import answers
from huasheng_vote.proposals.actions.once import digest, earlier, person
from huasheng_vote.proposals.models import Attachment, JointMeeting, Proposal, ProposalVersion
from huasheng_vote.proposals.queries import proposals, suggestions
from huasheng_vote.proposals.queries.proposals import Paper, Worked
from huasheng_vote.rules.flows.proposals import PROPOSAL, ProposalAct, ProposalState
from huasheng_vote.rules.lawbook import CIVIL_CODE, Answer, Asked, Matter, propose
from huasheng_vote.rules.refusal import Refused, Why

WRITABLE = (ProposalState.DRAFT, ProposalState.PUBLISHED)  # what has been put to the vote is fixed


@dataclass(frozen=True)
class Wording:
    """What one version says. `cost` in whole fen."""

    title: str
    scope: str
    cost: int
    source: str
    answers: Mapping[Asked, Answer]
    otherwise: Matter
    papers: tuple[Paper, ...] = ()
    changed: str = ""

    @property
    def body(self) -> dict[str, Any]:
        """Everything that is decided on, for the digest; why it was changed is not part of it."""
        return {
            "title": self.title,
            "scope": self.scope,
            "cost": self.cost,
            "source": self.source,
            "answers": {asked.value: answer.value for asked, answer in self.answers.items()},
            "otherwise": self.otherwise.value,
            "papers": [[paper.title, paper.sha256] for paper in self.papers],
        }


def draft(on: Context, key: str, wording: Wording, ideas: tuple[int, ...] = ()) -> int:
    """Begin a proposal, taking up the ideas it answers. Nobody but those who write proposals sees a draft."""
    before = earlier(on, Proposal, key)
    if before is not None:
        return before.id
    made = Proposal(estate_id=on.estate.id, key=key, author_id=person(on), created_at=on.at)
    db.session.add(made)
    db.session.flush()
    _write(on, made.id, 1, wording)
    for idea in ideas:
        answers.adopt(on, idea, made.id)
    return made.id


def amend(on: Context, proposal_id: int, seen: int, wording: Wording, ideas: tuple[int, ...] = ()) -> int:
    """Write the next version over the one that was `seen`. Refuses an amendment of an older one, and one that changes nothing."""
    found = _found(on, proposal_id)
    if found.state not in WRITABLE:
        raise Refused(Why.NOT_POSSIBLE_NOW)
    last = _latest(on, proposal_id)
    if last.number != seen:
        raise Refused(Why.CHANGED_MEANWHILE)
    taken = {each.suggestion.id for each in suggestions.adopted_by(on.estate.id, proposal_id)}
    fresh = [idea for idea in ideas if idea not in taken]
    if last.digest == digest(wording.body) and not fresh:
        raise Refused(Why.NOTHING_CHANGED)
    number = seen if last.digest == digest(wording.body) else seen + 1
    if number > seen:
        _write(on, proposal_id, number, wording)
    for idea in fresh:
        answers.adopt(on, idea, proposal_id)
    return number


def publish(on: Context, proposal_id: int, consult_until: datetime) -> None:
    """Show the proposal to everybody and ask what they think until a moment."""
    found = _found(on, proposal_id)
    state = PROPOSAL.after(ProposalState(found.state), ProposalAct.PUBLISH)
    if consult_until <= on.at:
        raise Refused(Why.ENDS_BEFORE_START, field="until")
    found.state, found.published_at, found.consult_until = state, on.at, consult_until
    db.session.flush()
    last = _latest(on, proposal_id)
    on.record(
        "proposal.published",
        f"proposal/{proposal_id}",
        {"version": last.number, "digest": last.digest, "until": consult_until.isoformat()},
    )
    outbox.enqueue(on, None, None, "proposal.published", {"title": last.title})


def withdraw(on: Context, proposal_id: int, reason: str) -> None:
    """Take the proposal back with a reason; the ideas in it are free again."""
    found = _found(on, proposal_id)
    found.state = PROPOSAL.after(ProposalState(found.state), ProposalAct.WITHDRAW)
    found.withdrawn_reason = reason
    db.session.flush()
    on.record("proposal.withdrawn", f"proposal/{proposal_id}", {"reason": reason})
    answers.release(on, proposal_id)


def hold_meeting(on: Context, key: str, proposal_id: int, held_at: datetime, place: str, present: str, minutes: str) -> int:
    """Put the minutes of a joint meeting (联席会议) beside the proposal. Refuses one that has not taken place yet."""
    before = earlier(on, JointMeeting, key, minutes=minutes)
    if before is not None:
        return before.id
    if _found(on, proposal_id).state == ProposalState.WITHDRAWN:
        raise Refused(Why.NOT_POSSIBLE_NOW)
    if held_at > on.at:
        raise Refused(Why.BAD_VALUE, field="held_at")
    said = {"held_at": held_at, "place": place, "present": present, "minutes": minutes}
    made = JointMeeting(estate_id=on.estate.id, key=key, proposal_id=proposal_id, author_id=person(on), created_at=on.at, **said)
    db.session.add(made)
    db.session.flush()
    body = said | {"held_at": held_at.isoformat()}
    on.record("proposal.meeting_minuted", f"proposal/{proposal_id}", {"meeting": made.id, "digest": digest(body)}, body | {"key": key})
    return made.id


def put_to_vote(on: Context, proposal_id: int, number: int) -> Worked:
    """Give this version to a meeting as a motion; called by the meeting's own act. Refuses any version but the latest."""
    found = _found(on, proposal_id)
    state = PROPOSAL.after(ProposalState(found.state), ProposalAct.PUT_TO_VOTE)
    last = _latest(on, proposal_id)
    if last.number != number:
        raise Refused(Why.CHANGED_MEANWHILE)
    _move(on, found, state, {"version": number, "digest": last.digest})
    return last


def bring_back(on: Context, proposal_id: int) -> None:
    """The vote did not pass it, or its meeting was cancelled: it may be amended and put again."""
    found = _found(on, proposal_id)
    _move(on, found, PROPOSAL.after(ProposalState(found.state), ProposalAct.RETURN), {})


def pass_into_force(on: Context, proposal_id: int) -> None:
    """The vote passed it."""
    found = _found(on, proposal_id)
    _move(on, found, PROPOSAL.after(ProposalState(found.state), ProposalAct.ADOPT), {})


def _move(on: Context, found: Proposal, state: ProposalState, facts: dict[str, Any]) -> None:
    found.state = state
    db.session.flush()
    on.record(f"proposal.{state}", f"proposal/{found.id}", facts)


def _write(on: Context, proposal_id: int, number: int, wording: Wording) -> None:
    propose(CIVIL_CODE, wording.answers, wording.otherwise)  # refuses answers that contradict each other
    text = ProposalVersion(
        estate_id=on.estate.id,
        proposal_id=proposal_id,
        number=number,
        title=wording.title,
        scope=wording.scope,
        cost=wording.cost,
        source=wording.source,
        **{asked.value: answer.value for asked, answer in wording.answers.items()},
        otherwise=wording.otherwise,
        changed=wording.changed,
        digest=digest(wording.body),
        author_id=person(on),
        created_at=on.at,
    )
    db.session.add(text)
    db.session.flush()
    for paper in wording.papers:
        row = {"title": paper.title, "name": paper.name, "sha256": paper.sha256, "size": paper.size}
        db.session.add(Attachment(estate_id=on.estate.id, version_id=text.id, **row))
    db.session.flush()
    facts = {"version": number, "digest": text.digest}
    names = [paper.name for paper in wording.papers]
    private = wording.body | {"changed": wording.changed, "account": person(on), "stored": names}
    on.record("proposal.written", f"proposal/{proposal_id}", facts, private)


def _found(on: Context, proposal_id: int) -> Proposal:
    found = proposals.row(on.estate.id, proposal_id)
    if found is None:
        raise Refused(Why.NOT_FOUND)
    return found


def _latest(on: Context, proposal_id: int) -> Worked:
    found = proposals.proposal(on.estate.id, proposal_id)
    if found is None:
        raise Refused(Why.NOT_FOUND)
    return found
