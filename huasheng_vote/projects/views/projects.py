"""Pages of projects: the public list, each with its way, and the committee's one act."""

from typing import Any

from flask import g, url_for

from huasheng_vote.labels import committee
from huasheng_vote.labels import projects as labels
from huasheng_vote.labels.projects import STATES, STEPS, number
from huasheng_vote.projects import queries
from huasheng_vote.projects.actions import opening as acts
from huasheng_vote.projects.forms.opening import OpenForm
from huasheng_vote.projects.queries import designs
from huasheng_vote.projects.queries.opened import Step
from huasheng_vote.projects.views import bp
from huasheng_vote.rules.access import Act
from huasheng_vote.rules.flows.projects import ProjectState
from huasheng_vote.web.access import may, public
from huasheng_vote.web.act import submit
from huasheng_vote.web.pages import done, page


@bp.get("/")
@public
def index() -> Any:
    """All projects, and for the committee the decisions that wait for one."""
    here = g.estate.id
    spending = [(each, committee.number(each.year, each.ordinal)) for each in queries.decided_spending(here)]
    return page("projects/index.html", projects=queries.projects(here), awaiting=queries.awaiting(here), spending=spending, **WORDS)


@bp.get("/<int:project_id>")
@public
def project(project_id: int) -> Any:
    """One project and how it came about."""
    found = queries.project(g.estate.id, project_id)
    way = [walked(step) for step in queries.way(found)]
    drawn, touched = designs.sheets(g.estate.id, project_id), designs.touched(found)
    lacking = designs.missing(found, drawn) if touched is not None else ()
    return page(
        "projects/project.html",
        project=found,
        decided=queries.decision(found),
        by_committee=queries.committee_decision(found),
        trigger=labels.TRIGGERS.get(found.trigger) if found.trigger else "",  # type: ignore[call-overload]  # the code of one
        way=way,
        drawn=drawn,
        touched=None if touched is None else [str(words) for each, words in labels.TOUCHED.items() if each in touched],
        missing=[str(labels.DESIGNS[kind]) for kind in lacking],
        labels=labels,
        quoted=committee.number,
        **WORDS,
    )


@bp.get("/open/<int:year>/<int:ordinal>")
@may(Act.OPEN_PROJECT)
def opening(year: int, ordinal: int) -> Any:
    """The facts before the act."""
    return _opening(OpenForm(), year, ordinal)


@bp.post("/open/<int:year>/<int:ordinal>")
@may(Act.OPEN_PROJECT)
def open_project(year: int, ordinal: int) -> Any:
    form = OpenForm()
    opened = submit(form, acts.open_project, year, ordinal) if form.validate() else None
    if opened is None:
        return _opening(form, year, ordinal)
    return done(url_for("projects.project", project_id=opened))


def _opening(form: OpenForm, year: int, ordinal: int) -> Any:
    return page("projects/open.html", form=form, decided=queries.decided(g.estate.id, year, ordinal), **WORDS)


def walked(step: Step) -> dict[str, Any]:
    """A step as the timeline draws it."""
    return {"at": step.at, "title": step.title, "words": STEPS[step.kind], "state": "done", "url": url_for(step.endpoint, **step.args)}  # type: ignore[arg-type]


WORDS: dict[str, Any] = {"states": STATES, "number": number, "flow": tuple(ProjectState)}
