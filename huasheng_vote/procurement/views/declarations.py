"""A panelist says before the opening whether anything keeps them from judging this tender."""

from typing import Any

from flask import url_for
from flask_babel import lazy_gettext as _

from huasheng_vote.committee.views.shown import press
from huasheng_vote.labels import panels as labels
from huasheng_vote.labels.tenders import METHODS
from huasheng_vote.procurement.actions import panel_seats as acts
from huasheng_vote.procurement.forms.staffing import RecuseForm
from huasheng_vote.procurement.models import Tender
from huasheng_vote.procurement.queries import staffing
from huasheng_vote.procurement.queries import tenders as read
from huasheng_vote.procurement.views import bp
from huasheng_vote.procurement.views.ways import way
from huasheng_vote.rules.access import Act
from huasheng_vote.rules.flows.panels import SEAT, SeatAct, SeatState
from huasheng_vote.web.access import may
from huasheng_vote.web.act import submit
from huasheng_vote.web.forms import Form
from huasheng_vote.web.pages import done, page
from huasheng_vote.web.state import the_actor, the_estate


@way("procurement.declaration", _("我在评审小组：有没有利害关系"))
def has_seat(tender: Tender) -> bool:
    """Whoever has a seat here, or had one."""
    me = the_actor().account
    return any(each.account_id == me for each in staffing.seats(tender.estate_id, tender.id) if me)


@bp.get("/<int:tender_id>/declaration")
@may(Act.JUDGE)
def declaration(tender_id: int) -> Any:
    return _page(tender_id)


@bp.post("/<int:tender_id>/declaration")
@may(Act.JUDGE)
def declare(tender_id: int) -> Any:
    form = press(acts.declare, tender_id)
    return _page(tender_id, form) if form.errors else done(url_for("procurement.declaration", tender_id=tender_id))


@bp.post("/<int:tender_id>/declaration/recuse")
@may(Act.JUDGE)
def recuse_early(tender_id: int) -> Any:
    form = RecuseForm()
    if form.validate():
        submit(form, acts.recuse, tender_id, form.reason.data)
    return _page(tender_id, form) if form.errors else done(url_for("procurement.declaration", tender_id=tender_id))


def _page(tender_id: int, wrong: Form | None = None) -> Any:
    tender = read.tender(the_estate().id, tender_id)
    seat = staffing.seat_of(tender.estate_id, tender_id, the_actor().account)
    possible = SEAT.possible(SeatState(seat.state)) if tender.state in acts.UNOPENED else ()
    return page(
        "procurement/declaration.html",
        status=wrong.status if wrong is not None else 200,
        tender=tender,
        seat=seat,
        wrong=wrong,
        recusing=wrong if isinstance(wrong, RecuseForm) else RecuseForm(),
        state=labels.SEATS[SeatState(seat.state)],
        method=METHODS[tender.method],
        may_declare=SeatAct.DECLARE in possible,
        may_recuse=SeatAct.RECUSE in possible,
    )
