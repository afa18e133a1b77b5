"""Questions and answers, addenda, ends before the deadline."""

from typing import Any

from flask import url_for
from flask_babel import lazy_gettext as _

from huasheng_vote.assemblies.queries.calendar import holidays
from huasheng_vote.committee.models import Subject
from huasheng_vote.committee.queries import decisions
from huasheng_vote.labels import tenders as labels
from huasheng_vote.procurement.actions import addenda as changing
from huasheng_vote.procurement.actions import cancelling
from huasheng_vote.procurement.actions import enquiries as acts
from huasheng_vote.procurement.forms.enquiries import AddendumForm, CancelForm, EnquiryForm, FewerForm, ReplyForm
from huasheng_vote.procurement.models import Enquiry, Tender
from huasheng_vote.procurement.queries import enquiries as read
from huasheng_vote.procurement.queries import tenders
from huasheng_vote.procurement.views import bp
from huasheng_vote.procurement.views.settling import current, published
from huasheng_vote.procurement.views.ways import way
from huasheng_vote.rules import tendering
from huasheng_vote.rules.access import Act
from huasheng_vote.rules.calendar import local_day
from huasheng_vote.rules.flows.tenders import TENDER, TenderAct, TenderState
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.web.access import allowed, may, public
from huasheng_vote.web.act import submit
from huasheng_vote.web.pages import done, page
from huasheng_vote.web.state import now, the_actor


@way("procurement.enquiries", _("提问和答复"))
def _asked(tender: Tender) -> bool:
    return tender.published_at is not None


@way("procurement.addendum_form", _("更正采购文件"))
def _amendable(tender: Tender) -> bool:
    return tender.state == TenderState.PUBLISHED and now() < tender.deadline and allowed(Act.RUN_TENDER)


@way("procurement.fewer_form", _("减少最低家数"))
def _repeated(tender: Tender) -> bool:
    return tender.previous_id is not None and tender.state in cancelling.BEFORE_CLOSING and allowed(Act.RUN_TENDER)


@way("procurement.cancel_form", _("取消采购"))
def _cancellable(tender: Tender) -> bool:
    return TenderAct.CANCEL in TENDER.possible(TenderState(tender.state)) and allowed(Act.CANCEL_TENDER)


@bp.get("/<int:tender_id>/enquiries")
@public
def enquiries(tender_id: int) -> Any:
    return _enquiries_page(published(tender_id))


@bp.post("/<int:tender_id>/enquiries")
@may(Act.BID)
def ask(tender_id: int) -> Any:
    form = EnquiryForm(prefix="ask-")
    if form.validate():
        submit(form, acts.ask, tender_id, form.key.data, form.text.data)
    if form.errors:
        return _enquiries_page(published(tender_id), form, asking=form)
    return done(url_for("procurement.enquiries", tender_id=tender_id, _anchor="asked"))


@bp.post("/<int:tender_id>/enquiries/<int:enquiry_id>")
@may(Act.RUN_TENDER)
def answer(tender_id: int, enquiry_id: int) -> Any:
    form = _reply(enquiry_id)
    if form.validate():
        submit(form, acts.answer, tender_id, enquiry_id, form.text.data)
    if form.errors:
        return _enquiries_page(published(tender_id), form, replies={enquiry_id: form})
    return done(url_for("procurement.enquiries", tender_id=tender_id))


@bp.get("/<int:tender_id>/addenda/new")
@may(Act.RUN_TENDER)
def addendum_form(tender_id: int) -> Any:
    tender = published(tender_id)
    return _addendum_page(tender, AddendumForm(data={"seen": tender.specification}))


@bp.post("/<int:tender_id>/addenda/new")
@may(Act.RUN_TENDER)
def amend(tender_id: int) -> Any:
    form = AddendumForm()
    if form.validate():
        submit(form, changing.amend, tender_id, form.seen.data, form.text.data)
    return _addendum_page(published(tender_id), form) if form.errors else done(url_for("procurement.tender", tender_id=tender_id))


@bp.get("/<int:tender_id>/cancel")
@may(Act.RUN_TENDER)
def cancel_form(tender_id: int) -> Any:
    return _cancel_page(current(tender_id), CancelForm())


@bp.post("/<int:tender_id>/cancel")
@may(Act.CANCEL_TENDER)
def cancel(tender_id: int) -> Any:
    form = CancelForm()
    if form.validate():
        submit(form, cancelling.cancel, tender_id, form.reason, form.note.data)
    return _cancel_page(current(tender_id), form) if form.errors else done(url_for("procurement.tender", tender_id=tender_id))


@bp.get("/<int:tender_id>/fewer")
@may(Act.RUN_TENDER)
def fewer_form(tender_id: int) -> Any:
    return _fewer_page(current(tender_id), FewerForm())


@bp.post("/<int:tender_id>/fewer")
@may(Act.RUN_TENDER)
def let_fewer_do(tender_id: int) -> Any:
    tender, form = current(tender_id), FewerForm()
    form.offer(_bases(tender))
    if form.validate():
        submit(form, cancelling.let_fewer_do, tender_id, *form.numbered, int(form.bids.data))
    return _fewer_page(tender, form) if form.errors else done(url_for("procurement.tender", tender_id=tender_id))


def _enquiries_page(
    tender: Tender, wrong: Any = None, asking: EnquiryForm | None = None, replies: dict[int, ReplyForm] | None = None
) -> Any:
    rows, runs, is_open = read.enquiries(tender), allowed(Act.RUN_TENDER), tender.state == TenderState.PUBLISHED
    waiting = [each for each in rows if each.answered_at is None]
    until = read.ask_until(tender)
    if asking is None and is_open and allowed(Act.BID) and read.may_ask(tender, the_actor().account, local_day(now())):
        asking = EnquiryForm(None, prefix="ask-")
    return page(
        "procurement/enquiries.html",
        status=wrong.status if wrong is not None else 200,
        it=tender,
        wrong=wrong,
        answered=[each for each in rows if each.answered_at is not None],
        waiting=waiting if runs else [],
        unanswered=len(waiting),
        replies={**_replies(waiting), **(replies or {})} if runs and is_open else {},
        asking=asking,
        until=until,
        is_open=is_open,
        addenda=tenders.addenda(tender),
        labels=labels,
    )


def _addendum_page(tender: Tender, form: AddendumForm) -> Any:
    if tender.state != TenderState.PUBLISHED:
        raise Refused(Why.DEADLINE_PASSED)
    deadline = tendering.after_change(tenders.terms(tender), now(), tender.deadline, holidays(tender.estate_id, now()))
    return page("procurement/addendum_form.html", it=tender, form=form, deadline=deadline, addenda=tenders.addenda(tender))


def _cancel_page(tender: Tender, form: CancelForm) -> Any:
    if not _cancellable(tender):
        raise Refused(Why.NOT_POSSIBLE_NOW)
    return page("procurement/cancel.html", it=tender, form=form, labels=labels)


def _fewer_page(tender: Tender, form: FewerForm) -> Any:
    if not _repeated(tender):
        raise Refused(Why.NOT_POSSIBLE_NOW)
    return page("procurement/fewer.html", it=tender, form=form.offer(_bases(tender)), least=tenders.terms(tender).bids)


def _bases(tender: Tender) -> list[decisions.Passed]:
    """Published decisions since the first round failed."""
    failed = tenders.tender(tender.estate_id, tender.previous_id or 0).ended_at or now()
    posted = [each for each in decisions.passed(tender.estate_id) if each.posted_at is not None and each.subject is Subject.OTHER]
    return [each for each in posted if each.decided_at >= failed]


def _replies(waiting: list[Enquiry]) -> dict[int, ReplyForm]:
    return {each.id: _reply(each.id, fresh=True) for each in waiting}


def _reply(enquiry_id: int, *, fresh: bool = False) -> ReplyForm:
    prefix = f"reply{enquiry_id}-"
    return ReplyForm(None, prefix=prefix) if fresh else ReplyForm(prefix=prefix)
