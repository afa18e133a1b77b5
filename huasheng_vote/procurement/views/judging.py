"""A panel's own desk: how far it is, declarations after the opening, who left and who takes the seat, the public draw."""

from typing import Any

from flask import url_for

from huasheng_vote.committee.views.shown import press
from huasheng_vote.labels import panels as labels
from huasheng_vote.procurement.actions import judging as acts
from huasheng_vote.procurement.actions import reports
from huasheng_vote.procurement.forms.judging import DrawForm, RecuseForm, ReplaceForm
from huasheng_vote.procurement.models import PanelSeat, Tender
from huasheng_vote.procurement.queries import panels, progress, sheets, tenders
from huasheng_vote.procurement.queries.comparison import comparison
from huasheng_vote.procurement.queries.progress import Step
from huasheng_vote.procurement.views import bp
from huasheng_vote.procurement.views.ways import way
from huasheng_vote.rules.access import Act
from huasheng_vote.rules.flows.panels import SeatState
from huasheng_vote.rules.flows.tenders import TenderState
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.web.access import allowed, may
from huasheng_vote.web.act import submit
from huasheng_vote.web.pages import done, page
from huasheng_vote.web.state import now, the_actor, the_estate


def judged(tender_id: int) -> Tender:
    """A tender that was opened; before, there is nothing to judge."""
    tender = tenders.tender(the_estate().id, tender_id)
    if tender.opened_at is None:
        raise Refused(Why.NOT_FOUND)
    return tender


def own_seat(tender: Tender) -> PanelSeat | None:
    """The reader's seat; None for those who prepare tenders or watch. Refuses everybody else, and who left the panel."""
    mine = next((each for each in panels.seats(tender) if each.account_id == the_actor().account), None)
    if mine is None and allowed(Act.SEE_TENDER_DRAFTS):
        return None
    return panels.own(tender, the_actor().account)


@way("procurement.judging", labels.DESK)
def sees_desk(tender: Tender) -> bool:
    """The panel, those who prepare tenders and those who watch, from the opening on."""
    if tender.opened_at is None:
        return False
    mine = next((each for each in panels.seats(tender) if each.account_id == (the_actor().account or 0)), None)
    return allowed(Act.SEE_TENDER_DRAFTS) if mine is None else mine.state not in panels.LEFT


@bp.get("/<int:tender_id>/judging")
@may(Act.JUDGE)
def judging(tender_id: int) -> Any:
    return _desk(judged(tender_id))


@bp.get("/<int:tender_id>/judging/declaration")
@may(Act.JUDGE)
def declaration_after(tender_id: int) -> Any:
    return _declaration(judged(tender_id), RecuseForm())


@bp.post("/<int:tender_id>/judging/clear")
@may(Act.JUDGE)
def clear(tender_id: int) -> Any:
    form = press(acts.clear, tender_id)
    if form.errors:
        return _declaration(judged(tender_id), RecuseForm(None), form)
    return done(url_for("procurement.judging", tender_id=tender_id))


@bp.post("/<int:tender_id>/judging/recuse")
@may(Act.JUDGE)
def recuse(tender_id: int) -> Any:
    form = RecuseForm()
    if form.validate():
        submit(form, acts.recuse, tender_id, form.reason.data)
    if form.errors:
        return _declaration(judged(tender_id), form, form)
    return done(url_for("procurement.comparison", tender_id=tender_id))


@bp.post("/seats/<int:seat_id>/replace")
@may(Act.RUN_TENDER)
def replace(seat_id: int) -> Any:
    form = ReplaceForm(prefix=f"seat{seat_id}-")
    if form.validate():
        submit(form, acts.replace, seat_id, form.replacement)
    return _back(panels.seat(the_estate().id, seat_id).tender_id, form, replacing={seat_id: form})


@bp.post("/seats/<int:seat_id>/vacant")
@may(Act.RUN_TENDER)
def leave_vacant(seat_id: int) -> Any:
    return _back(panels.seat(the_estate().id, seat_id).tender_id, press(acts.leave_vacant, seat_id))


@bp.post("/<int:tender_id>/judging/approver")
@may(Act.RUN_TENDER)
def approve(tender_id: int) -> Any:
    return _back(tender_id, press(acts.approve, tender_id))


@bp.post("/<int:tender_id>/judging/draw")
@may(Act.DRAW_LOT)
def draw(tender_id: int) -> Any:
    form = DrawForm()
    if form.validate():
        submit(form, reports.draw, tender_id, form.source.data, form.value.data)
    return _back(tender_id, form, drawing=form)


def _back(tender_id: int, form: Any, **forms: Any) -> Any:
    if form.errors:
        return _desk(judged(tender_id), form, **forms)
    return done(url_for("procurement.judging", tender_id=tender_id))


def _declaration(tender: Tender, form: Any, wrong: Any = None) -> Any:
    """Before any score: the bidders' names, and whether one is tied to them."""
    seat = panels.own(tender, the_actor().account)
    if tender.state not in progress.JUDGED:
        raise Refused(Why.NOT_POSSIBLE_NOW)
    return page(
        "procurement/declaration_after.html",
        status=wrong.status if wrong is not None else 200,
        tender=tender,
        seat=seat,
        bids=comparison(tender, scores=False).bids,
        leaving=form,
        wrong=wrong,
        labels=labels,
    )


def _desk(tender: Tender, wrong: Any = None, replacing: Any = None, drawing: Any = None) -> Any:
    mine = own_seat(tender)
    step = progress.next_step(tender, mine, now()) if mine is not None and tender.state in progress.JUDGED else None
    report = sheets.report(tender)
    running = tender.state in progress.JUDGED
    steering = running and allowed(Act.RUN_TENDER)
    empty = panels.empty(tender) if steering else []
    tied = running and report is not None and progress.tied(report)
    return page(
        "procurement/judging.html",
        status=wrong.status if wrong is not None else 200,
        tender=tender,
        wrong=wrong,
        step=step,
        to=progress.PAGES.get(step) if step else None,
        stages=_stages(tender),
        phase=progress.phase(tender),
        seats=progress.seated(tender),
        bids=comparison(tender, scores=False).bids if mine is None or mine.state == SeatState.CLEARED else [],
        replacing={each.id: (replacing or {}).get(each.id) or ReplaceForm(None, prefix=f"seat{each.id}-") for each in empty},
        approving=steering and mine is None and progress.approvers_missing(tender) > 0,
        tied=tied,
        drawing=(drawing or DrawForm(None)) if tied and allowed(Act.DRAW_LOT) else None,
        over=tender.state not in (TenderState.OPENED, TenderState.EVALUATING),
        labels=labels,
    )


def _stages(tender: Tender) -> list[tuple[Any, str]]:
    """What is done, what is now, what comes; scoring only where there are sheets."""
    steps = [step for step in labels.STEPS if step != Step.SCORE or panels.scored(tender)]
    at = progress.phase(tender)
    place = steps.index(Step.QUALIFY if at is Step.LOW else at) if at is not Step.WAIT else len(steps)
    return [(labels.STEPS[step], "done" if number < place else "now" if number == place else "") for number, step in enumerate(steps)]
