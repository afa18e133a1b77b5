"""The adopted rules, each field with where it comes from; the offices' answer on internet votes; the papers behind both."""

from typing import Any

from flask import url_for
from flask_babel import gettext

from huasheng_vote.assemblies.actions import adopted as acts
from huasheng_vote.assemblies.forms.setup import OnlineForm, RulesForm
from huasheng_vote.assemblies.queries import adopted
from huasheng_vote.assemblies.views import bp, papers
from huasheng_vote.assemblies.views.phrases import rule_rows
from huasheng_vote.labels import assemblies as labels
from huasheng_vote.rules.access import Act
from huasheng_vote.rules.convening import Online
from huasheng_vote.rules.procedure import FIELDS
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.web import media
from huasheng_vote.web.access import may, public
from huasheng_vote.web.act import submit
from huasheng_vote.web.pages import done, page
from huasheng_vote.web.state import the_estate


@bp.get("/rules")
@public
def rules() -> Any:
    here = the_estate().id
    in_force, (answer, filed) = adopted.rules_in_force(here), adopted.online_answer(here)
    return page(
        "assemblies/rules.html",
        rows=rule_rows(in_force.procedure),
        versions=[(each, adopted.document(here, each.document_id)) for each in adopted.rule_versions(here)],
        answer=labels.ONLINE[answer],
        accepted=answer is Online.ACCEPTED,
        filed=filed,
        office_papers=[adopted.document(here, each) for each in (filed.subdistrict_id, filed.fund_office_id)] if filed else [],
    )


@bp.get("/rules/new")
@may(Act.ADOPT_RULES)
def rules_form() -> Any:
    return _rules_page(RulesForm())


@bp.post("/rules/new")
@may(Act.ADOPT_RULES)
def adopt_rules() -> Any:
    form = RulesForm()
    if form.validate():
        paper = papers.needed(form, "document", gettext("请选一个文件。"))
        if paper and not form.errors:
            submit(form, acts.adopt_rules, acts.Adoption(form.title.data, form.source.data, form.adopted_on.data, paper), form.entered)
    return _rules_page(form) if form.errors else done(url_for("assemblies.rules"))


@bp.get("/online")
@may(Act.FILE_ANSWER)
def online_form() -> Any:
    return page("assemblies/online.html", form=OnlineForm())


@bp.post("/online")
@may(Act.FILE_ANSWER)
def file_answer() -> Any:
    form = OnlineForm()
    if form.validate():
        subdistrict, fund_office = papers.taken(form, "subdistrict"), papers.taken(form, "fund_office")
        if not form.errors:
            submit(form, acts.file_answer, Online(form.answer.data), subdistrict, fund_office)
    return page("assemblies/online.html", form=form) if form.errors else done(url_for("assemblies.rules"))


@bp.get("/papers/<int:document_id>")
@public
def document(document_id: int) -> Any:
    """A paper that the estate's rules or the offices' answer stand in."""
    found = adopted.posted(the_estate().id, document_id)
    if found is None:
        raise Refused(Why.NOT_FOUND)
    return media.send(found.stored, shown_as=found.name)


def _rules_page(form: RulesForm) -> Any:
    fields = [(form[name], rule, labels.RULE_HINTS.get(name, "")) for name, rule in FIELDS.items()]
    return page("assemblies/rules_form.html", form=form, fields=fields)
