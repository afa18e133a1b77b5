"""Owners' demand for an assembly: what is demanded, how many signed in both measures, what follows."""

from collections.abc import Callable
from typing import Any

from flask import url_for

from huasheng_vote.labels import proposals as labels
from huasheng_vote.proposals.actions import demands as acts
from huasheng_vote.proposals.forms.demands import DemandAnswerForm, DemandForm
from huasheng_vote.proposals.queries import demands
from huasheng_vote.proposals.queries.demands import Standing
from huasheng_vote.proposals.views import bp
from huasheng_vote.rules.access import Act
from huasheng_vote.rules.demand import ONE_FIFTH
from huasheng_vote.rules.flows.proposals import DEMAND, DemandState
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.web.access import allowed, may, public
from huasheng_vote.web.act import act, submit
from huasheng_vote.web.measure import Measure
from huasheng_vote.web.pages import done, page
from huasheng_vote.web.state import now, the_actor, the_estate


@bp.get("/demands")
@public
def demands_list() -> Any:
    return page("proposals/demands.html", rows=demands.standings(the_estate().id, now()), labels=labels)


@bp.get("/demands/new")
@may(Act.REQUIRE_ASSEMBLY)
def demand_form() -> Any:
    return page("proposals/demand_form.html", form=DemandForm())


@bp.post("/demands/new")
@may(Act.REQUIRE_ASSEMBLY)
def write_demand() -> Any:
    form = DemandForm()
    made = submit(form, acts.demand, form.key.data, form.title.data, form.text.data) if form.validate() else None
    if made is None:
        return page("proposals/demand_form.html", form=form)
    return done(url_for("proposals.demand", demand_id=made))


@bp.get("/demands/<int:demand_id>")
@public
def demand(demand_id: int) -> Any:
    return _demand_page(demand_id)


def _demand_page(demand_id: int, form: DemandAnswerForm | None = None) -> Any:
    answering = allowed(Act.ANSWER_DEMAND)
    form = form or (DemandAnswerForm(None) if answering else None)
    return page("proposals/demand.html", status=form.status if form else 200, answer=form, labels=labels, **_support(demand_id))


@bp.get("/demands/<int:demand_id>/support")
@public
def support(demand_id: int) -> Any:
    return page("proposals/_support.html", **_support(demand_id))


def _support(demand_id: int) -> dict[str, Any]:
    found = _found(demand_id)
    weight, me = found.support, the_actor().account
    return {
        "standing": found,
        "it": found.demand,
        "possible": DEMAND.possible(DemandState(found.demand.state)),
        "signed": me is not None and demands.signed(the_estate().id, demand_id, me) is not None,
        "heads": Measure("turnout", "heads", weight.heads, weight.roll_heads, ONE_FIFTH),
        "area": Measure("turnout", "area", weight.area, weight.roll_area, ONE_FIFTH),
    }


@bp.post("/demands/<int:demand_id>/sign")
@may(Act.REQUIRE_ASSEMBLY)
def sign_demand(demand_id: int) -> Any:
    return _signing(acts.sign, demand_id)


@bp.post("/demands/<int:demand_id>/unsign")
@may(Act.REQUIRE_ASSEMBLY)
def unsign_demand(demand_id: int) -> Any:
    return _signing(acts.unsign, demand_id)


@bp.post("/demands/<int:demand_id>/withdraw")
@may(Act.REQUIRE_ASSEMBLY)
def withdraw_demand(demand_id: int) -> Any:
    act(acts.withdraw_demand, demand_id)
    return done(url_for("proposals.demand", demand_id=demand_id))


def _signing(fn: Callable[..., None], demand_id: int) -> Any:
    act(fn, demand_id)
    return done(url_for("proposals.demand", demand_id=demand_id), "proposals/_support.html", **_support(demand_id))


@bp.post("/demands/<int:demand_id>/answer")
@may(Act.ANSWER_DEMAND)
def answer_demand(demand_id: int) -> Any:
    form = DemandAnswerForm()
    if form.validate():
        submit(form, acts.answer_demand, demand_id, form.answer.data)
    return _demand_page(demand_id, form) if form.errors else done(url_for("proposals.demand", demand_id=demand_id))


def _found(demand_id: int) -> Standing:
    found = demands.standing(the_estate().id, demand_id, now())
    if found is None:
        raise Refused(Why.NOT_FOUND)
    return found
