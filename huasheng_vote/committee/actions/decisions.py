"""Deciding: a question is put with its papers, each member answers exactly those words, and more than half of all members carry it (GR 31–39)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from huasheng_vote.assemblies.actions.papers import Paper as Kept
from huasheng_vote.assemblies.actions.telling import moment, tell_everybody
from huasheng_vote.assemblies.queries.adopted import rules_in_force
from huasheng_vote.committee.actions.basis import Basis, resting_on
from huasheng_vote.committee.actions.meetings import keep_paper
from huasheng_vote.committee.actions.members import member, not_aside
from huasheng_vote.committee.models import Decision, Seat, Subject, Vote
from huasheng_vote.committee.queries import decisions as read
from huasheng_vote.committee.queries import meetings
from huasheng_vote.committee.queries.members import is_head, members
from huasheng_vote.extensions import db
from huasheng_vote.journal.log import Context
from huasheng_vote.notices.outbox import enqueue
from huasheng_vote.proposals.actions.once import digest, earlier
from huasheng_vote.rules.calendar import local_day
from huasheng_vote.rules.committee import passes
from huasheng_vote.rules.exact import show_money
from huasheng_vote.rules.flows.committees import DECISION, Choice, DecisionAct, DecisionState, MeetingState
from huasheng_vote.rules.refusal import Refused, Why

RUNNING = (MeetingState.HELD, MeetingState.MINUTED)


@dataclass(frozen=True)
class Question:
    """What is decided. `amount` in whole fen, where the subject carries money."""

    title: str
    text: str
    subject: Subject
    amount: int | None = None


def put(on: Context, key: str, question: Question, closes_at: datetime, item_id: int | None = None) -> int:
    """Put a point of a meeting being held to those who attend, or a question in writing to all members in office. Who may answer and how many all
    members are is fixed from here on. Returns the question."""
    before = earlier(on, Decision, key, title=question.title)
    if before is not None:
        return before.id
    if closes_at <= on.at:
        raise Refused(Why.ENDS_BEFORE_START, field="closes_at")
    _within_ceiling(on, question)
    seats, all_members = _at_the_meeting(on, item_id) if item_id else _in_writing(on)
    made = Decision(
        estate_id=on.estate.id, key=key, author_id=on.actor.account, item_id=item_id, members=all_members, put_at=on.at, closes_at=closes_at,
        digest="", **_columns(question),
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    made.digest = _digest(on, made)
    db.session.add_all(Seat(estate_id=on.estate.id, decision_id=made.id, account_id=each) for each in seats)
    facts = {"digest": made.digest, "members": all_members, "may_answer": len(seats), "closes_at": closes_at.isoformat()}
    on.record("committee.put", _subject(made), facts, _said(made))
    _tell(on, made, "committee.put")
    return int(made.id)


def reword(on: Context, decision_id: int, seen: str, question: Question) -> None:
    """Word the question anew over the wording that was `seen`: the answers given count no more. Refuses one that changes nothing."""
    found = _mine(on, decision_id, DecisionAct.EDIT)
    if seen != found.digest:
        raise Refused(Why.CHANGED_MEANWHILE)
    _within_ceiling(on, question)
    for name, value in _columns(question).items():
        setattr(found, name, value)
    if _digest(on, found) == seen:
        raise Refused(Why.NOTHING_CHANGED)
    _reset(on, found)


def attach(on: Context, decision_id: int, kept: Kept) -> None:
    """Put a document beside the question, which makes it another one: the answers given count no more."""
    found = _mine(on, decision_id, DecisionAct.EDIT)
    keep_paper(on, kept, decision_id=decision_id)
    _reset(on, found)


def answer(on: Context, decision_id: int, seen: str, choice: Choice, reason: str) -> None:
    """Answer the wording that was `seen`, or stand aside from the matter. The last answer decides, and so does standing aside
    where too few are left: then it is for the owners. Refuses a second answer, and one to other words."""
    found = read.row(on.estate.id, decision_id)
    mine = _seat(on, found)
    DECISION.after(DecisionState(found.state), DecisionAct.VOTE)
    if on.at >= found.closes_at:
        raise Refused(Why.VOTING_CLOSED)
    if seen != found.digest:
        raise Refused(Why.CHANGED_MEANWHILE)
    if mine.choice is not None:
        raise Refused(Why.ALREADY_DONE)
    vote = {"account_id": on.actor.account, "digest": seen, "choice": choice, "reason": reason, "at": on.at}
    db.session.add(Vote(estate_id=on.estate.id, decision_id=decision_id, **vote))
    on.record("committee.voted", _subject(found), {"digest": seen}, {"choice": choice.value, "reason": reason})
    given = [each.choice for each in read.answers(on.estate.id, found)]
    if all(given) or not passes(found.members - given.count(Choice.RECUSED), found.members):
        _settle(on, found)


def close(on: Context, decision_id: int) -> None:
    """Count when the time is over. Done by the clock, or by a member."""
    found = read.row(on.estate.id, decision_id)
    if on.actor.account != 0:
        member(on)
        not_aside(on, found.id)
    if on.at < found.closes_at:
        raise Refused(Why.STILL_VOTING)
    _settle(on, found)


def withdraw(on: Context, decision_id: int, reason: str) -> None:
    """Take the question back; whoever put it, or the head."""
    found = _mine(on, decision_id, DecisionAct.WITHDRAW)
    found.state, found.withdrawn_reason = DecisionState.WITHDRAWN, reason
    on.record("committee.withdrawn", _subject(found), {"reason": reason})


def post(on: Context, decision_id: int) -> None:
    """Show everybody what was decided, by whom and why. Refuses a second time."""
    member(on)
    found = read.row(on.estate.id, decision_id)
    not_aside(on, found.id)
    if found.decided_at is None:
        raise Refused(Why.NOT_POSSIBLE_NOW)
    if found.posted_at is not None:
        raise Refused(Why.ALREADY_DONE)
    found.posted_at = on.at
    on.record("committee.decision_posted", _subject(found), {"title": found.title, "digest": found.digest})
    tell_everybody(on, "committee.decision", {"title": found.title})


def revoke(on: Context, decision_id: int, basis: Basis) -> None:
    """What passed holds no longer: a later decision of the committee or of the owners says so. Refuses an earlier one, and the decision itself."""
    member(on)
    found = read.row(on.estate.id, decision_id)
    not_aside(on, decision_id)
    state = DECISION.after(DecisionState(found.state), DecisionAct.REVOKE)
    rests_on = resting_on(on, basis)
    if rests_on.at < (found.decided_at or on.at) or rests_on.decision_id == decision_id:
        raise Refused(Why.NO_BASIS, field="basis")
    found.state, found.revoked_at = state, on.at
    found.revoked_by_decision_id, found.revoked_by_resolution_id = rests_on.decision_id, rests_on.resolution_id
    on.record("committee.revoked", _subject(found), {"by": basis.subject})
    if found.posted_at is not None:
        tell_everybody(on, "committee.revoked", {"title": found.title})


def _settle(on: Context, found: Decision) -> None:
    given = [each.choice for each in read.answers(on.estate.id, found)]
    counts = {each.value: given.count(each) for each in Choice}
    carried = passes(counts[Choice.YES], found.members)
    too_few = not passes(found.members - counts[Choice.RECUSED], found.members)
    move = DecisionAct.FIND_PASSED if carried else DecisionAct.REFER if too_few else DecisionAct.FIND_NOT_PASSED
    year = local_day(on.at).year
    number = (year, read.next_number(on.estate.id, year)) if carried else (None, None)
    found.state = DECISION.after(DecisionState(found.state), move)
    found.yes, found.decided_at = counts[Choice.YES], on.at
    found.year, found.ordinal = number
    facts = {"digest": found.digest, "outcome": found.state.value, "members": found.members, **counts}
    on.record("committee.decided", _subject(found), facts | ({"year": found.year, "number": found.ordinal} if carried else {}))


def _at_the_meeting(on: Context, item_id: int) -> tuple[list[int], int]:
    item = meetings.item(on.estate.id, item_id)
    meeting, came = meetings.meeting(on.estate.id, item.meeting_id), meetings.present(on.estate.id, item.meeting_id)
    if meeting.state not in RUNNING:
        raise Refused(Why.NOT_POSSIBLE_NOW)
    if on.actor.account not in came:
        raise Refused(Why.NOT_AT_THE_MEETING)
    [point] = [each for each in meetings.points(on.estate.id, meeting.id) if each.item.id == item_id]
    if any(each.state != DecisionState.WITHDRAWN for each in point.decisions):
        raise Refused(Why.PUT_ALREADY)
    return sorted(came), meeting.members or 0


def _in_writing(on: Context) -> tuple[list[int], int]:
    member(on)
    all_members = list(members(on.estate.id, on.at))
    return all_members, len(all_members)


def _within_ceiling(on: Context, question: Question) -> None:
    """Money that is not voted by the owners is spent only under the ceiling they delegated."""
    ceiling = rules_in_force(on.estate.id).procedure.delegated_ceiling
    if question.subject is Subject.SPENDING and (question.amount or 0) > ceiling:
        raise Refused(Why.OVER_CEILING, field="amount", ceiling=show_money(ceiling))


def _seat(on: Context, found: Decision) -> read.Answer:
    """The actor's place among those who may answer: still in office, and not standing aside."""
    mine = next((each for each in read.answers(on.estate.id, found) if each.account == on.actor.account), None)
    if mine is None or on.actor.account not in members(on.estate.id, on.at):
        raise Refused(Why.NOT_A_MEMBER)
    not_aside(on, found.id)
    return mine


def _mine(on: Context, decision_id: int, act: DecisionAct) -> Decision:
    """A question the actor may change: put by them, or they are the head; not standing aside."""
    found = read.row(on.estate.id, decision_id)
    member(on)
    not_aside(on, found.id)
    if found.author_id != on.actor.account and not is_head(on.actor.roles):
        raise Refused(Why.NOT_ALLOWED)
    DECISION.after(DecisionState(found.state), act)
    return found


def _reset(on: Context, found: Decision) -> None:
    found.version += 1
    found.digest = _digest(on, found)
    on.record("committee.reworded", _subject(found), {"digest": found.digest, "version": found.version}, _said(found))
    _tell(on, found, "committee.reworded")


def _digest(on: Context, found: Decision) -> str:
    """SHA-256 of exactly what will be decided: every word, the money, the papers; and which wording it is, so that none comes back with its answers."""
    papers = [[each.name, each.digest] for each in read.papers(on.estate.id, found)]
    return digest({**_said(found), "decision": found.id, "version": found.version, "item": found.item_id or 0, "papers": papers})


def _said(found: Decision) -> dict[str, Any]:
    money = {} if found.amount is None else {"amount": found.amount}
    return {"title": found.title, "text": found.text, "subject": str(found.subject), **money}


def _columns(question: Question) -> dict[str, Any]:
    return {"title": question.title, "text": question.text, "subject": question.subject, "amount": question.amount}


def _tell(on: Context, found: Decision, code: str) -> None:
    for each in read.answers(on.estate.id, found):
        if each.account != on.actor.account and each.choice is not Choice.RECUSED:
            enqueue(on, each.account, None, code, {"title": found.title, "closes": moment(found.closes_at)})


def _subject(found: Decision) -> str:
    return f"committee_decision/{found.id}"
