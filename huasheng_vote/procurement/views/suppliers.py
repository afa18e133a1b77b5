"""Suppliers: the public list, one's own registration with its papers."""

from dataclasses import asdict
from typing import Any

from flask import url_for

from huasheng_vote.assemblies.actions.papers import Paper
from huasheng_vote.assemblies.views.papers import taken_each
from huasheng_vote.committee.views.shown import press
from huasheng_vote.labels import suppliers as labels
from huasheng_vote.procurement.actions import suppliers as acts
from huasheng_vote.procurement.forms.suppliers import CompanyForm, PapersForm, version
from huasheng_vote.procurement.models import Supplier
from huasheng_vote.procurement.queries import suppliers
from huasheng_vote.procurement.views import suppliers_bp as bp
from huasheng_vote.rules.access import Act
from huasheng_vote.rules.calendar import local_day
from huasheng_vote.rules.flows.suppliers import SUPPLIER, SupplierAct, SupplierState
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.web import media
from huasheng_vote.web.access import allowed, may, public, signed_in
from huasheng_vote.web.act import submit
from huasheng_vote.web.forms import Form
from huasheng_vote.web.pages import done, page
from huasheng_vote.web.state import now, the_actor, the_estate


@bp.get("/")
@public
def index() -> Any:
    """Everybody's list; checkers find what waits for them on top."""
    here, me = the_estate().id, the_actor()
    return page(
        "suppliers/index.html",
        registered=suppliers.in_state(here, SupplierState.REGISTERED),
        blacklisted=suppliers.in_state(here, SupplierState.BLACKLISTED),
        waiting=suppliers.to_check(here, me.account) if allowed(Act.CHECK_SUPPLIER) else (),
        refused=suppliers.in_state(here, SupplierState.REFUSED) if allowed(Act.CHECK_SUPPLIER) else (),
        mine=suppliers.of_account(here, me.account) if me.account else None,
        barred=suppliers.barred(me.roles),
        begin="suppliers.register_form" if me.account else "suppliers.start",
        **_shown(),
    )


@bp.get("/<int:supplier_id>")
@public
def supplier(supplier_id: int) -> Any:
    """What everybody may know of one; who acts for it, their phone and the payee account are not among it."""
    found = suppliers.supplier(the_estate().id, supplier_id)
    if found.state not in suppliers.PUBLIC:
        raise Refused(Why.NOT_FOUND)
    return page("suppliers/supplier.html", it=found, **_shown())


@bp.get("/register")
@may(Act.REGISTER_SUPPLIER)
def register_form() -> Any:
    return _form_page(CompanyForm(), None)


@bp.post("/register")
@may(Act.REGISTER_SUPPLIER)
def register() -> Any:
    form = CompanyForm()
    made = submit(form, acts.register, form.key.data, form.said) if form.validate() else None
    return _form_page(form, None) if made is None else done(url_for("suppliers.mine") + "#certificates-kept")


@bp.get("/mine")
@signed_in
def mine() -> Any:
    """One's own company; whoever acts for none is led to the list."""
    found = suppliers.of_account(the_estate().id, the_actor().account)
    return done(url_for("suppliers.index")) if found is None else _own_page(found)


@bp.get("/mine/edit")
@signed_in
def edit_form() -> Any:
    found = _mine()
    names = asdict(acts.Company("", "", "", "", ""))
    return _form_page(CompanyForm(data={name: getattr(found, name) for name in names} | {"seen": found.version}), found)


@bp.post("/mine/edit")
@signed_in
def edit() -> Any:
    form, found = CompanyForm(), _mine()
    if form.validate():
        submit(form, acts.edit, version(form.seen), form.said)
    return _form_page(form, found) if form.errors else done(url_for("suppliers.mine"))


@bp.post("/mine/papers")
@signed_in
def add_papers() -> Any:
    form, found = PapersForm(), _mine()
    papers: list[Paper] = taken_each(form, "papers") if form.validate() else []
    if papers and not form.errors:
        submit(form, acts.add_papers, papers)
    return _own_page(found, form) if form.errors else done(url_for("suppliers.mine") + "#certificates-kept")


@bp.post("/mine/withdraw")
@signed_in
def withdraw() -> Any:
    found, form = _mine(), press(acts.withdraw)
    return _own_page(found, wrong=form) if form.errors else done(url_for("suppliers.index"))


@bp.get("/<int:supplier_id>/papers/<int:paper_id>")
@signed_in
def paper(supplier_id: int, paper_id: int) -> Any:
    """A certificate, for the company itself and for whoever checks; for others there is none."""
    found = suppliers.supplier(the_estate().id, supplier_id)
    if found.author_id != the_actor().account and not allowed(Act.CHECK_SUPPLIER):
        raise Refused(Why.NOT_FOUND)
    kept = suppliers.paper(the_estate().id, supplier_id, paper_id)
    return media.send(kept.stored, shown_as=kept.name, shared=False)


def _mine() -> Supplier:
    found = suppliers.of_account(the_estate().id, the_actor().account)
    if found is None:
        raise Refused(Why.NOT_FOUND)
    return found


def _form_page(form: CompanyForm, found: Supplier | None) -> Any:
    here, me = the_estate().id, the_actor()
    other = found is None and suppliers.of_account(here, me.account) is not None
    return page("suppliers/form.html", form=form, it=found, other=other, barred=suppliers.barred(me.roles))


def _own_page(found: Supplier, uploading: PapersForm | None = None, wrong: Form | None = None) -> Any:
    possible = SUPPLIER.possible(SupplierState(found.state))
    said = uploading or wrong
    return page(
        "suppliers/mine.html",
        status=said.status if said is not None else 200,
        it=found,
        wrong=said,
        papers=suppliers.papers(the_estate().id, found.id),
        uploading=(uploading or PapersForm(None)) if SupplierAct.EDIT in possible else None,
        may_withdraw=SupplierAct.WITHDRAW in possible,
        **_shown(),
    )


def _shown() -> dict[str, Any]:
    return {"labels": labels, "today": local_day(now())}
