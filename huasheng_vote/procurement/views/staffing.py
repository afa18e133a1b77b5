"""Who opens, who judges, who is invited, and what is still missing; the committee names them."""

from collections import Counter
from typing import Any

from flask import url_for
from flask_babel import lazy_gettext as _

from huasheng_vote import sealing
from huasheng_vote.committee.views.shown import insider, named, press
from huasheng_vote.labels import panels as seat_labels
from huasheng_vote.labels import staffing as labels
from huasheng_vote.labels import words
from huasheng_vote.people import queries as people
from huasheng_vote.procurement.actions import officers as officer_acts
from huasheng_vote.procurement.actions import panel_seats
from huasheng_vote.procurement.actions import staffing as acts
from huasheng_vote.procurement.forms.staffing import InvitationsForm, OfficersForm, SeatForm
from huasheng_vote.procurement.models import OpeningOfficer, Tender
from huasheng_vote.procurement.queries import invitations, readiness, rehearsals, staffing
from huasheng_vote.procurement.queries import tenders as read
from huasheng_vote.procurement.views import bp
from huasheng_vote.procurement.views.ways import way
from huasheng_vote.rules.access import Act
from huasheng_vote.rules.flows.panels import SeatState
from huasheng_vote.rules.panels import conflicts
from huasheng_vote.rules.refusal import Why
from huasheng_vote.rules.staffing import FITS, OFFICERS, experts_of
from huasheng_vote.web.access import allowed, may
from huasheng_vote.web.act import submit
from huasheng_vote.web.forms import Form
from huasheng_vote.web.pages import done, page
from huasheng_vote.web.state import now, the_actor, the_estate


@way("procurement.staffing", _("谁来开标、谁来评审"))
def sees_staffing(_tender: Tender) -> bool:
    """Those who prepare tenders and those who watch them do it."""
    return allowed(Act.SEE_TENDER_DRAFTS)


@bp.get("/<int:tender_id>/staffing", endpoint="staffing")
@may(Act.SEE_TENDER_DRAFTS)
def staffing_page(tender_id: int) -> Any:
    return _staffing_page(tender_id)


@bp.get("/<int:tender_id>/staffing/officers")
@may(Act.RUN_TENDER)
def officers_form(tender_id: int) -> Any:
    tender = read.tender(the_estate().id, tender_id)
    form = _officers_form(tender)
    for each in staffing.officers(tender.estate_id, tender_id).rows:
        if each.account_id and each.duty in form:
            form[each.duty].data = each.account_id
    return page("procurement/officers_form.html", form=form, tender=tender, labels=labels)


@bp.post("/<int:tender_id>/staffing/officers")
@may(Act.RUN_TENDER)
def name_officers(tender_id: int) -> Any:
    tender = read.tender(the_estate().id, tender_id)
    form = _officers_form(tender)
    if form.validate():
        submit(form, officer_acts.name_officers, tender_id, form.chosen)
    return page("procurement/officers_form.html", form=form, tender=tender, labels=labels) if form.errors else _back(tender_id)


@bp.get("/<int:tender_id>/staffing/panel")
@may(Act.RUN_TENDER)
def seat_form(tender_id: int) -> Any:
    return _seat_page(tender_id)


@bp.post("/<int:tender_id>/staffing/panel")
@may(Act.RUN_TENDER)
def name_seat(tender_id: int) -> Any:
    form = _seat_form(tender_id)
    if form.validate():
        submit(form, panel_seats.name_seat, tender_id, form.chosen)
    return _seat_page(tender_id, form) if form.errors else _back(tender_id)


@bp.post("/<int:tender_id>/staffing/panel/<int:seat_id>/remove")
@may(Act.RUN_TENDER)
def remove_seat(tender_id: int, seat_id: int) -> Any:
    form = press(panel_seats.remove_seat, tender_id, seat_id)
    return _staffing_page(tender_id, form) if form.errors else _back(tender_id)


@bp.get("/<int:tender_id>/staffing/panel/<int:seat_id>/replace")
@may(Act.RUN_TENDER)
def replace_form(tender_id: int, seat_id: int) -> Any:
    return _seat_page(tender_id, seat_id=seat_id)


@bp.post("/<int:tender_id>/staffing/panel/<int:seat_id>/replace")
@may(Act.RUN_TENDER)
def replace_seat(tender_id: int, seat_id: int) -> Any:
    form = _seat_form(tender_id)
    if form.validate():
        submit(form, panel_seats.replace_seat, tender_id, seat_id, form.chosen)
    return _seat_page(tender_id, form, seat_id) if form.errors else _back(tender_id)


@bp.get("/<int:tender_id>/staffing/invited")
@may(Act.RUN_TENDER)
def invitations_form(tender_id: int) -> Any:
    tender = read.tender(the_estate().id, tender_id)
    form = _invitations_form()
    form.suppliers.data = [each.id for each in invitations.suppliers(tender)]
    return page("procurement/invitations_form.html", form=form, tender=tender, least=read.terms(tender).invited)


@bp.post("/<int:tender_id>/staffing/invited")
@may(Act.RUN_TENDER)
def invite(tender_id: int) -> Any:
    tender, form = read.tender(the_estate().id, tender_id), _invitations_form()
    if form.validate():
        submit(form, acts.invite, tender_id, form.suppliers.data or ())
    if form.errors:
        return page("procurement/invitations_form.html", form=form, tender=tender, least=read.terms(tender).invited)
    return _back(tender_id)


def _back(tender_id: int) -> Any:
    return done(url_for("procurement.staffing", tender_id=tender_id))


def _officers_form(tender: Tender) -> OfficersForm:
    known = [staffing.person(tender.estate_id, each, now()) for each in staffing.officials(tender.estate_id, now())]
    called = people.names(each.account for each in known)
    able = [each for each in known if each.account != tender.author_id]
    return OfficersForm().offer({duty: [(each.account, called[each.account]) for each in able if FITS[duty](each)] for duty in OFFICERS})


def _seat_form(tender_id: int) -> SeatForm:
    tender = read.tender(the_estate().id, tender_id)
    taken = {each.account_id for each in staffing.seats(tender.estate_id, tender_id)}
    held = staffing.ties(tender)
    asked = [each for each in staffing.officials(tender.estate_id, now()) if each not in taken]
    able = [each for each in asked if not conflicts(staffing.person(tender.estate_id, each, now()), held)]
    called = people.names(able)
    return SeatForm().offer((each, called[each]) for each in able)


def _seat_page(tender_id: int, form: SeatForm | None = None, seat_id: int = 0) -> Any:
    tender = read.tender(the_estate().id, tender_id)
    left = staffing.seat(tender.estate_id, tender_id, seat_id) if seat_id else None
    leaver = people.names([left.account_id])[left.account_id] if left else ""
    return page("procurement/seat_form.html", form=form or _seat_form(tender_id), tender=tender, left=left, leaver=leaver)


def _invitations_form() -> InvitationsForm:
    return InvitationsForm().offer((each.id, each.name) for each in invitations.registered(the_estate().id))


def _staffing_page(tender_id: int, wrong: Form | None = None) -> Any:
    tender = read.tender(the_estate().id, tender_id)
    terms, draft = read.terms(tender), tender.state in acts.UNPUBLISHED
    return page(
        "procurement/staffing.html",
        status=wrong.status if wrong is not None else 200,
        tender=tender,
        wrong=wrong,
        draft=draft,
        keyed=staffing.keyed(tender),
        officers=_officers(tender),
        seats=_seats(tender),
        terms=terms,
        experts=experts_of(terms, terms.panel),
        invited=invitations.suppliers(tender) if allowed(Act.RUN_TENDER) else (),
        missing=[words(each) for each in readiness.missing(tender, now()) if each.why is not Why.PLACES_VACANT] if draft else [],
        vacant=_vacant(tender) if draft else [],
        replaceable=tender.state in panel_seats.UNOPENED,
        rehearsing=rehearsals.in_hours(tender, now()),
        insider=insider(),
    )


def _vacant(tender: Tender) -> list[str]:
    """A sentence for each sort of place that nobody can fill."""
    empty = Counter(staffing.vacant(tender, now()))
    return [str(labels.VACANT[duty]) % {"count": count} for duty, count in empty.items()]


def _officers(tender: Tender) -> list[dict[str, Any]]:
    """The three places, with who holds each and how far they are."""
    rows = {each.duty: each for each in staffing.officers(tender.estate_id, tender.id).rows}
    gone = staffing.gone(tender, now())
    called = people.names(each.account_id for each in rows.values() if each.account_id)
    found = []
    for duty in OFFICERS:
        each = rows.get(duty)
        steps = [each is not None, each and each.public, each and each.tested_at, each and rehearsals.rehearsed(tender, each)]
        mine = each is not None and each.account_id == the_actor().account
        name = named(called[each.account_id]) if each is not None and each.account_id else ""
        left = each is not None and each.id in gone
        found.append({"duty": labels.CAMPS[duty], "name": name, "mine": mine, "gone": left, "steps": _marks(steps), "code": _code(each)})
    return found


def _code(officer: OpeningOfficer | None) -> str:
    """What two people compare by eye."""
    return sealing.Officer.read(officer.public).code if officer is not None and officer.public else ""


def _marks(steps: list[Any]) -> list[tuple[Any, str]]:
    """Each step with how it stands: done, now, or not yet."""
    first = next((number for number, reached in enumerate(steps) if not reached), len(steps))
    marks = ["done" if reached else "now" if number == first else "" for number, reached in enumerate(steps)]
    return list(zip(labels.OFFICER_STEPS, marks, strict=True))


def _seats(tender: Tender) -> list[dict[str, Any]]:
    """Every seat with who holds it, in what capacity, and how it stands."""
    rows = staffing.seats(tender.estate_id, tender.id)
    called = people.names(each.account_id for each in rows)
    return [
        {
            "id": each.id,
            "name": named(called[each.account_id]),
            "as": labels.SITS_AS[each.hired, each.expert],
            "state": seat_labels.SEATS[SeatState(each.state)],
            "reason": each.recused_reason if insider() else "",
            "left": each.state == SeatState.RECUSED,
            "removable": each.state in staffing.SITTING and each.replaces_id is None,
        }
        for each in rows
    ]
