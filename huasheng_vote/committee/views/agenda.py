"""Points of an agenda and their documents, as long as the agenda is not posted."""

from typing import Any

from flask import url_for

from huasheng_vote.assemblies.views.papers import taken
from huasheng_vote.committee.actions import meetings as acts
from huasheng_vote.committee.forms.meetings import ItemForm
from huasheng_vote.committee.queries import meetings
from huasheng_vote.committee.views import bp
from huasheng_vote.committee.views.meetings import back
from huasheng_vote.committee.views.shown import press
from huasheng_vote.journal.log import Context
from huasheng_vote.rules.access import Act
from huasheng_vote.web.access import may
from huasheng_vote.web.act import submit
from huasheng_vote.web.pages import done, page
from huasheng_vote.web.state import the_estate


@bp.get("/meetings/<int:meeting_id>/items/new")
@may(Act.RUN_COMMITTEE)
def item_form(meeting_id: int) -> Any:
    return _form_page(ItemForm(), meeting_id)


@bp.post("/meetings/<int:meeting_id>/items/new")
@may(Act.RUN_COMMITTEE)
def add_item(meeting_id: int) -> Any:
    return _written(ItemForm(), meeting_id, None)


@bp.get("/items/<int:item_id>/edit")
@may(Act.RUN_COMMITTEE)
def item_edit_form(item_id: int) -> Any:
    item = meetings.item(the_estate().id, item_id)
    return _form_page(ItemForm(obj=item), item.meeting_id, item_id)


@bp.post("/items/<int:item_id>/edit")
@may(Act.RUN_COMMITTEE)
def edit_item(item_id: int) -> Any:
    return _written(ItemForm(), meetings.item(the_estate().id, item_id).meeting_id, item_id)


@bp.post("/items/<int:item_id>/remove")
@may(Act.RUN_COMMITTEE)
def remove_item(item_id: int) -> Any:
    meeting_id = meetings.item(the_estate().id, item_id).meeting_id
    return back(meeting_id, press(acts.remove_item, item_id))


def _written(form: ItemForm, meeting_id: int, item_id: int | None) -> Any:
    """The point and its document, in one transaction."""
    sound = form.validate()
    paper = taken(form, "paper")
    if sound and not form.errors:
        submit(form, _write, meeting_id, form.title.data, form.text.data, item_id, paper)
    return _form_page(form, meeting_id, item_id) if form.errors else done(url_for("committee.meeting", meeting_id=meeting_id))


def _write(on: Context, meeting_id: int, title: str, text: str, item_id: int | None, paper: Any) -> None:
    made = acts.write_item(on, meeting_id, title, text, item_id)
    if paper is not None:
        acts.add_paper(on, made, paper)


def _form_page(form: ItemForm, meeting_id: int, item_id: int | None = None) -> Any:
    found = meetings.meeting(the_estate().id, meeting_id)
    return page("committee/item_form.html", form=form, it=found, item_id=item_id)
