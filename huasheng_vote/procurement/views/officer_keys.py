"""What an opening officer does before the opening: make a key, try it, rehearse. The private key never comes here."""

import json
from typing import Any

from flask import url_for
from flask_babel import lazy_gettext as _

from huasheng_vote import sealing
from huasheng_vote.committee.views.shown import press
from huasheng_vote.files import store
from huasheng_vote.procurement.actions import officers as acts
from huasheng_vote.procurement.actions.staffing import UNPUBLISHED
from huasheng_vote.procurement.forms.staffing import KeyForm, SharesForm
from huasheng_vote.procurement.models import OpeningOfficer, Tender
from huasheng_vote.procurement.queries import rehearsals, staffing
from huasheng_vote.procurement.queries import tenders as read
from huasheng_vote.procurement.views import bp
from huasheng_vote.procurement.views.ways import way
from huasheng_vote.rules.access import Act
from huasheng_vote.rules.tendering import REHEARSAL
from huasheng_vote.sealing.coding import text_of
from huasheng_vote.web.access import allowed, may
from huasheng_vote.web.act import submit
from huasheng_vote.web.forms import Form
from huasheng_vote.web.pages import done, page
from huasheng_vote.web.state import now, the_actor, the_estate


def is_officer(tender: Tender) -> bool:
    """Whether the reader is one of those who open this tender."""
    me = the_actor().account
    return allowed(Act.HOLD_KEY) and any(each.account_id == me for each in staffing.officers(tender.estate_id, tender.id).rows if me)


@way("procurement.officer_key", _("我的开标钥匙"))
def has_key(tender: Tender) -> bool:
    """An officer's own page."""
    return is_officer(tender)


@way("procurement.rehearsal", _("开标演练"))
def rehearses(tender: Tender) -> bool:
    """An officer, once the tender is published."""
    return tender.state not in UNPUBLISHED and is_officer(tender)


@bp.get("/<int:tender_id>/key")
@may(Act.HOLD_KEY)
def officer_key(tender_id: int) -> Any:
    return _key_page(tender_id)


@bp.post("/<int:tender_id>/key")
@may(Act.HOLD_KEY)
def make_key(tender_id: int) -> Any:
    form = KeyForm()
    if form.validate():
        submit(form, acts.make_key, tender_id, form.public.data)
    return _key_page(tender_id, form) if form.errors else done(url_for("procurement.officer_key", tender_id=tender_id))


@bp.post("/<int:tender_id>/key/test")
@may(Act.HOLD_KEY)
def open_test(tender_id: int) -> Any:
    form = SharesForm()
    if form.validate():
        submit(form, acts.open_test, tender_id, form.shares.data)
    return _key_page(tender_id, form) if form.errors else done(url_for("procurement.officer_key", tender_id=tender_id))


@bp.get("/<int:tender_id>/rehearsal")
@may(Act.HOLD_KEY)
def rehearsal(tender_id: int) -> Any:
    return _rehearsal_page(tender_id)


@bp.post("/<int:tender_id>/rehearsal/begin")
@may(Act.HOLD_KEY)
def begin_rehearsal(tender_id: int) -> Any:
    form = press(acts.begin_rehearsal, tender_id)
    return _rehearsal_page(tender_id, form) if form.errors else done(url_for("procurement.rehearsal", tender_id=tender_id))


@bp.post("/<int:tender_id>/rehearsal")
@may(Act.HOLD_KEY)
def rehearse(tender_id: int) -> Any:
    form = SharesForm()
    if form.validate():
        submit(form, acts.rehearse, tender_id, form.shares.data)
    return _rehearsal_page(tender_id, form) if form.errors else done(url_for("procurement.rehearsal", tender_id=tender_id))


def _mine(tender_id: int) -> tuple[Tender, OpeningOfficer]:
    tender = read.tender(the_estate().id, tender_id)
    return tender, staffing.officer_of(tender.estate_id, tender_id, the_actor().account)


def wraps(officer: OpeningOfficer, stored: str) -> str:
    """What the officer's browser takes a share out of: the header and the wrap for this officer of one stored envelope, as JSON."""
    data = store().open(stored)
    if data is None:
        return "[]"
    envelope = sealing.Envelope.read(data)
    number = envelope.header.number_of(officer.fingerprint)
    return json.dumps([{"header": envelope.header.line.decode(), "wrap": text_of(envelope.wraps[number - 1])}])


def _key_page(tender_id: int, wrong: Form | None = None) -> Any:
    tender, mine = _mine(tender_id)
    rows = staffing.officers(tender.estate_id, tender_id).rows
    trying = mine.tested_at is None and tender.test_stored != "" and tender.state in UNPUBLISHED
    return page(
        "procurement/officer_key.html",
        status=wrong.status if wrong is not None else 200,
        tender=tender,
        mine=mine,
        wrong=wrong,
        code=sealing.Officer.read(mine.public).code if mine.public else "",
        open_to_change=tender.state in UNPUBLISHED,
        waiting=sum(not each.public for each in rows),
        wraps=wraps(mine, tender.test_stored) if trying else "",
    )


def _rehearsal_page(tender_id: int, wrong: Form | None = None) -> Any:
    tender, mine = _mine(tender_id)
    rows, begun = staffing.officers(tender.estate_id, tender_id).rows, rehearsals.begun(tender)
    in_hours, finished = rehearsals.in_hours(tender, now()), rehearsals.rehearsed(tender, mine)
    first, last = (tender.deadline - each for each in REHEARSAL)
    return page(
        "procurement/rehearsal.html",
        status=wrong.status if wrong is not None else 200,
        tender=tender,
        mine=mine,
        wrong=wrong,
        begun=begun,
        in_hours=in_hours,
        finished=finished,
        first=first,
        last=last,
        done=sum(rehearsals.rehearsed(tender, each) for each in rows),
        of=len(rows),
        wraps=wraps(mine, tender.rehearsal_stored) if in_hours and begun and not finished else "",
    )
