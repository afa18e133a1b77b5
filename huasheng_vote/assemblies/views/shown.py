"""A meeting made ready to be read: its terms, its motions with what passing takes, its dates, its log code."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from huasheng_vote.assemblies.models.meetings import Assembly
from huasheng_vote.assemblies.queries import conveners, meetings, rolls
from huasheng_vote.assemblies.queries.meetings import Question, Terms
from huasheng_vote.assemblies.views.phrases import Need, needs, noon, scope_words
from huasheng_vote.journal import checkpoints, log
from huasheng_vote.journal.leaf import check_code
from huasheng_vote.labels import assemblies as labels
from huasheng_vote.labels import proposals as matters
from huasheng_vote.register import queries as register
from huasheng_vote.rules.access import CONVENERS, SUPERVISORS
from huasheng_vote.rules.calendar import local_day
from huasheng_vote.rules.counts import Amount
from huasheng_vote.rules.flows.assemblies import AssemblyState
from huasheng_vote.rules.lawbook import Matter
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.rules.standing import Visibility
from huasheng_vote.rules.timetable import ROLL_REVIEW, last_day
from huasheng_vote.web.state import now, the_actor, the_estate


@dataclass(frozen=True)
class ShownMotion:
    """One motion as a page shows it."""

    row: Any
    options: tuple[Any, ...]
    matter: Any
    article: Any
    classes: tuple[Any, ...]
    needs: list[Need]
    scope: str
    roll: Amount | None
    standing: bool


@dataclass(frozen=True)
class Shown:
    """One meeting as a page shows it."""

    row: Assembly
    terms: Terms
    motions: list[ShownMotion]
    state: Any
    state_kind: str
    occasion: Any
    form: Any
    convener: str
    convener_kind: Any
    roll: Amount | None
    code: str


def readable(assembly_id: int) -> Assembly:
    """The meeting of the address; a draft only for those who convene or watch over it."""
    found = meetings.meeting(the_estate().id, assembly_id)
    unseen = found.state == AssemblyState.DRAFT or (found.state == AssemblyState.CANCELLED and found.noticed_at is None)
    if unseen and not the_actor().is_any(*CONVENERS, *SUPERVISORS):
        raise Refused(Why.NOT_FOUND)
    return found


def shown(row: Assembly) -> Shown:
    """The meeting with everything a page says about it."""
    terms, group = meetings.terms(row), conveners.group(row.estate_id, row.group_id)
    version = rolls.versions(row.estate_id, row.id)[:1]
    state, kind = labels.STATES[row.state]
    return Shown(
        row,
        terms,
        [_motion(row, each, terms) for each in meetings.questions(row.estate_id, row.id)],
        state,
        kind,
        labels.OCCASIONS[row.occasion],
        labels.FORMS[row.form],
        group.name,
        labels.CONVENERS[group.kind],
        Amount(version[0].heads, version[0].area) if version else None,
        _check_code(row.estate_id, row.notice_leaf) if row.notice_leaf is not None else "",
    )


def _check_code(estate_id: int, leaf: int) -> str:
    """What is printed on the notice: that of the first signed head with the notice in it, to be found in the list of heads; until then that of the line."""
    signed = checkpoints.first(estate_id, leaf)
    return signed.code if signed else check_code(log.root(estate_id, leaf + 1))


def _motion(meeting: Assembly, question: Question, terms: Terms) -> ShownMotion:
    row = question.motion
    names = [each.name for each in register.buildings(meeting.estate_id) if each.id in question.buildings]
    roll = rolls.scope_total(meeting.estate_id, meeting.id, row.id) if meeting.noticed_at else None
    return ShownMotion(
        row,
        question.options,
        matters.MATTERS[row.matter],
        matters.ARTICLES[row.matter],
        tuple(matters.CLASSES[each] for each in (row.class_, row.other_class) if each),
        needs(row.class_, roll),
        scope_words(row.scope, names, len(question.units)),
        roll,
        terms.procedure.visibility_of(Matter(row.matter)) is Visibility.STANDING and not question.options,
    )


@dataclass(frozen=True)
class Event:
    """One date of a meeting's calendar."""

    at: datetime
    title: Any
    state: str
    words: str = ""


def calendar(row: Assembly, off: frozenset[Any], titles: dict[str, Any], objection_days: int) -> list[Event]:
    """Its dates in order; what has passed is done."""
    dates: dict[str, datetime | None] = {
        "review": noon(row.review_from) if row.review_from else None,
        "review_until": noon(last_day(row.review_from, ROLL_REVIEW.days, off)) if row.review_from else None,
        "noticed": row.noticed_at,
        "opens": row.opens_at,
        "closes": row.ends_at,
        "counting": row.counts_at,
        "objections": noon(last_day(local_day(row.ends_at), objection_days, off)) if row.ends_at else None,
    }
    today = now()
    return [Event(at, titles[name], "done" if at <= today else "") for name, at in dates.items() if at]
