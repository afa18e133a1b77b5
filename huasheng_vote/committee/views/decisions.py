"""A decision as its members make it and everybody reads it: facts, papers, each answer with its reason, the hash of exactly what is decided."""

from typing import Any

from flask import url_for

from huasheng_vote.committee.actions import decisions as acts
from huasheng_vote.committee.forms.decisions import AnswerForm, PaperForm, RevokeForm
from huasheng_vote.committee.forms.meetings import ReasonForm
from huasheng_vote.committee.models import Decision
from huasheng_vote.committee.queries import decisions, meetings
from huasheng_vote.committee.queries.members import is_head
from huasheng_vote.committee.views import bp
from huasheng_vote.committee.views.shown import bases, insider, named, page_number, press, shown_to_all
from huasheng_vote.labels import committee as labels
from huasheng_vote.rules.access import Act
from huasheng_vote.rules.flows.committees import DECISION, Choice, DecisionAct, DecisionState
from huasheng_vote.web.access import may, public
from huasheng_vote.web.act import submit
from huasheng_vote.web.pages import done, page
from huasheng_vote.web.state import now, the_actor, the_estate


@bp.get("/decisions")
@public
def decisions_list() -> Any:
    number = page_number()
    rows, total = decisions.listed(the_estate().id, number, everything=insider())
    return page("committee/decisions.html", rows=rows, number=number, pages=-(-total // decisions.PAGE), labels=labels)


@bp.get("/decisions/<int:decision_id>")
@public
def decision(decision_id: int) -> Any:
    return decision_page(readable(decision_id))


@bp.post("/decisions/<int:decision_id>/answer")
@may(Act.DECIDE_IN_COMMITTEE)
def answer(decision_id: int) -> Any:
    form = AnswerForm(prefix="answer-")
    if form.validate():
        submit(form, acts.answer, decision_id, form.seen.data, form.chosen, form.reason.data)
    return back(decision_id, form, answering=form)


@bp.post("/decisions/<int:decision_id>/close")
@may(Act.RUN_COMMITTEE)
def close(decision_id: int) -> Any:
    return back(decision_id, press(acts.close, decision_id))


@bp.post("/decisions/<int:decision_id>/post")
@may(Act.RUN_COMMITTEE)
def post(decision_id: int) -> Any:
    return back(decision_id, press(acts.post, decision_id))


@bp.post("/decisions/<int:decision_id>/withdraw")
@may(Act.RUN_COMMITTEE)
def withdraw(decision_id: int) -> Any:
    form = ReasonForm(prefix="withdraw-")
    if form.validate():
        submit(form, acts.withdraw, decision_id, form.reason.data)
    return back(decision_id, form, withdrawing=form)


@bp.post("/decisions/<int:decision_id>/revoke")
@may(Act.RUN_COMMITTEE)
def revoke(decision_id: int) -> Any:
    form = RevokeForm(prefix="revoke-").offer(bases())
    if form.validate():
        submit(form, acts.revoke, decision_id, form.resting)
    return back(decision_id, form, revoking=form)


def readable(decision_id: int) -> Decision:
    """The decision, once it is posted or where the reader is of the committee."""
    found = decisions.row(the_estate().id, decision_id)
    shown_to_all(found.posted_at)
    return found


def back(decision_id: int, form: Any, **forms: Any) -> Any:
    """The page again with what was refused, else the page anew."""
    if form.errors:
        return decision_page(readable(decision_id), form, **forms)
    return done(url_for("committee.decision", decision_id=decision_id))


def decision_page(found: Decision, wrong: Any = None, **forms: Any) -> Any:
    here, me = the_estate().id, the_actor().account
    answers = decisions.answers(here, found)
    item = meetings.item(here, found.item_id) if found.item_id else None
    return page(
        "committee/decision.html",
        status=wrong.status if wrong is not None else 200,
        it=found,
        wrong=wrong,
        meeting=meetings.meeting(here, item.meeting_id) if item else None,
        papers=decisions.papers(here, found),
        answers=answers if found.decided_at or insider() else [],
        given=sum(each.choice is not None for each in answers),
        seats=len(answers),
        earlier=decisions.earlier_answers(here, found),
        counts={choice: sum(each.choice is choice for each in answers) for choice in Choice} if found.decided_at else {},
        labels=labels,
        named=named,
        **{**_offered(found, answers, me), **forms},
    )


def _offered(found: Decision, answers: list[decisions.Answer], me: int | None) -> dict[str, Any]:
    """The forms this reader may use now."""
    mine, possible = next((each for each in answers if each.account == me), None), DECISION.possible(DecisionState(found.state))
    aside = mine is not None and mine.choice is Choice.RECUSED
    runs = insider() and not aside
    changes = runs and (found.author_id == me or is_head(the_actor().roles))
    votes = mine is not None and mine.choice is None and DecisionAct.VOTE in possible and now() < found.closes_at
    return {
        "answering": AnswerForm(None, prefix="answer-", data={"seen": found.digest}) if votes else None,
        "attaching": PaperForm(None, prefix="attach-") if changes and DecisionAct.EDIT in possible else None,
        "withdrawing": ReasonForm(None, prefix="withdraw-") if changes and DecisionAct.WITHDRAW in possible else None,
        "revoking": RevokeForm(None, prefix="revoke-").offer(bases()) if runs and DecisionAct.REVOKE in possible else None,
        "may_close": runs and found.state == DecisionState.PUT and now() >= found.closes_at,
        "may_post": runs and found.decided_at is not None and found.posted_at is None,
    }
