"""Contracts as everybody reads them, without account and telephone; each side signs what it sees; one page prints as official paper."""

import json
from typing import Any

from flask import url_for
from flask_babel import get_locale
from flask_babel import lazy_gettext as _

from huasheng_vote.committee.views.shown import insider
from huasheng_vote.labels import awards as labels
from huasheng_vote.labels.tenders import number as tender_number
from huasheng_vote.procurement.actions import contracts as acts
from huasheng_vote.procurement.forms.awards import EndForm, SignForm
from huasheng_vote.procurement.models import Contract, Tender
from huasheng_vote.procurement.queries import awards
from huasheng_vote.procurement.queries import contracts as read
from huasheng_vote.procurement.queries.contracts import Deal, Side
from huasheng_vote.procurement.views import bp
from huasheng_vote.procurement.views.awards import trail
from huasheng_vote.procurement.views.ways import way
from huasheng_vote.rules.access import Act
from huasheng_vote.rules.bill import show_quantity
from huasheng_vote.rules.calendar import local_day
from huasheng_vote.rules.flows.awards import ContractState
from huasheng_vote.rules.methods import Method
from huasheng_vote.web.access import allowed, may, public
from huasheng_vote.web.act import submit
from huasheng_vote.web.filters import masked
from huasheng_vote.web.pages import done, page
from huasheng_vote.web.state import now, the_actor, the_estate


@way("procurement.tender_contract", _("合同"))
def contract_offered(tender: Tender) -> bool:
    """Once it is drawn."""
    return _of(tender.id) is not None


@bp.get("/contracts")
@public
def contracts_list() -> Any:
    return page("procurement/contracts.html", deals=read.deals(the_estate().id), labels=labels)


@bp.get("/<int:tender_id>/contract")
@public
def tender_contract(tender_id: int) -> Any:
    """The tender's latest contract."""
    found = _of(tender_id)
    return done(url_for("procurement.contract", contract_id=found.id) if found else url_for("procurement.contracts_list"))


@bp.get("/contracts/<int:contract_id>")
@public
def contract(contract_id: int) -> Any:
    return _contract_page(_found(contract_id))


@bp.get("/contracts/<int:contract_id>/paper")
@public
def contract_paper(contract_id: int) -> Any:
    """As it is printed and kept."""
    deal = _found(contract_id)
    return page(
        "procurement/contract_paper.html", address=url_for("procurement.contract", contract_id=contract_id, _external=True), **_shown(deal)
    )


@bp.post("/contracts/<int:contract_id>/sign")
@may(Act.SIGN_CONTRACT)
def sign_contract(contract_id: int) -> Any:
    form = SignForm(prefix="sign-")
    if form.validate():
        submit(form, acts.sign, contract_id, form.seen.data)
    return _back(contract_id, form, signing=form)


@bp.post("/contracts/<int:contract_id>/end")
@may(Act.AWARD)
def end_contract(contract_id: int) -> Any:
    deal = _found(contract_id)
    form = EndForm(prefix="end-").offer(read.later_decisions(deal.contract))
    if form.validate():
        submit(form, acts.end, contract_id, form.act, form.reason.data, *form.chosen)
    return _back(contract_id, form, ending=form)


def _found(contract_id: int) -> Deal:
    return read.deal(read.contract(the_estate().id, contract_id))


def _of(tender_id: int) -> Contract | None:
    return next((each.contract for each in read.deals(the_estate().id) if each.tender.id == tender_id), None)


def _back(contract_id: int, form: Any, **forms: Any) -> Any:
    if form.errors:
        return _contract_page(_found(contract_id), form, **forms)
    return done(url_for("procurement.contract", contract_id=contract_id))


def _contract_page(deal: Deal, wrong: Any = None, **forms: Any) -> Any:
    found, side = deal.contract, read.side_of(deal, the_actor())
    signs = read.unsigned(deal, side) and allowed(Act.SIGN_CONTRACT)
    ends = found.state == ContractState.SIGNED and allowed(Act.AWARD)
    offered = {
        "signing": SignForm(None, prefix="sign-", data={"seen": found.digest}) if signs else None,
        "ending": EndForm(None, prefix="end-").offer(read.later_decisions(found)) if ends else None,
    }
    return page(
        "procurement/contract.html",
        status=wrong.status if wrong is not None else 200,
        wrong=wrong,
        trail=trail(deal.tender),
        late=found.state == ContractState.DRAWN and local_day(now()) > found.due,
        side=side.value if side else "",
        **{**offered, **forms},
        **_shown(deal),
    )


def _shown(deal: Deal) -> dict[str, Any]:
    """The body as a reader may see it: the payee's account is for the two sides and for the committee and its supervisors."""
    found, party = deal.contract, read.side_of(deal, the_actor()) is not None
    body = json.loads(found.body)
    return {
        "it": found,
        "body": body,
        "tender": deal.tender,
        "supplier": deal.supplier,
        "account": found.payee_account if party or insider() else None,
        "salt": found.payee_salt if party or insider() else "",
        "signed": {side.value: _signature(found, side) for side in Side},
        "named": (lambda name: name) if party or insider() else _hidden,
        "quantity": show_quantity,
        "won": labels.WON[Method(deal.tender.method)],
        "awarded": awards.award(found.estate_id, found.award_id),
        "labels": labels,
        "tender_number": tender_number,
        "chinese": str(get_locale()) != "en",
    }


def _hidden(name: str) -> str:
    """A name as strangers read it, without the number of a certificate beside it."""
    return masked(name.partition("（")[0].partition("(")[0])


def _signature(found: Contract, side: Side) -> tuple[str, Any]:
    """Whose name stands for a side, masked, and since when."""
    return masked(read.name_of(getattr(found, f"{side}_signed_by"))), getattr(found, f"{side}_signed_at")
