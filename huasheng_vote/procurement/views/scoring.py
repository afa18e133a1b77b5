"""What panelists do one after another: qualification, low prices, the score sheet, the report and their names under it; and a bidder's explanation."""

from typing import Any

from flask import url_for

from huasheng_vote.labels import panels as labels
from huasheng_vote.procurement.actions import qualifying, reports
from huasheng_vote.procurement.actions import sheets as acts
from huasheng_vote.procurement.forms import judging as forms
from huasheng_vote.procurement.models import PanelSeat, Tender
from huasheng_vote.procurement.queries import panels, progress, sheets, tenders
from huasheng_vote.procurement.views import bp
from huasheng_vote.procurement.views.comparison import Shown, shown
from huasheng_vote.procurement.views.judging import judged
from huasheng_vote.procurement.views.ways import way
from huasheng_vote.rules.access import Act
from huasheng_vote.rules.flows.panels import SeatState, SheetState
from huasheng_vote.rules.flows.tenders import BidState, TenderState
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.web.access import may
from huasheng_vote.web.act import submit
from huasheng_vote.web.pages import done, page
from huasheng_vote.web.state import now, the_actor, the_estate


@bp.get("/<int:tender_id>/qualification")
@may(Act.JUDGE)
def qualification(tender_id: int) -> Any:
    return _qualification(*_at_work(tender_id))


@bp.post("/<int:tender_id>/qualification")
@may(Act.JUDGE)
def qualify(tender_id: int) -> Any:
    tender, seat = _at_work(tender_id)
    pending = panels.bids(tender, BidState.OPENED)
    form = forms.qualify_form(pending)
    if form.validate():
        submit(form, qualifying.qualify, tender_id, forms.findings(form, pending))
    return _qualification(tender, seat, form, finding=form) if form.errors else _on(tender_id)


@bp.post("/offers/<int:bid_id>/low-price")
@may(Act.SIGN_JUDGEMENT)
def decide_low(bid_id: int) -> Any:
    tender_id = panels.bid(the_estate().id, bid_id).tender_id
    form = forms.DecideForm(prefix=f"low{bid_id}-")
    if form.validate():
        submit(form, qualifying.decide_low, bid_id, form.accepted.data == "yes", form.reason.data)
    return _qualification(*_at_work(tender_id), form, deciding={bid_id: form}) if form.errors else _on(tender_id)


@bp.get("/<int:tender_id>/sheet")
@may(Act.JUDGE)
def sheet(tender_id: int) -> Any:
    return _sheet(*_at_work(tender_id))


@bp.post("/<int:tender_id>/sheet")
@may(Act.JUDGE)
def save_sheet(tender_id: int) -> Any:
    tender, seat = _at_work(tender_id)
    bids, components = panels.valid(tender), panels.components(tender)
    form = forms.sheet_form(bids, components, {})
    if form.validate():
        submit(form, acts.save, tender_id, forms.scores(form, bids, components), forms.reasons(form, bids))
    return _sheet(tender, seat, form, scoring=form) if form.errors else done(url_for("procurement.sheet", tender_id=tender_id))


@bp.post("/<int:tender_id>/sheet/lock")
@may(Act.SIGN_JUDGEMENT)
def lock_sheet(tender_id: int) -> Any:
    form = forms.LockForm(prefix="lock-")
    if form.validate():
        submit(form, acts.lock, tender_id, form.seen.data)
    return _sheet(*_at_work(tender_id), form) if form.errors else done(url_for("procurement.sheet", tender_id=tender_id))


@bp.get("/<int:tender_id>/report")
@may(Act.JUDGE)
def report(tender_id: int) -> Any:
    return _report(*_at_work(tender_id))


@bp.post("/<int:tender_id>/report")
@may(Act.JUDGE)
def write_report(tender_id: int) -> Any:
    form = forms.ReportForm(prefix="write-")
    if form.validate():
        submit(form, reports.write, tender_id, form.text.data)
    return _report(*_at_work(tender_id), form, writing=form) if form.errors else done(url_for("procurement.report", tender_id=tender_id))


@bp.post("/<int:tender_id>/report/sign")
@may(Act.SIGN_JUDGEMENT)
def sign_report(tender_id: int) -> Any:
    form = forms.SignForm(prefix="sign-")
    if form.validate():
        submit(form, reports.sign, tender_id, form.seen.data, form.dissent.data)
    return _report(*_at_work(tender_id), form, signing=form) if form.errors else _on(tender_id)


@way("procurement.explanation", labels.EXPLAIN)
def owes_explanation(tender: Tender) -> bool:
    """The bidder whose price is too low."""
    return tender.state == TenderState.EVALUATING and progress.asked(tender, the_actor().account) is not None


@bp.get("/<int:tender_id>/explanation")
@may(Act.SEE_OWN_BIDS)
def explanation(tender_id: int) -> Any:
    return _explanation(tender_id, forms.ExplainForm())


@bp.post("/<int:tender_id>/explanation")
@may(Act.SEE_OWN_BIDS)
def explain(tender_id: int) -> Any:
    form = forms.ExplainForm()
    if form.validate():
        submit(form, qualifying.explain, tender_id, form.text.data)
    return _explanation(tender_id, form) if form.errors else done(url_for("procurement.explanation", tender_id=tender_id))


def _at_work(tender_id: int) -> tuple[Tender, PanelSeat]:
    """A panel that judges, or has judged, and the reader's own seat on it, free of conflicts. Refuses everybody else."""
    tender = judged(tender_id)
    seat = panels.own(tender, the_actor().account)
    if seat.state != SeatState.CLEARED:
        raise Refused(Why.DECLARE_FIRST)
    return tender, seat


def _on(tender_id: int) -> Any:
    """After a step, the desk says what comes next."""
    return done(url_for("procurement.judging", tender_id=tender_id))


def _qualification(tender: Tender, seat: PanelSeat, wrong: Any = None, finding: Any = None, deciding: Any = None) -> Any:
    mine = {bid: given[seat.id] for bid, given in panels.findings(tender).items() if seat.id in given}
    pending = panels.bids(tender, BidState.OPENED) if tender.state == TenderState.EVALUATING else []
    it = shown(tender, scores=False)
    low = progress.decidable(tender, now()) if tender.state == TenderState.EVALUATING else []
    return page(
        "procurement/qualification.html",
        status=wrong.status if wrong is not None else 200,
        tender=tender,
        it=it,
        wrong=wrong,
        mine=mine,
        companies=_companies(it),
        pending=pending,
        finding=finding or (forms.qualify_form(pending) if pending and not mine else None),
        deciding={each.bid_id: (deciding or {}).get(each.bid_id) or forms.DecideForm(None, prefix=f"low{each.bid_id}-") for each in low},
        labels=labels,
    )


def _sheet(tender: Tender, seat: PanelSeat, wrong: Any = None, scoring: Any = None) -> Any:
    acts.check_scorable(tender)
    it, bids, components = shown(tender, scores=False), panels.valid(tender), panels.components(tender)
    found = sheets.current(tender, seat.id)
    marks = sheets.marks(tender.estate_id, [found.id])[found.id] if found else []
    known = {f"{each.component}_{each.bid_id}": each.score for each in marks} | {f"reason_{each.bid_id}": each.reason for each in marks}
    locked = found is not None and found.state != SheetState.OPEN
    whole = len(marks) == len(bids) * len(components) and all(each.reason for each in marks)
    seen = acts.digest_of(tender, found, marks) if found and whole and not locked else ""
    return page(
        "procurement/sheet.html",
        status=wrong.status if wrong is not None else 200,
        tender=tender,
        it=it,
        wrong=wrong,
        bids=bids,
        components=[(name, labels.COMPONENTS[name], int(panels.weights(tender)[name])) for name in components],
        scoring=None if locked else scoring or forms.sheet_form(bids, components, known),
        locking=forms.LockForm(None, prefix="lock-", data={"seen": seen}) if seen and scoring is None else None,
        mine=known,
        sheet=found,
        begun=bool(marks),
        companies=_companies(it),
        labels=labels,
    )


def _report(tender: Tender, seat: PanelSeat, wrong: Any = None, writing: Any = None, signing: Any = None) -> Any:
    running = tender.state == TenderState.EVALUATING
    step = progress.next_step(tender, seat, now()) if running else progress.Step.WAIT
    if running and step not in (progress.Step.REPORT, progress.Step.SIGN) and sheets.report(tender) is None:
        raise Refused(Why.NOT_POSSIBLE_NOW)
    it = shown(tender, scores=True)
    known = it.it.report
    return page(
        "procurement/report.html",
        status=wrong.status if wrong is not None else 200,
        tender=tender,
        it=it,
        wrong=wrong,
        merit=_merit(tender) if running and known is None else [],
        writing=(writing or forms.ReportForm(None, prefix="write-", data={"text": known.text if known else ""})) if running else None,
        signing=(signing or forms.SignForm(None, prefix="sign-", data={"seen": known.digest}))
        if known and step is progress.Step.SIGN
        else None,
        tied=running and known is not None and progress.tied(known),
        labels=labels,
    )


def _merit(tender: Tender) -> list[Any]:
    """The ranking as it will stand in the report."""
    letters = {str(each.id): labels.letter(each.ordinal) for each in panels.valid(tender)}
    return [(each.rank, letters[each.bid.id], each.total) for each in reports.ranked(tender)]


def _companies(it: Shown) -> dict[int, str]:
    return {row.it.bid.id: row.it.supplier for row in it.rows}


def _explanation(tender_id: int, form: Any) -> Any:
    tender = tenders.tender(the_estate().id, tender_id)
    low = progress.asked(tender, the_actor().account)
    if low is None:
        raise Refused(Why.NOT_FOUND)
    open_still = low.explained_at is None and low.decided_at is None and tender.state == TenderState.EVALUATING
    return page(
        "procurement/explanation.html",
        tender=tender,
        low=low,
        form=form if open_still or form.errors else None,
        until=progress.explain_by(low),
    )
