"""Putting a question, and wording it anew."""

from typing import Any

from flask import request, url_for

from huasheng_vote.assemblies.views.papers import needed
from huasheng_vote.committee.actions import decisions as acts
from huasheng_vote.committee.forms.decisions import PaperForm, QuestionForm
from huasheng_vote.committee.models import Decision, Item
from huasheng_vote.committee.queries import meetings
from huasheng_vote.committee.views import bp
from huasheng_vote.committee.views.decisions import back, readable
from huasheng_vote.proposals.forms.fields import REQUIRED
from huasheng_vote.rules.access import Act
from huasheng_vote.web.access import may
from huasheng_vote.web.act import submit
from huasheng_vote.web.pages import done, page
from huasheng_vote.web.state import the_estate


@bp.get("/decisions/new")
@may(Act.RUN_COMMITTEE)
def question_form() -> Any:
    """In writing, or begun from the point of a meeting named in the address."""
    item = _item()
    return _form_page(QuestionForm(data={"title": item.title, "text": item.text} if item else {}), item)


@bp.post("/decisions/new")
@may(Act.RUN_COMMITTEE)
def put() -> Any:
    form, item = QuestionForm(), _item()
    given = (form.key.data, form.question, form.closes_at.data, item.id if item else None) if form.validate() else None
    made = submit(form, acts.put, *given) if given else None
    return _form_page(form, item) if made is None else done(url_for("committee.decision", decision_id=made))


@bp.get("/decisions/<int:decision_id>/edit")
@may(Act.RUN_COMMITTEE)
def reword_form(decision_id: int) -> Any:
    found = readable(decision_id)
    form = QuestionForm(obj=found, data={"seen": found.digest})
    del form.closes_at
    return _form_page(form, None, found)


@bp.post("/decisions/<int:decision_id>/edit")
@may(Act.RUN_COMMITTEE)
def reword(decision_id: int) -> Any:
    form, found = QuestionForm(), readable(decision_id)
    del form.closes_at
    if form.validate():
        submit(form, acts.reword, decision_id, form.seen.data, form.question)
    return _form_page(form, None, found) if form.errors else done(url_for("committee.decision", decision_id=decision_id))


@bp.post("/decisions/<int:decision_id>/papers")
@may(Act.RUN_COMMITTEE)
def attach(decision_id: int) -> Any:
    form = PaperForm(prefix="attach-")
    paper = needed(form, "paper", REQUIRED) if form.validate() else None
    if paper is not None and not form.errors:
        submit(form, acts.attach, decision_id, paper)
    return back(decision_id, form, attaching=form)


def _item() -> Item | None:
    number = request.args.get("item", "")
    return meetings.item(the_estate().id, int(number)) if number.isdecimal() and len(number) < 10 else None


def _form_page(form: QuestionForm, item: Item | None, before: Decision | None = None) -> Any:
    return page("committee/question_form.html", form=form, item=item, before=before)
