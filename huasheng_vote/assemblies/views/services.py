"""Delivery of the notice, building by building: to whom, how, when, and what shows it. A neighbour head sees and records their own building."""

from typing import Any

from flask import request, url_for
from flask_babel import gettext

from huasheng_vote.assemblies.actions import serving
from huasheng_vote.assemblies.forms.meetings import ServiceForm
from huasheng_vote.assemblies.models.notices import Delivered
from huasheng_vote.assemblies.models.rolls import RollUnit
from huasheng_vote.assemblies.queries import rolls, services
from huasheng_vote.assemblies.views import bp
from huasheng_vote.assemblies.views.shown import readable, shown
from huasheng_vote.labels import assemblies as labels
from huasheng_vote.labels import register as words
from huasheng_vote.people.queries.keepers import kept_by
from huasheng_vote.register import queries as register
from huasheng_vote.rules.access import CONVENERS, SUPERVISORS, Act
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.web.access import may
from huasheng_vote.web.act import submit
from huasheng_vote.web.pages import done, page
from huasheng_vote.web.state import now, the_actor, the_estate


@bp.get("/assemblies/<int:assembly_id>/service")
@may(Act.RECORD_SERVICE)
def service(assembly_id: int) -> Any:
    return _service_page(assembly_id, ServiceForm(served_at=now()))


@bp.post("/assemblies/<int:assembly_id>/service")
@may(Act.RECORD_SERVICE)
def record_service(assembly_id: int) -> Any:
    form = ServiceForm()
    if form.validate():
        submit(
            form, serving.record_service, assembly_id, form.heads.data or [], Delivered(form.how.data), form.served_at.data, form.proof.data
        )
    if form.errors:
        return _service_page(assembly_id, form)
    return done(url_for("assemblies.service", assembly_id=assembly_id, building=request.args.get("building")))


def _service_page(assembly_id: int, form: ServiceForm) -> Any:
    """One building at a time; a neighbour head sees their own."""
    here, row = the_estate().id, readable(assembly_id)
    names = _buildings_to_serve()
    building = request.args.get("building", names[0] if names else "")
    if building not in names:
        raise Refused(Why.NOT_FOUND)
    served = services.served(here, assembly_id)
    lines = rolls.lines(here, assembly_id, building=building)
    return page(
        "assemblies/service.html",
        form=form,
        it=shown(row),
        building=building,
        buildings=[(name, words.building(name)) for name in names],
        lines=[(line, _doors(line, building), served.get(line.head.id, ())) for line in lines],
        delivered=labels.DELIVERED,
        reached=services.progress(here, assembly_id),
    )


def _doors(line: rolls.Line, building: str) -> str:
    """Its doors; those of the building at hand without its name."""
    return str(gettext("、").join(_door(unit, building) for unit in line.units))


def _door(unit: RollUnit, building: str) -> str:
    return words.unit("" if unit.building == building else unit.building, unit.entrance, unit.number).strip(" ,")


def _buildings_to_serve() -> list[str]:
    actor, here = the_actor(), the_estate().id
    everything = [each.name for each in register.buildings(here)]
    if actor.is_any(*CONVENERS, *SUPERVISORS):
        return everything
    kept = kept_by(here, actor.account or 0, now())
    return [name for name in everything if name in kept]
