"""Opening a project: an act of the committee that reads what was decided. A passed motion by itself opens nothing, and neither does a decision."""

from datetime import date
from typing import Any

from huasheng_vote.assemblies.queries import results
from huasheng_vote.assemblies.queries.adopted import rules_in_force
from huasheng_vote.committee.models import Subject
from huasheng_vote.committee.queries import Passed
from huasheng_vote.committee.queries import decision as committee_decision
from huasheng_vote.extensions import db
from huasheng_vote.journal.log import Context
from huasheng_vote.notices import outbox
from huasheng_vote.projects import queries
from huasheng_vote.projects.models import Project
from huasheng_vote.proposals.actions.once import person
from huasheng_vote.rules.authority import Authority, AuthorityKind, Trigger
from huasheng_vote.rules.calendar import local_day
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.rules.timetable import years_after


def open_project(on: Context, year: int, ordinal: int) -> int:
    """Open the project that the decision of this number calls for, with its voted budget. Refuses a second one, and a decision without money."""
    decided = results.resolution(on.estate.id, year, ordinal)
    if queries.of_resolution(on.estate.id, decided.resolution.id) is not None:
        raise Refused(Why.ALREADY_DONE)
    if decided.motion.budget is None:
        raise Refused(Why.NO_BUDGET_VOTED)
    said = {"title": decided.motion.title, "budget": decided.motion.budget, "money_source": decided.motion.money_source}
    return _open(on, {"year": year, "number": ordinal}, resolution_id=decided.resolution.id, **said)


def open_delegated(on: Context, year: int, ordinal: int, money_source: str) -> int:
    """Open what the committee decided under the ceiling the owners delegated, while that lasts."""
    decided = _decided(on, year, ordinal, Subject.SPENDING)
    known = rules_in_force(on.estate.id)
    if known.version is None or decided.amount is None:
        raise Refused(Why.NO_BASIS)
    since = known.version.adopted_on
    until = years_after(since, known.procedure.delegated_years)
    authority = Authority(kind=AuthorityKind.DELEGATED, ceiling=known.procedure.delegated_ceiling, since=since, until=until)
    authority.check(decided.amount, local_day(on.at))
    said = {"title": decided.title, "budget": decided.amount, "money_source": money_source}
    return _open(on, {"year": year, "number": ordinal}, authority=AuthorityKind.DELEGATED, decision_id=decided.id, until=until, **said)


def open_emergency(on: Context, year: int, ordinal: int, trigger: Trigger, money_source: str) -> int:
    """Open what the committee decided because of a danger. Nothing is bought before the subdistrict has confirmed it."""
    decided = _decided(on, year, ordinal, Subject.EMERGENCY)
    said = {"title": decided.title, "budget": decided.amount, "money_source": money_source}
    facts = {"year": year, "number": ordinal, "trigger": trigger.value}
    return _open(on, facts, authority=AuthorityKind.EMERGENCY, decision_id=decided.id, trigger=trigger, **said)


def confirm_emergency(on: Context, project_id: int, confirmed_on: date, confirmation: str) -> None:
    """The community supervisor enters the subdistrict's confirmation, which makes the emergency public. Refuses a second one, and a day to come."""
    project = queries.project(on.estate.id, project_id)
    if project.authority != AuthorityKind.EMERGENCY:
        raise Refused(Why.NOT_POSSIBLE_NOW)
    if project.confirmed_on is not None:
        raise Refused(Why.ALREADY_DONE)
    if confirmed_on > local_day(on.at) or confirmed_on < local_day(project.opened_at):
        raise Refused(Why.BAD_VALUE, field="confirmed_on")
    project.confirmed_on, project.confirmed_by, project.confirmation = confirmed_on, person(on), confirmation
    outbox.enqueue(on, None, None, "project.emergency", {"title": project.title})
    on.record("project.confirmed", f"project/{project_id}", {"on": confirmed_on.isoformat(), "confirmation": confirmation})


def _decided(on: Context, year: int, ordinal: int, subject: Subject) -> Passed:
    """A posted decision of that subject, which nothing was opened from."""
    decided = committee_decision(on.estate.id, year, ordinal)
    if decided.subject is not subject or decided.posted_at is None:
        raise Refused(Why.NO_BASIS)
    if queries.of_decision(on.estate.id, decided.id) is not None:
        raise Refused(Why.ALREADY_DONE)
    return decided


def _open(on: Context, facts: dict[str, Any], **columns: Any) -> int:
    project = Project(estate_id=on.estate.id, opened_at=on.at, opened_by=on.actor.account, **columns)
    db.session.add(project)
    db.session.flush()
    told = {**facts, "title": project.title, "budget": project.budget, "authority": str(project.authority)}
    on.record("project.opened", f"project/{project.id}", told)
    outbox.enqueue(on, None, None, "project.opened" if project.resolution_id else "project.decided", {"title": project.title})
    return int(project.id)
