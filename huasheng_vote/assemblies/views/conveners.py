"""Who convenes: the posted groups, objections to them and their answers."""

from typing import Any

from flask import url_for

from huasheng_vote.assemblies.actions import conveners as acts
from huasheng_vote.assemblies.forms.setup import ConvenersForm, ReasonForm, WordsForm
from huasheng_vote.assemblies.queries import conveners
from huasheng_vote.assemblies.views import bp
from huasheng_vote.labels import assemblies as labels
from huasheng_vote.rules.access import Act
from huasheng_vote.rules.calendar import local_day
from huasheng_vote.rules.convening import Convener
from huasheng_vote.web.access import may, public
from huasheng_vote.web.act import submit
from huasheng_vote.web.pages import done, page
from huasheng_vote.web.state import now, the_estate


@bp.get("/conveners")
@public
def groups() -> Any:
    return page("assemblies/groups.html", groups=conveners.groups(the_estate().id), kinds=labels.CONVENERS, at=now())


@bp.get("/conveners/new")
@may(Act.POST_CONVENERS)
def group_form() -> Any:
    return page("assemblies/group_form.html", form=ConvenersForm())


@bp.post("/conveners/new")
@may(Act.POST_CONVENERS)
def post_group() -> Any:
    form = ConvenersForm()
    made = None
    if form.validate():
        members = [acts.Member(*each) for each in form.members.members]
        made = submit(form, acts.post_group, Convener(form.kind.data), form.name.data, form.basis.data, members)
    return page("assemblies/group_form.html", form=form) if made is None else done(url_for("assemblies.group", group_id=made))


@bp.get("/conveners/<int:group_id>")
@public
def group(group_id: int) -> Any:
    return _group_page(group_id)


@bp.post("/conveners/<int:group_id>/objections")
@may(Act.OBJECT_TO_CONVENERS)
def object_to_group(group_id: int) -> Any:
    form = WordsForm()
    if form.validate():
        submit(form, acts.object_to_group, group_id, form.text.data)
    return _group_page(group_id, form) if form.errors else done(url_for("assemblies.group", group_id=group_id))


@bp.get("/conveners/objections/<int:objection_id>")
@may(Act.ANSWER_OBJECTION)
def group_objection(objection_id: int) -> Any:
    return page("assemblies/group_objection.html", form=WordsForm(), it=conveners.objection(the_estate().id, objection_id))


@bp.post("/conveners/objections/<int:objection_id>")
@may(Act.ANSWER_OBJECTION)
def answer_group_objection(objection_id: int) -> Any:
    form, it = WordsForm(), conveners.objection(the_estate().id, objection_id)
    if form.validate():
        submit(form, acts.answer_objection, objection_id, form.text.data)
    if form.errors:
        return page("assemblies/group_objection.html", form=form, it=it)
    return done(url_for("assemblies.group", group_id=it.group_id))


@bp.post("/conveners/<int:group_id>/end")
@may(Act.POST_CONVENERS)
def end_group(group_id: int) -> Any:
    form = ReasonForm()
    if form.validate():
        submit(form, acts.end_group, group_id, form.reason.data)
    return _group_page(group_id, ending=form) if form.errors else done(url_for("assemblies.groups"))


def _group_page(group_id: int, form: WordsForm | None = None, ending: ReasonForm | None = None) -> Any:
    here, at = the_estate().id, now()
    it = conveners.group(here, group_id)
    return page(
        "assemblies/group.html",
        status=(form or ending).status if form or ending else 200,  # type: ignore[union-attr]
        it=it,
        kind=labels.CONVENERS[it.kind],
        members=conveners.members(here, group_id, at),
        objections=conveners.objections(here, group_id),
        posted=local_day(at) <= it.objections_until,
        wrong=form or ending,
        saying=form or WordsForm(),
        ending=ending or ReasonForm(),
    )
