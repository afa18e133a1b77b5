"""An opened offer word by word, for those who judge it and those who prepare tenders or watch."""

import json
from typing import Any

from sqlalchemy import select

from huasheng_vote.extensions import db
from huasheng_vote.labels import panels as labels
from huasheng_vote.procurement.models import BidFile
from huasheng_vote.procurement.queries import panels, suppliers, tenders
from huasheng_vote.procurement.views import bp
from huasheng_vote.procurement.views.judging import own_seat
from huasheng_vote.rules.access import Act
from huasheng_vote.rules.flows.panels import SeatState
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.web.access import may
from huasheng_vote.web.pages import page
from huasheng_vote.web.state import the_estate


@bp.get("/offers/<int:bid_id>")
@may(Act.JUDGE)
def bid(bid_id: int) -> Any:
    here = the_estate().id
    found = panels.bid(here, bid_id)
    tender = tenders.tender(here, found.tender_id)
    seat = own_seat(tender)
    if seat is not None and seat.state != SeatState.CLEARED:
        raise Refused(Why.DECLARE_FIRST)
    return page(
        "procurement/bid.html",
        tender=tender,
        it=found,
        supplier=suppliers.supplier(here, found.supplier_id or 0),
        said=_said(found.offer),
        files=db.session.scalars(select(BidFile).filter_by(estate_id=here, bid_id=bid_id).order_by(BidFile.id)).all(),
        labels=labels,
    )


def _said(offer: str) -> list[tuple[Any, str]]:
    """The words of an offer in the order they were sealed, without the figures and the signature that stand beside them."""
    pairs = json.loads(offer or "[]")
    return (
        [(labels.OFFERED.get(name, name), value) for name, value in pairs if name not in labels.FIGURES] if isinstance(pairs, list) else []
    )
