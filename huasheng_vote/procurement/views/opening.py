"""The opening as those see it who do it: shares of two officers, two people's press where the server holds the keys, bidders who reveal."""

import json
from typing import Any

from flask import Response, url_for
from flask_babel import lazy_gettext as _

from huasheng_vote.committee.views.shown import press
from huasheng_vote.labels import bids as labels
from huasheng_vote.procurement.actions import opening as acts
from huasheng_vote.procurement.actions import revealing, unsealing
from huasheng_vote.procurement.forms.opening import DeclareForm, ReceiptForm, SharesForm
from huasheng_vote.procurement.models import OpeningOfficer, Tender
from huasheng_vote.procurement.queries import opening as read
from huasheng_vote.procurement.queries import suppliers, tenders
from huasheng_vote.procurement.views import bp
from huasheng_vote.procurement.views.ways import way
from huasheng_vote.rules.access import Act
from huasheng_vote.rules.flows.tenders import TenderState
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.sealing.coding import text_of
from huasheng_vote.web.access import allowed, may
from huasheng_vote.web.act import submit
from huasheng_vote.web.pages import done, page
from huasheng_vote.web.state import now, the_actor, the_estate


@way("procurement.opening", _("开标"))
def _waits(tender: Tender) -> bool:
    return tender.state == TenderState.CLOSED and (allowed(Act.HOLD_KEY) or allowed(Act.RUN_TENDER))


@way("procurement.reveal", _("公开我的报价"))
def _reveals(tender: Tender) -> bool:
    return tender.state == TenderState.CLOSED and bool(_own(tender)) and read.reveal(the_estate().id, tender.id) is not None


@bp.get("/<int:tender_id>/opening")
@may(Act.HOLD_KEY, Act.RUN_TENDER)
def opening(tender_id: int) -> Any:
    return _page(_tender(tender_id))


@bp.post("/<int:tender_id>/opening/shares")
@may(Act.OPEN_BIDS)
def hand_in(tender_id: int) -> Any:
    """The shares; and where they were the last that was missing, the opening at once."""
    form = SharesForm()
    if form.validate():
        submit(form, acts.hand_in, tender_id, form.shares.data)
    return _page(_tender(tender_id), form, giving=form) if form.errors else _on(tender_id)


@bp.post("/<int:tender_id>/opening/press")
@may(Act.OPEN_BIDS)
def press_to_open(tender_id: int) -> Any:
    form = press(acts.press, tender_id)
    return _page(_tender(tender_id), form) if form.errors else _on(tender_id)


@bp.post("/<int:tender_id>/opening/open")
@may(Act.OPEN_BIDS, Act.PUBLISH_TENDER)
def open_now(tender_id: int) -> Any:
    form = press(unsealing.open_bids, tender_id)
    return _page(_tender(tender_id), form) if form.errors else done(url_for("procurement.opening_record", tender_id=tender_id))


@bp.post("/<int:tender_id>/opening/reveal")
@may(Act.RUN_TENDER)
def let_reveal(tender_id: int) -> Any:
    form = DeclareForm(prefix="declare-")
    if form.validate():
        submit(form, revealing.declare, tender_id, form.reason.data, form.until.data)
    return _page(_tender(tender_id), form, declaring=form) if form.errors else done(url_for("procurement.opening", tender_id=tender_id))


@bp.get("/<int:tender_id>/opening/wraps.json")
@may(Act.HOLD_KEY)
def wraps(tender_id: int) -> Any:
    """For an officer's own program: what the page's script works on."""
    tender = _tender(tender_id)
    found = read.progress(the_estate().id, tender.id)
    mine = _mine(found)
    if mine is None:
        raise Refused(Why.NOT_AN_OFFICER)
    answer = Response(json.dumps(_wraps(found, mine)), mimetype="application/json", headers={"Cache-Control": "no-store"})
    answer.headers["Content-Disposition"] = f"attachment; filename=wraps-{tender.id}.json"
    return answer


@bp.get("/<int:tender_id>/reveal")
@may(Act.SEE_OWN_BIDS)
def reveal(tender_id: int) -> Any:
    return _reveal_page(_tender(tender_id), ReceiptForm())


@bp.post("/<int:tender_id>/reveal")
@may(Act.SEE_OWN_BIDS)
def reveal_own(tender_id: int) -> Any:
    form = ReceiptForm()
    if form.validate():
        submit(form, revealing.reveal, tender_id, form.receipt.data)
    return _reveal_page(_tender(tender_id), form) if form.errors else done(url_for("procurement.reveal", tender_id=tender_id))


def _tender(tender_id: int) -> Tender:
    """A tender that waits for its opening, or had it."""
    found = tenders.tender(the_estate().id, tender_id)
    if found.closed_at is None and now() < found.deadline:
        raise Refused(Why.NOT_FOUND)
    return found


def _on(tender_id: int) -> Any:
    """After shares came in: on to the record if they were all that was missing."""
    if read.progress(the_estate().id, tender_id).ready:
        form = press(unsealing.open_bids, tender_id)
        if not form.errors:
            return done(url_for("procurement.opening_record", tender_id=tender_id))
    return done(url_for("procurement.opening", tender_id=tender_id))


def _page(tender: Tender, wrong: Any = None, **forms: Any) -> Any:
    here = the_estate().id
    found = read.progress(here, tender.id)
    mine, declared = _mine(found), read.reveal(here, tender.id)
    waits = tender.state == TenderState.CLOSED
    missing = found.missing(mine) if mine and waits else []
    keyed = len(found.bids) if declared is None else len(read.revealed(here, found.bids))
    return page(
        "procurement/opening.html",
        status=wrong.status if wrong is not None else 200,
        it=tender,
        wrong=wrong,
        found=found,
        mine=mine,
        missing=missing,
        wraps=_wraps(found, mine) if mine and missing else [],
        waits=waits,
        declared=declared,
        keyed=keyed,
        may_press=waits and found.by_server and allowed(Act.OPEN_BIDS) and the_actor().account not in found.handed_in.values(),
        may_open=waits and _may_open(found, declared),
        labels=labels,
        **{
            "giving": SharesForm(None),
            "declaring": DeclareForm(None, prefix="declare-") if waits and allowed(Act.RUN_TENDER) else None,
            **forms,
        },
    )


def _may_open(found: read.Progress, declared: Any) -> bool:
    """Whether the button that opens what there is makes sense: every officer came, or the time to reveal is over or nobody is missing."""
    if declared is None:
        return found.ready or (found.exhausted and bool(found.short))
    short = {bid.id for bid in found.short} - set(read.revealed(the_estate().id, found.bids))
    return not short or now() >= declared.until


def _reveal_page(tender: Tender, form: ReceiptForm) -> Any:
    mine, declared = _own(tender), read.reveal(the_estate().id, tender.id)
    if declared is None or (not mine and tender.state == TenderState.CLOSED):
        raise Refused(Why.NOT_FOUND)
    given = bool(read.revealed(the_estate().id, mine))
    return page("procurement/reveal.html", form=form, it=tender, declared=declared, given=given, late=now() >= declared.until)


def _own(tender: Tender) -> list[Any]:
    """The reader's own locked bid."""
    company = suppliers.of_account(the_estate().id, the_actor().account)
    return [bid for bid in read.locked(the_estate().id, tender.id) if company is not None and bid.bidder == str(company.id)]


def _mine(found: read.Progress) -> OpeningOfficer | None:
    return next((each for each in found.officers if each.account_id is not None and each.account_id == the_actor().account), None)


def _wraps(found: read.Progress, officer: OpeningOfficer) -> list[dict[str, str]]:
    """What is for this officer in each envelope that still lacks the officer's share."""
    open_still = [found.sound[bid.id] for bid in found.missing(officer)]
    return [{"header": each.header.line.decode(), "wrap": text_of(each.wraps[officer.ordinal - 1])} for each in open_still]
