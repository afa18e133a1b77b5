"""Setting up an estate: what is done and what is next, its facts, and founding another one."""

from typing import Any

from flask import current_app, g, url_for

from huasheng_vote.assemblies.actions import estates as acts
from huasheng_vote.assemblies.forms.setup import EstateForm, FoundForm
from huasheng_vote.assemblies.queries import adopted, conveners
from huasheng_vote.assemblies.queries.calendar import announced_years
from huasheng_vote.assemblies.views import bp
from huasheng_vote.people.queries import estate_by_slug
from huasheng_vote.register import queries as register
from huasheng_vote.rules.access import Act
from huasheng_vote.rules.calendar import local_day
from huasheng_vote.rules.convening import Online
from huasheng_vote.web.access import may
from huasheng_vote.web.act import submit
from huasheng_vote.web.pages import done, page
from huasheng_vote.web.state import now, the_estate


@bp.get("/setup")
@may(Act.SET_UP_ESTATE, Act.CONVENE, Act.POST_CONVENERS)
def setup() -> Any:
    """Every step with whether it is done."""
    here, at = the_estate().id, now()
    steps = {
        "facts": bool(g.estate.address and g.estate.phone),
        "register": bool(register.roll_units(here, at)),
        "conveners": bool(conveners.groups_in_force(here, at)),
        "rules": adopted.rules_in_force(here).version is not None,
        "online": adopted.online_answer(here)[0] is not Online.UNKNOWN,
        "calendar": local_day(at).year in announced_years(here),
    }
    return page("assemblies/setup.html", steps=steps)


@bp.get("/setup/facts")
@may(Act.SET_UP_ESTATE)
def facts() -> Any:
    return page("assemblies/facts.html", form=EstateForm(obj=g.estate))


@bp.post("/setup/facts")
@may(Act.SET_UP_ESTATE)
def save_facts() -> Any:
    form = EstateForm()
    if form.validate():
        submit(form, acts.describe_estate, _facts(form))
    return page("assemblies/facts.html", form=form) if form.errors else done(url_for("assemblies.setup"))


@bp.get("/setup/another")
@may(Act.SET_UP_ESTATE)
def another() -> Any:
    return page("assemblies/found.html", form=FoundForm())


@bp.post("/setup/another")
@may(Act.SET_UP_ESTATE)
def found() -> Any:
    """Found a new estate; whoever founds it is its first administrator."""
    form = FoundForm()
    form.taken = own_addresses()
    if form.validate():
        submit(form, acts.found_estate, form.slug.data, _facts(form))
    if form.errors:
        return page("assemblies/found.html", form=form)
    g.estate = estate_by_slug(form.slug.data)
    return done(url_for("assemblies.setup"))


def _facts(form: EstateForm) -> acts.EstateFacts:
    return acts.EstateFacts(form.name.data, form.address.data, form.phone.data, form.phone_hours.data)


def own_addresses() -> frozenset[str]:
    """The first parts of this site's own addresses: an estate of that name could not be reached."""
    return frozenset(rule.rule.split("/")[1] for rule in current_app.url_map.iter_rules() if not rule.rule.startswith("/<"))
