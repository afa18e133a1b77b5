"""A bidder's side: offering, replacing, withdrawing, confirming, one's own bids for ever.

Addresses name bids by their pseudonym, never by a number: the next number would tell how many others came in between.
"""

from contextlib import suppress
from dataclasses import replace
from typing import Any

from flask import request, url_for
from flask_babel import lazy_gettext as _

from huasheng_vote.files import Kind, store
from huasheng_vote.journal import checkpoints
from huasheng_vote.labels import bids as labels
from huasheng_vote.labels.awards import OUTCOMES
from huasheng_vote.procurement.actions import bidding as acts
from huasheng_vote.procurement.forms.bids import PAPERS, ConfirmForm, EnvelopeForm, OfferForm
from huasheng_vote.procurement.models import Tender
from huasheng_vote.procurement.queries import awards, bids, staffing, suppliers, tenders
from huasheng_vote.procurement.views import bp
from huasheng_vote.procurement.views.ways import way
from huasheng_vote.rules.access import Act
from huasheng_vote.rules.flows.tenders import BID, BidAct, BidState, TenderState
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.sealing import Envelope, receipt_text, seal
from huasheng_vote.web import media
from huasheng_vote.web.access import allowed, may
from huasheng_vote.web.act import act, submit
from huasheng_vote.web.forms import Form
from huasheng_vote.web.intake import in_memory, offer_sent
from huasheng_vote.web.pages import done, page
from huasheng_vote.web.state import now, the_actor, the_estate


@bp.get("/<int:tender_id>/offer")
@may(Act.BID)
def offer(tender_id: int) -> Any:
    """The form, for a supplier who may bid here; after the deadline it says so."""
    tender = _tender(tender_id)
    bids.check_open(tender, now())
    return _form(tender, OfferForm(None).within(tender))


@bp.post("/<int:tender_id>/offer")
@may(Act.BID)
@in_memory
def hand_in_offer(tender_id: int) -> Any:
    """What the browser sealed; or, without script, the words themselves, which are sealed here and kept nowhere."""
    tender = _tender(tender_id)
    if "envelope" in request.files or "salt" in request.form:
        return _sealed_there(tender, EnvelopeForm())
    form = OfferForm().within(tender)
    return _sealed_here(tender, form) if form.validate() else _form(tender, form)


@bp.get("/bids")
@may(Act.SEE_OWN_BIDS)
def own_bids() -> Any:
    """Everything this person handed in, of one tender where one is named."""
    rows = bids.own(the_estate().id, the_actor().account, request.args.get("tender_id", None, int))
    if not rows and not bids.companies(the_estate().id, the_actor().account):
        raise Refused(Why.NOT_FOUND)
    return page("procurement/own_bids.html", rows=rows, labels=labels, state=_state)


@bp.get("/bids/<envelope>")
@may(Act.SEE_OWN_BIDS)
def own_bid(envelope: str) -> Any:
    """One of them."""
    return _bid_page(envelope)


@bp.get("/bids/<envelope>/receipt")
@may(Act.SEE_OWN_BIDS)
def bid_receipt(envelope: str) -> Any:
    """What the log holds of it, and what the bidder has to keep."""
    return _receipt(bids.own_bid(the_estate().id, the_actor().account, envelope))


@bp.post("/bids/<envelope>/withdraw")
@may(Act.SEE_OWN_BIDS)
def withdraw(envelope: str) -> Any:
    """Take it back."""
    form = Form()
    if form.validate():
        _try(form, bids.own_bid(the_estate().id, the_actor().account, envelope).tender.id, acts.withdraw, envelope)
    return _bid_page(envelope, form) if form.errors else done(url_for("procurement.own_bid", envelope=envelope))


@bp.post("/bids/<envelope>/confirm")
@may(Act.BID)
def confirm(envelope: str) -> Any:
    """Sign the documents as they were changed."""
    form = ConfirmForm()
    if form.validate():
        _try(form, bids.own_bid(the_estate().id, the_actor().account, envelope).tender.id, acts.confirm, envelope, form.seen.data)
    return _bid_page(envelope, form, confirming=form) if form.errors else done(url_for("procurement.own_bid", envelope=envelope))


@way("procurement.offer", _("提交密封报价"))
def _offered(tender: Tender) -> bool:
    if not allowed(Act.BID):
        return False
    with suppress(Refused):
        bids.check_open(tender, now())
        return bool(bids.able(tender, the_actor().account, now()))
    return False


@way("procurement.own_bids", _("我在这次采购里的报价"))
def _has_own(tender: Tender) -> bool:
    return bool(bids.own(tender.estate_id, the_actor().account, tender.id))


def _tender(tender_id: int) -> Tender:
    """A tender this person may bid in."""
    found = tenders.tender(the_estate().id, tender_id)
    bids.able(found, the_actor().account, now())
    return found


def _form(tender: Tender, form: OfferForm, wrong: Form | None = None) -> Any:
    """The form, with what was refused of it or of the envelope."""
    supplier = suppliers.of_account(tender.estate_id, the_actor().account)
    return page(
        "procurement/offer.html",
        status=(wrong or form).status,
        it=tender,
        form=form,
        wrong=wrong or form,
        subject=staffing.subject(the_estate().slug, tender),
        served=not staffing.keyed(tender),
        standing=bids.standing(tender, supplier.id) if supplier else None,
    )


def _sealed_there(tender: Tender, form: EnvelopeForm) -> Any:
    """By the browser, or by the bidder's own program."""
    name = ""
    if form.validate():
        try:
            sent = request.files.get("envelope")
            envelope, salt = Envelope.read(sent.read() if sent else b""), acts.read_salt(form.salt.data or "")
            name = _keep(form, tender, acts.Handed(form.key.data, envelope, "", salt))
        except Refused as refused:
            form.refuse(refused)
    if form.errors:
        return _form(tender, OfferForm(None).within(tender), form)
    return done(url_for("procurement.bid_receipt", envelope=name))


def _sealed_here(tender: Tender, form: OfferForm) -> Any:
    """The receipt's text is in this answer and nowhere else; a form sent again is led to the page without it."""
    offer, name = form.offer(offer_sent((PAPERS,)).files), ""
    try:
        sealed = seal(staffing.subject(the_estate().slug, tender), offer)
        name = _keep(form, tender, acts.Handed(form.key_of(offer), sealed.envelope, "", sealed.salt))
    except Refused as refused:
        form.refuse(refused)
    if form.errors:
        return _form(tender, form)
    if name != sealed.envelope.header.envelope:
        return done(url_for("procurement.bid_receipt", envelope=name))
    return _receipt(bids.own_bid(tender.estate_id, the_actor().account, name), receipt_text(sealed))


def _keep(form: Form, tender: Tender, handed: acts.Handed) -> str:
    """Into the store, then the act; the bid's pseudonym. A second copy of what was there already goes again."""
    handed = replace(handed, stored=media.keep(handed.envelope.data, Kind.ENVELOPE))
    name = _try(form, tender.id, acts.submit, tender.id, handed) or ""
    if name and bids.own_bid(tender.estate_id, the_actor().account, name).bid.stored != handed.stored:
        store().discard(handed.stored)
    return name


def _try(form: Form, tender_id: int, fn: Any, *args: Any) -> Any:
    """The act behind a form. A late attempt is refused, and its time goes into the log."""
    answer = submit(form, fn, *args)
    if form.refused is not None and form.refused.why is Why.DEADLINE_PASSED:
        with suppress(Refused):
            act(acts.note_late, tender_id)
    return answer


def _receipt(own: bids.Own, text: str = "") -> Any:
    """`text`: what was sealed here is shown once."""
    leaf = own.bid.leaf
    return page(
        "procurement/receipt.html",
        own=own,
        text=text,
        code=bids.code(own.bid),
        covered=checkpoints.latest(own.bid.estate_id, covering=leaf),
    )


def _bid_page(envelope: str, wrong: Form | None = None, confirming: ConfirmForm | None = None) -> Any:
    own = bids.own_bid(the_estate().id, the_actor().account, envelope)
    bid, tender = own.bid, own.tender
    running = tender.state == TenderState.PUBLISHED and now() < tender.deadline
    possible = BID.possible(BidState(bid.state)) if running else ()
    if BidAct.RECONFIRM in possible and confirming is None:
        confirming = ConfirmForm(None, data={"seen": tender.specification})
    return page(
        "procurement/own_bid.html",
        status=wrong.status if wrong else 200,
        own=own,
        wrong=wrong,
        confirming=confirming if BidAct.RECONFIRM in possible else None,
        may_withdraw=BidAct.WITHDRAW in possible,
        said=bids.said(bid) if own.opened else {},
        files=bids.files(bid) if own.opened else [],
        labels=labels,
        state=_state,
    )


def _state(own: bids.Own) -> Any:
    """The word made for the bidder, and its kind."""
    lapsed = own.bid.state == BidState.WITHDRAWN and own.bid.changed_at >= own.tender.deadline
    if own.bid.state in (BidState.WINNER, BidState.NOT_AWARDED):
        return OUTCOMES[awards.standing_of(own.bid).outcome]
    return labels.LAPSED if lapsed else labels.OWN_STATES[BidState(own.bid.state)]
