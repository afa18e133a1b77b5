"""The preliminary result, objections to it, and what leads out of a doubt."""

from typing import Any

from flask import Blueprint, g, url_for
from flask_babel import gettext as _
from wtforms import SelectChoice

from huasheng_vote.assemblies.actions.announcing import announce, ask_for_review, resolve_review
from huasheng_vote.assemblies.actions.objections import answer_objection, object_to
from huasheng_vote.assemblies.forms.results import AnswerObjectionForm, ObjectionForm, ReviewForm
from huasheng_vote.assemblies.models.results import Result
from huasheng_vote.assemblies.queries import callbacks
from huasheng_vote.assemblies.queries import results as read
from huasheng_vote.assemblies.queries.bulletin import can_be_had
from huasheng_vote.assemblies.queries.results import MotionFinding
from huasheng_vote.assemblies.views.channels import came_words
from huasheng_vote.assemblies.views.reader import Vote, the_vote
from huasheng_vote.assemblies.views.runoffs import offered
from huasheng_vote.assemblies.views.verdicts import verdict_of
from huasheng_vote.labels.voting import CALLS, OUTCOMES
from huasheng_vote.rules.access import Act
from huasheng_vote.rules.calendar import local_day
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.rules.tally import Outcome
from huasheng_vote.web.access import allowed, may, public
from huasheng_vote.web.act import act, submit
from huasheng_vote.web.pages import done, page
from huasheng_vote.web.state import the_estate

bp = Blueprint("results", __name__, url_prefix="/<estate>/assemblies/<int:assembly_id>/result")


@bp.get("/")
@public
def result(assembly_id: int) -> Any:
    """Every motion with both sides of every inequality."""
    return _page(*_closed(assembly_id))


@bp.post("/objections")
@may(Act.OBJECT)
def object_(assembly_id: int) -> Any:
    """File an objection."""
    vote, published = _closed(assembly_id)
    form = _objection_form(read.findings(g.estate.id, assembly_id))
    if form.validate_on_submit():
        submit(form, object_to, assembly_id, form.motion.data or None, form.text.data)
    if form.errors or form.form_errors:
        return _page(vote, published, form=form)
    return done(url_for("results.result", assembly_id=assembly_id) + "#objections")


@bp.get("/objections/<int:objection_id>")
@may(Act.CONVENE)
def objection(assembly_id: int, objection_id: int) -> Any:
    """One objection, for whoever answers it."""
    return _objection_page(assembly_id, objection_id, AnswerObjectionForm())


@bp.post("/objections/<int:objection_id>")
@may(Act.CONVENE)
def answer(assembly_id: int, objection_id: int) -> Any:
    """Answer an objection."""
    form = AnswerObjectionForm()
    if form.validate_on_submit():
        submit(form, answer_objection, objection_id, form.answer.data)
    if form.errors or form.form_errors:
        return _objection_page(assembly_id, objection_id, form)
    return done(url_for("results.result", assembly_id=assembly_id) + "#objections")


@bp.get("/motions/<int:motion_id>/review")
@may(Act.RESOLVE_REVIEW)
def review(assembly_id: int, motion_id: int) -> Any:
    """How a doubtful motion shall be resolved."""
    return _review_page(assembly_id, motion_id, ReviewForm())


@bp.post("/motions/<int:motion_id>/review")
@may(Act.RESOLVE_REVIEW)
def ask(assembly_id: int, motion_id: int) -> Any:
    """Ask the others to sign for an outcome and its reason."""
    form = ReviewForm()
    if form.validate_on_submit():
        submit(form, ask_for_review, motion_id, Outcome(form.outcome.data), form.reason.data)
    if form.errors or form.form_errors:
        return _review_page(assembly_id, motion_id, form)
    return done(url_for("results.review", assembly_id=assembly_id, motion_id=motion_id))


@bp.post("/motions/<int:motion_id>/review/resolve")
@may(Act.RESOLVE_REVIEW)
def resolve(assembly_id: int, motion_id: int) -> Any:
    """Put into force what was signed for."""
    form = ReviewForm()
    if form.validate_on_submit():
        submit(form, resolve_review, motion_id, Outcome(form.outcome.data), form.reason.data)
    if form.errors or form.form_errors:
        return _review_page(assembly_id, motion_id, form)
    return done(url_for("results.result", assembly_id=assembly_id))


@bp.post("/announcement")
@may(Act.CONVENE)
def announcing(assembly_id: int) -> Any:
    """Announce, once nothing stands in the way."""
    _closed(assembly_id)
    act(announce, assembly_id)
    return done(url_for("announcements.announcement", assembly_id=assembly_id))


def _closed(assembly_id: int) -> tuple[Vote, Result]:
    """The vote with its result; before closing there is none, and nothing of it to be seen."""
    vote = the_vote(assembly_id)
    if not vote.over:
        raise Refused(Why.NO_RESULT_YET)
    return vote, read.result(vote.known.estate_id, assembly_id)


def _page(vote: Vote, published: Result, form: ObjectionForm | None = None) -> Any:
    found = read.findings(vote.known.estate_id, vote.known.id)
    running = published.ordinal is None and local_day(vote.at) <= published.objections_until
    return page(
        "assemblies/result.html",
        meeting=vote.meeting,
        closes=vote.closes,
        published=published,
        verdicts=[verdict_of(each) for each in found],
        run_offs={each.motion.id: offered(vote.meeting, each) for each in found},
        bulletin=can_be_had(the_estate(), vote.meeting),
        came=came_words(vote),
        callbacks=callbacks.drawn(vote.known.estate_id, vote.known.id),
        called=[(CALLS[answer], n) for answer, n in callbacks.answers(vote.known.estate_id, vote.known.id).items()],
        objections=read.objections(vote.known.estate_id, vote.known.id),
        running=running,
        form=form or (_objection_form(found) if running and allowed(Act.OBJECT) else None),
        ready=published.ordinal is None and not running,
    )


def _objection_form(found: list[MotionFinding]) -> ObjectionForm:
    form = ObjectionForm()
    whole = [SelectChoice(0, _("整个结果"))]
    form.motion.choices = whole + [SelectChoice(each.motion.id, _("议题 %(n)s", n=each.motion.ordinal)) for each in found]
    return form


def _objection_page(assembly_id: int, objection_id: int, form: AnswerObjectionForm) -> Any:
    vote, _published = _closed(assembly_id)
    return page("assemblies/objection.html", meeting=vote.meeting, objection=read.objection(g.estate.id, objection_id), form=form)


def _review_page(assembly_id: int, motion_id: int, form: ReviewForm) -> Any:
    vote, _published = _closed(assembly_id)
    found = next((each for each in read.findings(g.estate.id, assembly_id) if each.motion.id == motion_id), None)
    if found is None:
        raise Refused(Why.NOT_FOUND)
    return page(
        "assemblies/review.html",
        meeting=vote.meeting,
        verdict=verdict_of(found),
        doubtful=found.outcome is Outcome.NEEDS_REVIEW,
        requests=read.review_requests(g.estate.id, motion_id),
        outcome_words=OUTCOMES,
        form=form,
    )
