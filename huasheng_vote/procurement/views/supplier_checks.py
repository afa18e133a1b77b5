"""Checking a supplier's papers; the committee's blacklist."""

from typing import Any

from flask import url_for

from huasheng_vote.labels import suppliers as labels
from huasheng_vote.procurement.actions import suppliers as acts
from huasheng_vote.procurement.forms.suppliers import CheckForm, PublishedReasonForm, version
from huasheng_vote.procurement.queries import suppliers
from huasheng_vote.procurement.views import suppliers_bp as bp
from huasheng_vote.rules.access import Act
from huasheng_vote.rules.calendar import local_day
from huasheng_vote.rules.flows.suppliers import SUPPLIER, SupplierAct, SupplierState
from huasheng_vote.web.access import allowed, may
from huasheng_vote.web.act import submit
from huasheng_vote.web.pages import done, page
from huasheng_vote.web.state import now, the_actor, the_estate


@bp.get("/<int:supplier_id>/check")
@may(Act.CHECK_SUPPLIER)
def check(supplier_id: int) -> Any:
    """Everything the company handed in, and what this reader may do about it."""
    return _page(supplier_id)


@bp.post("/<int:supplier_id>/check")
@may(Act.CHECK_SUPPLIER)
def decide(supplier_id: int) -> Any:
    form = CheckForm(prefix="check-")
    if form.validate():
        submit(form, acts.check, supplier_id, version(form.seen), SupplierAct(form.finding.data), form.note.data)
    return _page(supplier_id, checking=form) if form.errors else _back(supplier_id)


@bp.post("/<int:supplier_id>/blacklist")
@may(Act.BLACKLIST_SUPPLIER)
def blacklist(supplier_id: int) -> Any:
    form = PublishedReasonForm(prefix="blacklist-")
    if form.validate():
        submit(form, acts.blacklist, supplier_id, form.reason.data)
    return _page(supplier_id, blacklisting=form) if form.errors else _back(supplier_id)


@bp.post("/<int:supplier_id>/clear")
@may(Act.BLACKLIST_SUPPLIER)
def clear(supplier_id: int) -> Any:
    form = PublishedReasonForm(prefix="clear-")
    if form.validate():
        submit(form, acts.clear, supplier_id, form.reason.data)
    return _page(supplier_id, clearing=form) if form.errors else _back(supplier_id)


def _back(supplier_id: int) -> Any:
    return done(url_for("suppliers.check", supplier_id=supplier_id))


def _page(supplier_id: int, **forms: Any) -> Any:
    found = suppliers.supplier(the_estate().id, supplier_id)
    possible = SUPPLIER.possible(SupplierState(found.state)) if found.author_id != the_actor().account else ()
    listing = possible if allowed(Act.BLACKLIST_SUPPLIER) else ()
    wrong = next(iter(forms.values()), None)
    offered = {
        "checking": CheckForm(None, prefix="check-", data={"seen": found.version}) if SupplierAct.REGISTER in possible else None,
        "blacklisting": PublishedReasonForm(None, prefix="blacklist-") if SupplierAct.BLACKLIST in listing else None,
        "clearing": PublishedReasonForm(None, prefix="clear-") if SupplierAct.CLEAR in listing else None,
    }
    return page(
        "suppliers/check.html",
        status=wrong.status if wrong is not None else 200,
        it=found,
        wrong=wrong,
        papers=suppliers.papers(the_estate().id, supplier_id),
        labels=labels,
        today=local_day(now()),
        **{**offered, **forms},
    )
