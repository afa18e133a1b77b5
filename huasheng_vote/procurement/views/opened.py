"""What the opening showed: the record everybody reads, the signatures under it, everything that checks it without this site, the files that were in the envelopes."""

import json
from datetime import datetime
from typing import Any

from flask import Response, url_for
from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _
from sqlalchemy import select

from huasheng_vote.extensions import db
from huasheng_vote.labels import bids as labels
from huasheng_vote.labels.panels import letter
from huasheng_vote.procurement.actions import opening as acts
from huasheng_vote.procurement.forms.opening import SignForm
from huasheng_vote.procurement.models import Bid, BidFile, PanelSeat, Tender
from huasheng_vote.procurement.queries import opened as read
from huasheng_vote.procurement.queries import suppliers, tenders
from huasheng_vote.procurement.queries.staffing import SITTING
from huasheng_vote.procurement.views import bp
from huasheng_vote.procurement.views.ways import way
from huasheng_vote.rules.access import Act
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.web import media
from huasheng_vote.web.access import allowed, may, public
from huasheng_vote.web.act import submit
from huasheng_vote.web.filters import yuan
from huasheng_vote.web.pages import done, page
from huasheng_vote.web.state import the_actor, the_estate


@way("procurement.opening_record", _("开标记录"))
def _is_recorded(tender: Tender) -> bool:
    return read.record(the_estate().id, tender.id) is not None


@bp.get("/<int:tender_id>/opening-record")
@public
def opening_record(tender_id: int) -> Any:
    return _page(tender_id)


@bp.post("/<int:tender_id>/opening-record/sign")
@may(Act.OPEN_BIDS, Act.PUBLISH_TENDER)
def sign_opening(tender_id: int) -> Any:
    form = SignForm()
    if form.validate():
        submit(form, acts.sign, tender_id, form.seen.data)
    return _page(tender_id, form) if form.errors else done(url_for("procurement.opening_record", tender_id=tender_id))


@bp.get("/<int:tender_id>/opening-record.json")
@public
def opening_evidence(tender_id: int) -> Any:
    """For anybody's own check."""
    body = json.dumps(read.evidence(the_estate().id, tender_id), ensure_ascii=False, indent=1)
    return Response(body, mimetype="application/json", headers={"Content-Disposition": f"attachment; filename=opening-{tender_id}.json"})


@bp.get("/<int:tender_id>/opening-record/check")
@public
def check_opening(tender_id: int) -> Any:
    """How anybody checks it."""
    found = _record(tender_id)
    lines = json.loads(found.body)["bids"]
    return page("procurement/opening_check.html", it=tenders.tender(the_estate().id, tender_id), record=found, lines=lines, letter=letter)


@bp.get("/bid-files/<int:file_id>")
@may(Act.SEE_OWN_BIDS)
def bid_file(file_id: int) -> Any:
    """A paper or photo out of an envelope: for who buys, opens or judges, and for its bidder."""
    here = the_estate().id
    row = db.session.execute(
        select(BidFile, Bid).join(Bid, Bid.id == BidFile.bid_id).where(BidFile.estate_id == here, BidFile.id == file_id)
    ).first()
    if row is None or not row.BidFile.stored or not _reads(row.Bid):
        raise Refused(Why.NOT_FOUND)
    return media.send(row.BidFile.stored, shown_as=row.BidFile.name, shared=False)


def _reads(bid: Bid) -> bool:
    """Who buys, opens or judges, and the bidder; who left the panel reads nothing more."""
    here, me = the_estate().id, the_actor().account
    company = suppliers.of_account(here, me)
    seat = select(PanelSeat.state).filter_by(estate_id=here, tender_id=bid.tender_id, account_id=me)
    mine = db.session.scalar(seat) if me is not None else None
    own = company is not None and company.id == bid.supplier_id
    return own or (mine in SITTING if mine else allowed(Act.SEE_TENDER_DRAFTS))


def _record(tender_id: int) -> Any:
    found = read.record(the_estate().id, tender_id)
    if found is None:
        raise Refused(Why.NOT_FOUND)
    return found


def _page(tender_id: int, wrong: Any = None) -> Any:
    here, found = the_estate().id, _record(tender_id)
    body, there = json.loads(found.body), read.attendants(here, tender_id)
    unsigned = any(each.account == the_actor().account and each.signed_at is None for each in there)
    return page(
        "procurement/opening_record.html",
        status=wrong.status if wrong is not None else 200,
        wrong=wrong,
        it=tenders.tender(here, tender_id),
        record=found,
        body=body,
        opened=datetime.fromisoformat(body["opened"]),
        deadline=datetime.fromisoformat(body["deadline"]),
        rows=[_row(each) for each in body["bids"]],
        there=there,
        files=[(letter(bid.ordinal), file) for file, bid in read.files(here, tender_id) if _reads(bid)],
        signing=SignForm(None, data={"seen": found.digest}) if unsigned else None,
        url=url_for("procurement.opening_record", tender_id=tender_id, _external=True),
        labels=labels,
    )


def _row(line: dict[str, Any]) -> dict[str, Any]:
    """One line of the record in words."""
    return {
        "letter": letter(line["ordinal"]),
        "name": line["name"],
        "price": yuan(line["price"]) if "price" in line else gettext("无"),
        "days": ngettext("%(n)s 天", "%(n)s 天", line["days"], n=line["days"]) if "days" in line else gettext("无"),
        "warranty": ngettext("%(n)s 个月", "%(n)s 个月", line["warranty_months"], n=line["warranty_months"])
        if "warranty_months" in line
        else gettext("无"),
        "same": gettext("校验值一致") if line["same"] else gettext("校验值不一致"),
        "out": labels.OUT.get(line.get("out", ""), ""),
        "by_server": line["sealed_by"] == "server",
        "commitment": line["commitment"],
        "line": line["line"],
    }
