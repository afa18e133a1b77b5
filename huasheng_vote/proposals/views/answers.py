"""What officers do with ideas: answer, merge, hide, restore."""

from typing import Any

from flask import url_for

from huasheng_vote.proposals.actions import answers as acts
from huasheng_vote.proposals.forms.suggestions import AnswerForm, MergeForm, ReasonForm
from huasheng_vote.proposals.models import Comment
from huasheng_vote.proposals.queries import comments
from huasheng_vote.proposals.views import bp
from huasheng_vote.proposals.views.idea import idea_page
from huasheng_vote.rules.access import Act
from huasheng_vote.rules.flows.proposals import Moderation
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.web.access import may
from huasheng_vote.web.act import submit
from huasheng_vote.web.pages import done, page
from huasheng_vote.web.state import the_estate


@bp.post("/suggestions/<int:suggestion_id>/answer")
@may(Act.ANSWER_SUGGESTION)
def answer_suggestion(suggestion_id: int) -> Any:
    form = AnswerForm()
    if form.validate():
        submit(form, acts.answer, suggestion_id, form.answer.data, decline=form.outcome.data == "decline")
    return _back(suggestion_id, form, answer=form)


@bp.post("/suggestions/<int:suggestion_id>/merge")
@may(Act.ANSWER_SUGGESTION)
def merge_suggestion(suggestion_id: int) -> Any:
    form = MergeForm()
    if form.validate():
        submit(form, acts.merge, suggestion_id, form.into.data)
    return _back(suggestion_id, form, merge=form)


@bp.post("/suggestions/<int:suggestion_id>/<any(hide, restore):move>")
@may(Act.MODERATE)
def moderate_suggestion(suggestion_id: int, move: str) -> Any:
    form = ReasonForm()
    if form.validate():
        submit(form, acts.moderate_suggestion, suggestion_id, Moderation(move), form.reason.data)
    return _back(suggestion_id, form, moderation=form)


@bp.get("/comments/<int:comment_id>/moderation")
@may(Act.MODERATE)
def comment_moderation(comment_id: int) -> Any:
    """On a page of its own, so that the discussion stays free of officers' forms."""
    return _comment_page(_comment(comment_id), ReasonForm())


@bp.post("/comments/<int:comment_id>/<any(hide, restore):move>")
@may(Act.MODERATE)
def moderate_comment(comment_id: int, move: str) -> Any:
    found, form = _comment(comment_id), ReasonForm()
    if form.validate():
        submit(form, acts.moderate_comment, comment_id, Moderation(move), form.reason.data)
    return _comment_page(found, form) if form.errors else done(_place_of(found))


def _comment(comment_id: int) -> Comment:
    found = comments.comment(the_estate().id, comment_id)
    if found is None:
        raise Refused(Why.NOT_FOUND)
    return found


def _comment_page(found: Comment, form: ReasonForm) -> Any:
    return page("proposals/comment_moderation.html", comment=found, form=form, back=_place_of(found))


def _place_of(found: Comment) -> str:
    if found.suggestion_id is not None:
        return url_for("proposals.suggestion", suggestion_id=found.suggestion_id) + f"#comment-{found.id}"
    return url_for("proposals.proposal", proposal_id=found.proposal_id) + f"#comment-{found.id}"


def _back(suggestion_id: int, form: Any, **shown: Any) -> Any:
    if form.errors:
        return idea_page(suggestion_id, wrong=form, **shown)
    return done(url_for("proposals.suggestion", suggestion_id=suggestion_id))
