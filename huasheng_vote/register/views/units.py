"""The register for staff: units by building, totals, one unit in full."""

from typing import Any

from flask import request
from flask_babel import gettext as _

from huasheng_vote.labels import register as labels
from huasheng_vote.register import queries
from huasheng_vote.register.actions import holds, looks
from huasheng_vote.register.forms import FindForm, choices
from huasheng_vote.register.queries.lists import Wanted
from huasheng_vote.register.views import shown
from huasheng_vote.register.views.blueprint import bp
from huasheng_vote.register.views.corrections import waiting
from huasheng_vote.rules.access import Act
from huasheng_vote.web.access import allowed, may
from huasheng_vote.web.act import act
from huasheng_vote.web.pages import page
from huasheng_vote.web.state import now, the_estate


@bp.get("/")
@may(Act.SEE_REGISTER)
def units() -> Any:
    estate = the_estate().id
    form = FindForm(request.args)
    sums = queries.totals(estate, now())
    form.building.choices = choices([(0, _("全部")), *((each[0], labels.building(each[1])) for each in sums.buildings)])
    wanted = _wanted(form) if form.validate() else Wanted()
    found = queries.find_units(estate, wanted, request.args.get("page", 1, int), now())
    return page(
        "register/units.html", status=200, find=form, found=found, sums=sums, labels=labels, open=queries.open_matters(estate, now())
    )


@bp.get("/units/<int:unit_id>")
@may(Act.SEE_REGISTER)
def unit(unit_id: int) -> Any:
    estate = the_estate().id
    line = queries.line(estate, unit_id, now())
    speaking = [each.account_id for owner in line.owners for each in owner.enrolments]
    return page(
        "register/unit.html",
        line=line,
        title=shown.place(line),
        history=queries.history(estate, unit_id, now()),
        letters=queries.letters_of(estate, unit_id),
        disputes=queries.disputes_of(estate, unit_id),
        phones=queries.phones_of(speaking),
        waiting=waiting(unit_id),
        held=holds.held(estate, now()),
        may_edit=allowed(Act.EDIT_REGISTER),
        may_reveal=allowed(Act.REVEAL_LINE),
        labels=labels,
    )


@bp.post("/units/<int:unit_id>/reveal")
@may(Act.REVEAL_LINE)
def reveal(unit_id: int) -> Any:
    """Names and telephones of one line, whole, on a page nothing keeps; that they were looked at is on record."""
    revealed = act(looks.reveal_line, unit_id)
    return page(
        "register/revealed.html", owners=revealed, unit_id=unit_id, title=shown.place(queries.line(the_estate().id, unit_id, now()))
    )


def _wanted(form: FindForm) -> Wanted:
    return Wanted(form.building.data or None, form.use.data, form.state.data, form.words.data, form.off_registry.data)
