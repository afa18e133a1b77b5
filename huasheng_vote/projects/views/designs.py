"""Drawings and papers as everybody reads them, and the steps expert owners sign on them."""

import re
from collections.abc import Callable
from typing import Any

from flask import url_for
from flask_babel import gettext

from huasheng_vote.assemblies.views.papers import taken
from huasheng_vote.labels import projects as labels
from huasheng_vote.projects.actions import designs as acts
from huasheng_vote.projects.forms.designs import FORMS, ReturnForm, SignForm, TouchedForm
from huasheng_vote.projects.queries import designs, opened
from huasheng_vote.projects.queries.designs import Sheet
from huasheng_vote.projects.views import bp
from huasheng_vote.rules.access import Act
from huasheng_vote.rules.bill import show_bill, show_quantity
from huasheng_vote.rules.designs import STEPS, DesignKind
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.web import media
from huasheng_vote.web.access import allowed, may, public
from huasheng_vote.web.act import submit
from huasheng_vote.web.forms import Form
from huasheng_vote.web.pages import done, page
from huasheng_vote.web.state import the_actor, the_estate


@bp.get("/<int:project_id>/touched")
@may(Act.OPEN_PROJECT)
def touched_form(project_id: int) -> Any:
    return page("projects/touched.html", form=TouchedForm(), project=opened.project(the_estate().id, project_id))


@bp.post("/<int:project_id>/touched")
@may(Act.OPEN_PROJECT)
def state_touched(project_id: int) -> Any:
    form = TouchedForm()
    if form.validate():
        submit(form, acts.state_touched, project_id, form.said)
    if form.errors:
        return page("projects/touched.html", form=form, project=opened.project(the_estate().id, project_id))
    return done(url_for("projects.project", project_id=project_id) + "#designs")


@bp.get("/<int:project_id>/designs/new/<kind>")
@may(Act.WRITE_DESIGN)
def design_form(project_id: int, kind: str) -> Any:
    return _form_page(_blank(kind, "changed"), project_id, _kind(kind))


@bp.post("/<int:project_id>/designs/new/<kind>")
@may(Act.WRITE_DESIGN)
def draw(project_id: int, kind: str) -> Any:
    form = _blank(kind, "changed")
    made = _submit(form, acts.draw, form.key.data, project_id, _kind(kind), form["title"].data)
    return _form_page(form, project_id, _kind(kind)) if made is None else done(url_for("projects.design", design_id=made))


@bp.get("/designs/<int:design_id>")
@public
def design(design_id: int) -> Any:
    """The version in force, what is signed on it, and what it waits for."""
    return _design_page(designs.sheet(the_estate().id, design_id))


@bp.get("/designs/<int:design_id>/versions/<int:number>")
@public
def design_version(design_id: int, number: int) -> Any:
    """An earlier version, with the signatures it had."""
    return _design_page(designs.sheet(the_estate().id, design_id, number))


@bp.get("/designs/<int:design_id>/versions/<int:number>/file")
@public
def design_file(design_id: int, number: int) -> Any:
    found = designs.sheet(the_estate().id, design_id, number)
    if not found.version.stored:
        raise Refused(Why.NOT_FOUND)
    ending = found.version.stored.rpartition(".")[2]
    return media.send(found.version.stored, shown_as=f"{found.design.title} {number}.{ending}")


@bp.get("/designs/<int:design_id>/edit")
@may(Act.WRITE_DESIGN)
def redesign_form(design_id: int) -> Any:
    found = designs.sheet(the_estate().id, design_id)
    last = found.version
    form = _blank(found.design.kind, "title", seen=last.number, text=last.text, stamped_by=last.stamped_by, stamp_number=last.stamp_number)
    if "lines" in form:
        form["lines"].data = show_bill(designs.bill(the_estate().id, last.id))
    return _form_page(form, found.design.project_id, _kind(found.design.kind), found)


@bp.post("/designs/<int:design_id>/edit")
@may(Act.WRITE_DESIGN)
def redraw(design_id: int) -> Any:
    found = designs.sheet(the_estate().id, design_id)
    form = _blank(found.design.kind, "title")
    seen = int(form.seen.data) if re.fullmatch(r"[0-9]{1,6}", form.seen.data or "") else 0
    if _submit(form, acts.redraw, form.key.data, design_id, seen) is None:
        return _form_page(form, found.design.project_id, _kind(found.design.kind), found)
    return done(url_for("projects.design", design_id=design_id))


@bp.post("/designs/<int:design_id>/sign")
@may(Act.SIGN_DESIGN)
def sign(design_id: int) -> Any:
    form, found = SignForm(prefix="sign-"), designs.sheet(the_estate().id, design_id)
    step = found.standing.waits_for
    if step is None:
        raise Refused(Why.NOT_POSSIBLE_NOW)
    if form.validate():
        submit(form, acts.sign, design_id, step, form.seen.data, form.note.data)
    return _design_page(found, signing=form) if form.errors else done(url_for("projects.design", design_id=design_id))


@bp.post("/designs/<int:design_id>/return")
@may(Act.SIGN_DESIGN)
def send_back(design_id: int) -> Any:
    form, found = ReturnForm(prefix="return-"), designs.sheet(the_estate().id, design_id)
    if form.validate():
        submit(form, acts.send_back, design_id, form.seen.data, form.reason.data)
    return _design_page(found, returning=form) if form.errors else done(url_for("projects.design", design_id=design_id))


def _kind(name: str) -> DesignKind:
    if name not in FORMS:
        raise Refused(Why.NOT_FOUND)
    return DesignKind(name)


def _blank(kind: str, *without: str, **begun: Any) -> Any:
    """The form of this kind; the first version has nothing that changed, a later one no new title."""
    form = FORMS[_kind(kind)](data=begun)
    for name in without:
        del form[name]
    return form


def _submit(form: Any, fn: Callable[..., int], *args: Any) -> int | None:
    """The act with what the form says."""
    sound = form.validate()
    paper = taken(form, "file") if "file" in form else None
    content = acts.Content(
        stored=paper.stored if paper else "",
        sha256=paper.digest if paper else "",
        lines=form["lines"].parsed if "lines" in form else (),
        **{name: form[name].data for name in ("text", "stamped_by", "stamp_number", "changed") if name in form},
    )
    return submit(form, fn, *args, content) if sound and not form.errors else None


def _form_page(form: Form, project_id: int, kind: DesignKind, before: Sheet | None = None) -> Any:
    project = opened.project(the_estate().id, project_id)
    return page("projects/design_form.html", form=form, project=project, kind=kind, before=before, labels=labels)


def _design_page(found: Sheet, signing: SignForm | None = None, returning: ReturnForm | None = None) -> Any:
    here, wrong = the_estate().id, signing or returning
    step, seen = found.standing.waits_for, {"seen": found.version.digest}
    mine = allowed(Act.SIGN_DESIGN) and found.may_next_be(the_actor().account)
    return page(
        "projects/design.html",
        status=wrong.status if wrong is not None else 200,
        it=found,
        wrong=wrong,
        project=opened.project(here, found.design.project_id),
        steps=STEPS[DesignKind(found.design.kind)],
        signed={each.step: each for each in found.signed},
        step=step,
        signing=(signing or SignForm(None, prefix="sign-", data=seen)) if mine else None,
        returning=(returning or ReturnForm(None, prefix="return-", data=seen)) if mine and found.signed else None,
        bill=[
            (each.name, f"{show_quantity(each.quantity)} {each.unit}", each.note or "—") for each in designs.bill(here, found.version.id)
        ],
        versions=designs.versions(here, found.design.id),
        labels=labels,
        waits=str(labels.WAITS[step]) if step else gettext("已退回，等下一版") if found.standing.returned else "",
    )
