"""Writing a tender, reviewing it, publishing it."""

from typing import Any

from flask import url_for

from huasheng_vote.labels import tenders as labels
from huasheng_vote.labels.committee import number as of_committee
from huasheng_vote.labels.projects import DESIGNS
from huasheng_vote.labels.projects import number as of_owners
from huasheng_vote.procurement.actions import drafting as acts
from huasheng_vote.procurement.actions import publishing
from huasheng_vote.procurement.forms.tenders import PublishForm, ReviewForm, TenderForm
from huasheng_vote.procurement.models import Tender
from huasheng_vote.procurement.queries import purchases, tenders
from huasheng_vote.procurement.views import bp
from huasheng_vote.procurement.views.shown import lacking, methods_of
from huasheng_vote.procurement.views.tenders import readable, tender_page
from huasheng_vote.procurement.views.ways import way
from huasheng_vote.projects import queries as projects
from huasheng_vote.projects.models import Project
from huasheng_vote.projects.queries import designs
from huasheng_vote.rules.access import Act
from huasheng_vote.rules.flows.tenders import TENDER, TenderAct, TenderState
from huasheng_vote.web.access import allowed, may
from huasheng_vote.web.act import submit
from huasheng_vote.web.pages import done, page
from huasheng_vote.web.state import the_actor, the_estate

COLUMNS = tuple(name for name in acts.Wording.__dataclass_fields__ if name != "deadline")


@bp.get("/new/<int:project_id>")
@may(Act.DRAFT_TENDER)
def draft_form(project_id: int) -> Any:
    project = projects.project(the_estate().id, project_id)
    left = project.budget - purchases.awarded(project.estate_id, project.id)
    begun = {
        "title": project.title,
        "employer_basis": _basis(project),
        "ceiling": left if left > 0 else None,
    }
    return _form_page(TenderForm(data=begun), project)


@bp.post("/new/<int:project_id>")
@may(Act.DRAFT_TENDER)
def draft(project_id: int) -> Any:
    form, project = TenderForm(), projects.project(the_estate().id, project_id)
    made = submit(form, acts.draft, form.key.data, project_id, form.wording) if form.validate() else None
    return _form_page(form, project) if made is None else done(url_for("procurement.tender", tender_id=made))


@bp.get("/<int:tender_id>/again")
@may(Act.DRAFT_TENDER)
def again_form(tender_id: int) -> Any:
    """The next round of one that failed, begun with its words."""
    failed = readable(tender_id)
    return _form_page(TenderForm(data={name: getattr(failed, name) for name in COLUMNS}), _project(failed), failed=failed)


@bp.post("/<int:tender_id>/again")
@may(Act.DRAFT_TENDER)
def again(tender_id: int) -> Any:
    form, failed = TenderForm(), readable(tender_id)
    given = (form.key.data, failed.project_id, form.wording, failed.id) if form.validate() else None
    made = submit(form, acts.draft, *given) if given else None
    return _form_page(form, _project(failed), failed=failed) if made is None else done(url_for("procurement.tender", tender_id=made))


@bp.get("/<int:tender_id>/edit")
@may(Act.DRAFT_TENDER)
def edit_form(tender_id: int) -> Any:
    found = readable(tender_id)
    return _form_page(TenderForm(obj=found, data={"seen": found.digest}), _project(found), found)


@bp.post("/<int:tender_id>/edit")
@may(Act.DRAFT_TENDER)
def edit(tender_id: int) -> Any:
    form, found = TenderForm(), readable(tender_id)
    if form.validate():
        submit(form, acts.edit, tender_id, form.seen.data, form.wording)
    return _form_page(form, _project(found), found) if form.errors else done(url_for("procurement.tender", tender_id=tender_id))


@bp.post("/<int:tender_id>/review")
@may(Act.REVIEW_TENDER)
def review(tender_id: int) -> Any:
    form, found = ReviewForm(prefix="review-"), readable(tender_id)
    if form.validate():
        submit(form, acts.review, tender_id, form.seen.data, form.note.data)
    return tender_page(found, form) if form.errors else done(url_for("procurement.tender", tender_id=tender_id))


@bp.get("/<int:tender_id>/publish")
@may(Act.PUBLISH_TENDER)
def publish_form(tender_id: int) -> Any:
    """What is published, and what still keeps it back."""
    found = readable(tender_id)
    return _publish_page(PublishForm(data={"seen": found.digest}), found)


@bp.post("/<int:tender_id>/publish")
@may(Act.PUBLISH_TENDER)
def publish(tender_id: int) -> Any:
    form, found = PublishForm(), readable(tender_id)
    if form.validate():
        submit(form, publishing.publish, tender_id, form.seen.data)
    return _publish_page(form, found) if form.errors else done(url_for("procurement.tender", tender_id=tender_id))


@way("procurement.edit_form", labels.WAYS["edit"])
def may_edit(found: Tender) -> bool:
    return found.author_id == the_actor().account and _possible(found, TenderAct.EDIT) and allowed(Act.DRAFT_TENDER)


@way("procurement.publish_form", labels.WAYS["publish"])
def may_publish(found: Tender) -> bool:
    return _possible(found, TenderAct.PUBLISH) and allowed(Act.PUBLISH_TENDER)


@way("procurement.again_form", labels.WAYS["again"])
def may_repeat(found: Tender) -> bool:
    return found.state == TenderState.FAILED and allowed(Act.DRAFT_TENDER) and tenders.following(found) is None


def _basis(project: Project) -> str:
    """The decision of the owners or of the committee that the project rests on, as it is quoted."""
    decided, own = projects.decision(project), projects.committee_decision(project)
    if decided is not None:
        return of_owners(decided.resolution.year, decided.resolution.ordinal)
    return of_committee(own.year or 0, own.ordinal or 0) if own is not None else ""


def _possible(found: Tender, act: TenderAct) -> bool:
    return act in TENDER.possible(TenderState(found.state))


def _project(found: Tender) -> Project:
    return projects.project(found.estate_id, found.project_id)


def _form_page(form: TenderForm, project: Project, before: Tender | None = None, failed: Tender | None = None) -> Any:
    touched, drawn = designs.touched(project), designs.sheets(project.estate_id, project.id)
    mine = before.id if before else None
    return page(
        "procurement/tender_form.html",
        form=form,
        project=project,
        before=before,
        failed=failed,
        ready=touched is not None and not designs.missing(project, drawn),
        left=project.budget - purchases.awarded(project.estate_id, project.id, mine),
        others=purchases.beside(project.estate_id, project.id, mine),
        methods=methods_of(purchases.rulebook(project.estate_id)),
        labels=labels,
    )


def _publish_page(form: PublishForm, found: Tender) -> Any:
    return page(
        "procurement/publish.html",
        form=form,
        it=found,
        lacking=lacking(found),
        documents=tenders.documents(found),
        kinds=DESIGNS,
        labels=labels,
    )
